"""Events from the road: stored once whatever happens on the way, folded when they are read."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from api.clock import now
from api.errors import not_found
from api.identity import new_id
from api.repositories import driver_events, proofs
from api.schemas.driver_event import (
    PAYLOADS,
    BatchAnswer,
    BatchIn,
    DecisionIn,
    EventIn,
    EventResult,
    ReviewRead,
    StopStateRead,
    StopStates,
)
from api.schemas.quantities import kilograms
from api.services.driver import sees_route
from api.services.outcomes import settle
from api.services.proofs import judge_pin
from api.services.scope import Scope
from api.services.stop_states import DECIDED, StopState
from api.services.told_stops import fold_stops
from api.tables import DriverEvent, PlanRouteDay
from routing.texts import text

_OFFICE: Final = "office"


def take_events(scope: Scope, body: BatchIn) -> BatchAnswer:
    """Store what is new of a batch, and tell of each event what became of it."""
    routes: dict[str, PlanRouteDay | None] = {}
    stored: list[tuple[DriverEvent, bool]] = []
    for said in body.events:
        row = _read(scope, body, said, routes)
        stored.append((row, driver_events.add_once(scope.session, row)))
    touched = {row.stop_id for row, is_new in stored if is_new and not row.refused}
    states = _fold_stops(scope, touched)
    if touched:
        scope.record("event", "", "take", stops=len(touched))
        settle(scope, touched)
    return BatchAnswer(results=[_result(row, states, is_new=is_new) for row, is_new in stored])


def list_states(scope: Scope, day: date | None, vehicle: str) -> StopStates:
    """Return what was reported of the stops of a day, today by default."""
    day = day or now().astimezone(scope.zone).date()
    route = f"{day}/{vehicle}"
    found = driver_events.list_of_routes(scope.session, scope.area.id, route)
    names = {each.route_id for each in found if not vehicle or each.route_id == route}
    seen = {name for name in names if _is_theirs(scope, _find(scope, name))}
    return _list_read(scope, [each for each in found if each.route_id in seen])


def decide(scope: Scope, body: DecisionIn) -> StopStateRead:
    """Settle what is true of a stop; what is reported later is weighed against it.

    Raises
    ------
    ApiError
        ``NOT_FOUND`` when nothing was reported of the stop.
    """
    found = driver_events.list_of_stops(scope.session, scope.area.id, [body.stop_id])
    if not found:
        raise not_found("stop", body.stop_id)
    payload = body.model_dump(mode="json", exclude={"stop_id"}, exclude_none=True)
    row = DriverEvent(
        area_id=scope.area.id,
        id=new_id("dec"),
        digest=_digest(payload),
        device_id=_OFFICE,
        seq=1 + max((each.seq for each in found if each.kind == DECIDED), default=0),
        route_id=found[0].route_id,
        stop_id=body.stop_id,
        kind=DECIDED,
        device_time=now(),
        sent_at=now(),
        payload=payload,
        actor=scope.actor,
    )
    driver_events.add_once(scope.session, row)
    scope.record("event", row.id, "decide", stop=body.stop_id)
    settle(scope, [body.stop_id])
    return _list_read(scope, [*found, row]).items[0]


def find_state_of(scope: Scope, request: str, part: int) -> StopStateRead | None:
    """Return what holds of the goods of a request by the latest route that reported of them."""
    found = driver_events.list_of_goods(scope.session, scope.area.id, f"/{request}.{part}")
    states = _list_read(scope, found).items
    return states[-1] if states else None


def _read(
    scope: Scope, body: BatchIn, said: dict[str, Any], routes: dict[str, PlanRouteDay | None]
) -> DriverEvent:
    """Return the row of an event as it was said; what cannot count says why."""
    digest = _digest(said)
    row = DriverEvent(
        area_id=scope.area.id,
        id=_read_id(said) or f"none-{digest[:32]}",
        digest=digest,
        sent_at=body.sent_at,
        payload={"said": json.dumps(said)},
        is_late=scope.who.is_late,
        actor=scope.actor,
        refused="BAD_EVENT",
    )
    try:
        event = EventIn.model_validate_json(json.dumps(said))
        payload = PAYLOADS[event.kind].model_validate_json(json.dumps(event.payload))
    except ValidationError:
        return row
    row.id, row.device_id, row.seq = str(event.id), event.device_id, event.seq
    row.base_version, row.kind, row.device_time = event.base_version, event.kind, event.device_time
    row.route_id, row.stop_id = event.route_id, event.stop_id
    told = payload.model_dump(mode="json", exclude_none=True)
    row.payload = judge_pin(scope, event.stop_id, told)
    if event.route_id not in routes:
        routes[event.route_id] = _find(scope, event.route_id)
    route = routes[event.route_id]
    is_stop = event.stop_id.startswith(f"{event.route_id}/")
    row.refused = "" if is_stop and _is_theirs(scope, route) else "UNKNOWN_STOP"
    return row


def _read_id(said: dict[str, Any]) -> str:  # Any: JSON
    try:
        return str(UUID(str(said.get("id"))))
    except ValueError:
        return ""


def _find(scope: Scope, route_id: str) -> PlanRouteDay | None:
    return driver_events.find_route(scope.session, scope.area.id, route_id)


def _is_theirs(scope: Scope, route: PlanRouteDay | None) -> bool:
    return route is not None and sees_route(scope, route)


def _digest(said: dict[str, Any]) -> str:  # Any: JSON
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _result(row: DriverEvent, states: dict[str, StopState], *, is_new: bool) -> EventResult:
    if row.refused:
        return _told(row.id, "rejected", row.refused)
    if not is_new:
        return EventResult(id=row.id, result="duplicate")
    reviews = [each for each in states[row.stop_id].reviews if row.id in each.events]
    if reviews:
        return _told(row.id, "review", reviews[0].code)
    return EventResult(id=row.id, result="stored")


def _told(event: str, result: str, code: str) -> EventResult:
    key = f"api.event.{code}"
    told = {"message_vi": text(key, "vi"), "message_en": text(key, "en")}
    return EventResult.model_validate({"id": event, "result": result, "code": code, **told})


def _fold_stops(scope: Scope, stops: Iterable[str]) -> dict[str, StopState]:
    found = driver_events.list_of_stops(scope.session, scope.area.id, sorted(stops))
    return {stop: state for stop, _, state in fold_stops(scope, found)}


def _list_read(scope: Scope, found: Sequence[DriverEvent]) -> StopStates:
    photos: dict[str, list[str]] = defaultdict(list)
    for photo in proofs.list_photos(scope.session, scope.area.id, {row.stop_id for row in found}):
        photos[photo.stop_id].append(photo.event_id)
    read = [
        _state_of(scope.zone, *each).model_copy(update={"photos": photos[each[0]]})
        for each in fold_stops(scope, found)
    ]
    return StopStates(items=read)


def _state_of(zone: ZoneInfo, stop: str, first: DriverEvent, state: StopState) -> StopStateRead:
    fields = dict(state.fields)
    for name, value in fields.items():
        if isinstance(value, datetime):
            fields[name] = value.astimezone(zone).isoformat(timespec="seconds")
    weight_g = fields.pop("weight_g", None)
    if weight_g is not None:
        fields["weight_kg"] = kilograms(weight_g)
    reviews = [
        ReviewRead(
            code=each.code,
            events=list(each.events),
            field=each.field,
            message_vi=text(f"api.event.{each.code}", "vi"),
            message_en=text(f"api.event.{each.code}", "en"),
        )
        for each in state.reviews
    ]
    known = {"stop_id": stop, "route_id": first.route_id, "reviews": reviews}
    return StopStateRead.model_validate({**known, **fields})
