"""The dating rule: from an order of halts to moments.

The earliest schedule fixes the end; then the latest start that keeps that end, keeps everybody
on time who was, and makes nobody who was late later. At each halt the earliest window that
fits. Waiting for a hub to open is done where the vehicle stood before, so arrival lies within
its hours; waiting for anything else is done at its place.
"""

from typing import NamedTuple

from routing.problem.evaluate.halts import Halt
from routing.problem.time_window import fit_start, latest_start


class Times(NamedTuple):
    """When a halt is reached, begun, done, and left."""

    arrival_s: int
    start_s: int
    done_s: int
    departure_s: int


class Schedule(NamedTuple):
    """When a route leaves its start, and the times of each of its halts."""

    start_s: int
    times: tuple[Times, ...]


def date_halts(halts: list[Halt], opens_s: int) -> Schedule:
    """Return the schedule of halts for a vehicle that may leave at a moment or later.

    When a window is missed even so, the vehicle leaves at that moment and is served when it
    arrives.
    """
    soonest = _drive(halts, opens_s)
    start_s = _find_latest_start(halts, soonest, opens_s)
    moments = soonest if start_s == opens_s else _drive(halts, start_s)
    if halts[0].at_hub:
        start_s = moments[0][0] - halts[0].drive_s
    return Schedule(start_s, tuple(_with_departures(halts, moments)))


def _drive(halts: list[Halt], leaving_s: int) -> list[tuple[int, int, int]]:
    """Return arrival, start and readiness to leave of each halt when leaving at a moment."""
    moments: list[tuple[int, int, int]] = []
    now_s = leaving_s
    for halt in halts:
        arrival_s = now_s + halt.drive_s
        fitted = fit_start(halt.windows, arrival_s)
        begin_s = arrival_s if fitted is None else fitted
        now_s = max(begin_s + halt.stay_s, halt.released_s)
        moments.append((begin_s if halt.at_hub else arrival_s, begin_s, now_s))
    return moments


def _find_latest_start(
    halts: list[Halt], moments: list[tuple[int, int, int]], earliest_s: int
) -> int:
    """Return the latest start that changes nothing for the worse."""
    latest_s = moments[-1][2]
    for halt, (_, begin_s, _) in zip(reversed(halts), reversed(moments), strict=True):
        latest_s -= halt.stay_s
        if halt.wish_by_s < latest_s:
            latest_s = max(halt.wish_by_s, begin_s)
        fitted = latest_start(halt.windows, latest_s)
        if fitted is None or fitted < begin_s:
            return earliest_s
        latest_s = fitted - halt.drive_s
    return max(latest_s, earliest_s)


def _with_departures(halts: list[Halt], moments: list[tuple[int, int, int]]) -> list[Times]:
    times: list[Times] = []
    for at, (arrival_s, begin_s, ready_s) in enumerate(moments):
        departure_s = ready_s
        if at + 1 < len(halts) and halts[at + 1].at_hub:
            departure_s = moments[at + 1][0] - halts[at + 1].drive_s
        times.append(Times(arrival_s, begin_s, begin_s + halts[at].stay_s, departure_s))
    return times
