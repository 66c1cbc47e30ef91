"""The interval that is promised: around the planned time, inside what the route allows."""

from typing import Final

from routing.problem.request import Request
from routing.problem.time_window import TimeWindow
from routing.solver.insertion.candidate import Insertion

GRID_S: Final = 15 * 60
"""Promised intervals begin at quarters of an hour where that is possible."""
LEAST_S: Final = 60 * 60
"""No interval promised is narrower, unless the sender's own window is."""
STANDARD_S: Final = 120 * 60
"""Width of the interval that a standard promise becomes at its cut-off."""


def choose_interval(
    request: Request, place: Insertion, *, width_s: int, grid_s: int = GRID_S
) -> TimeWindow:
    """Return the interval of a width in which service is promised to begin.

    It lies in the request's window that holds the planned time, holds that time itself, and
    begins about as soon as the route can be there. A narrower window is promised whole.
    """
    window = next(
        one for one in request.windows if one.earliest_s <= place.begin_s <= one.latest_s
    )
    width_s = max(LEAST_S, width_s)
    if window.latest_s - window.earliest_s <= width_s:
        return window
    first_s = place.soonest_s - (place.soonest_s - window.earliest_s) % grid_s
    first_s = max(first_s, place.begin_s - width_s, window.earliest_s)
    first_s = min(first_s, window.latest_s - width_s)
    return TimeWindow(first_s, first_s + width_s)


def changes_nothing(interval: TimeWindow, place: Insertion) -> bool:
    """Tell whether a promise leaves the schedule as it is: earliest and planned time within it."""
    return interval.earliest_s <= place.soonest_s and place.begin_s <= interval.latest_s
