"""The ways in which shifts may be driven: PyVRP's vehicle types.

A shift may end at several hubs, and a hub be open several times a day; a vehicle of PyVRP has
one end. So each shift is offered for one end: the one it has in the plan, or its turn's.
"""

from collections import defaultdict
from dataclasses import dataclass

from routing.problem.evaluate import evaluate_route
from routing.problem.problem import Problem
from routing.problem.sequences import RouteSequence, Sequences
from routing.problem.time_window import TimeWindow, cut_windows


@dataclass(frozen=True, slots=True)
class Ending:
    """Where a shift ends, and when that hub is open."""

    hub: int
    open: TimeWindow


@dataclass(frozen=True, slots=True)
class Variant:
    """Shifts that differ in nothing but their unit, and the way they end."""

    shifts: tuple[int, ...]
    ending: Ending


def list_variants(problem: Problem, plan: Sequences) -> tuple[Variant, ...]:
    """Return every shift once, in the way it ends in a plan."""
    routes = {route.shift: route for route in plan.routes}
    members: dict[tuple[object, ...], list[int]] = defaultdict(list)
    turns: dict[tuple[object, ...], int] = defaultdict(int)
    for index in range(len(problem.shifts)):
        endings = _endings(problem, index)
        if not endings:
            continue
        alike = _alike(problem, index)
        ending = _ending_of(problem, routes[index], endings) if index in routes else None
        if ending is None:
            ending = endings[turns[alike] % len(endings)]
            turns[alike] += 1
        members[*alike, ending].append(index)
    return tuple(
        Variant(tuple(shifts), ending)
        for (*_, ending), shifts in members.items()
        if isinstance(ending, Ending)
    )


def _alike(problem: Problem, index: int) -> tuple[object, ...]:
    shift = problem.shifts[index]
    kind = problem.vehicles[shift.vehicle].vehicle_type
    hours = shift.earliest_s, shift.latest_s
    return (
        kind,
        shift.day,
        *hours,
        shift.start_hub,
        shift.end_hubs,
        shift.matrix,
        shift.reload_hubs,
    )


def _endings(problem: Problem, index: int) -> tuple[Ending, ...]:
    """Return the endings of a shift within its hours, those at its start hub before others."""
    shift = problem.shifts[index]
    last_s = shift.latest_s + problem.type_of(shift).max_overtime_s
    hours = TimeWindow(shift.earliest_s, last_s)
    hubs = sorted(shift.end_hubs, key=lambda hub: hub != shift.start_hub)
    found = [
        Ending(hub, window)
        for hub in hubs
        for window in problem.hubs[hub].open_windows
        if cut_windows((window,), hours)
        and window.latest_s - window.earliest_s >= problem.hubs[hub].unload_s
    ]
    own = [ending for ending in found if ending.hub == shift.start_hub]
    return tuple(own or found)


def _ending_of(
    problem: Problem, route: RouteSequence, endings: tuple[Ending, ...]
) -> Ending | None:
    arrival_s = evaluate_route(problem, route).items[-1].arrival_s
    for window in problem.hubs[route.end_hub].open_windows:
        if window.earliest_s <= arrival_s <= window.latest_s:
            return Ending(route.end_hub, window)
    return next((ending for ending in endings if ending.hub == route.end_hub), None)
