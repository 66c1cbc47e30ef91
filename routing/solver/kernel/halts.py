"""Legs and stays of a route, and the moments its windows allow."""

from typing import Final

from routing.solver.kernel import columns as col
from routing.solver.kernel.compiled import compiled, compiled_inline
from routing.solver.kernel.facts import Facts, Ints
from routing.solver.kernel.work import (
    CODE,
    DISTANCE_M,
    DRIVING_S,
    LEG_M,
    LEG_S,
    READY_S,
    STAY_S,
    VISITING_S,
    Work,
)

NEVER: Final = -(2**62)


@compiled_inline
def fit_begin(windows: Ints, low: int, high: int, arrival_s: int) -> int:
    """Return the first second from an arrival on that windows allow, or NEVER."""
    for i in range(low, high):
        if arrival_s <= windows[i, 1]:
            return max(arrival_s, int(windows[i, 0]))
    return NEVER


@compiled_inline
def fit_latest(windows: Ints, low: int, high: int, deadline_s: int) -> int:
    """Return the last second up to a deadline that windows allow, or NEVER."""
    for i in range(high - 1, low - 1, -1):
        if windows[i, 0] <= deadline_s:
            return min(deadline_s, int(windows[i, 1]))
    return NEVER


@compiled
def fit_receipt(facts: Facts, hub: int, stay_s: int, arrival_s: int) -> int:
    """Return the first second from an arrival on at which a hub can receive, or NEVER."""
    for i in range(facts.open_span[hub], facts.open_span[hub + 1]):
        last_s = facts.open_windows[i, 1] - stay_s
        if facts.open_windows[i, 0] <= last_s and arrival_s <= last_s:
            return max(arrival_s, int(facts.open_windows[i, 0]))
    return NEVER


@compiled
def fit_last_receipt(facts: Facts, hub: int, stay_s: int, deadline_s: int) -> int:
    """Return the last second up to a deadline at which a hub can receive, or NEVER."""
    for i in range(facts.open_span[hub + 1] - 1, facts.open_span[hub] - 1, -1):
        last_s = facts.open_windows[i, 1] - stay_s
        if facts.open_windows[i, 0] <= last_s and facts.open_windows[i, 0] <= deadline_s:
            return min(deadline_s, int(last_s))
    return NEVER


@compiled
def fit_code(facts: Facts, shift: int, code: int, stay_s: int, arrival_s: int) -> int:
    """Return when the item of a code begins after an arrival, or NEVER."""
    if facts.visit[code, col.KIND] == col.RELOAD:
        return fit_receipt(facts, facts.visit[code, col.HUB], stay_s, arrival_s)
    span = facts.window_span[facts.shift[shift, col.DAY], code]
    if span[0] < 0:
        return arrival_s
    return fit_begin(facts.windows, span[0], span[1], arrival_s)


@compiled
def fit_code_latest(facts: Facts, shift: int, code: int, stay_s: int, deadline_s: int) -> int:
    """Return when the item of a code begins at the latest, or NEVER."""
    if facts.visit[code, col.KIND] == col.RELOAD:
        return fit_last_receipt(facts, facts.visit[code, col.HUB], stay_s, deadline_s)
    span = facts.window_span[facts.shift[shift, col.DAY], code]
    if span[0] < 0:
        return deadline_s
    return fit_latest(facts.windows, span[0], span[1], deadline_s)


@compiled_inline
def measure_halts(facts: Facts, shift: int, hub: int, count: int, work: Work) -> bool:
    """Fill legs and stays of a route with its end; tell whether roads lead all the way."""
    item, row = work.item, facts.shift[shift]
    matrix, kind_of_vehicle = row[col.MATRIX], row[col.TYPE]
    here = facts.hub[row[col.START_HUB], col.HUB_STOP]
    driving_s, distance_m, visiting_s = 0, 0, 0
    for k in range(count + 1):
        code = item[CODE, k] if k < count else -1
        there = facts.visit[code, col.STOP] if k < count else facts.hub[hub, col.HUB_STOP]
        if k < count and facts.visit[code, col.KIND] == col.BREAK:
            there = here
            item[LEG_S, k], item[LEG_M, k] = 0, 0
        else:
            leg_s = facts.legs[matrix, here, there, 0]
            if leg_s < 0:
                return False
            item[LEG_S, k], item[LEG_M, k] = leg_s, facts.legs[matrix, here, there, 1]
            driving_s += leg_s
            distance_m += item[LEG_M, k]
        item[READY_S, k] = 0
        if k == count or facts.visit[code, col.KIND] == col.RELOAD:
            item[STAY_S, k] = 0
        else:
            stay_s = facts.spend[kind_of_vehicle, code, 0]
            if here != there:
                stay_s += facts.spend[kind_of_vehicle, code, 1]
            item[STAY_S, k] = stay_s
            if facts.visit[code, col.REQUEST] >= 0:
                visiting_s += stay_s
        here = there
    stay_at_hubs(facts, hub, count, work)
    work.sums[DRIVING_S], work.sums[DISTANCE_M] = driving_s, distance_m
    work.sums[VISITING_S] = visiting_s
    return True


@compiled_inline
def stay_at_hubs(facts: Facts, hub: int, count: int, work: Work) -> None:
    """Fill what is spent at each reload and at the end, and when the goods to bring are there."""
    item, first = work.item, 0
    before = -1
    for k in range(count + 1):
        if k < count and facts.visit[item[CODE, k], col.KIND] != col.RELOAD:
            continue
        there = hub if k == count else facts.visit[item[CODE, k], col.HUB]
        item[STAY_S, k] += facts.hub[there, col.UNLOAD_S]
        for i in range(first, k):
            kind = facts.visit[item[CODE, i], col.KIND]
            if kind > col.EXCHANGE:
                continue
            request = facts.visit[item[CODE, i], col.REQUEST]
            if kind != col.DELIVERY:
                item[STAY_S, k] += facts.handling_s[there, request]
            if kind != col.PICKUP and before >= 0:
                from_hub = facts.visit[item[CODE, before], col.HUB]
                item[STAY_S, before] += facts.handling_s[from_hub, request]
                released_s = facts.terms[request, col.RELEASED_S]
                item[READY_S, before] = max(item[READY_S, before], released_s)
        first, before = k + 1, k


@compiled
def opening_s(facts: Facts, shift: int, codes: Ints, count: int) -> int:
    """Return when a route may leave: its shift has begun and what it brings first is there."""
    opens_s = facts.shift[shift, col.EARLIEST_S]
    if not facts.uses[col.USES_LEVELS]:
        return int(opens_s)
    for k in range(count):
        kind = facts.visit[codes[k], col.KIND]
        if kind == col.RELOAD:
            break
        if kind in (col.DELIVERY, col.EXCHANGE):
            request = facts.visit[codes[k], col.REQUEST]
            opens_s = max(opens_s, facts.terms[request, col.RELEASED_S])
    return int(opens_s)
