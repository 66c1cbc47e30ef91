"""Where the plan begun from rests, so that OR-Tools may drive on from there."""

from collections.abc import Iterator
from itertools import pairwise

from routing.problem.evaluate import evaluate_route
from routing.problem.problem import Problem
from routing.problem.sequences import ItemKind, RouteSequence, Sequences


def find_pauses(problem: Problem, plan: Sequences) -> dict[int, int]:
    """Return for each request the seconds beyond its service that make its halt a rest.

    Only requests are in it whose halt in the plan is a rest by a break or by waiting.
    """
    return dict(pause for route in plan.routes for pause in _pauses(problem, route))


def _pauses(problem: Problem, route: RouteSequence) -> Iterator[tuple[int, int]]:
    law, dated = problem.law, evaluate_route(problem, route)
    if dated.driving_s <= law.max_continuous_s:
        return
    halts = [item for item in dated.items if item.item.kind is not ItemKind.BREAK]
    for here, after in pairwise(halts):
        service_s = problem.requests[here.item.request].service_s
        stood_s = after.arrival_s - after.leg_driving_s - here.arrival_s
        if service_s < law.rest_s <= stood_s:
            yield here.item.request, law.rest_s - service_s
