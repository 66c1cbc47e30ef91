"""How violations name what they are about."""

from routing.problem.problem import Problem


def route_name(problem: Problem, shift_index: int) -> str:
    """Return the id of a route: its date and vehicle."""
    shift = problem.shifts[shift_index]
    return f"{shift.date}/{problem.vehicles[shift.vehicle].id}"
