"""Plans."""

from typing import Annotated

from fastapi import APIRouter, Header, Query, Response

from api.endpoints.caching import fresh_or_same
from api.endpoints.headers import MayKey, MustKey
from api.endpoints.parameters import DEFAULT_LIMIT, Cursor, Limit, Name, RouteName, problems
from api.endpoints.work import Reply, Working, reply_with, respond
from api.schemas.page import Page
from api.schemas.plan import (
    DroppedRead,
    PlanAccepted,
    PlanCreate,
    PlanRead,
    PlanRow,
    RouteRead,
)
from api.schemas.route_driver import RouteDriverRead, RouteDriverSet
from api.services import plan_views, plans, route_drivers
from api.services.scope import Scope

Geometry = Annotated[bool, Query(description="With the line and the heights of each route")]
Known = Annotated[str | None, Header(alias="If-None-Match", description="An ETag known already")]
router = APIRouter(prefix="/plans", tags=["plans"])


@router.post(
    "",
    status_code=202,
    response_model=PlanAccepted,
    dependencies=[MayKey],
    responses=problems(404, 409),
)
def create_plan(body: PlanCreate, work: Working) -> Response:
    """Ask for a plan of everything booked; a planner searches for it, look again for it."""
    return work.write(lambda scope: _accept(plans.create_plan(scope, body)), fingerprint=body)


@router.get("", response_model=Page[PlanRow], responses=problems())
def list_plans(work: Working, cursor: Cursor = None, limit: Limit = DEFAULT_LIMIT) -> Response:
    """List plans in the order they were asked for."""
    return respond(Reply(work.read(lambda scope: plans.list_plans(scope, cursor, limit))))


@router.get("/{plan_id}", response_model=PlanRead, responses=problems(404))
def get_plan(plan_id: Name, work: Working) -> Response:
    """Show a plan: how far its search is, the cost of the best one so far, its sums."""
    return respond(Reply(work.read(lambda scope: plans.get_plan(scope, plan_id))))


@router.post(
    "/{plan_id}/cancel",
    response_model=PlanRead,
    dependencies=[MayKey],
    responses=problems(404, 409),
)
def cancel_plan(plan_id: Name, work: Working) -> Response:
    """End a search; the best checked plan is kept."""
    return work.write(lambda scope: Reply(plans.cancel_plan(scope, plan_id)))


@router.post(
    "/{plan_id}/resume",
    status_code=202,
    response_model=PlanAccepted,
    dependencies=[MayKey],
    responses=problems(404, 409),
)
def resume_plan(plan_id: Name, work: Working) -> Response:
    """Search on from the best plan kept, as a new plan of the same inputs."""
    return work.write(lambda scope: _accept(plans.resume_plan(scope, plan_id)))


@router.post(
    "/{plan_id}/publish",
    response_model=PlanRead,
    dependencies=[MustKey],
    responses=problems(404, 409),
)
def publish_plan(plan_id: Name, work: Working) -> Response:
    """Put a plan in force for the drivers."""

    def effect(scope: Scope) -> Reply:
        return reply_with(plans.publish_plan(scope, plan_id))

    return work.write(effect)


@router.get("/{plan_id}/routes", response_model=Page[RouteRead], responses=problems(404, 409))
def list_plan_routes(
    plan_id: Name,
    work: Working,
    *,
    geometry: Geometry = False,
    cursor: Cursor = None,
    limit: Limit = DEFAULT_LIMIT,
) -> Response:
    """List the routes of a finished plan with their stops, times, loads and costs."""
    return respond(
        Reply(
            work.read(
                lambda scope: plan_views.list_routes(
                    scope, plan_id, cursor, limit, geometry=geometry
                )
            )
        )
    )


@router.put(
    "/{plan_id}/routes/{route_id:path}/driver",
    response_model=RouteDriverRead,
    dependencies=[MayKey],
    responses=problems(404, 409),
)
def set_route_driver(
    plan_id: Name, route_id: RouteName, body: RouteDriverSet, work: Working
) -> Response:
    """Set who drives a route; their hours of the week go on into plans made later."""
    return work.write(
        lambda scope: Reply(route_drivers.set_driver(scope, plan_id, route_id, body)),
        fingerprint=body,
    )


@router.get("/{plan_id}/dropped", response_model=Page[DroppedRead], responses=problems(404, 409))
def list_plan_dropped(
    plan_id: Name, work: Working, cursor: Cursor = None, limit: Limit = DEFAULT_LIMIT
) -> Response:
    """List what a finished plan leaves out or puts off, with the reasons."""
    return respond(
        Reply(work.read(lambda scope: plan_views.list_dropped(scope, plan_id, cursor, limit)))
    )


@router.get(
    "/{plan_id}/routes.geojson",
    response_class=Response,
    responses={
        200: {"content": {"application/geo+json": {"schema": {"type": "object"}}}},
        304: {"description": "Known already"},
        **problems(404, 409),
    },
)
def get_plan_geojson(plan_id: Name, work: Working, known: Known = None) -> Response:
    """Draw the routes of a finished plan; `schematic` says that lines are not the roads' own."""
    content = work.read(lambda scope: plan_views.get_content(scope, plan_id))
    return fresh_or_same(
        known, content.hash, lambda: plan_views.draw_geojson(content), "application/geo+json"
    )


@router.get(
    "/{plan_id}/plan.json",
    response_class=Response,
    responses={
        200: {"content": {"application/json": {"schema": {"type": "object"}}}},
        304: {"description": "Known already"},
        **problems(404, 409),
    },
)
def get_plan_json(plan_id: Name, work: Working, known: Known = None) -> Response:
    """Fetch a finished plan as other programs read it: schema `luco.plan/1`."""
    content = work.read(lambda scope: plan_views.get_content(scope, plan_id))
    return fresh_or_same(known, content.hash, lambda: content.content, "application/json")


def _accept(plan: PlanAccepted) -> Reply:
    return Reply(plan, 202, {"Location": plan.links["self"]})
