"""Place a shift's planned breaks: where the earliest schedule ends soonest."""

from typing import Final

from routing.solver.kernel import columns as col
from routing.solver.kernel.compiled import compiled, compiled_inline
from routing.solver.kernel.facts import Facts
from routing.solver.kernel.halts import NEVER, fit_code, opening_s
from routing.solver.kernel.work import CODE, LEG_S, LOAD, READY_S, STAY_S, TRIAL, Work

LEFT_S: Final = 0
TAKEN: Final = 1


@compiled_inline
def place_breaks(facts: Facts, shift: int, count: int, work: Work, fixed: int) -> int:
    """Put a shift's planned breaks into a measured order; return its new count, -1 if none fits.

    Breaks are taken as their windows open, none among the first items that are `fixed`; those
    that are there already stay. `tried[b, k]` is the soonest leaving of place k after b breaks.
    """
    breaks = list_missing(facts, shift, count, work)
    if breaks <= 0:
        return count if breaks == 0 else -1
    if not try_places(facts, shift, count, work, fixed, breaks):
        return -1
    left, taken = breaks, count + breaks
    move_load(work, count, taken)
    for k in range(count, -1, -1):
        if k < count:
            taken -= 1
            work.item[CODE, taken] = work.item[CODE, k]
            move_load(work, k, taken)
        while left > 0 and work.tried[left, k, TAKEN]:
            left -= 1
            taken -= 1
            work.item[CODE, taken] = work.item[TRIAL, left]
    return int(count + breaks)


@compiled_inline
def list_missing(facts: Facts, shift: int, count: int, work: Work) -> int:
    """Fill `TRIAL` with a shift's breaks that an order lacks; return their number.

    It is -1 when there is more on board than a break in the order allows.
    """
    for k in range(count):
        code = work.item[CODE, k]
        if facts.visit[code, col.KIND] == col.BREAK and not light_enough(facts, code, k, work):
            return -1
    breaks, day = 0, facts.shift[shift, col.DAY]
    first = 2 * len(facts.terms) + len(facts.hub)
    for code in range(first + facts.break_span[shift], first + facts.break_span[shift + 1]):
        known, span = False, facts.window_span[day, code]
        for k in range(count):
            known = known or work.item[CODE, k] == code
        if known:
            continue
        if span[0] == span[1]:
            return -1
        at, opens_s = breaks, facts.windows[span[0], 0]
        while at > 0 and opens_s < break_opens_s(facts, day, work.item[TRIAL, at - 1]):
            work.item[TRIAL, at] = work.item[TRIAL, at - 1]
            at -= 1
        work.item[TRIAL, at] = code
        breaks += 1
    return breaks


@compiled
def break_opens_s(facts: Facts, day: int, code: int) -> int:
    """Return when a planned break may begin at first."""
    return int(facts.windows[facts.window_span[day, code, 0], 0])


@compiled
def move_load(work: Work, source: int, target: int) -> None:
    """Note what is on board on the leg to an item at its new place."""
    for q in range(LOAD, work.item.shape[0]):
        work.item[q, target] = work.item[q, source]


@compiled_inline
def try_places(facts: Facts, shift: int, count: int, work: Work, fixed: int, breaks: int) -> bool:
    """Fill `tried`; tell whether all breaks can be taken before the end."""
    tried, item = work.tried, work.item
    for b in range(breaks + 1):
        tried[b, 0, LEFT_S], tried[b, 0, TAKEN] = NEVER, 0
    tried[0, 0, LEFT_S] = opening_s(facts, shift, item[CODE], count)
    for k in range(count + 1):
        if k > 0:
            for b in range(breaks + 1):
                drive_on(facts, shift, k, b, work)
        if k < fixed:
            continue
        for b in range(breaks):
            code = item[TRIAL, b]
            if tried[b, k, LEFT_S] == NEVER or not light_enough(facts, code, k, work):
                continue
            stay_s = facts.spend[0, code, 0]
            begin_s = fit_code(facts, shift, code, stay_s, tried[b, k, LEFT_S])
            known_s = tried[b + 1, k, LEFT_S]
            if begin_s != NEVER and (known_s == NEVER or begin_s + stay_s < known_s):
                tried[b + 1, k, LEFT_S], tried[b + 1, k, TAKEN] = begin_s + stay_s, 1
    return bool(tried[breaks, count, LEFT_S] != NEVER)


@compiled_inline
def drive_on(facts: Facts, shift: int, k: int, b: int, work: Work) -> None:
    """Fill the soonest leaving of a place when no break is taken there."""
    tried, item = work.tried, work.item
    tried[b, k, LEFT_S], tried[b, k, TAKEN] = NEVER, 0
    left_s, stay_s = tried[b, k - 1, LEFT_S], item[STAY_S, k - 1]
    if left_s == NEVER:
        return
    begin_s = fit_code(facts, shift, item[CODE, k - 1], stay_s, left_s + item[LEG_S, k - 1])
    if begin_s != NEVER:
        tried[b, k, LEFT_S] = max(begin_s + stay_s, item[READY_S, k - 1])


@compiled
def light_enough(facts: Facts, code: int, leg: int, work: Work) -> bool:
    """Tell whether no more is on board before a leg than a break allows."""
    rest = code - 2 * len(facts.terms) - len(facts.hub)
    for q in range(facts.break_load.shape[1]):
        if work.item[LOAD + q, leg] > facts.break_load[rest, q]:
            return False
    return True
