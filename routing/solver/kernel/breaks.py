"""Breaks that have a code: those that shifts plan, and those that locks name."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.problem.problem import Problem
from routing.problem.sequences import Item, ItemKind
from routing.problem.time_window import TimeWindow
from routing.units import NO_LIMIT


@dataclass(frozen=True, slots=True)
class Rest:
    """One break: its length, when it may begin, and which of its shift's it is (-1: none)."""

    duration_s: int
    windows: tuple[TimeWindow, ...]
    planned: int


@dataclass(frozen=True)
class Breaks:
    """All breaks with a code. `span[shift]` is the slice of those the shift plans.

    `max_load[break]` bounds what is on board; `fixed` finds the others by their length.
    """

    all: tuple[Rest, ...]
    span: NDArray[np.int64]
    max_load: NDArray[np.int64]
    fixed: dict[int, int]


def list_breaks(problem: Problem, quantities: int) -> Breaks:
    """Return the breaks of a problem whose goods have so many quantities."""
    rests: list[Rest] = []
    span, bounds = [0], []
    for shift in problem.shifts:
        for number, planned in enumerate(shift.breaks):
            rests.append(Rest(planned.duration_s, planned.windows, number))
            bounds.append((*planned.max_load, *[NO_LIMIT] * (quantities - len(planned.max_load))))
        span.append(len(rests))
    fixed: dict[int, int] = {}
    for lock in problem.locks:
        for item in lock.items:
            if item.kind is ItemKind.BREAK and item.planned < 0 and item.duration_s not in fixed:
                fixed[item.duration_s] = len(rests)
                rests.append(Rest(item.duration_s, (), -1))
                bounds.append((NO_LIMIT,) * quantities)
    return Breaks(
        tuple(rests),
        np.array(span, np.int64),
        np.array(bounds, np.int64).reshape(len(rests), quantities),
        fixed,
    )


def break_number(problem: Problem, breaks: Breaks, shift: int, item: Item) -> int:
    """Return the number of the break that an item of a shift's route is, -1 if it has none."""
    if item.planned < 0:
        return breaks.fixed.get(item.duration_s, -1)
    if item.planned >= len(problem.shifts[shift].breaks):
        return -1
    return int(breaks.span[shift]) + item.planned
