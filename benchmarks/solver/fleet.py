"""Shifts alike in everything, which peers know as one type of vehicle with a count."""

from dataclasses import dataclass

from routing.problem.fleet import Shift, VehicleType
from routing.problem.problem import Problem
from routing.units import NO_LIMIT


class NotKeptError(RuntimeError):
    """A rule of the problem that a peer does not have."""


@dataclass(frozen=True)
class Group:
    """Like shifts of a problem, by index."""

    kind: VehicleType
    example: Shift
    shifts: tuple[int, ...]


def group_shifts(problem: Problem) -> list[Group]:
    """Return the groups of a problem's shifts, which must all be on one day."""
    found: dict[tuple[object, ...], list[int]] = {}
    for i, shift in enumerate(problem.shifts):
        key = (
            problem.vehicles[shift.vehicle].vehicle_type, shift.start_hub, shift.end_hubs,
            shift.matrix, shift.earliest_s, shift.latest_s, shift.reload_hubs, shift.day,
        )  # fmt: skip
        found.setdefault(key, []).append(i)
    return [
        Group(problem.type_of(problem.shifts[same[0]]), problem.shifts[same[0]], tuple(same))
        for same in found.values()
    ]


def is_timed(problem: Problem) -> bool:
    """Tell whether time is a rule: where none is stated, peers need not count it."""
    latest_s = max(shift.latest_s for shift in problem.shifts)
    return any(
        request.service_s
        or request.released_s
        or request.windows[0].earliest_s > 0
        or request.windows[0].latest_s < latest_s
        for request in problem.requests
    ) or any(kind.max_duration_s < NO_LIMIT for kind in problem.vehicle_types)


def is_weighed_twice(problem: Problem) -> bool:
    """Tell whether volumes count beside weights."""
    return any(kind.capacity_ml < NO_LIMIT for kind in problem.vehicle_types)
