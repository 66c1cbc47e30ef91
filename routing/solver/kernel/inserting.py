"""Insert requests into the routes of a draft."""

from typing import NamedTuple

from routing.solver.kernel.compiled import compiled, compiled_entry
from routing.solver.kernel.dating import TRIAL, copy_order
from routing.solver.kernel.draft import Draft, fits_others, insert_request, mark_offered
from routing.solver.kernel.facts import (
    FIXED,
    MATRIX,
    PER_M,
    START_HUB,
    STOP,
    Facts,
    Flags,
    Floats,
    Ints,
)
from routing.solver.kernel.pricing import INFINITE, price_order


class Desk(NamedTuple):
    """What insertion writes down: per pending request (row) and shift the best insertion.

    `nearest` is as long as the number of ways a regret looks at.
    """

    price: Floats
    at: Ints
    hub: Ints
    waiting: Flags
    offered: Flags
    was_offered: Flags
    chosen: Ints
    nearest: Floats


@compiled
def find_insertion(
    facts: Facts, draft: Draft, shift: int, request: int, work: Ints
) -> tuple[float, int, int]:
    """Return the least a request adds to a route's price, its place in it and the end hub."""
    best, best_at, best_hub = INFINITE, -1, -1
    count = draft.length[shift]
    trial = work[TRIAL]
    rate, matrix = facts.price[shift, PER_M], facts.shift[shift, MATRIX]
    there = facts.request[request, STOP]
    home = facts.hub_stop[facts.shift[shift, START_HUB]]
    for e in range(facts.end_span[shift], facts.end_span[shift + 1]):
        hub = facts.end_hubs[e]
        copy_order(draft.order[shift], trial, 0, count, 1)
        for at in range(count + 1):
            if at > 0:
                trial[at - 1] = trial[at]
            trial[at] = request
            if count > 0 and hub == draft.hub[shift]:
                before = home if at == 0 else facts.request[trial[at - 1], STOP]
                after = facts.hub_stop[hub] if at == count else facts.request[trial[at + 1], STOP]
                detour_m = facts.distance_m[matrix, before, there]
                detour_m += facts.distance_m[matrix, there, after]
                detour_m -= facts.distance_m[matrix, before, after]
                if rate * detour_m >= best:
                    continue
            price, arrival_s, driving_s = price_order(facts, shift, hub, trial, count + 1, work)
            if price - draft.price[shift] >= best:
                continue
            route = (count + 1, hub, arrival_s, driving_s)
            if fits_others(facts, draft, shift, trial, route):
                best, best_at, best_hub = price - draft.price[shift], at, hub
    return best, best_at, best_hub


@compiled
def choose_next(pending: Ints, drop_price: Floats, desk: Desk) -> tuple[int, int]:
    """Return the row of the pending request with the greatest regret and its best shift.

    Regret is what its next best ways (other routes, or leaving it out) cost more than its
    best; (-1, -1) when no request is better served than left out.
    """
    best_regret, best_row, best_shift = -1.0, -1, -1
    for row in range(len(pending)):
        if not desk.waiting[row]:
            continue
        shift = sort_nearest(desk, row, drop_price[pending[row]])
        if shift < 0:
            continue
        regret = 0.0
        for price in desk.nearest:
            regret += price - desk.nearest[0]
        if regret > best_regret:
            best_regret, best_row, best_shift = regret, row, shift
    return best_row, best_shift


@compiled
def sort_nearest(desk: Desk, row: int, drop_price: float) -> int:
    """Write down the least prices of a request in order; return the shift of the least."""
    nearest, shift = desk.nearest, -1
    for k in range(len(nearest)):
        nearest[k] = drop_price
    for s in range(desk.price.shape[1]):
        price = desk.price[row, s]
        k = len(nearest) - 1
        if price >= nearest[k]:
            continue
        while k > 0 and nearest[k - 1] > price:
            nearest[k] = nearest[k - 1]
            k -= 1
        nearest[k] = price
        if k == 0:
            shift = s
    return shift


@compiled_entry
def insert_all(
    facts: Facts, draft: Draft, pending: Ints, fixed_share: float, desk: Desk, work: Ints
) -> None:
    """Insert pending requests, greatest regret first, while that is cheaper than dropping.

    `fixed_share` is the share of the fixed cost that a spare shift seems to cost.
    """
    changed = -1
    for row in range(len(pending)):
        desk.waiting[row] = True
    while True:
        mark_offered(facts, draft, desk.offered, desk.chosen)
        for shift in range(facts.shift.shape[0]):
            if desk.offered[shift] == desk.was_offered[shift] and 0 <= changed != shift:
                continue
            desk.was_offered[shift] = desk.offered[shift]
            for row in range(len(pending)):
                if desk.waiting[row]:
                    look_up(facts, draft, shift, pending[row], row, fixed_share, desk, work)
        row, changed = choose_next(pending, facts.drop_price, desk)
        if row < 0:
            return
        at, hub = desk.at[row, changed], desk.hub[row, changed]
        if insert_request(facts, draft, changed, pending[row], at, hub, work):
            desk.waiting[row] = False


@compiled
def look_up(
    facts: Facts,
    draft: Draft,
    shift: int,
    request: int,
    row: int,
    fixed_share: float,
    desk: Desk,
    work: Ints,
) -> None:
    """Write down the best insertion of a request into a route, if the route is offered."""
    desk.price[row, shift] = INFINITE
    if not desk.offered[shift]:
        return
    price, at, hub = find_insertion(facts, draft, shift, request, work)
    if at >= 0 and draft.length[shift] == 0:
        price -= (1.0 - fixed_share) * facts.price[shift, FIXED]
    desk.price[row, shift], desk.at[row, shift], desk.hub[row, shift] = price, at, hub
