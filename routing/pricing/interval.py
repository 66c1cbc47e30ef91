"""The interval that is promised: around the planned time, inside the sender's own window.

A plan stays exactly as it is when windows are narrowed to intervals that hold its planned times:
they are still allowed, so the earliest end is, and with it the latest start that keeps it.
"""

from collections.abc import Collection, Sequence
from typing import Final

from routing.problem.evaluate import evaluate
from routing.problem.problem import Problem
from routing.problem.sequences import Sequences
from routing.problem.time_window import TimeWindow

GRID_S: Final = 15 * 60
"""Promised intervals begin at quarters of an hour where that is possible."""
LEAST_S: Final = 60 * 60
"""No interval promised is narrower, unless the sender's own window is."""
STANDARD_S: Final = 120 * 60
"""Width of the interval that a standard promise becomes at its cut-off."""


def choose_interval(
    windows: Sequence[TimeWindow],
    begin_s: int,
    *,
    soonest_s: int,
    width_s: int,
    grid_s: int = GRID_S,
) -> TimeWindow:
    """Return the interval of a width in which service, planned for a moment, is promised to begin.

    It lies in the window that holds the planned time, holds that time itself, and begins about
    as soon as asked for. A narrower window is promised whole.
    """
    window = next(one for one in windows if one.earliest_s <= begin_s <= one.latest_s)
    width_s = max(LEAST_S, width_s)
    if window.latest_s - window.earliest_s <= width_s:
        return window
    wanted_s = max(soonest_s, window.earliest_s)
    first_s = wanted_s - (wanted_s - window.earliest_s) % grid_s
    first_s = min(max(first_s, begin_s - width_s), window.latest_s - width_s)
    return TimeWindow(first_s, first_s + width_s)


def fix_intervals(
    problem: Problem, plan: Sequences, requests: Collection[int], *, width_s: int = STANDARD_S
) -> dict[int, TimeWindow]:
    """Return the interval that each of some requests is told, around its planned time.

    With these as the windows of their first visits the plan has the same times and cost.
    Requests that the plan does not serve are left out.
    """
    fixed: dict[int, TimeWindow] = {}
    for route in evaluate(problem, plan).routes:
        for item in route.items:
            index = item.item.request
            if index in requests and index not in fixed:
                fixed[index] = choose_interval(
                    problem.requests[index].windows,
                    item.start_s,
                    soonest_s=item.start_s - width_s // 2,
                    width_s=width_s,
                )
    return fixed
