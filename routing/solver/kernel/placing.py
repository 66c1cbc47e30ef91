"""Look through a plan for places of a request that seem to be worth it."""

import math
from typing import Final

from routing.solver.kernel import columns as col
from routing.solver.kernel.chain import BEFORE
from routing.solver.kernel.chance import draw
from routing.solver.kernel.compiled import compiled, compiled_inline
from routing.solver.kernel.draft import BOUND_COUNT, BOUND_UNIT, Draft, find_spare, may_serve
from routing.solver.kernel.facts import Facts
from routing.solver.kernel.foreseeing import take_exact
from routing.solver.kernel.ground import (
    AT,
    AT_SECOND,
    DRIVEN_S,
    END_HUB,
    FOUND_REQUEST,
    LASTS_S,
    MOST_OFFERS,
    NO_RELOAD,
    NOTHING,
    NOWHERE,
    OFFERS,
    RELOAD_CODE,
    RELOAD_SIDE,
    ROUND,
    SEEN,
    SHIFT,
    START,
    Ground,
)
from routing.solver.kernel.inserting import (
    Estimate,
    agrees_with_hub,
    detour_price,
    estimate_visit,
    has_room,
)
from routing.solver.kernel.pairing import offer_pair
from routing.solver.kernel.pricing import serve_price
from routing.solver.kernel.work import Work

BLINK: Final = 0.01
"""Chance of overlooking a place while inserting."""
LOG_LOOK: Final = math.log(1.0 - BLINK)


@compiled
def list_offers(
    facts: Facts, draft: Draft, ground: Ground, request: int, attempt: int, work: Work
) -> None:
    """Add offers for a request beside its neighbours and in unused shifts; then in all routes."""
    everywhere = attempt > 0
    ground.counts[ROUND] += 1
    pair = facts.visit[request, col.KIND] == col.PAIR_FIRST
    steps = len(draft.length) if everywhere else ground.nearest.shape[1]
    for i in range(steps):
        near = NOWHERE if everywhere else ground.nearest[request, i]
        shift = i if everywhere else draft.where[near]
        if shift < 0 or draft.length[shift] == 0:
            continue
        if not may_look(facts, draft, ground, shift, request):
            continue
        if pair:
            offer_pair(facts, draft, ground, shift, request, BLINK, work)
            ground.asked[shift] = -ground.counts[ROUND]
            continue
        first, last = NOTHING, draft.length[shift]
        if not everywhere:
            first, last = draft.place[near], draft.place[near] + 1
        second = NOWHERE
        if not everywhere and facts.visit[near, col.KIND] == col.PAIR_FIRST:
            second = draft.place[near + len(facts.terms)]
        for at in range(first, last + 1 + (2 if second >= 0 else 0)):
            place = at if at <= last else second + at - last - 1
            if not blinks(ground):
                offer_visit(facts, draft, ground, shift, request, place, work)
    if not everywhere:
        offer_spares(facts, draft, ground, request)


@compiled
def blinks(ground: Ground) -> bool:
    """Tell whether a place is overlooked: how many are looked at till then is drawn at once."""
    ground.counts[SEEN] -= 1
    if ground.counts[SEEN] >= 0:
        return False
    drawn = math.log(1.0 - draw(ground.chance)) / LOG_LOOK
    ground.counts[SEEN] = int(min(drawn, 1e9))
    return True


@compiled_inline
def may_look(facts: Facts, draft: Draft, ground: Ground, shift: int, request: int) -> bool:
    """Tell whether a route is worth looking at.

    `asked[shift]` is the round of looking, negative when the route was refused or is done.
    """
    looking = ground.counts[ROUND]
    asked = ground.asked[shift]
    if asked in (looking, -looking):
        return bool(asked > 0)
    visits = draft.length[shift] + facts.terms[request, col.VISITS]
    full = draft.exact[shift] and visits > facts.shift[shift, col.MAX_STOPS]
    if not facts.uses[col.USES_LEVELS]:
        full = full or not has_room(facts, draft, shift, request, NOTHING)
    if full or not may_serve(facts, draft, shift, request):
        ground.asked[shift] = -looking
        return False
    ground.asked[shift] = looking
    return True


@compiled_inline
def offer_visit(
    facts: Facts, draft: Draft, ground: Ground, shift: int, request: int, at: int, work: Work
) -> None:
    """Offer a visit at a place of a route, with another end or a reload if need be."""
    reloads = facts.reload_span[shift] < facts.reload_span[shift + 1]
    fits = agrees_with_hub(facts, draft, shift, request)
    agrees = reloads or fits
    roomy = not facts.uses[col.USES_LEVELS] or has_room(facts, draft, shift, request, at)
    if at < facts.shift[shift, col.PREFIX] or not (roomy or reloads):
        return
    estimate = estimate_visit(facts, draft, shift, request, at, ground.best[0])
    if agrees and estimate[0] < ground.best[0] and roomy:
        single = facts.hull[facts.shift[shift, col.DAY], request, col.WINDOWS] == 1
        single = single and estimate[3] <= facts.law[col.MAX_CONTINUOUS_S]
        k = min(ground.counts[OFFERS], MOST_OFFERS - 1)
        ground.counts[OFFERS] = k
        add_offer(facts, draft, ground, shift, request, at, estimate)
        if draft.exact[shift] and single and fits:
            take_exact(facts, draft, ground, k, work)
            ground.counts[OFFERS] = k
    if not agrees:
        here, after = draft.chain[shift, at, BEFORE], draft.chain[shift, at + 1, BEFORE]
        least = detour_price(facts, shift, here, facts.visit[request, col.STOP], after)
        if least < ground.best[0]:
            offer_other_hubs(facts, draft, ground, shift, request, at, least)
    elif reloads and estimate[0] < ground.best[0]:
        offer_reloads(facts, draft, ground, shift, request, at, estimate[0])


@compiled
def add_offer(
    facts: Facts,
    draft: Draft,
    ground: Ground,
    shift: int,
    request: int,
    at: int,
    estimate: Estimate,
) -> None:
    """Write down an insertion of one visit that keeps the end of its route."""
    k = ground.counts[OFFERS]
    if k >= MOST_OFFERS:
        return
    ground.counts[OFFERS] = k + 1
    ground.offer_price[k] = estimate[0] + serve_price(facts, shift, request)
    offer = ground.offers[k]
    offer[SHIFT], offer[END_HUB], offer[FOUND_REQUEST] = shift, draft.hub[shift], request
    offer[AT], offer[AT_SECOND] = at, NOWHERE
    offer[RELOAD_CODE], offer[RELOAD_SIDE] = NOWHERE, NO_RELOAD
    offer[LASTS_S], offer[START], offer[DRIVEN_S] = estimate[1], estimate[2], estimate[3]


@compiled
def offer_other_hubs(
    facts: Facts, draft: Draft, ground: Ground, shift: int, request: int, at: int, least: float
) -> None:
    """Offer a visit at a place of a route that then ends at another hub."""
    for e in range(facts.end_span[shift], facts.end_span[shift + 1]):
        hub = facts.end_hubs[e]
        k = ground.counts[OFFERS]
        if hub != draft.hub[shift] and k < MOST_OFFERS:
            add_offer(facts, draft, ground, shift, request, at, (least, 0, 0, 0))
            ground.offers[k, END_HUB] = hub


@compiled
def offer_reloads(
    facts: Facts, draft: Draft, ground: Ground, shift: int, request: int, at: int, least: float
) -> None:
    """Offer a visit at a place of a route, with a reload before or after it."""
    here, there = draft.chain[shift, at, BEFORE], facts.visit[request, col.STOP]
    after = draft.chain[shift, at + 1, BEFORE]
    for i in range(facts.reload_span[shift], facts.reload_span[shift + 1]):
        hub = facts.reload_hubs[i]
        for side in range(2):
            stop = facts.hub[hub, col.HUB_STOP]
            if side == 0:
                price = least + detour_price(facts, shift, here, stop, there)
            else:
                price = least + detour_price(facts, shift, there, stop, after)
            k = ground.counts[OFFERS]
            if price < ground.best[0] and k < MOST_OFFERS:
                add_offer(facts, draft, ground, shift, request, at, (price, 0, 0, 0))
                ground.offers[k, RELOAD_CODE] = 2 * len(facts.terms) + hub
                ground.offers[k, RELOAD_SIDE] = 1 + side


@compiled_inline
def offer_spares(facts: Facts, draft: Draft, ground: Ground, request: int) -> None:
    """Offer an unused shift of each group, from the one cheapest for the request by itself."""
    for i in range(ground.by_alone.shape[1]):
        group = ground.by_alone[request, i]
        first = facts.group_shifts[facts.group_span[group]]
        if ground.alone[group, request] - favour_of(facts, ground, first) >= ground.best[0]:
            if ground.favour[0] > 0.0:
                continue
            break
        shift = find_spare(facts, draft, group)
        if shift >= 0 and draw(ground.chance) >= BLINK:
            offer_alone(facts, draft, ground, shift, request)
    together = facts.terms[request, col.TOGETHER]
    if together < 0 or draft.bound[together, BOUND_COUNT] == 0:
        return
    for shift in range(len(draft.length)):
        own = facts.shift[shift, col.UNIT] == draft.bound[together, BOUND_UNIT]
        own = own and not facts.shift[shift, col.LOCKED]
        if own and draft.length[shift] == 0:
            offer_alone(facts, draft, ground, shift, request)


@compiled
def offer_alone(facts: Facts, draft: Draft, ground: Ground, shift: int, request: int) -> None:
    """Offer a request as the only one of an unused shift."""
    if not may_serve(facts, draft, shift, request):
        return
    price = ground.alone[facts.shift[shift, col.GROUP], request]
    price -= favour_of(facts, ground, shift)
    for e in range(facts.end_span[shift], facts.end_span[shift + 1]):
        k = ground.counts[OFFERS]
        if k >= MOST_OFFERS:
            return
        add_offer(facts, draft, ground, shift, request, 0, (price, 0, 0, 0))
        ground.offers[k, END_HUB] = facts.end_hubs[e]
        ground.offer_price[k] = price  # it has what serving costs
        if facts.visit[request, col.KIND] == col.PAIR_FIRST:
            ground.offers[k, AT_SECOND] = 0


@compiled
def favour_of(facts: Facts, ground: Ground, shift: int) -> float:
    """Return how much less an unused shift seems to cost in this round."""
    return float(ground.favour[0] * facts.rates[shift, col.FIXED])
