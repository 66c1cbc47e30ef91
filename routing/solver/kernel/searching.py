"""Rounds of ruin and recreate at a temperature, with the best plan on record."""

import math
from typing import Final, NamedTuple

from routing.solver.kernel import columns as col
from routing.solver.kernel.chance import draw
from routing.solver.kernel.changing import change_route, save_route, undo
from routing.solver.kernel.choosing import build_trial, choose_offer
from routing.solver.kernel.compiled import compiled, compiled_entry, compiled_inline, sized
from routing.solver.kernel.draft import Draft, balance_price, fits_others, left_price
from routing.solver.kernel.facts import Facts, Floats, Ints
from routing.solver.kernel.ground import (
    CHANGED,
    END_HUB,
    NOTHING,
    NOWHERE,
    OFFERS,
    REMOVED,
    SHIFT,
    THOROUGH,
    Ground,
)
from routing.solver.kernel.placing import list_offers
from routing.solver.kernel.pricing import price_codes
from routing.solver.kernel.ruining import add_absent, ruin, sort_removed
from routing.solver.kernel.work import CODE, Work

ONE: Final = sized(1)
THOROUGH_CHANCE: Final = 0.1
"""Chance that an optional request with no place beside neighbours is tried in all routes."""

FAVOURED: Final = 0.4
"""Chance that unused shifts seem cheaper in a round."""
LOCK_PRICE: Final = 1e15
"""What a plan without a route that a lock wants seems to cost: more than any other."""


class Record(NamedTuple):
    """The best plan met: its routes, and its price in `price[0]`."""

    order: Ints
    length: Ints
    hub: Ints
    price: Floats


@compiled_inline
def recreate(facts: Facts, draft: Draft, ground: Ground, work: Work) -> None:
    """Insert what was removed, each where it is cheapest, unless leaving it out is cheaper."""
    found = ground.found
    for i in range(ground.counts[REMOVED]):
        request = ground.removed[i]
        alternative = facts.terms[request, col.ALTERNATIVE]
        low, high = NOTHING, ONE
        if alternative >= 0:
            if draft.served[alternative] > 0:
                continue
            low, high = facts.member_span[alternative], facts.member_span[alternative + 1]
            request = facts.members[low]
        ground.best[0], found[SHIFT] = facts.drop_price[request], NOWHERE
        for attempt in range(2):
            ground.counts[OFFERS] = 0
            for k in range(low, high):
                one = request if alternative < 0 else facts.members[k]
                list_offers(facts, draft, ground, one, attempt, work)
            choose_offer(facts, draft, ground, work)
            thorough = ground.counts[THOROUGH] or facts.terms[request, col.REQUIRED]
            thorough = thorough or draw(ground.chance) < THOROUGH_CHANCE
            if found[SHIFT] >= 0 or not thorough:
                break
        if found[SHIFT] >= 0:
            save_route(draft, ground, found[SHIFT])
            count = build_trial(facts, draft, found, ground.trial)
            change_route(facts, draft, found[SHIFT], found[END_HUB], ground.trial, count, work)


@compiled_inline
def draw_favour(ground: Ground) -> None:
    """Let unused shifts seem cheaper in some rounds than they are.

    Their fixed cost is paid by the request that comes first, so that greedy insertion opens few
    large vehicles; what a round makes of them is accepted by what it truly costs.
    """
    ground.favour[0] = 0.0
    if draw(ground.chance) < FAVOURED:
        ground.favour[0] = draw(ground.chance)


@compiled_inline
def refine(facts: Facts, draft: Draft, ground: Ground, work: Work) -> None:
    """End changed routes at the hubs, and without the reloads, that make them cheapest."""
    for i in range(ground.counts[CHANGED]):
        shift, tried = ground.changed[i], NOTHING
        ends = facts.end_span[shift + 1] - facts.end_span[shift]
        if ends == 1 and not facts.uses[col.USES_RELOADS]:
            continue
        while tried < ends + draft.length[shift]:
            hub, left_out = draft.hub[shift], NOWHERE
            if tried < ends:
                hub = facts.end_hubs[facts.end_span[shift] + tried]
            else:
                left_out = tried - ends
            tried += 1
            count = trial_without(facts, draft, ground, shift, left_out, work)
            if count == 0 or (left_out < 0 and hub == draft.hub[shift]):
                continue
            price = price_codes(facts, shift, hub, count, work)
            better = price < draft.price[shift]
            if better and fits_others(facts, draft, shift, work.sums, work.receipts):
                change_route(facts, draft, shift, hub, ground.trial, count, work)
                if left_out >= 0:
                    tried -= 1


@compiled_inline
def trial_without(
    facts: Facts, draft: Draft, ground: Ground, shift: int, left_out: int, work: Work
) -> int:
    """Write a route without the reload at a place (-1: all of it); return its length or 0."""
    if left_out >= 0:
        code = draft.order[shift, left_out]
        if facts.visit[code, col.KIND] != col.RELOAD or facts.locked[code]:
            return NOTHING
    count = NOTHING
    for k in range(draft.length[shift]):
        if k != left_out:
            ground.trial[count] = draft.order[shift, k]
            work.item[CODE, count] = ground.trial[count]
            count += 1
    return count


@compiled
def total_price(facts: Facts, draft: Draft) -> float:
    """Return the price of all routes and of what is left out."""
    total = 0.0
    for shift in range(len(draft.price)):
        total += draft.price[shift]
    if draft.left[0] > 0:
        for request in range(len(draft.where)):
            total += left_price(facts, draft, request)
    for i in range(len(facts.locks)):
        if draft.length[facts.locks[i, 0]] == 0:
            total += LOCK_PRICE
    if facts.uses[col.BALANCE_MILLI] and len(draft.worked) > 0:
        total += balance_price(facts, draft, NOTHING, NOTHING)
    return total


@compiled_inline
def keep_record(draft: Draft, best: Record, price: float) -> None:
    """Remember a draft as the best."""
    best.price[0] = price
    for shift in range(len(draft.length)):
        best.length[shift], best.hub[shift] = draft.length[shift], draft.hub[shift]
        for k in range(draft.length[shift]):
            best.order[shift, k] = draft.order[shift, k]


@compiled_entry
def ruin_and_recreate(
    facts: Facts,
    draft: Draft,
    best: Record,
    ground: Ground,
    rounds: int,
    heat: float,
    work: Work,
) -> float:
    """Change a draft in rounds at a temperature (minor units); record the best one met.

    With no rounds it only tells the price of the draft.
    """
    price = total_price(facts, draft)
    for _ in range(rounds):
        ground.counts[REMOVED], ground.counts[CHANGED] = 0, 0
        ruin(facts, draft, ground, work)
        add_absent(facts, draft, ground)
        draw_favour(ground)
        sort_removed(ground)
        recreate(facts, draft, ground, work)
        refine(facts, draft, ground, work)
        after = total_price(facts, draft)
        if after < price - heat * math.log(draw(ground.chance) + 1e-300):
            price = after
            if price < best.price[0] - 1e-6:
                keep_record(draft, best, price)
        else:
            undo(facts, draft, ground)
        for k in range(ground.counts[CHANGED]):
            ground.is_changed[ground.changed[k]] = False
    return price
