"""A whole plan: routes dated, costs added, and the rules that several routes share."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from routing.problem.dated import DatedRoute, Evaluation
from routing.problem.evaluate.conservation import check_conservation
from routing.problem.evaluate.cost import balance_cost, drop_cost
from routing.problem.evaluate.driving import check_weeks
from routing.problem.evaluate.intake import check_intake
from routing.problem.evaluate.promises import check_locks, check_together
from routing.problem.evaluate.route import evaluate_route
from routing.problem.problem import Problem
from routing.problem.sequences import RouteSequence, Sequences
from routing.problem.verdict import Violation

Dated = Mapping[RouteSequence, DatedRoute]


def evaluate(
    problem: Problem, sequences: Sequences, *, known: Dated = MappingProxyType({})
) -> Evaluation:
    """Return all routes dated, the cost of the plan and every rule it breaks.

    Routes that are `known` are not dated again.
    """
    routes = tuple(known.get(one) or evaluate_route(problem, one) for one in sequences.routes)
    cost = sum((route.cost for route in routes), drop_cost(problem, sequences.dropped))
    if problem.balance_rate_milli:
        cost += balance_cost(problem, _sum_durations(problem, routes))
    violations = [found for route in routes for found in route.violations]
    violations += _check_coupling(problem, sequences, routes)
    return Evaluation(routes, cost, tuple(violations))


def _sum_durations(problem: Problem, routes: tuple[DatedRoute, ...]) -> dict[int, int]:
    durations_s: dict[int, int] = defaultdict(int)
    for route in routes:
        durations_s[problem.shifts[route.shift].vehicle] += route.duration_s
    return durations_s


def _check_coupling(
    problem: Problem, sequences: Sequences, routes: tuple[DatedRoute, ...]
) -> Iterator[Violation]:
    yield from check_intake(problem, routes)
    yield from check_weeks(problem, routes)
    yield from check_conservation(problem, sequences)
    yield from check_together(problem, sequences)
    yield from check_locks(problem, sequences)
