"""Where a request has a place in a plan as it stands: all places of all routes, priced exactly."""

from routing.solver.kernel import columns as col
from routing.solver.kernel.choosing import build_trial
from routing.solver.kernel.compiled import compiled, compiled_entry
from routing.solver.kernel.draft import Draft, find_spare, fits_others, may_serve
from routing.solver.kernel.facts import Facts, Floats, Ints
from routing.solver.kernel.ground import (
    AT,
    AT_SECOND,
    END_HUB,
    FOUND_REQUEST,
    NO_RELOAD,
    NOWHERE,
    RELOAD_SIDE,
    SHIFT,
)
from routing.solver.kernel.pricing import INFINITE, price_codes
from routing.solver.kernel.work import CODE, Work


@compiled_entry
def find_fits(
    facts: Facts, draft: Draft, request: int, added: Floats, places: Ints, work: Work
) -> None:
    """Fill what a request adds at least to each route, INFINITE where it has no place, and where.

    Tried are all routes and one unused shift of each group. A row of `places` is an offer.
    """
    for shift in range(len(draft.length)):
        added[shift] = INFINITE
        unused = draft.length[shift] == 0
        if unused and find_spare(facts, draft, facts.shift[shift, col.GROUP]) != shift:
            continue
        if not may_serve(facts, draft, shift, request):
            continue
        place = places[shift]
        place[SHIFT], place[FOUND_REQUEST] = shift, request
        place[AT_SECOND], place[RELOAD_SIDE] = NOWHERE, NO_RELOAD
        named = facts.visit[request, col.HUB]
        for e in range(facts.end_span[shift], facts.end_span[shift + 1]):
            hub = facts.end_hubs[e]
            if unused or hub in (draft.hub[shift], named):
                try_route(facts, draft, place, hub, added, work)


@compiled
def try_route(
    facts: Facts, draft: Draft, place: Ints, hub: int, added: Floats, work: Work
) -> None:
    """Try all places of a route that ends at a hub; keep the cheapest in `place`."""
    shift, request = place[SHIFT], place[FOUND_REQUEST]
    pair = facts.visit[request, col.KIND] == col.PAIR_FIRST
    length, before = draft.length[shift], draft.price[shift]
    best_at, best_second = place[AT], place[AT_SECOND]
    for at in range(facts.shift[shift, col.PREFIX], length + 1):
        for second in range(at if pair else length, length + 1):
            place[AT], place[AT_SECOND] = at, second if pair else NOWHERE
            count = build_trial(facts, draft, place, work.item[CODE])
            price = price_codes(facts, shift, hub, count, work) - before
            if price < added[shift] and fits_others(facts, draft, shift, work.sums, work.receipts):
                added[shift], place[END_HUB] = price, hub
                best_at, best_second = at, place[AT_SECOND]
    place[AT], place[AT_SECOND] = best_at, best_second
