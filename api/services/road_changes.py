"""The living plan and its bookings when roads close or open, in one unit of work."""

from datetime import timedelta
from typing import Final

from api.clock import now
from api.repositories import areas
from api.repositories.closures import overlapping
from api.services.bookings import free_ended, free_place
from api.services.kept_records import load_records
from api.services.living import Head, find_head, replace_living
from api.services.message_words import Words
from api.services.plan_offers import plan_now_s
from api.services.promises_judged import judge_bookings, tell_drivers, tell_lost_requests
from api.services.scope import Scope
from api.services.tended import ask_to_tend
from api.tables import Area
from routing.problem.records import ClosureRecord
from routing.service.living.relaying import Relaid, relay
from routing.service.standing import stand_all

AT_ONCE: Final = 50
"""Of what a plan leaves out, so many are tried while others wait; planners try the rest."""
_MOMENT: Final = timedelta(seconds=1)


def lock_head(scope: Scope) -> tuple[Area, Head | None]:
    """Return the area, which nobody else may change until the unit ends, and its living plan."""
    area = areas.lock_area(scope.session, scope.area.id)
    return area, free_ended(scope, area, find_head(scope))


def meet_roads(scope: Scope, area: Area, head: Head | None, why: Words) -> Head | None:
    """Lay the living plan on the roads as they now are, under the lock of its area.

    What is broken is at risk and outside the plan, what fits again is in it; whoever is touched
    is told, and planning anew is asked for. Nothing happens when the plan knows these roads.
    """
    if head is None:
        return None
    closures = closures_ahead(scope, head)
    if closures == head.living.inputs.closures:
        return head
    relaid = lay(scope, head, closures)
    following, routes = replace_living(scope, area, head, relaid.living, cause="roads")
    tell_drivers(scope, routes, why)
    tell_lost_requests(scope, relaid.lost, why)
    for booking_id in judge_bookings(scope, following, why):
        following = free_place(scope, area, following, booking_id, cause="expire")
    if relaid.lost:
        ask_to_tend(scope)
    scope.record("plan", head.plan.id, "roads", lost=len(relaid.lost), found=len(relaid.found))
    return following


def closures_ahead(scope: Scope, head: Head) -> tuple[ClosureRecord, ...]:
    """Return the closures that hold in what is left of a living plan's days."""
    horizon = head.living.problem.horizon
    first = horizon.local(plan_now_s(scope, head, now()))
    last = horizon.local(horizon.end_s)
    found = load_records(scope, ClosureRecord, *overlapping(min(first, last - _MOMENT), last))
    return stand_all(scope.knowledge.network, found).records


def lay(scope: Scope, head: Head, closures: tuple[ClosureRecord, ...]) -> Relaid:
    """Return the living plan as it is on roads with some closures; what it left out may fit."""
    living = head.living
    out = {living.problem.requests[index].id for index in living.sequences.dropped}
    wanted = [each.id for each in living.inputs.requests if each.id in out and each.required]
    at = plan_now_s(scope, head, now())
    return relay(living, closures, now_s=at, wanted=wanted[:AT_ONCE])
