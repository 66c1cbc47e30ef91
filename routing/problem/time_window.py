"""Closed intervals in which service may start."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class TimeWindow:
    """A closed interval of seconds in which service may start; it may end later."""

    earliest_s: int
    latest_s: int

    def __post_init__(self) -> None:
        if self.earliest_s > self.latest_s:
            raise ValueError(f"want earliest_s <= latest_s, got {self}")


def join_windows(windows: Iterable[TimeWindow]) -> tuple[TimeWindow, ...]:
    """Return the same seconds as sorted windows that neither overlap nor touch."""
    joined: list[TimeWindow] = []
    for window in sorted(windows):
        if joined and window.earliest_s <= joined[-1].latest_s + 1:
            latest_s = max(joined[-1].latest_s, window.latest_s)
            joined[-1] = TimeWindow(joined[-1].earliest_s, latest_s)
        else:
            joined.append(window)
    return tuple(joined)


def cut_windows(windows: Iterable[TimeWindow], within: TimeWindow) -> tuple[TimeWindow, ...]:
    """Return the parts of windows that lie within an interval."""
    cut: list[TimeWindow] = []
    for window in windows:
        earliest_s = max(window.earliest_s, within.earliest_s)
        latest_s = min(window.latest_s, within.latest_s)
        if earliest_s <= latest_s:
            cut.append(TimeWindow(earliest_s, latest_s))
    return tuple(cut)


def fit_start(windows: tuple[TimeWindow, ...], arrival_s: int) -> int | None:
    """Return the first second at or after an arrival that a sorted set of windows allows."""
    for window in windows:
        if arrival_s <= window.latest_s:
            return max(arrival_s, window.earliest_s)
    return None


def latest_start(windows: tuple[TimeWindow, ...], deadline_s: int) -> int | None:
    """Return the last second at or before a deadline that a sorted set of windows allows."""
    for window in reversed(windows):
        if window.earliest_s <= deadline_s:
            return min(deadline_s, window.latest_s)
    return None
