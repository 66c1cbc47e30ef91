"""Drives that were made: they took what they took, whatever becomes of the roads afterwards."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import numpy as np

from routing.matrix.travel_matrix import TravelMatrix
from routing.plan.stops import find_stops
from routing.problem.dated import DatedRoute
from routing.problem.problem import Problem
from routing.solver.insertion.candidate import CELLS


@dataclass(frozen=True, slots=True)
class DrivenLeg:
    """A drive of one vehicle on one day between the stops at two places, as it was made."""

    vehicle: str
    date: date
    origin: str
    goal: str
    duration_s: int
    distance_m: int
    fuel_empty_ml: int
    fuel_full_ml: int


def list_driven(
    problem: Problem, routes: Iterable[DatedRoute], now_s: int
) -> tuple[DrivenLeg, ...]:
    """Return the drives of routes that were begun before a second of the horizon."""
    return tuple(leg for route in routes for leg in _list_of_route(problem, route, now_s))


def hold_driven(problem: Problem, driven: Sequence[DrivenLeg]) -> Problem:
    """Return a problem in which the shifts of driven legs have travel of their own."""
    by_shift: defaultdict[tuple[str, date], list[DrivenLeg]] = defaultdict(list)
    for leg in driven:
        by_shift[leg.vehicle, leg.date].append(leg)
    number = {stop.place: i for i, stop in enumerate(problem.stops)}
    shifts, matrices = list(problem.shifts), list(problem.matrices)
    for i, shift in enumerate(shifts):
        legs = by_shift.get((problem.vehicles[shift.vehicle].id, shift.date))
        if legs:
            matrices.append(_with_legs(problem.matrices[shift.matrix], legs, number))
            shifts[i] = replace(shift, matrix=len(matrices) - 1)
    return replace(problem, shifts=tuple(shifts), matrices=tuple(matrices))


def _list_of_route(problem: Problem, route: DatedRoute, now_s: int) -> Iterable[DrivenLeg]:
    shift = problem.shifts[route.shift]
    matrix, stops = problem.matrix_of(shift), find_stops(problem, route)
    left = [route.start_s, *(item.departure_s for item in route.items)]
    for (i, j), left_s in zip(pairwise(stops), left, strict=False):
        if left_s < now_s and i != j and min(i, j) >= 0:
            yield DrivenLeg(
                problem.vehicles[shift.vehicle].id,
                shift.date,
                problem.stops[i].place,
                problem.stops[j].place,
                *(int(getattr(matrix, name)[i, j]) for name in CELLS),
            )


def _with_legs(
    matrix: TravelMatrix, legs: Sequence[DrivenLeg], number: dict[str, int]
) -> TravelMatrix:
    cells = {name: np.array(getattr(matrix, name)) for name in CELLS}
    for leg in legs:
        for name in CELLS:
            cells[name][number[leg.origin], number[leg.goal]] = getattr(leg, name)
    return TravelMatrix(matrix.profile, matrix.conditions_hash, **cells)
