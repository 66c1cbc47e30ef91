"""Chains: what is known at each place of a route, so that an insertion is priced in one step.

Each place has the route before it and the route after it as one stretch: how long it lasts at
least, and between which moments it may begin to last no longer. Windows of a day are taken as
one, breaks and setup are left out; where that is the whole truth the route is exact, elsewhere
the chain tells which insertions are worth exact pricing.

References
----------
Vidal, Crainic, Gendreau, Prins (2013), A hybrid genetic algorithm with adaptive diversity
management for a large class of vehicle routing problems with time windows,
doi 10.1016/j.cor.2012.07.018.
"""

from typing import Final

from routing.solver.kernel import columns as col
from routing.solver.kernel.compiled import compiled, compiled_inline
from routing.solver.kernel.draft import Draft
from routing.solver.kernel.facts import Facts
from routing.solver.kernel.ground import NOTHING
from routing.solver.kernel.halts import opening_s
from routing.solver.kernel.pricing import keeps_limits, paid
from routing.solver.kernel.work import (
    ARRIVAL_S,
    AT_HUB,
    AT_S,
    DISTANCE_M,
    DRIVING_S,
    END_S,
    GRAMS,
    START_S,
    TRIPS,
    VISITING_S,
)

# Columns of Draft.chain at a place: the stop before it, stretches before and after, its leg
BEFORE: Final = 0
P_LASTS_S: Final = 1
P_FIRST_S: Final = 2
P_LAST_S: Final = 3
S_LASTS_S: Final = 4
S_FIRST_S: Final = 5
S_LAST_S: Final = 6
C_LEG_S: Final = 7
C_LEG_M: Final = 8
LOADS: Final = 9  # for each quantity: most on board so far in the trip, and from here on, and now
PER_LOAD: Final = 3

Stretch = tuple[int, int, int]
"""How long it lasts at least, and the first and last second to begin so that it does."""


@compiled_inline
def join(a: Stretch, leg_s: int, b: Stretch) -> Stretch:
    """Return two stretches with a leg between them as one; impossible ones begin after they may.

    It is possible when `a`, begun as early as can be, ends in time for `b`.
    """
    after_s = a[0] + leg_s
    wait_s = max(b[1] - after_s - a[2], 0)
    first_s = max(b[1] - after_s, a[1]) - wait_s
    return after_s + b[0] + wait_s, first_s, min(b[2] - after_s, a[2])


@compiled
def link(facts: Facts, draft: Draft, shift: int) -> bool:
    """Fill the chain, floor and sums of a route; tell whether it seems possible.

    When it is exact that is certain, as far as the route alone matters.
    """
    row, count, sums = facts.shift[shift], draft.length[shift], draft.sums[shift]
    stay_end_s = add_up(facts, draft, shift)
    whole, own = (NOTHING, NOTHING, NOTHING), (NOTHING, NOTHING, NOTHING)
    opens_s = opening_s(facts, shift, draft.order[shift], count)
    here = facts.hub[row[col.START_HUB], col.HUB_STOP]
    before = (NOTHING, opens_s, row[col.LATEST_S] + row[col.MAX_OVERTIME_S])
    for k in range(count + 1):
        cell = draft.chain[shift, k]
        cell[BEFORE], cell[P_LASTS_S], cell[P_FIRST_S], cell[P_LAST_S] = here, *before
        here, own = next_halt(facts, draft, shift, k, stay_end_s)
        cell[C_LEG_S] = facts.legs[row[col.MATRIX], cell[BEFORE], here, 0]
        cell[C_LEG_M] = facts.legs[row[col.MATRIX], cell[BEFORE], here, 1]
        if cell[C_LEG_S] < 0 or before[0] + before[1] + cell[C_LEG_S] > own[2]:
            return False
        sums[DRIVING_S] += cell[C_LEG_S]
        sums[DISTANCE_M] += cell[C_LEG_M]
        whole = join(before, cell[C_LEG_S], own)
        before = whole
    draft.chain[shift, count + 1, BEFORE] = here
    after = own
    for k in range(count, -1, -1):
        cell = draft.chain[shift, k]
        cell[S_LASTS_S], cell[S_FIRST_S], cell[S_LAST_S] = after
        if k > 0:
            _, own = next_halt(facts, draft, shift, k - 1, stay_end_s)
            after = join(own, cell[C_LEG_S], after)
    note_chain(facts, draft, shift, whole, stay_end_s)
    if facts.uses[col.USES_LEVELS] and not link_loads(facts, draft, shift):
        return False
    most_s = row[col.MAX_DURATION_S] + row[col.MAX_OVERTIME_S]
    within = keeps_limits(facts, shift, sums[DRIVING_S], sums[DISTANCE_M])
    return bool(within and whole[0] <= most_s)


@compiled_inline
def next_halt(
    facts: Facts, draft: Draft, shift: int, k: int, stay_end_s: int
) -> tuple[int, Stretch]:
    """Return the stop and the stretch of an item of a route, or of its end."""
    row, hub = facts.shift[shift], draft.hub[shift]
    if k == draft.length[shift]:
        hull = facts.hub_hull[row[col.DAY], hub]
        last_s = min(hull[col.LAST_S], row[col.LATEST_S] + row[col.MAX_OVERTIME_S]) - stay_end_s
        return facts.hub[hub, col.HUB_STOP], (stay_end_s, hull[col.FIRST_S], last_s)
    code = draft.order[shift, k]
    there = facts.visit[code, col.STOP]
    if there < 0:
        there = draft.chain[shift, k, BEFORE]
    return there, stretch_of(facts, row[col.DAY], row[col.TYPE], code)


@compiled_inline
def add_up(facts: Facts, draft: Draft, shift: int) -> int:
    """Sum visits and loads of a route and tell if it is exact; return the stay at its end."""
    row, hub, sums = facts.shift[shift], draft.hub[shift], draft.sums[shift]
    day, kind_of_vehicle = row[col.DAY], row[col.TYPE]
    sums[DRIVING_S], sums[DISTANCE_M], sums[VISITING_S] = 0, 0, 0
    stay_end_s = facts.hub[hub, col.UNLOAD_S]
    rules = facts.uses[col.USES_SETUP] + facts.uses[col.USES_TIMES] + facts.uses[col.USES_TAGS]
    exact = row[col.SIMPLE] > 0 and rules == 0 and facts.hub_hull[day, hub, col.WINDOWS] == 1
    for q in range(draft.load.shape[1]):
        draft.load[shift, q] = 0
    for k in range(draft.length[shift]):
        code = draft.order[shift, k]
        kind, request = facts.visit[code, col.KIND], facts.visit[code, col.REQUEST]
        exact = exact and request >= 0 and facts.hull[day, code, col.WINDOWS] == 1
        if request < 0:
            continue
        sums[VISITING_S] += facts.spend[kind_of_vehicle, code, 0]
        if kind <= col.EXCHANGE:
            if kind != col.DELIVERY:
                stay_end_s += facts.handling_s[hub, request]
            for q in range(draft.load.shape[1]):
                draft.load[shift, q] += facts.fetch[request, q]
    draft.exact[shift] = exact
    return int(stay_end_s)


@compiled_inline
def note_chain(facts: Facts, draft: Draft, shift: int, whole: Stretch, stay_end_s: int) -> None:
    """Write down times, receipt and price of a route as its chain has them."""
    sums, receipt = draft.sums[shift], draft.receipts[shift, 0]
    sums[START_S], sums[END_S] = whole[1], whole[0] + whole[1]
    sums[ARRIVAL_S], sums[TRIPS] = sums[END_S] - stay_end_s, 1
    receipt[AT_HUB], receipt[AT_S] = draft.hub[shift], sums[ARRIVAL_S]
    for q in range(2):
        receipt[GRAMS + q] = draft.load[shift, q]
    if sums[DRIVING_S] > facts.law[col.MAX_CONTINUOUS_S]:
        draft.exact[shift] = False
    draft.floor[shift] = paid(
        facts,
        shift,
        sums[DISTANCE_M],
        sums[DRIVING_S],
        sums[VISITING_S],
        whole[0],
        sums[END_S],
    )


@compiled
def stretch_of(facts: Facts, day: int, kind_of_vehicle: int, code: int) -> Stretch:
    """Return the stay of a code as a stretch, by the hull of its windows and without setup."""
    kind = facts.visit[code, col.KIND]
    if kind == col.RELOAD:
        hull = facts.hub_hull[day, facts.visit[code, col.HUB]]
        stay_s = facts.hub[facts.visit[code, col.HUB], col.UNLOAD_S]
        return int(stay_s), int(hull[col.FIRST_S]), int(hull[col.LAST_S] - stay_s)
    stay_s = facts.spend[kind_of_vehicle, code, 0]
    if kind == col.BREAK and facts.window_span[day, code, 0] < 0:
        return int(stay_s), -(2**60), 2**60
    hull = facts.hull[day, code]
    if hull[col.WINDOWS] == 0:
        return int(stay_s), 0, -(2**60)
    return int(stay_s), int(hull[col.FIRST_S]), int(hull[col.LAST_S])


@compiled
def link_loads(facts: Facts, draft: Draft, shift: int) -> bool:
    """Fill the most on board before and after each place; tell whether there is room for it."""
    count, order, chain = draft.length[shift], draft.order[shift], draft.chain[shift]
    for q in range(facts.fetch.shape[1]):
        low = LOADS + PER_LOAD * q
        high, now = low + 1, low + 2
        loaded_ahead(facts, draft, shift, q)
        level, most, paired = chain[0, high], 0, 0
        for k in range(count + 1):
            most = max(most, level)
            chain[k, low], chain[k, now] = most, level
            if k == count:
                break
            kind, request = code_kind(facts, order[k])
            if kind == col.RELOAD:
                level, most = chain[k + 1, high] + paired, 0
            elif kind <= col.PAIR_SECOND:
                change = facts.fetch[request, q] * (1 - 2 * (kind == col.PAIR_SECOND))
                paired += change * (kind >= col.PAIR_FIRST)
                level += change - facts.bring[request, q]
        most = 0
        for k in range(count, -1, -1):
            if k < count and facts.visit[order[k], col.KIND] == col.RELOAD:
                most = 0
            most = max(most, chain[k, now])
            chain[k, high] = most
            if most > facts.shift[shift, col.CAPACITY + q]:
                return False
    return True


@compiled_inline
def loaded_ahead(facts: Facts, draft: Draft, shift: int, q: int) -> None:
    """Fill, in the column of what comes after, what is still to be brought on a trip."""
    waiting, high = 0, LOADS + PER_LOAD * q + 1
    for k in range(draft.length[shift], -1, -1):
        if k < draft.length[shift]:
            kind, request = code_kind(facts, draft.order[shift, k])
            if kind == col.RELOAD:
                waiting = 0
            elif kind <= col.EXCHANGE:
                waiting += facts.bring[request, q]
        draft.chain[shift, k, high] = waiting


@compiled
def code_kind(facts: Facts, code: int) -> tuple[int, int]:
    """Return what a code is, and of which request."""
    return int(facts.visit[code, col.KIND]), int(facts.visit[code, col.REQUEST])
