"""Requests that only one unit may still serve, said by a skill that nobody else has."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from routing.problem.problem import Problem
from routing.problem.request import Request, Visit

VisitT = TypeVar("VisitT", Request, Visit)


def pin_requests(problem: Problem, unit_of: Mapping[int, int]) -> Problem:
    """Return the problem with some requests (by index) left to one unit each.

    Such a unit gets a vehicle type of its own.
    """
    types, vehicles = list(problem.vehicle_types), list(problem.vehicles)
    copied: list[int] = []
    for unit in sorted(set(unit_of.values())):
        old = vehicles[unit].vehicle_type
        skills = types[old].skills | {_skill(problem, unit)}
        copied.append(old)
        types.append(replace(types[old], skills=skills))
        vehicles[unit] = replace(vehicles[unit], vehicle_type=len(types) - 1)
    requests = [_know_types(request, copied) for request in problem.requests]
    for index, unit in unit_of.items():
        skills = requests[index].skills | {_skill(problem, unit)}
        requests[index] = replace(requests[index], skills=skills)
    return replace(
        problem,
        vehicle_types=tuple(types),
        vehicles=tuple(vehicles),
        requests=tuple(requests),
    )


def _skill(problem: Problem, unit: int) -> str:
    return f"only {problem.vehicles[unit].id}"


def _know_types(request: Request, copied: list[int]) -> Request:
    """Return a request whose seconds by type hold for copies of types, too."""
    to = None if request.to is None else _extend(request.to, copied)
    return replace(_extend(request, copied), to=to)


def _extend(visit: VisitT, copied: list[int]) -> VisitT:
    if not (visit.service_by_type or visit.setup_by_type):
        return visit
    return replace(
        visit,
        service_by_type=_lengthen(visit.service_by_type, copied),
        setup_by_type=_lengthen(visit.setup_by_type, copied),
    )


def _lengthen(by_type: tuple[int, ...], copied: list[int]) -> tuple[int, ...]:
    return by_type + tuple(by_type[old] for old in copied) if by_type else ()
