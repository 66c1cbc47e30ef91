"""Find the best place for a request in a route."""

from typing import Final

from routing.solver.kernel.compiled import compiled_entry, compiled_inline, sized
from routing.solver.kernel.dating import TRIAL, copy_order, measure_legs, stay_at_hub_s
from routing.solver.kernel.draft import Draft, Route, fits_others, set_route
from routing.solver.kernel.facts import (
    FIXED,
    MATRIX,
    PER_M,
    PER_S,
    SERVICE_S,
    START_HUB,
    STOP,
    Facts,
    Ints,
)
from routing.solver.kernel.pricing import INFINITE, fits_vehicle, price_times

NOWHERE: Final = sized(-1)

Insertion = tuple[float, int, Route]
"""What a request adds to a route's price, its place in it, and what the route becomes."""


@compiled_entry
def find_insertion(
    facts: Facts, draft: Draft, shift: int, request: int, below: float, work: Ints
) -> Insertion:
    """Return the least a request adds to a route's price, its place in it and what it becomes.

    Only what adds less than `below` is looked for.
    """
    best, best_at, best_route = below, NOWHERE, (NOWHERE, NOWHERE, NOWHERE)
    length, trial = draft.length[shift], work[TRIAL]
    for e in range(facts.end_span[shift], facts.end_span[shift + 1]):
        hub = facts.end_hubs[e]
        copy_order(draft.order[shift], trial, 0, length, 1)
        trial[0] = request
        if not fits_vehicle(facts, shift, hub, trial, length + 1):
            continue
        floor = least_price(facts, draft, shift, hub, trial, work) - draft.price[shift]
        before = facts.hub_stop[facts.shift[shift, START_HUB]]
        for at in range(length + 1):
            if at > 0:
                trial[at - 1] = trial[at]
                before = facts.request[trial[at - 1], STOP]
                trial[at] = request
            after = facts.hub_stop[hub] if at == length else facts.request[trial[at + 1], STOP]
            if floor + detour_price(facts, shift, before, request, after) >= best:
                continue
            price, arrival_s, driving_s = price_times(facts, shift, hub, trial, length + 1, work)
            added, route = price - draft.price[shift], (hub, arrival_s, driving_s)
            if added < best and fits_others(facts, draft, shift, trial, length + 1, route):
                best, best_at, best_route = added, at, route
    return (best if best_at >= 0 else INFINITE), best_at, best_route


@compiled_inline
def least_price(
    facts: Facts, draft: Draft, shift: int, hub: int, longer: Ints, work: Ints
) -> float:
    """Return the price of a route by its present way with the halts of a longer one.

    Nothing is waited and no break taken, so with the price of a detour it is a lower bound;
    where the present way does not lead to the hub, the bound is of no use.
    """
    length = draft.length[shift]
    driving_s, distance_m = measure_legs(facts, shift, hub, draft.order[shift], length, work)
    if driving_s < 0:
        return -INFINITE
    busy_s = driving_s + stay_at_hub_s(facts, hub, longer, length + 1)
    for k in range(length + 1):
        busy_s += facts.request[longer[k], SERVICE_S]
    price = facts.price[shift, FIXED] + facts.price[shift, PER_M] * distance_m
    return float(price + facts.price[shift, PER_S] * busy_s)


@compiled_inline
def detour_price(facts: Facts, shift: int, before: int, request: int, after: int) -> float:
    """Return what the way by a request costs more than the way between two stops."""
    matrix, there = facts.shift[shift, MATRIX], facts.request[request, STOP]
    if facts.duration_s[matrix, before, there] < 0 or facts.duration_s[matrix, there, after] < 0:
        return INFINITE
    detour_m = facts.distance_m[matrix, before, there] + facts.distance_m[matrix, there, after]
    detour_s = facts.duration_s[matrix, before, there] + facts.duration_s[matrix, there, after]
    detour_m -= facts.distance_m[matrix, before, after]
    detour_s -= facts.duration_s[matrix, before, after]
    return float(facts.price[shift, PER_M] * detour_m + facts.price[shift, PER_S] * detour_s)


@compiled_inline
def insert_request(
    facts: Facts,
    draft: Draft,
    shift: int,
    request: int,
    found: Insertion,
    work: Ints,
) -> None:
    """Put a request into a route as found by `find_insertion`."""
    added, at, route = found
    length, trial = draft.length[shift], work[TRIAL]
    copy_order(draft.order[shift], trial, 0, at, 0)
    trial[at] = request
    copy_order(draft.order[shift], trial, at, length, 1)
    price = draft.price[shift] + added
    set_route(facts, draft, shift, trial, length + 1, route, price)
