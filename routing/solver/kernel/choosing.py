"""Choose the best of the insertions on offer: by the chain where it is exact, else by price."""

from routing.solver.kernel.compiled import compiled
from routing.solver.kernel.draft import Draft
from routing.solver.kernel.facts import Facts, Ints
from routing.solver.kernel.foreseeing import take_best
from routing.solver.kernel.ground import (
    AT,
    AT_SECOND,
    END_HUB,
    FOUND_REQUEST,
    OFFERS,
    RELOAD_AFTER,
    RELOAD_BEFORE,
    RELOAD_CODE,
    RELOAD_SIDE,
    SHIFT,
    Ground,
)
from routing.solver.kernel.placing import favour_of
from routing.solver.kernel.pricing import INFINITE, price_codes
from routing.solver.kernel.work import (
    CODE,
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
        count = build_trial(facts, draft, offer, work.item[CODE])
        price = price_codes(facts, offer[SHIFT], offer[END_HUB], count, work)
        if price < INFINITE:
            price -= draft.price[offer[SHIFT]]
            if draft.length[offer[SHIFT]] == 0:
                price -= favour_of(facts, ground, offer[SHIFT])
            take_best(facts, draft, ground, chosen, price, work)


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
