"""Date a route on arrays, by the dating rule of `routing.problem.evaluate`."""

from routing.solver.kernel import columns as col
from routing.solver.kernel.compiled import compiled_inline
from routing.solver.kernel.facts import Facts
from routing.solver.kernel.halts import (
    NEVER,
    fit_code,
    fit_code_latest,
    fit_receipt,
    opening_s,
)
from routing.solver.kernel.work import (
    ARRIVAL_S,
    ARRIVE_S,
    BEGIN_S,
    CODE,
    END_S,
    LEG_S,
    PAUSE_S,
    READY_S,
    SOONEST_S,
    START_S,
    STAY_S,
    STILL_S,
    Work,
)


@compiled_inline
def date_soonest(facts: Facts, shift: int, hub: int, count: int, work: Work, opens_s: int) -> bool:
    """Fill the earliest schedule and the end; tell whether windows and the shift allow it."""
    item, now_s = work.item, opens_s
    for k in range(count):
        begin_s = fit_code(facts, shift, item[CODE, k], item[STAY_S, k], now_s + item[LEG_S, k])
        if begin_s == NEVER:
            return False
        item[SOONEST_S, k] = begin_s
        now_s = max(begin_s + item[STAY_S, k], item[READY_S, k]) + item[PAUSE_S, k]
    stay_s = item[STAY_S, count]
    arrival_s = fit_receipt(facts, hub, stay_s, now_s + item[LEG_S, count])
    work.sums[ARRIVAL_S], work.sums[END_S] = arrival_s, arrival_s + stay_s
    last_s = facts.shift[shift, col.LATEST_S] + facts.shift[shift, col.MAX_OVERTIME_S]
    return bool(arrival_s != NEVER and arrival_s + stay_s <= last_s)


@compiled_inline
def find_start(facts: Facts, shift: int, count: int, work: Work, opens_s: int) -> int:
    """Return the latest start that keeps the end and makes nobody later than he wished."""
    item = work.item
    latest_s = work.sums[ARRIVAL_S] - item[LEG_S, count]
    for k in range(count - 1, -1, -1):
        code = item[CODE, k]
        latest_s -= item[PAUSE_S, k] + item[STAY_S, k]
        kind = facts.visit[code, col.KIND]
        if kind <= col.PAIR_FIRST:
            wish_s = facts.terms[facts.visit[code, col.REQUEST], col.WISH_BY_S]
            latest_s = min(latest_s, max(wish_s, item[SOONEST_S, k]))
        latest_s = fit_code_latest(facts, shift, code, item[STAY_S, k], latest_s)
        latest_s -= item[LEG_S, k]
    return int(max(latest_s, opens_s))


@compiled_inline
def date_from(facts: Facts, shift: int, count: int, work: Work, start_s: int) -> tuple[int, int]:
    """Fill the schedule from a start; return the first leg driven beyond the law's limit, or -1.

    With it comes the first leg of its stretch. Fills what is stood still before each leg.
    """
    item, rest_s, limit_s = work.item, facts.law[col.REST_S], facts.law[col.MAX_CONTINUOUS_S]
    now_s, last_s, still_s, driven_s, first = start_s, start_s, rest_s, 0, 0
    work.sums[START_S] = start_s
    for k in range(count + 1):
        leg_s = item[LEG_S, k]
        arrival_s = now_s + leg_s
        begin_s = arrival_s
        if k == count:
            begin_s = max(arrival_s, work.sums[ARRIVAL_S])
            arrival_s = begin_s
        else:
            begin_s = fit_code(facts, shift, item[CODE, k], item[STAY_S, k], arrival_s)
            if facts.visit[item[CODE, k], col.KIND] == col.RELOAD:
                arrival_s = begin_s
        if k == 0 and (k == count or facts.visit[item[CODE, k], col.KIND] == col.RELOAD):
            work.sums[START_S] = arrival_s - leg_s
        item[ARRIVE_S, k], item[BEGIN_S, k] = arrival_s, begin_s
        still_s += arrival_s - leg_s - last_s
        item[STILL_S, k] = still_s
        if leg_s > 0:
            if still_s >= rest_s:
                driven_s, first = 0, k
            driven_s += leg_s
            still_s = 0
        if driven_s > limit_s:
            return k, first
        last_s = arrival_s
        now_s = max(begin_s + item[STAY_S, k], item[READY_S, k]) + item[PAUSE_S, k]
    return -1, -1


@compiled_inline
def date_with_pauses(
    facts: Facts, shift: int, hub: int, count: int, work: Work, fixed: int
) -> bool:
    """Date a route with the breaks that the law needs; tell whether that is possible.

    Each break is put as late as the limit and the windows allow, but not among the first items
    that are `fixed`; `PAUSE_S` then holds the seconds of break after each item.
    """
    item = work.item
    for k in range(count + 1):
        item[PAUSE_S, k] = 0
    opens_s = opening_s(facts, shift, item[CODE], count)
    tried, first, need_s, rest_s = 0, 0, 0, facts.law[col.REST_S]
    for _ in range(4 * count + 4):
        if date_soonest(facts, shift, hub, count, work, opens_s):
            start_s = find_start(facts, shift, count, work, opens_s)
            tried, first = date_from(facts, shift, count, work, start_s)
            if tried < 0:
                return True
        else:
            if tried == 0:
                return False
            item[PAUSE_S, tried - 1] -= need_s
            tried -= 1
        first = max(first, fixed)
        while tried > first and item[STILL_S, tried] >= rest_s:
            tried -= 1
        if tried <= first:
            return False
        need_s = rest_s - item[STILL_S, tried]
        item[PAUSE_S, tried - 1] += need_s
    return False
