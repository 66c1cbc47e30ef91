"""Drafts: a plan on arrays, with what binds its routes to each other."""

from typing import Final, NamedTuple

from routing.solver.kernel import columns as col
from routing.solver.kernel.compiled import compiled, compiled_inline, sized
from routing.solver.kernel.facts import Facts, Flags, Floats, Ints
from routing.solver.kernel.pricing import half_up
from routing.solver.kernel.work import (
    AT_HUB,
    AT_S,
    DRIVING_S,
    END_S,
    GRAMS,
    START_S,
    TRIPS,
)

ADD: Final = sized(1)
TAKE: Final = sized(-1)
UNKNOWN: Final = sized(-2)
NOBODY: Final = sized(-1)

# Columns of Draft.bound: the unit of requests that go together, and how many of them it serves
BOUND_UNIT: Final = 0
BOUND_COUNT: Final = 1


class Draft(NamedTuple):
    """A plan being changed. `order[shift, :length[shift]]` are the codes of a route.

    `price` is a route's, `sums`, `receipts` and `chain` are what pricing and linking wrote of
    it, `floor` its price by the chain alone, which is all of it when the route is `exact`.
    `load` sums what a route fetches. `used[hub, :, day]` and `slot_used` are what hubs receive,
    `driven[unit, week]` and `worked[unit]` seconds, `where[request]` is a shift or -1 and
    `place[code]` its place there, `left[0]` how many requests no route serves.
    `served[alternative]` counts, `bound` binds requests that go together, `spare[group]` is an
    unused shift, -1 for none and -2 when it is not known.
    """

    order: Ints
    length: Ints
    hub: Ints
    price: Floats
    floor: Floats
    exact: Flags
    chain: Ints
    load: Ints
    sums: Ints
    receipts: Ints
    used: Ints
    slot_used: Ints
    driven: Ints
    worked: Ints
    where: Ints
    left: Ints
    place: Ints
    served: Ints
    bound: Ints
    spare: Ints


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
    unit, week = facts.shift[shift, col.UNIT], facts.shift[shift, col.WEEK]
    return int(facts.driven_s[unit, week] + draft.driven[unit, week])


@compiled
def fits_others(facts: Facts, draft: Draft, shift: int, sums: Ints, receipts: Ints) -> bool:
    """Tell whether intake and weekly driving leave room for a route with these sums.

    What the shift's present route uses counts as room.
    """
    driven_s = week_driven_s(facts, draft, shift)
    if draft.length[shift] > 0:
        driven_s -= draft.sums[shift, DRIVING_S]
    if driven_s + sums[DRIVING_S] > facts.law[col.MAX_WEEK_S]:
        return False
    for trip in range(sums[TRIPS]):
        if find_day(facts, receipts[trip, AT_S]) < 0:
            return False
    if not facts.uses[col.USES_INTAKE]:
        return True
    refused = 0
    for trip in range(sums[TRIPS]):
        refused += not takes_in(facts, draft, shift, sums, receipts, trip)
    return bool(refused == 0)


@compiled
def takes_in(
    facts: Facts, draft: Draft, shift: int, sums: Ints, receipts: Ints, trip: int
) -> bool:
    """Tell whether a hub can take in a trip of a route, on its day and in its slot."""
    hub, arrival_s = receipts[trip, AT_HUB], receipts[trip, AT_S]
    day = find_day(facts, arrival_s)
    first_s, after_s = facts.day_start_s[day], facts.day_start_s[day + 1]
    own = draft.sums[shift, TRIPS] if draft.length[shift] > 0 else 0
    for kind in range(2):
        total = draft.used[hub, kind, day]
        total += received_within(receipts, sums[TRIPS], hub, first_s, after_s - 1, kind)
        total -= received_within(draft.receipts[shift], own, hub, first_s, after_s - 1, kind)
        if total > facts.intake[hub, kind, day]:
            return False
    for slot in range(facts.slot_span[hub], facts.slot_span[hub + 1]):
        low_s, high_s = facts.slots[slot, 0], facts.slots[slot, 1]
        if not low_s <= arrival_s <= high_s:
            continue
        for kind in range(3):
            total = draft.slot_used[slot, kind]
            total += received_within(receipts, sums[TRIPS], hub, low_s, high_s, kind)
            total -= received_within(draft.receipts[shift], own, hub, low_s, high_s, kind)
            if total > facts.slots[slot, 2 + kind]:
                return False
    return True


@compiled
def received_within(
    receipts: Ints, trips: int, hub: int, first_s: int, last_s: int, kind: int
) -> int:
    """Return grams (0), millilitres (1) or arrivals (2) at a hub between two seconds."""
    total = 0
    for trip in range(trips):
        if receipts[trip, AT_HUB] == hub and first_s <= receipts[trip, AT_S] <= last_s:
            total += receipts[trip, GRAMS + kind] if kind < 2 else 1
    return total


@compiled
def count_route(facts: Facts, draft: Draft, shift: int, sign: int) -> None:
    """Add a route to, or take it from, what hubs receive, units drive and requests know."""
    draft.spare[facts.shift[shift, col.GROUP]] = UNKNOWN
    if draft.length[shift] == 0:
        return
    sums, unit = draft.sums[shift], facts.shift[shift, col.UNIT]
    draft.driven[unit, facts.shift[shift, col.WEEK]] += sign * sums[DRIVING_S]
    draft.worked[unit] += sign * (sums[END_S] - sums[START_S])
    count_receipts(facts, draft, shift, sign)
    for k in range(draft.length[shift]):
        code = draft.order[shift, k]
        request = facts.visit[code, col.REQUEST]
        if request < 0:
            continue
        draft.place[code] = k
        if facts.visit[code, col.KIND] != col.PAIR_SECOND:
            draft.where[request] = shift if sign > 0 else -1
            draft.left[0] -= sign
            if facts.uses[col.USES_GROUPS]:
                count_groups(facts, draft, request, unit, sign)


@compiled_inline
def count_receipts(facts: Facts, draft: Draft, shift: int, sign: int) -> None:
    """Add what a route brings to, or take it from, what hubs receive."""
    for trip in range(draft.sums[shift, TRIPS]):
        hub, arrival_s = draft.receipts[shift, trip, AT_HUB], draft.receipts[shift, trip, AT_S]
        day = find_day(facts, arrival_s)
        for kind in range(2):
            received = draft.receipts[shift, trip, GRAMS + kind]
            draft.used[hub, kind, day] += sign * received
        for slot in range(facts.slot_span[hub], facts.slot_span[hub + 1]):
            if facts.slots[slot, 0] <= arrival_s <= facts.slots[slot, 1]:
                draft.slot_used[slot, 2] += sign
                for kind in range(2):
                    received = draft.receipts[shift, trip, GRAMS + kind]
                    draft.slot_used[slot, kind] += sign * received


@compiled
def count_groups(facts: Facts, draft: Draft, request: int, unit: int, sign: int) -> None:
    """Note that one of alternatives, or of requests that go together, is served or not."""
    alternative = facts.terms[request, col.ALTERNATIVE]
    if alternative >= 0:
        draft.served[alternative] += sign
    together = facts.terms[request, col.TOGETHER]
    if together >= 0:
        draft.bound[together, BOUND_UNIT] = unit
        draft.bound[together, BOUND_COUNT] += sign


@compiled
def may_serve(facts: Facts, draft: Draft, shift: int, request: int) -> bool:
    """Tell whether a shift may serve a request beside those that are served already."""
    if not facts.may[facts.shift[shift, col.GROUP], request]:
        return False
    if not facts.uses[col.USES_GROUPS]:
        return True
    alternative = facts.terms[request, col.ALTERNATIVE]
    if alternative >= 0 and draft.served[alternative] > 0:
        return False
    together = facts.terms[request, col.TOGETHER]
    if together < 0 or draft.bound[together, BOUND_COUNT] == 0:
        return True
    return bool(draft.bound[together, BOUND_UNIT] == facts.shift[shift, col.UNIT])


@compiled
def balance_price(facts: Facts, draft: Draft, unit: int, more_s: int) -> float:
    """Return what the longest work of a unit costs when one of them works some seconds more."""
    if facts.uses[col.BALANCE_MILLI] == 0:
        return 0.0
    longest_s = draft.worked[unit] + more_s
    for other in range(len(draft.worked)):
        if other != unit:
            longest_s = max(longest_s, draft.worked[other])
    return half_up(float(facts.uses[col.BALANCE_MILLI]) * longest_s, 1e3)


@compiled
def left_price(facts: Facts, draft: Draft, request: int) -> float:
    """Return what it costs that a request is left out as it is; nothing when it is served."""
    if draft.where[request] >= 0:
        return 0.0
    alternative = facts.terms[request, col.ALTERNATIVE]
    if alternative >= 0 and draft.served[alternative] > 0:
        return 0.0
    return float(facts.drop_price[request])


@compiled
def find_spare(facts: Facts, draft: Draft, group: int) -> int:
    """Return the unused shift of a group whose unit worked and drove least, -1 for none."""
    if draft.spare[group] != UNKNOWN:
        return int(draft.spare[group])
    best, least_s = NOBODY, 0
    for i in range(facts.group_span[group], facts.group_span[group + 1]):
        shift = facts.group_shifts[i]
        if draft.length[shift] > 0 or facts.shift[shift, col.LOCKED]:
            continue
        busy_s = week_driven_s(facts, draft, shift)
        if facts.uses[col.BALANCE_MILLI]:
            busy_s = draft.worked[facts.shift[shift, col.UNIT]]
        if best < 0 or busy_s < least_s:
            best, least_s = shift, busy_s
    draft.spare[group] = best
    return int(best)
