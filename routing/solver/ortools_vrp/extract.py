"""Read routes and what they are said to cost from OR-Tools' solution."""

from itertools import pairwise
from typing import Any

import numpy as np

from routing.problem.sequences import RouteSequence, Sequences
from routing.solver.drafts import route_of
from routing.solver.kernel.facts import Facts
from routing.solver.ortools_vrp.constraints import TIME
from routing.solver.ortools_vrp.model import RoutingModel, arc_prices, drop_prices
from routing.solver.proposal import Claim, Proposal


def extract_proposal(model: RoutingModel, facts: Facts, solution: Any) -> Proposal | None:
    """Return the plan of a solution with the breaks it needs, None if breaks cannot be placed."""
    found: list[tuple[RouteSequence, Claim]] = []
    for number, vehicle in enumerate(model.vehicles):
        indices = _follow(model, solution, number)
        requests = [model.requests[model.manager.IndexToNode(i)] for i in indices[1:-1]]
        if not requests:
            continue
        route = route_of(facts, vehicle.shift, vehicle.hub, np.array(requests, np.int64))
        if route is None:
            return None
        found.append((route, _claim(model, solution, number, indices)))
    found.sort(key=lambda pair: pair[0].shift)
    served = {request for route, _ in found for request in route.requests}
    dropped = tuple(i for i in range(len(model.problem.requests)) if i not in served)
    sequences = Sequences(tuple(route for route, _ in found), dropped)
    claims = tuple(claim for _, claim in found)
    return Proposal(sequences, claims, solution.ObjectiveValue() - _sum_up(model, claims, dropped))


def _sum_up(model: RoutingModel, claims: tuple[Claim, ...], dropped: tuple[int, ...]) -> int:
    """Return what claims and requests left out add up to."""
    prices = dict(zip(model.requests, drop_prices(model), strict=True))
    total_milli = sum(prices[request] for request in dropped)
    for claim in claims:
        kind = model.problem.type_of(model.problem.shifts[claim.shift])
        total_milli += claim.way_milli + kind.rate_per_s_milli * claim.duration_s
    return total_milli


def _follow(model: RoutingModel, solution: Any, number: int) -> list[int]:
    indices = [model.routing.Start(number)]
    while not model.routing.IsEnd(indices[-1]):
        indices.append(solution.Value(model.routing.NextVar(indices[-1])))
    return indices


def _claim(model: RoutingModel, solution: Any, number: int, indices: list[int]) -> Claim:
    """Return what OR-Tools pays for a route."""
    problem, vehicle = model.problem, model.vehicles[number]
    hub, nodes = problem.hubs[vehicle.hub], [model.manager.IndexToNode(i) for i in indices]
    stay_s = hub.unload_s
    stay_s += sum(problem.requests[model.requests[i]].unload_s(hub) for i in nodes[1:-1])
    kind = problem.type_of(problem.shifts[vehicle.shift])
    prices = arc_prices(model, vehicle)
    paid_milli = sum(int(prices[i, j]) for i, j in pairwise(nodes))
    paid_milli += model.routing.GetFixedCostOfVehicle(number)
    time = model.dimension(TIME)
    span_s = solution.Min(time.CumulVar(indices[-1])) - solution.Max(time.CumulVar(indices[0]))
    way_milli = paid_milli - kind.rate_per_s_milli * stay_s
    return Claim(vehicle.shift, way_milli, span_s + stay_s)
