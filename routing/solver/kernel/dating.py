"""Date a route on arrays, by the dating rule of `routing.problem.evaluate`."""

from typing import Final

from routing.solver.kernel.compiled import compiled, compiled_inline
from routing.solver.kernel.facts import (
    DAY,
    EARLIEST_S,
    LATEST_S,
    MATRIX,
    MAX_CONTINUOUS_S,
    REST_S,
    SERVICE_S,
    START_HUB,
    STOP,
    Facts,
    Ints,
)
from routing.solver.kernel.rules import (
    RELAX_BREAK,
    RELAX_HUB_HOURS,
    RELAX_SHIFT,
    RELAX_TIME_WINDOW,
)

NEVER: Final = -(2**62)

# Rows of a work array, which has one column for each item of a route and two to spare.
LEG_S: Final = 0
BEGIN_S: Final = 1
PAUSE_S: Final = 2
STILL_S: Final = 3
TRIAL: Final = 4
WORK_ROWS: Final = 5


@compiled
def copy_order(source: Ints, target: Ints, low: int, high: int, by: int) -> None:
    """Copy entries low to high (exclusive), moved by some places to the right."""
    for k in range(low, high):
        target[k + by] = source[k]


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


@compiled_inline
def fit_receipt(facts: Facts, hub: int, stay_s: int, arrival_s: int) -> int:
    """Return the first second from an arrival on at which a hub can receive, or NEVER."""
    for i in range(facts.open_span[hub], facts.open_span[hub + 1]):
        last_s = facts.open_windows[i, 1] - stay_s
        if facts.open_windows[i, 0] <= last_s and arrival_s <= last_s:
            return max(arrival_s, int(facts.open_windows[i, 0]))
    return NEVER


@compiled
def begin_service(facts: Facts, shift: int, request: int, arrival_s: int) -> int:
    """Return when service of a request begins after an arrival, or NEVER."""
    if facts.relaxed[0] & RELAX_TIME_WINDOW:
        return arrival_s
    span = facts.window_span[facts.shift[shift, DAY], request]
    return fit_begin(facts.windows, span[0], span[1], arrival_s)


@compiled
def stay_at_hub_s(facts: Facts, hub: int, order: Ints, count: int) -> int:
    """Return the seconds of unloading at the end of a route."""
    stay_s = int(facts.hub_unload_s[hub])
    for k in range(count):
        stay_s += int(facts.unload_s[hub, order[k]])
    return stay_s


@compiled
def measure_legs(
    facts: Facts, shift: int, hub: int, order: Ints, count: int, work: Ints
) -> tuple[int, int]:
    """Fill the legs of a route; return seconds and metres driven, NEVER without a path."""
    matrix = facts.shift[shift, MATRIX]
    here = facts.hub_stop[facts.shift[shift, START_HUB]]
    driving_s, distance_m = 0, 0
    for k in range(count + 1):
        there = facts.request[order[k], STOP] if k < count else facts.hub_stop[hub]
        leg_s = facts.duration_s[matrix, here, there]
        if leg_s < 0:
            return NEVER, NEVER
        work[LEG_S, k] = leg_s
        driving_s += leg_s
        distance_m += facts.distance_m[matrix, here, there]
        here = there
    return driving_s, distance_m


@compiled_inline
def date_order(
    facts: Facts, shift: int, hub: int, order: Ints, count: int, work: Ints
) -> tuple[int, int]:
    """Return the start of a route and its arrival at the hub by the dating rule.

    Both are NEVER when a window is missed or the shift is over before the end.
    """
    now_s = facts.shift[shift, EARLIEST_S]
    for k in range(count):
        request = order[k]
        begin_s = begin_service(facts, shift, request, now_s + work[LEG_S, k])
        if begin_s == NEVER:
            return NEVER, NEVER
        work[BEGIN_S, k] = begin_s
        now_s = begin_s + facts.request[request, SERVICE_S] + work[PAUSE_S, k]
    receipt_s, stay_s = now_s + work[LEG_S, count], stay_at_hub_s(facts, hub, order, count)
    if not facts.relaxed[0] & RELAX_HUB_HOURS:
        receipt_s = fit_receipt(facts, hub, stay_s, receipt_s)
    late = not facts.relaxed[0] & RELAX_SHIFT and receipt_s + stay_s > facts.shift[shift, LATEST_S]
    if receipt_s == NEVER or late:
        return NEVER, NEVER
    latest_s = receipt_s - work[LEG_S, count]
    for k in range(count - 1, -1, -1):
        latest_s -= work[PAUSE_S, k] + facts.request[order[k], SERVICE_S]
        if not facts.relaxed[0] & RELAX_TIME_WINDOW:
            span = facts.window_span[facts.shift[shift, DAY], order[k]]
            latest_s = fit_latest(facts.windows, span[0], span[1], latest_s)
        latest_s -= work[LEG_S, k]
    return max(latest_s, facts.shift[shift, EARLIEST_S]), receipt_s


@compiled_inline
def find_overrun(
    facts: Facts,
    shift: int,
    order: Ints,
    count: int,
    times: tuple[int, int],
    work: Ints,
) -> tuple[int, int]:
    """Return the first leg driven beyond the limit of continuous driving, or -1.

    With it comes the first leg of its stretch. Fills what is stood still before each leg.
    """
    rest_s, limit_s = facts.law[REST_S], facts.law[MAX_CONTINUOUS_S]
    now_s, receipt_s = times
    last_s, still_s, driven_s, first = now_s, rest_s, 0, 0
    for k in range(count + 1):
        leg_s = work[LEG_S, k]
        arrival_s = now_s + leg_s
        if k == count:
            arrival_s = max(arrival_s, receipt_s)
        still_s += arrival_s - leg_s - last_s
        work[STILL_S, k] = still_s
        if leg_s > 0:
            if still_s >= rest_s:
                driven_s, first = 0, k
            driven_s += leg_s
            still_s = 0
        if driven_s > limit_s:
            return k, first
        last_s = arrival_s
        if k < count:
            begin_s = begin_service(facts, shift, order[k], arrival_s)
            now_s = begin_s + facts.request[order[k], SERVICE_S] + work[PAUSE_S, k]
    return -1, -1


@compiled_inline
def date_with_pauses(
    facts: Facts, shift: int, hub: int, order: Ints, count: int, driving_s: int, work: Ints
) -> tuple[int, int]:
    """Return start and arrival at the hub with the breaks that the law needs, or NEVER.

    Each break is put as late as the limit and the windows allow; the work array then holds
    the seconds of break after each request.
    """
    for k in range(count + 1):
        work[PAUSE_S, k] = 0
    within = facts.relaxed[0] & RELAX_BREAK or driving_s <= facts.law[MAX_CONTINUOUS_S]
    tried, first, need_s = 0, 0, 0
    for _ in range(4 * count + 4):
        times = date_order(facts, shift, hub, order, count, work)
        if times[0] == NEVER:
            if tried == 0:
                return times
            work[PAUSE_S, tried - 1] -= need_s
            tried -= 1
        elif within:
            return times
        else:
            tried, first = find_overrun(facts, shift, order, count, times, work)
            if tried < 0:
                return times
        while tried > first and work[STILL_S, tried] >= facts.law[REST_S]:
            tried -= 1
        if tried <= first:
            break
        need_s = facts.law[REST_S] - work[STILL_S, tried]
        work[PAUSE_S, tried - 1] += need_s
    return NEVER, NEVER
