"""What a visit at a place of a route adds, by the route's chain."""

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
    join,
)
from routing.solver.kernel.compiled import compiled, compiled_inline
from routing.solver.kernel.draft import Draft
from routing.solver.kernel.facts import Facts
from routing.solver.kernel.pricing import INFINITE, paid
from routing.solver.kernel.work import DISTANCE_M, DRIVING_S, VISITING_S

Estimate = tuple[float, int, int, int]
"""What an insertion adds by the chain, how long the route then lasts, its start and driving."""


@compiled_inline
def estimate_visit(
    facts: Facts, draft: Draft, shift: int, request: int, at: int, most: float
) -> Estimate:
    """Return what one visit at a place of a route adds by the chain, INFINITE if impossible.

    It is INFINITE as well when the way alone costs more than `most`.
    """
    row, cell = facts.shift[shift], draft.chain[shift, at]
    here, after = cell[BEFORE], draft.chain[shift, at + 1, BEFORE]
    matrix, there = row[col.MATRIX], facts.visit[request, col.STOP]
    to, back = facts.legs_from[matrix, there, here], facts.legs[matrix, there, after]
    to_s, from_s = to[0], back[0]
    more_m, more_s = to[1] + back[1] - cell[C_LEG_M], to_s + from_s - cell[C_LEG_S]
    rates = facts.rates[shift]
    way = rates[col.PER_M] * more_m + rates[col.PER_DRIVING_S] * more_s
    hull = facts.hull[row[col.DAY], request]
    stay_s = facts.spend[row[col.TYPE], request, 0]
    before = (cell[P_LASTS_S], cell[P_FIRST_S], cell[P_LAST_S])
    no_way = to_s < 0 or from_s < 0 or way > 1e3 * (most + 2.0)
    if no_way or before[0] + before[1] + to_s > hull[col.LAST_S]:
        return INFINITE, 0, 0, 0
    own = (stay_s, hull[col.FIRST_S], hull[col.LAST_S])
    first = join(before, to_s, own)
    rest = (cell[S_LASTS_S], cell[S_FIRST_S], cell[S_LAST_S])
    if first[0] + first[1] + from_s > rest[2]:
        return INFINITE, 0, 0, 0
    whole = join(first, from_s, rest)
    kind = facts.visit[request, col.KIND]
    lasts_s, start_s = whole[0], whole[1]
    if kind != col.DELIVERY:
        lasts_s += facts.handling_s[draft.hub[shift], request]
    if kind != col.PICKUP:
        start_s = max(start_s, facts.terms[request, col.RELEASED_S])
        if start_s > whole[2]:
            return INFINITE, 0, 0, 0
    sums = draft.sums[shift]
    driving_s, distance_m = sums[DRIVING_S] + more_s, sums[DISTANCE_M] + more_m
    end_s = start_s + lasts_s
    hub_s = facts.hub_hull[row[col.DAY], draft.hub[shift], col.LAST_S]
    over_s = row[col.MAX_OVERTIME_S]
    if end_s > min(hub_s, row[col.LATEST_S] + over_s) or driving_s > row[col.MAX_DRIVING_S]:
        return INFINITE, 0, 0, 0
    if lasts_s > row[col.MAX_DURATION_S] + over_s or distance_m > row[col.MAX_DISTANCE_M]:
        return INFINITE, 0, 0, 0
    visiting_s = sums[VISITING_S] + stay_s
    price = paid(facts, shift, distance_m, driving_s, visiting_s, lasts_s, end_s)
    return price - draft.floor[shift], lasts_s, start_s, driving_s


@compiled_inline
def has_room(facts: Facts, draft: Draft, shift: int, request: int, at: int) -> bool:
    """Tell whether what a request brings and what is fetched there has room on its trip."""
    room = facts.shift[shift, col.CAPACITY :]
    if not facts.uses[col.USES_LEVELS]:
        for q in range(facts.fetch.shape[1]):
            if draft.load[shift, q] + facts.fetch[request, q] > room[q]:
                return False
        return True
    cell = draft.chain[shift, at]
    for q in range(facts.fetch.shape[1]):
        if cell[LOADS + PER_LOAD * q] + facts.bring[request, q] > room[q]:
            return False
        if cell[LOADS + PER_LOAD * q + 1] + facts.fetch[request, q] > room[q]:
            return False
    return True


@compiled
def agrees_with_hub(facts: Facts, draft: Draft, shift: int, request: int) -> bool:
    """Tell whether a route without reloads starts and ends at hubs that a request may name."""
    kind, named = facts.visit[request, col.KIND], facts.visit[request, col.HUB]
    if kind == col.PAIR_FIRST:
        return True
    if kind != col.DELIVERY:
        hub = draft.hub[shift]
        if facts.hub[hub, col.RECEIVES] == 0 or (named >= 0 and named != hub):
            return False
    return bool(kind == col.PICKUP or named < 0 or named == facts.shift[shift, col.START_HUB])


@compiled
def detour_price(facts: Facts, shift: int, here: int, there: int, after: int) -> float:
    """Return what the way by a stop adds to that between two others, INFINITE without a road."""
    matrix = facts.shift[shift, col.MATRIX]
    to_s, from_s = facts.legs[matrix, here, there, 0], facts.legs[matrix, there, after, 0]
    if to_s < 0 or from_s < 0:
        return INFINITE
    more_s = to_s + from_s - facts.legs[matrix, here, after, 0]
    more_m = facts.legs[matrix, here, there, 1] + facts.legs[matrix, there, after, 1]
    more_m -= facts.legs[matrix, here, after, 1]
    rates = facts.rates[shift]
    per_s = rates[col.PER_S] + rates[col.PER_DRIVING_S]
    return float((rates[col.PER_M] * more_m + per_s * more_s) / 1e3)
