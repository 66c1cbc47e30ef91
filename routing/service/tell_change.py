"""A promise that a new plan changes, as the plan tells it."""

from routing.plan.plan import PlanChange
from routing.problem.problem import Problem
from routing.solver.answer import Changed


def tell_change(problem: Problem, change: Changed) -> PlanChange:
    """Return a change with ids and vehicles instead of indices."""

    def vehicle_of(shift: int | None) -> str:
        return "" if shift is None else problem.vehicles[problem.shifts[shift].vehicle].id

    request = problem.requests[change.request]
    return PlanChange(
        request=request.id,
        part=request.part,
        what=change.what,
        vehicle=vehicle_of(change.shift),
        start_s=change.start_s,
        new_vehicle=vehicle_of(change.new_shift),
        new_start_s=change.new_start_s,
        reasons=change.reasons,
    )
