"""Choose the best of the insertions on offer: by the chain where it is exact, else by price."""

from routing.solver.kernel import columns as col
from routing.solver.kernel.compiled import compiled, compiled_inline
from routing.solver.kernel.draft import Draft, balance_price, fits_others
from routing.solver.kernel.facts import Facts, Ints
from routing.solver.kernel.ground import (
    AT,
    AT_SECOND,
    DRIVEN_S,
    END_HUB,
    FOUND_REQUEST,
    IS_EXACT,
    LASTS_S,
    OFFERS,
    RELOAD_AFTER,
    RELOAD_BEFORE,
    RELOAD_CODE,
    RELOAD_SIDE,
    SHIFT,
    START,
    Ground,
)
from routing.solver.kernel.pricing import INFINITE, price_codes
from routing.solver.kernel.work import (
    ARRIVAL_S,
    AT_HUB,
    AT_S,
    CODE,
    DRIVING_S,
    END_S,
    GRAMS,
    START_S,
    TRIPS,
    Work,
)


@compiled
def choose_offer(facts: Facts, draft: Draft, ground: Ground, work: Work) -> None:
    """Find the offer that adds least and is allowed, looking at the most promising first."""
    while True:
        chosen, least = -1, ground.best[0]
        for i in range(ground.counts[OFFERS]):
            if ground.offer_price[i] < least:
                chosen, least = i, ground.offer_price[i]
        if chosen < 0:
            return
        ground.offer_price[chosen] = INFINITE
        offer = ground.offers[chosen]
        if offer[IS_EXACT]:
            foresee(facts, draft, offer, work)
            added = least
        else:
            count = build_trial(facts, draft, offer, work.item[CODE])
            price = price_codes(facts, offer[SHIFT], offer[END_HUB], count, work)
            added = price - draft.price[offer[SHIFT]]
        added += balance_change(facts, draft, offer[SHIFT], work.sums)
        if added < ground.best[0] and fits_others(
            facts, draft, offer[SHIFT], work.sums, work.receipts
        ):
            ground.best[0] = added
            for k in range(len(offer)):
                ground.found[k] = offer[k]


@compiled_inline
def foresee(facts: Facts, draft: Draft, offer: Ints, work: Work) -> None:
    """Fill sums and receipt of a route as it becomes by an exact offer."""
    shift, request, sums = offer[SHIFT], offer[FOUND_REQUEST], work.sums
    sums[START_S], sums[END_S] = offer[START], offer[START] + offer[LASTS_S]
    sums[DRIVING_S], sums[TRIPS] = offer[DRIVEN_S], 1
    stay_s = draft.sums[shift, END_S] - draft.sums[shift, ARRIVAL_S]
    kind = facts.visit[request, col.KIND]
    if kind in (col.PICKUP, col.EXCHANGE):
        stay_s += facts.handling_s[offer[END_HUB], request]
    work.receipts[0, AT_HUB], work.receipts[0, AT_S] = offer[END_HUB], sums[END_S] - stay_s
    for q in range(2):
        work.receipts[0, GRAMS + q] = draft.load[shift, q]
        if kind <= col.EXCHANGE:
            work.receipts[0, GRAMS + q] += facts.fetch[request, q]


@compiled_inline
def balance_change(facts: Facts, draft: Draft, shift: int, sums: Ints) -> float:
    """Return what a route with these sums adds to the price of the longest work of a unit."""
    if facts.uses[col.BALANCE_MILLI] == 0:
        return 0.0
    unit, more_s = facts.shift[shift, col.UNIT], sums[END_S] - sums[START_S]
    if draft.length[shift] > 0:
        more_s -= draft.sums[shift, END_S] - draft.sums[shift, START_S]
    return balance_price(facts, draft, unit, more_s) - balance_price(facts, draft, unit, 0)


@compiled
def build_trial(facts: Facts, draft: Draft, offer: Ints, trial: Ints) -> int:
    """Write the route that an offer makes; return its length."""
    shift, request, count = offer[SHIFT], offer[FOUND_REQUEST], 0
    for k in range(draft.length[shift] + 1):
        if k == offer[AT]:
            if offer[RELOAD_SIDE] == RELOAD_BEFORE:
                trial[count] = offer[RELOAD_CODE]
                count += 1
            trial[count] = request
            count += 1
            if offer[RELOAD_SIDE] == RELOAD_AFTER:
                trial[count] = offer[RELOAD_CODE]
                count += 1
        if k == offer[AT_SECOND]:
            trial[count] = request + len(facts.terms)
            count += 1
        if k < draft.length[shift]:
            trial[count] = draft.order[shift, k]
            count += 1
    return count
