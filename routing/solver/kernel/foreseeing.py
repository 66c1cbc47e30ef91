"""What a route becomes by an insertion whose price its chain knows exactly."""

from routing.solver.kernel import columns as col
from routing.solver.kernel.compiled import compiled, compiled_inline
from routing.solver.kernel.draft import Draft, balance_price, fits_others
from routing.solver.kernel.facts import Facts, Ints
from routing.solver.kernel.ground import (
    DRIVEN_S,
    END_HUB,
    FOUND_REQUEST,
    LASTS_S,
    SHIFT,
    START,
    Ground,
)
from routing.solver.kernel.work import (
    ARRIVAL_S,
    AT_HUB,
    AT_S,
    DRIVING_S,
    END_S,
    GRAMS,
    START_S,
    TRIPS,
    Work,
)


@compiled
def take_exact(facts: Facts, draft: Draft, ground: Ground, k: int, work: Work) -> None:
    """Note an exact offer as the best one found if it is, and others allow it."""
    offer = ground.offers[k]
    foresee(facts, draft, offer, work)
    take_best(facts, draft, ground, k, ground.offer_price[k], work)


@compiled
def take_best(
    facts: Facts, draft: Draft, ground: Ground, k: int, price: float, work: Work
) -> None:
    """Note an offer with the sums in `work` as the best one found if it is and may be."""
    offer = ground.offers[k]
    added = price + balance_change(facts, draft, offer[SHIFT], work.sums)
    if added < ground.best[0] and fits_others(
        facts, draft, offer[SHIFT], work.sums, work.receipts
    ):
        ground.best[0] = added
        for i in range(len(offer)):
            ground.found[i] = offer[i]


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
