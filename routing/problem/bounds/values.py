"""Single values: indices, counts, windows."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from routing.errors import Fault, fault
from routing.problem.time_window import TimeWindow

MAX_MAGNITUDE: Final = 2**50
"""No value of a problem is larger, so that the sums of a plan stay inside int64."""


def bad_value(name: str, column: str, value: object, want: str) -> Fault:
    """Return the fault of one value, naming the thing, the value and the rule."""
    return fault("problem.bad_value", column=column, name=name, value=value, want=want)


def check_index(name: str, column: str, value: int, size: int) -> Iterator[Fault]:
    """Yield a fault unless a value is an index of something with a size."""
    if not 0 <= value < size:
        yield bad_value(name, column, value, f"0 to {size - 1}")


def check_counts(name: str, **counts: int) -> Iterator[Fault]:
    """Yield a fault for each value that is negative or too large."""
    for column, value in counts.items():
        if not 0 <= value <= MAX_MAGNITUDE:
            yield bad_value(name, column, value, f"0 to {MAX_MAGNITUDE}")


def check_loads(name: str, column: str, loads: Sequence[int]) -> Iterator[Fault]:
    """Yield a fault for each load that is negative or too large."""
    for load in loads:
        yield from check_counts(name, **{column: load})


def check_moments(name: str, **moments: int) -> Iterator[Fault]:
    """Yield a fault for each moment, before or after the horizon's start, that is too far off."""
    for column, value in moments.items():
        if abs(value) > MAX_MAGNITUDE:
            yield bad_value(name, column, value, f"{-MAX_MAGNITUDE} to {MAX_MAGNITUDE}")


def check_windows(name: str, column: str, windows: Sequence[TimeWindow]) -> Iterator[Fault]:
    """Yield windows that are out of order, overlap, or are too far off."""
    for before, after in pairwise(windows):
        if before.latest_s >= after.earliest_s:
            yield bad_value(name, column, f"{before} {after}", "sorted and disjoint")
    for window in (*windows[:1], *windows[-1:]):
        for moment_s in (window.earliest_s, window.latest_s):
            yield from check_moments(name, **{column: moment_s})
