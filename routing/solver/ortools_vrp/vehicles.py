"""The vehicles that OR-Tools is offered: each shift once for each way it may end."""

from collections.abc import Iterator
from dataclasses import dataclass

from routing.problem.evaluate import receiving_windows
from routing.problem.problem import Problem
from routing.problem.time_window import TimeWindow, cut_windows


@dataclass(frozen=True, slots=True)
class EndingShift:
    """A shift that ends at one hub, arriving within one of its open windows and on one day.

    `arrival` is when it may arrive if it brings nothing; `close_s` is when unloading is over.
    """

    shift: int
    hub: int
    arrival: TimeWindow
    close_s: int
    day: int


def list_vehicles(problem: Problem) -> tuple[EndingShift, ...]:
    """Return every way each shift may end; at most one of them may be driven."""
    return tuple(
        vehicle for shift in range(len(problem.shifts)) for vehicle in _endings(problem, shift)
    )


def _endings(problem: Problem, index: int) -> Iterator[EndingShift]:
    shift = problem.shifts[index]
    days = problem.horizon.day_start_s
    for hub in shift.end_hubs:
        unload_s = problem.hubs[hub].unload_s
        hours = TimeWindow(shift.earliest_s, shift.latest_s)
        for window in receiving_windows(problem.hubs[hub], unload_s):
            close_s = min(window.latest_s + unload_s, shift.latest_s)
            for day in range(problem.horizon.days):
                within = cut_windows((window,), TimeWindow(days[day], days[day + 1] - 1))
                for arrival in cut_windows(within, hours):
                    latest_s = min(arrival.latest_s, close_s - unload_s)
                    if arrival.earliest_s <= latest_s:
                        last = TimeWindow(arrival.earliest_s, latest_s)
                        yield EndingShift(index, hub, last, close_s, day)
