"""Drafts: a plan on arrays, with what binds its routes to each other."""

from typing import Final, NamedTuple

from routing.solver.kernel.compiled import compiled, compiled_entry, sized
from routing.solver.kernel.facts import (
    GROUP,
    MAX_WEEK_S,
    UNIT,
    WEEK,
    WEIGHT_G,
    Facts,
    Flags,
    Floats,
    Ints,
)
from routing.solver.kernel.rules import RELAX_HUB_INTAKE, RELAX_MAX_DRIVING

ADD: Final = sized(1)
TAKE: Final = sized(-1)

Route = tuple[int, int, int]
"""End hub, arrival there and seconds of driving of an order."""


class Draft(NamedTuple):
    """A plan being changed. `order[shift, :length[shift]]` are the requests of a route.

    `load` and `used` hold grams and millilitres; `used[hub, :, day]` is what hubs receive,
    `driven[unit, week]` the seconds of driving, `where[request]` its shift or -1.
    """

    order: Ints
    length: Ints
    hub: Ints
    price: Floats
    load: Ints
    arrival_s: Ints
    driving: Ints
    used: Ints
    driven: Ints
    where: Ints


@compiled
def find_day(facts: Facts, moment_s: int) -> int:
    """Return the day a second lies in, -1 outside the horizon."""
    if moment_s < facts.day_start_s[0] or moment_s >= facts.day_start_s[-1]:
        return -1
    day = 0
    while facts.day_start_s[day + 1] <= moment_s:
        day += 1
    return day


@compiled
def week_driven_s(facts: Facts, draft: Draft, shift: int) -> int:
    """Return what the unit of a shift drives in its week, with what it drove before."""
    unit, week = facts.shift[shift, UNIT], facts.shift[shift, WEEK]
    return int(facts.driven_s[unit, week] + draft.driven[unit, week])


@compiled_entry
def fits_others(
    facts: Facts, draft: Draft, shift: int, order: Ints, count: int, route: Route
) -> bool:
    """Tell whether intake and weekly driving leave room for a route.

    What the shift's present route uses counts as room.
    """
    hub, arrival_s, driving_s = route
    if not facts.relaxed[0] & RELAX_MAX_DRIVING:
        driven_s = week_driven_s(facts, draft, shift) - draft.driving[shift]
        if driven_s + driving_s > facts.law[MAX_WEEK_S]:
            return False
    if facts.relaxed[0] & RELAX_HUB_INTAKE:
        return True
    day = find_day(facts, arrival_s)
    if day < 0:
        return False
    own = draft.length[shift] > 0 and draft.hub[shift] == hub
    own = own and find_day(facts, draft.arrival_s[shift]) == day
    for kind in range(2):
        received = draft.used[hub, kind, day] - (draft.load[shift, kind] if own else 0)
        for k in range(count):
            received += facts.request[order[k], WEIGHT_G + kind]
        if received > facts.intake[hub, kind, day]:
            return False
    return True


@compiled_entry
def set_route(
    facts: Facts, draft: Draft, shift: int, order: Ints, count: int, route: Route, price: float
) -> None:
    """Make a shift drive an order that is known to be allowed; none when count is 0."""
    _count_route(facts, draft, shift, TAKE)
    hub, arrival_s, driving_s = route
    draft.length[shift], draft.hub[shift], draft.price[shift] = count, hub, price
    draft.driving[shift], draft.arrival_s[shift] = driving_s, arrival_s
    for kind in range(2):
        draft.load[shift, kind] = 0
    for k in range(count):
        draft.order[shift, k] = order[k]
        for kind in range(2):
            draft.load[shift, kind] += facts.request[order[k], WEIGHT_G + kind]
    _count_route(facts, draft, shift, ADD)


@compiled
def _count_route(facts: Facts, draft: Draft, shift: int, sign: int) -> None:
    """Add a route to, or take it from, what hubs receive, units drive and requests know."""
    if draft.length[shift] == 0:
        return
    draft.driven[facts.shift[shift, UNIT], facts.shift[shift, WEEK]] += sign * draft.driving[shift]
    day = find_day(facts, draft.arrival_s[shift])
    for kind in range(2):
        draft.used[draft.hub[shift], kind, day] += sign * draft.load[shift, kind]
    for k in range(draft.length[shift]):
        draft.where[draft.order[shift, k]] = shift if sign > 0 else -1


@compiled
def mark_offered(facts: Facts, draft: Draft, offered: Flags, chosen: Ints) -> None:
    """Mark the shifts worth offering: those in use, and one spare shift of each group.

    Of spare ones it is the one whose unit drives least in the week.
    """
    groups = facts.shift.shape[0]
    for group in range(groups):
        chosen[group] = -1
    for shift in range(facts.shift.shape[0]):
        offered[shift] = draft.length[shift] > 0
        if offered[shift]:
            continue
        driven_s = week_driven_s(facts, draft, shift)
        group = facts.shift[shift, GROUP]
        if chosen[group] < 0 or driven_s < week_driven_s(facts, draft, chosen[group]):
            chosen[group] = shift
    for group in range(groups):
        if chosen[group] >= 0:
            offered[chosen[group]] = True
