"""What became of booked goods by what drivers report: their booking, their load, who is told."""

import logging
from collections.abc import Iterable, Sequence
from typing import Final

from api.repositories import areas, bookings, driver_events, rows
from api.schemas.quantities import kilograms
from api.services.living import Head, find_head, follow
from api.services.living_codec import read_record
from api.services.message_words import tell_place, tell_span, words
from api.services.messages import COORDINATORS, shop_of, tell
from api.services.scope import Scope, touch
from api.services.stop_states import PICKED_UP, StopState
from api.services.told_stops import fold_stops
from api.tables import Area, Booking, Request
from api.tables.booking import AT_RISK, BOOKED, FAILED, FETCHED, RE_PROMISED
from routing.errors import InputError
from routing.service.living.changing import change_to_weigh, check_living

HEAVIER_PERCENT: Final = 10
"""By so much goods may be heavier than declared before coordinators are told."""

_SETTLED: Final = (BOOKED, AT_RISK, RE_PROMISED, FETCHED, FAILED)
_log = logging.getLogger(__name__)


def settle(scope: Scope, stops: Iterable[str]) -> None:
    """Give the bookings of stops the state, and the plan the load, that was reported of them.

    A failure that somebody has to look at waits for the decision; goods that somebody says are
    on board are on board.
    """
    named = sorted({stop.rsplit("/", 1)[-1].rpartition(".")[0] for stop in stops})
    booked = bookings.list_in(scope.session, scope.area.id, _SETTLED)
    touched = [each for each in booked if each.id in named]
    if not touched:
        return
    area = areas.lock_area(scope.session, scope.area.id)
    head = _find_head(scope)
    for booking in touched:
        scope.session.refresh(booking)
        states = _list_states(scope, booking.id)
        outcome = _outcome_of(states, head, booking)
        if booking.state in _SETTLED and outcome:
            head = _settle(scope, area, head, booking, outcome, states)
    scope.session.flush()


def _find_head(scope: Scope) -> Head | None:
    """Return the living plan; reports are kept even when its roads are not known any more."""
    try:
        return find_head(scope)
    except InputError:
        _log.exception("the living plan cannot be opened: reports change bookings only")
        return None


def _list_states(scope: Scope, booking_id: str) -> list[StopState]:
    found = driver_events.list_of_request(scope.session, scope.area.id, booking_id)
    return [state for _, _, state in fold_stops(scope, found)]


def _outcome_of(states: Sequence[StopState], head: Head | None, booking: Booking) -> str:
    """Return what became of a booking, nothing until all its parts are known."""
    parts = len(head.living.parts_g.get(booking.id, ())) if head else 0
    told = [each for each in states if "outcome" in each.fields]
    if len(told) < max(1, parts):
        return ""
    if any(each.fields["outcome"] == PICKED_UP for each in told):
        return FETCHED
    return "" if any(each.reviews for each in told) else FAILED


def _settle(
    scope: Scope,
    area: Area,
    head: Head | None,
    booking: Booking,
    outcome: str,
    states: Sequence[StopState],
) -> Head | None:
    declared = read_record(booking.record)
    declared_g = declared.weight_g or 0
    told = [each.fields for each in states if "outcome" in each.fields]
    weight_g = declared_g
    if outcome == FETCHED and all("weight_g" in each for each in told):
        weight_g = sum(each["weight_g"] for each in told)
    if (booking.state, booking.weight_g) == (outcome, weight_g):
        return head
    is_new = booking.state != outcome
    booking.state, booking.weight_g = outcome, weight_g
    touch(booking)
    request = rows.find(scope.session, Request, area.id, booking.id, lock=True)
    if request is not None:
        request.state = FAILED if outcome == FAILED else BOOKED
        request.weight_g = weight_g
        touch(request)
    scope.record("booking", booking.id, outcome, version=booking.version)
    if is_new and outcome == FAILED:
        _tell_failed(scope, booking, str(told[-1].get("reason", "other")))
    if weight_g * 100 > declared_g * (100 + HEAVIER_PERCENT):
        _tell_weights(scope, "heavier", booking)
    if head is None:
        return None
    is_loaded = outcome == FETCHED
    change = change_to_weigh(
        head.living,
        booking.id,
        weight_g=weight_g if is_loaded else 0,
        volume_ml=declared.volume_ml if is_loaded else 0,
    )
    if change is None:
        return head
    after = head.living.applied(change)
    if check_living(after).violations:
        _tell_weights(scope, "overloaded", booking)
        return head
    return follow(scope, area, head, change, cause=outcome, booking_id=booking.id, after=after)


def _tell_failed(scope: Scope, booking: Booking, reason: str) -> None:
    place = tell_place(scope, read_record(booking.record).location)
    promise = tell_span(scope, booking.start, booking.end)
    why = words(f"api.because.{reason}")
    for whom in {shop_of(booking), COORDINATORS}:
        tell(scope, whom, FAILED, booking_id=booking.id, place=place, promise=promise, why=why)


def _tell_weights(scope: Scope, kind: str, booking: Booking) -> None:
    record = read_record(booking.record)
    tell(
        scope,
        COORDINATORS,
        kind,
        booking_id=booking.id,
        place=tell_place(scope, record.location),
        declared=f"{kilograms(record.weight_g or 0):g}",
        actual=f"{kilograms(booking.weight_g):g}",
    )
