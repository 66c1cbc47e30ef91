"""Find the best place for a request in a route."""

from typing import Final

from routing.solver.kernel.compiled import compiled_entry, compiled_inline, sized
from routing.solver.kernel.dating import TRIAL, copy_order
from routing.solver.kernel.draft import Draft, Route, fits_others, set_route
from routing.solver.kernel.facts import MATRIX, PER_M, START_HUB, STOP, Facts, Ints
from routing.solver.kernel.pricing import INFINITE, price_order

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
    rate, matrix = facts.price[shift, PER_M], facts.shift[shift, MATRIX]
    there = facts.request[request, STOP]
    for e in range(facts.end_span[shift], facts.end_span[shift + 1]):
        hub = facts.end_hubs[e]
        before = facts.hub_stop[facts.shift[shift, START_HUB]]
        copy_order(draft.order[shift], trial, 0, length, 1)
        for at in range(length + 1):
            if at > 0:
                trial[at - 1] = trial[at]
                before = facts.request[trial[at - 1], STOP]
            trial[at] = request
            if length > 0 and hub == draft.hub[shift]:
                after = facts.hub_stop[hub] if at == length else facts.request[trial[at + 1], STOP]
                detour_m = facts.distance_m[matrix, before, there]
                detour_m += facts.distance_m[matrix, there, after]
                detour_m -= facts.distance_m[matrix, before, after]
                if rate * detour_m >= best:
                    continue
            price, arrival_s, driving_s = price_order(facts, shift, hub, trial, length + 1, work)
            added = price - draft.price[shift]
            route = (hub, arrival_s, driving_s)
            if added < best and fits_others(facts, draft, shift, trial, length + 1, route):
                best, best_at, best_route = added, at, route
    return (best if best_at >= 0 else INFINITE), best_at, best_route


@compiled_inline
def insert_request(
    facts: Facts,
    draft: Draft,
    shift: int,
    request: int,
    found: tuple[float, int, Route],
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
