"""The driving law: hours at the wheel without a rest, and in a week."""

from collections import defaultdict
from collections.abc import Iterator

from routing.problem.dated import DatedRoute
from routing.problem.problem import Problem
from routing.problem.verdict import Rule, Violation


def check_driving(problem: Problem, dated: DatedRoute, where: str) -> Iterator[Violation]:
    """Yield the first stretch of driving that is too long without a rest."""
    driven_s, still_s, last_s = 0, problem.law.rest_s, dated.start_s
    for item in dated.items:
        left_s = item.arrival_s - item.leg_driving_s
        still_s += left_s - last_s
        if item.leg_driving_s > 0:
            driven_s = item.leg_driving_s + (0 if still_s >= problem.law.rest_s else driven_s)
            still_s = 0
        if driven_s > problem.law.max_continuous_s:
            yield Violation(Rule.BREAK, where, driven_s - problem.law.max_continuous_s)
            return
        last_s = item.arrival_s


def check_weeks(problem: Problem, routes: tuple[DatedRoute, ...]) -> Iterator[Violation]:
    """Yield units that drive more in a week, Monday to Sunday, than the law allows."""
    driven: dict[tuple[int, int], int] = defaultdict(int)
    for route in routes:
        shift = problem.shifts[route.shift]
        driven[shift.vehicle, problem.horizon.week_of(shift.day)] += route.driving_s
    for (unit, week), seconds in sorted(driven.items()):
        vehicle = problem.vehicles[unit]
        over_s = seconds + vehicle.driven_s[week] - problem.law.max_week_s
        if over_s > 0:
            yield Violation(Rule.MAX_DRIVING, f"{vehicle.id}/week {week}", over_s)
