"""Parts of a finished plan: its routes, what it leaves out, its map."""

import json
from collections.abc import Callable
from typing import Any

from api.errors import ApiError, not_found
from api.identity import decode_cursor, encode_cursor
from api.repositories import jobs, plans, route_drivers, rows
from api.repositories.owners import seen_by
from api.schemas.page import Page
from api.schemas.plan import DroppedRead, RouteRead
from api.services.scope import Scope
from api.tables import Plan, PlanContent, Vehicle
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
    sees = find_own_units(scope)
    routes = json.loads(get_content(scope, plan_id).content)["routes"]
    shown, following = _page([each for each in routes if sees(each["vehicle"])], cursor, limit)
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
    dropped = json.loads(get_content(scope, plan_id).content)["dropped"]
    shown, following = _page(dropped, cursor, limit)
    return Page(items=[DroppedRead.model_validate(left) for left in shown], next_cursor=following)


def draw_geojson(content: PlanContent) -> str:
    """Return the routes and stops of a plan as GeoJSON."""
    drawn = routes_geojson(plan_from_json(json.loads(content.content)))
    return json.dumps(drawn, ensure_ascii=False, separators=(",", ":"))


def find_own_units(scope: Scope) -> Callable[[str], bool]:
    """Return how to tell whether a unit of the fleet is of a hub of theirs."""
    if not scope.who.hubs:
        return lambda _unit: True
    own = seen_by(scope.who, Vehicle)
    names = {row.id for row in rows.list_all(scope.session, Vehicle, scope.area.id, *own)}
    return lambda unit: unit.partition("#")[0] in names


def _page(
    found: list[dict[str, Any]], cursor: str | None, limit: int
) -> tuple[list[dict[str, Any]], str | None]:  # Any: JSON
    after = decode_cursor(cursor)
    following = encode_cursor(after + limit) if len(found) > after + limit else None
    return found[after : after + limit], following
