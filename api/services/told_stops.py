"""Stops as the events that are stored of them tell."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from api.repositories import plans, rows
from api.schemas.driver import DriverRoute
from api.schemas.quantities import grams
from api.services.scope import Scope
from api.services.stop_states import DECIDED, StopEvent, StopState, fields_of, fold
from api.tables import DriverEvent, Plan


def fold_stops(
    scope: Scope, found: Sequence[DriverEvent]
) -> list[tuple[str, DriverEvent, StopState]]:
    """Return each stop, one of its events and its state, by the id of the stop."""
    by_stop: dict[str, list[DriverEvent]] = defaultdict(list)
    for each in found:
        by_stop[each.stop_id].append(each)
    on_route: dict[str, set[str]] = {}
    answer = []
    for stop in sorted(by_stop):
        first = by_stop[stop][0]
        if first.route_id not in on_route:
            on_route[first.route_id] = _list_stops(scope, first.route_id)
        events = [_event_of(each) for each in by_stop[stop]]
        state = fold(events, is_on_route=stop in on_route[first.route_id])
        answer.append((stop, first, state))
    return answer


def _list_stops(scope: Scope, route_id: str) -> set[str]:
    """Return the stops that a route has in the plan in force."""
    plan = rows.find(scope.session, Plan, scope.area.id, scope.area.plan_id)
    day, _, vehicle = route_id.partition("/")
    found = (
        plans.list_routes_of_day(scope.session, plan, date.fromisoformat(day), vehicle)
        if plan
        else ()
    )
    contents = (DriverRoute.model_validate_json(route.content) for route in found)
    return {stop.stop_id for content in contents for stop in content.stops}


def _event_of(row: DriverEvent) -> StopEvent:
    payload = dict(row.payload)
    seen = frozenset(payload.pop("seen", ()))
    weight_kg = payload.pop("weight_kg", None)
    if weight_kg is not None:
        payload["weight_g"] = grams(weight_kg)
    at = row.device_time or row.received_at
    kind = str(payload["outcome"]) if row.kind == DECIDED else row.kind
    return StopEvent(
        id=row.id,
        digest=row.digest,
        device_id=row.device_id,
        seq=row.seq,
        kind=row.kind,
        fields=fields_of(kind, at, payload),
        is_late=row.is_late,
        seen=seen,
    )
