"""A plan put in force while bookings went on: they are put into it, or it is not put in force."""

import logging

from api.clock import now
from api.repositories import bookings
from api.services.bookings import free_place
from api.services.living import Head, find_head, follow
from api.services.living_codec import read_record
from api.services.message_words import words
from api.services.plan_offers import plan_now_s
from api.services.promises_judged import judge
from api.services.scope import Scope
from api.tables import Area, Booking
from api.tables.booking import AT_RISK, CANCELLED, OPEN
from routing.service.living.changing import change_to_insert, check_living, find_places
from routing.service.living.relaying import list_served

_log = logging.getLogger(__name__)


def carry_bookings(scope: Scope, area: Area) -> tuple[str, ...]:
    """Put what was held or booked since into the plan just put in force, under the area's lock.

    A booking that the plan knew and left out becomes at risk. Returned are those it has no place
    for though it did not know them: such a plan must not stay in force.
    """
    open_ones = [
        each
        for each in bookings.list_in(scope.session, area.id, OPEN)
        if each.end > now() or scope.knowledge.demo
    ]
    gone = bookings.list_in(scope.session, area.id, (CANCELLED,))
    if not open_ones and not gone:
        return ()
    head = find_head(scope)
    if head is None:
        return tuple(each.id for each in open_ones if each.state != AT_RISK)
    for each in gone:
        head = free_place(scope, area, head, each.id, cause="cancel")
    lost: list[str] = []
    served, why = frozenset(list_served(head.living)), words("api.because.plan")
    for booking in open_ones:
        if head.living.holds(booking.id):
            judge(scope, booking, is_served=booking.id in served, why=why)
            continue
        moved = _put_in(scope, area, head, booking)
        if moved is not None:
            head = moved
        elif booking.state != AT_RISK:
            lost.append(booking.id)
    scope.session.flush()
    return tuple(lost)


def _put_in(scope: Scope, area: Area, head: Head, booking: Booking) -> Head | None:
    living, record = head.living, read_record(booking.record)
    horizon = living.problem.horizon
    if horizon.seconds(record.due) < 0 or horizon.seconds(record.ready) >= horizon.end_s:
        return head
    for place in find_places(living, record, now_s=plan_now_s(scope, head, now())):
        change = change_to_insert(living, record, place)
        after = living.applied(change)
        if not check_living(after).violations:
            judge(scope, booking, is_served=True, why=words("api.because.plan"))
            return follow(
                scope, area, head, change, cause="swap", booking_id=booking.id, after=after
            )
        _log.error("booking %s: the referee refuses its place", booking.id)
    return None
