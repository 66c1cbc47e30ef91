"""Goods too big for any one vehicle that reaches them go in parts."""

from collections.abc import Iterator
from dataclasses import replace

from routing.problem.problem import Problem
from routing.problem.split import Capacity, split_request
from routing.solver.insertion.candidate import Candidate


def split_candidate(problem: Problem, candidate: Candidate, pack_g: int) -> tuple[Candidate, ...]:
    """Return the parts of goods that are too big for any one vehicle that reaches them."""
    capacities = tuple(_capacities(problem, candidate))
    parts = split_request(candidate.request, pack_g, capacities)
    return tuple(replace(candidate, request=part) for part in parts)


def _capacities(problem: Problem, candidate: Candidate) -> Iterator[Capacity]:
    seen: set[int] = set()
    for shift in problem.shifts:
        number = problem.vehicles[shift.vehicle].vehicle_type
        hub = problem.hubs[shift.start_hub].stop
        if number in seen or not _reaches(problem, shift.matrix, hub, candidate):
            continue
        seen.add(number)
        kind = problem.vehicle_types[number]
        if candidate.request.skills <= kind.skills:
            yield Capacity(kind.capacity_g, kind.capacity_ml)


def _reaches(problem: Problem, matrix: int, hub: int, candidate: Candidate) -> bool:
    if hub < 0:
        return True
    if candidate.spot is not None:
        return bool(candidate.spot.to[matrix, hub, 0] >= 0)
    return problem.matrices[matrix].reaches(hub, candidate.request.stop)
