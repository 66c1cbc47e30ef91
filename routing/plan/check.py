"""The referee: every rule checked again on the finished plan, with arithmetic of its own."""

from collections.abc import Iterator

from routing.plan.plan import Plan
from routing.plan.referee.dating import check_dating
from routing.plan.referee.driving import check_limits, check_weeks
from routing.plan.referee.hubs import check_hub, check_intake
from routing.plan.referee.labels import check_labels
from routing.plan.referee.loads import check_company, check_loads
from routing.plan.referee.money import check_costs
from routing.plan.referee.presence import check_halves, check_presence
from routing.plan.referee.promises import check_locks, check_together
from routing.plan.referee.reading import PlanReading, read_plan
from routing.plan.referee.rests import check_rests
from routing.plan.referee.riding import check_riding
from routing.plan.referee.roads import FindLegCost, check_legs, choose_legs
from routing.plan.referee.schedule import check_schedule
from routing.problem.problem import Problem
from routing.problem.verdict import CheckReport, Rule, Violation

__all__ = ["FindLegCost", "check_plan"]


def check_plan(
    problem: Problem,
    plan: Plan,
    *,
    find_leg_cost: FindLegCost | None = None,
    sample: int = 50,
    seed: int = 0,
) -> CheckReport:
    """Return every rule of the problem that a plan breaks, with where and by how much.

    Only the plan's own times, loads and costs are believed, and those are what is checked.

    Parameters
    ----------
    find_leg_cost
        Gives seconds and metres of a leg from the roads; without it no leg is driven again.
    sample
        How many legs are driven again, chosen by `seed`; all when the plan has no more.
    """
    reading = read_plan(problem, plan)
    violations = [*reading.faults, *_check_rules(problem, plan, reading)]
    legs = choose_legs(reading.routes, sample=sample, seed=seed) if find_leg_cost else ()
    if find_leg_cost:
        violations += check_legs(legs, find_leg_cost)
    return CheckReport(tuple(violations), len(legs))


def _check_rules(problem: Problem, plan: Plan, reading: PlanReading) -> Iterator[Violation]:
    if plan.horizon != problem.horizon:
        yield Violation(Rule.SCHEDULE, "horizon", 1)
    yield from check_presence(problem, plan)
    for route in reading.routes:
        yield from check_labels(problem, route)
        yield from check_schedule(route)
        yield from check_dating(route)
        yield from check_limits(problem, route)
        yield from check_rests(route)
        yield from check_halves(route)
        yield from check_loads(route)
        yield from check_company(problem, route)
        yield from check_riding(route)
        yield from check_hub(problem, route)
    yield from check_weeks(problem, reading.routes)
    yield from check_intake(problem, reading.routes)
    yield from check_together(problem, reading.routes)
    yield from check_locks(problem, reading.routes)
    yield from check_costs(problem, plan, reading.routes)
