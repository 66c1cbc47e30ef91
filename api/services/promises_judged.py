"""Bookings by what the living plan does with them: kept, at risk, and whom that is told."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from api.clock import now
from api.repositories import bookings
from api.services.living import Head
from api.services.living_codec import read_record
from api.services.message_words import Words, tell_day, tell_place, tell_span
from api.services.messages import COORDINATORS, driver_of, shop_of, tell
from api.services.scope import Scope, touch
from api.tables import Booking, PlanRouteDay
from api.tables.booking import AT_RISK, BOOKED, EXPIRED, FAILED, FETCHED, HELD, OPEN, RE_PROMISED
from routing.service.living.relaying import list_served

NAMED: Final = 20


def judge_bookings(scope: Scope, head: Head, why: Words) -> tuple[str, ...]:
    """Note of each open booking whether the plan serves it, and return the holds it does not.

    Who booked is told when that changes. The places of those holds are to be freed.
    """
    served = set(list_served(head.living))
    ended = []
    for booking in bookings.list_in(scope.session, scope.area.id, OPEN):
        if head.living.holds(booking.id):
            judge(scope, booking, is_served=booking.id in served, why=why)
            ended += [booking.id] if booking.state == EXPIRED else []
    scope.session.flush()
    return tuple(ended)


def judge(scope: Scope, booking: Booking, *, is_served: bool, why: Words) -> None:
    """Note whether a plan serves a booking it knows; a hold ends without a place."""
    if booking.state == HELD:
        if not is_served:
            _turn(scope, booking, EXPIRED, "hold_ended", why)
    elif not is_served and booking.state != AT_RISK:
        _turn(scope, booking, AT_RISK, "at_risk", why)
    elif is_served and booking.state == AT_RISK:
        _turn(scope, booking, kept_state(booking), "kept", why)


def kept_state(booking: Booking) -> str:
    """Return the state of a booking that is kept: as first promised, or promised anew."""
    first = (datetime.fromisoformat(booking.first_promise[name]) for name in ("start", "end"))
    return BOOKED if (booking.start, booking.end) == (*first,) else RE_PROMISED


def tell_lost_requests(scope: Scope, names: Iterable[str], why: Words) -> None:
    """Tell coordinators which requests that nobody booked have no place any more."""
    states = (*OPEN, FETCHED, FAILED)
    booked = {each.id for each in bookings.list_in(scope.session, scope.area.id, states)}
    lost = [name for name in names if name not in booked]
    if lost:
        more = " …" if len(lost) > NAMED else ""
        said = ", ".join(lost[:NAMED]) + more
        tell(scope, COORDINATORS, "requests_at_risk", count=len(lost), names=said, why=why)


def tell_drivers(scope: Scope, routes: Iterable[PlanRouteDay], why: Words) -> None:
    """Tell drivers of routes that are otherwise now, from today on."""
    today = now().astimezone(scope.zone).date()
    for route in routes:
        if scope.knowledge.demo or route.date >= today:
            whom = driver_of(route.vehicle, route.date, route.driver)
            day = tell_day(route.date)
            tell(scope, whom, "route_changed", vehicle=route.vehicle, day=day, why=why)


def _turn(scope: Scope, booking: Booking, state: str, kind: str, why: Words) -> None:
    booking.state = state
    touch(booking)
    scope.record("booking", booking.id, state, version=booking.version)
    record = read_record(booking.record)
    tell(
        scope,
        shop_of(booking),
        kind,
        booking_id=booking.id,
        place=tell_place(scope, record.location),
        promise=tell_span(scope, booking.start, booking.end),
        why=why,
    )
