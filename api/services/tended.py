"""A better living plan swapped in: what it promises anew is told, and care for it asked for."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from api.identity import new_id
from api.repositories import bookings, jobs, rows
from api.services.living import Head, replace_living
from api.services.living_codec import dump_record, read_record
from api.services.message_words import Words, tell_place, tell_span, words
from api.services.messages import shop_of, tell
from api.services.promises_judged import judge_bookings, kept_state, tell_drivers
from api.services.scope import Scope, touch
from api.tables import Area, Booking, Job, Request
from api.tables.booking import AT_RISK
from routing.service.living.relaying import list_served
from routing.service.living.state import LivingPlan
from routing.service.living.tending import Tended

TEND: Final = "tend"


def tend_key(area: str) -> str:
    """Return what names the one job of an area that cares for its living plan."""
    return f"{TEND}:{area}"


def ask_to_tend(scope: Scope) -> None:
    """Ask planners to care for the living plan, once however often it is asked."""
    key = tend_key(scope.area.id)
    if jobs.find_open(scope.session, key) is None:
        jobs.add_job(scope.session, Job(id=new_id("job"), kind=TEND, key=key))


def list_at_risk(scope: Scope, head: Head) -> tuple[str, ...]:
    """Return the bookings that the plan knows and does not serve, the oldest first."""
    found = bookings.list_in(scope.session, scope.area.id, (AT_RISK,))
    served = set(list_served(head.living))
    return tuple(each.id for each in found if head.living.holds(each.id) and each.id not in served)


def swap_in(scope: Scope, area: Area, head: Head, tended: Tended, after: LivingPlan) -> str:
    """Put a better plan in force, under the lock of its area; return the mark of what is in force.

    A plan that is no other one is not written again.
    """
    if after.sequences == head.living.sequences and after.inputs == head.living.inputs:
        return head.mark
    following, routes = replace_living(scope, area, head, after, cause=TEND)
    why = words("api.because.replanned")
    for name, ready, due in tended.moved:
        booking = _find(scope, name)
        if booking is not None and after.holds(name):
            _promise_anew(scope, booking, ready, due, why)
    judge_bookings(scope, following, why)
    if tended.moved or tended.found:
        tell_drivers(scope, routes, why)
    gained = head.living.evaluation.cost.total_minor - after.evaluation.cost.total_minor
    scope.record(
        "plan",
        head.plan.id,
        TEND,
        gained=gained,
        found=len(tended.found),
        moved=len(tended.moved),
    )
    return following.mark


def _find(scope: Scope, name: str) -> Booking | None:
    found = bookings.list_in(scope.session, scope.area.id, (AT_RISK,))
    return next((each for each in found if each.id == name), None)


def _promise_anew(
    scope: Scope, booking: Booking, ready: datetime, due: datetime, why: Words
) -> None:
    record = read_record(booking.record)
    before = tell_span(scope, booking.start, booking.end)
    booking.start, booking.end = ready, due
    booking.day = ready.astimezone(scope.zone).date()
    booking.record = dump_record(replace(record, ready=ready, due=due))
    booking.state = kept_state(booking)
    touch(booking)
    request = rows.find(scope.session, Request, scope.area.id, booking.id, lock=True)
    if request is not None:
        request.ready, request.due = ready, due
        touch(request)
    scope.record("booking", booking.id, booking.state, version=booking.version)
    tell(
        scope,
        shop_of(booking),
        "re_promised",
        booking_id=booking.id,
        place=tell_place(scope, record.location),
        before=before,
        promise=tell_span(scope, ready, due),
        why=why,
    )
