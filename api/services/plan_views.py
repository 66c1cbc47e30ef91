"""Parts of a finished plan: its routes, what it leaves out, its map."""

import json
from typing import Any

from api.errors import ApiError, not_found
from api.identity import decode_cursor, encode_cursor
from api.repositories import jobs, plans, route_drivers, rows
from api.schemas.page import Page
from api.schemas.plan import DroppedRead, RouteRead
from api.services.scope import Scope
from api.tables import Plan, PlanContent
from routing.formats.geojson import routes_geojson
from routing.formats.plan_json import plan_from_json


def get_content(scope: Scope, plan_id: str) -> PlanContent:
    """Return what came of a plan.

    Raises
    ------
    ApiError
        ``NOT_FOUND``, or ``WRONG_STATE`` while there is nothing yet.
    """
    plan = rows.find(scope.session, Plan, scope.area.id, plan_id)
    if plan is None:
        raise not_found("plan", plan_id)
    content = plans.find_content(scope.session, plan)
    if content is None:
        state = jobs.get_job(scope.session, plan.job_id).state
        raise ApiError("WRONG_STATE", name=plan_id, state=state)
    return content


def list_routes(
    scope: Scope, plan_id: str, cursor: str | None, limit: int, *, geometry: bool
) -> Page[RouteRead]:
    """Return one page of a plan's routes, their lines and heights only when asked for."""
    shown, following = _page(get_content(scope, plan_id), "routes", cursor, limit)
    if not geometry:
        shown = [
            {key: value for key, value in route.items() if key not in {"geometry", "elevation"}}
            for route in shown
        ]
    drivers = route_drivers.names_of(scope.session, scope.area.id, [each["id"] for each in shown])
    shown = [{**route, "driver": drivers.get(route["id"], route["driver"])} for route in shown]
    return Page(items=[RouteRead.model_validate(route) for route in shown], next_cursor=following)


def list_dropped(scope: Scope, plan_id: str, cursor: str | None, limit: int) -> Page[DroppedRead]:
    """Return one page of what a plan leaves out or puts off, with the reasons."""
    shown, following = _page(get_content(scope, plan_id), "dropped", cursor, limit)
    return Page(items=[DroppedRead.model_validate(left) for left in shown], next_cursor=following)


def draw_geojson(content: PlanContent) -> str:
    """Return the routes and stops of a plan as GeoJSON."""
    drawn = routes_geojson(plan_from_json(json.loads(content.content)))
    return json.dumps(drawn, ensure_ascii=False, separators=(",", ":"))


def _page(
    content: PlanContent, part: str, cursor: str | None, limit: int
) -> tuple[list[dict[str, Any]], str | None]:  # Any: JSON
    after = decode_cursor(cursor)
    found: list[dict[str, Any]] = json.loads(content.content)[part]  # Any: JSON
    following = encode_cursor(after + limit) if len(found) > after + limit else None
    return found[after : after + limit], following
