"""Places of both visits of a pair in a route."""

from routing.solver.kernel import columns as col
from routing.solver.kernel.chain import (
    BEFORE,
    C_LEG_M,
    C_LEG_S,
    LOADS,
    P_FIRST_S,
    P_LAST_S,
    P_LASTS_S,
    PER_LOAD,
    S_FIRST_S,
    S_LAST_S,
    S_LASTS_S,
    Stretch,
    join,
    stretch_of,
)
from routing.solver.kernel.chance import draw
from routing.solver.kernel.compiled import compiled, compiled_inline
from routing.solver.kernel.draft import Draft
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
    NOWHERE,
    OFFERS,
    RELOAD_CODE,
    RELOAD_SIDE,
    SHIFT,
    START,
    Ground,
)
from routing.solver.kernel.pricing import keeps_limits, paid, serve_price
from routing.solver.kernel.work import DISTANCE_M, DRIVING_S, VISITING_S, Work


@compiled
def offer_pair(
    facts: Facts,
    draft: Draft,
    ground: Ground,
    shift: int,
    request: int,
    blink: float,
    work: Work,
) -> None:
    """Offer both visits of a pair at all places of a route that its chain does not rule out."""
    length, chain, row = draft.length[shift], draft.chain[shift], facts.shift[shift]
    for at in range(row[col.PREFIX], length + 1):
        if draw(ground.chance) < blink:
            continue
        cell = chain[at]
        to_s = facts.legs[row[col.MATRIX], cell[BEFORE], facts.visit[request, col.STOP], 0]
        before = (cell[P_LASTS_S], cell[P_FIRST_S], cell[P_LAST_S])
        own = stretch_of(facts, row[col.DAY], row[col.TYPE], request)
        if to_s >= 0 and before[0] + before[1] + to_s <= own[2]:
            offer_second(facts, draft, ground, shift, request, at, join(before, to_s, own), work)


@compiled_inline
def offer_second(
    facts: Facts,
    draft: Draft,
    ground: Ground,
    shift: int,
    request: int,
    at: int,
    so_far: Stretch,
    work: Work,
) -> None:
    """Offer the second visit of a pair at all places after its first one."""
    row, chain, legs = facts.shift[shift], draft.chain[shift], facts.legs
    matrix, second = row[col.MATRIX], request + len(facts.terms)
    here, there = facts.visit[request, col.STOP], facts.visit[second, col.STOP]
    sums, own = draft.sums[shift], stretch_of(facts, row[col.DAY], row[col.TYPE], second)
    driving_s = sums[DRIVING_S] + legs[matrix, chain[at, BEFORE], here, 0]
    distance_m = sums[DISTANCE_M] + legs[matrix, chain[at, BEFORE], here, 1]
    visiting_s = sums[VISITING_S] + own[0] + facts.spend[row[col.TYPE], request, 0]
    for k in range(at, draft.length[shift] + 1):
        full = False
        for q in range(facts.fetch.shape[1]):
            level = chain[k, LOADS + PER_LOAD * q + 2] + facts.fetch[request, q]
            full = full or level > row[col.CAPACITY + q]
        if full:
            return
        after, rest = chain[k + 1, BEFORE], chain[k]
        to_s, from_s = legs[matrix, here, there, 0], legs[matrix, there, after, 0]
        if to_s >= 0 and from_s >= 0 and so_far[0] + so_far[1] + to_s <= own[2]:
            both = join(so_far, to_s, own)
            last = (rest[S_LASTS_S], rest[S_FIRST_S], rest[S_LAST_S])
            if both[0] + both[1] + from_s <= last[2]:
                whole = join(both, from_s, last)
                more_s = driving_s + to_s + from_s - rest[C_LEG_S]
                more_m = distance_m + legs[matrix, here, there, 1] - rest[C_LEG_M]
                more_m += legs[matrix, there, after, 1]
                end_s = whole[0] + whole[1]
                price = paid(facts, shift, more_m, more_s, visiting_s, whole[0], end_s)
                price += serve_price(facts, shift, request) - draft.floor[shift]
                longest_s = row[col.MAX_DURATION_S] + row[col.MAX_OVERTIME_S]
                within = whole[0] <= longest_s and keeps_limits(facts, shift, more_s, more_m)
                if within and price < ground.best[0]:
                    times = (whole[0], whole[1], more_s)
                    last_k = min(ground.counts[OFFERS], MOST_OFFERS - 1)
                    ground.offer_price[last_k] = price
                    write_pair(facts, draft, ground, shift, request, (at, k), times, work)
        if k == draft.length[shift]:
            return
        next_s = legs[matrix, here, after, 0]
        item = stretch_of(facts, row[col.DAY], row[col.TYPE], draft.order[shift, k])
        if next_s < 0 or so_far[0] + so_far[1] + next_s > item[2]:
            return
        so_far = join(so_far, next_s, item)
        driving_s += next_s - rest[C_LEG_S]
        distance_m += legs[matrix, here, after, 1] - rest[C_LEG_M]
        here = after


@compiled
def write_pair(
    facts: Facts,
    draft: Draft,
    ground: Ground,
    shift: int,
    request: int,
    places: tuple[int, int],
    times: tuple[int, int, int],
    work: Work,
) -> None:
    """Write down an insertion of a pair; an exact one is taken at once if it is the best."""
    k = min(ground.counts[OFFERS], MOST_OFFERS - 1)
    offer, day = ground.offers[k], facts.shift[shift, col.DAY]
    offer[SHIFT], offer[END_HUB], offer[FOUND_REQUEST] = shift, draft.hub[shift], request
    offer[AT], offer[AT_SECOND] = places
    offer[RELOAD_CODE], offer[RELOAD_SIDE] = NOWHERE, NO_RELOAD
    offer[LASTS_S], offer[START], offer[DRIVEN_S] = times
    single = facts.hull[day, request, col.WINDOWS] == 1
    single = single and facts.hull[day, request + len(facts.terms), col.WINDOWS] == 1
    single = single and times[2] <= facts.law[col.MAX_CONTINUOUS_S]
    if draft.exact[shift] and single:
        take_exact(facts, draft, ground, k, work)
    else:
        ground.counts[OFFERS] = k + 1
