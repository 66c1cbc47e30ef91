"""When a request may be visited, in as few windows as it takes."""

from collections.abc import Callable
from itertools import pairwise
from typing import Final

from routing.problem.problem import Problem
from routing.problem.time_window import TimeWindow, cut_windows, join_windows
from routing.units import NO_LIMIT

Windows = tuple[TimeWindow, ...]

SINCE_START: Final = TimeWindow(0, NO_LIMIT)
"""PyVRP has no time before the horizon's start."""


def window_joiner(problem: Problem) -> Callable[[Windows], Windows]:
    """Return a function that joins windows between which no vehicle works.

    PyVRP has one window for a visit, and a visit for each further window: five days of one
    window each are one window, since nobody works in the nights between them.
    """
    work = join_windows(
        TimeWindow(shift.earliest_s, shift.latest_s + problem.type_of(shift).max_overtime_s)
        for shift in problem.shifts
    )

    def join(windows: Windows) -> Windows:
        known = cut_windows(windows, SINCE_START)
        useful = [window for window in known if cut_windows(work, window)]
        if not useful:
            return ()
        joined = [useful[0]]
        for before, after in pairwise(useful):
            gap = before.latest_s + 1, after.earliest_s - 1
            if gap[0] <= gap[1] and cut_windows(work, TimeWindow(*gap)):
                joined.append(after)
            else:
                joined[-1] = TimeWindow(joined[-1].earliest_s, after.latest_s)
        return tuple(joined)

    return join
