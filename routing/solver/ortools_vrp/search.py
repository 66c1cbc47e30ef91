"""Search with OR-Tools: from a plan that is already allowed to a cheaper one."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from routing.problem.evaluate import evaluate_route
from routing.problem.problem import Problem
from routing.problem.sequences import Sequences
from routing.solver.kernel.facts import Facts
from routing.solver.ortools_vrp.constraints import add_rules
from routing.solver.ortools_vrp.extract import extract_proposal
from routing.solver.ortools_vrp.model import (
    RoutingModel,
    add_driving_cost,
    add_drop_cost,
    new_model,
)
from routing.solver.ortools_vrp.pauses import find_pauses
from routing.solver.ortools_vrp.vehicles import list_vehicles
from routing.solver.proposal import Proposal

FAILURES: Final = 50
"""Failures allowed for each solution: where few moves are left, they end the search."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """When a search ends: after some solutions or many failures, or after some seconds."""

    solutions: int
    seconds: float


def search(
    problem: Problem, facts: Facts, start: Sequences, bounds: Bounds, rng: np.random.Generator
) -> Proposal | None:
    """Return the best plan found, None when there is none.

    `rng` orders nodes and vehicles, and with them the search. It is reproducible as long as
    solutions, not seconds, end it.
    """
    vehicles = list_vehicles(problem)
    if not vehicles or not problem.requests:
        return None
    numbers = rng.permutation(len(vehicles))
    requests = tuple(rng.permutation(len(problem.requests)).tolist())
    pauses_s = find_pauses(problem, start)
    model = new_model(
        problem,
        tuple(vehicles[i] for i in numbers),
        requests,
        tuple(pauses_s.get(request, 0) for request in requests),
    )
    add_driving_cost(model)
    add_drop_cost(model)
    add_rules(model)
    solution = _solve(model, start, bounds)
    return None if solution is None else extract_proposal(model, facts, solution)


def _solve(model: RoutingModel, start: Sequences, bounds: Bounds) -> Any:
    parameters, solver = _parameters(bounds), model.routing.solver()
    model.routing.AddSearchMonitor(solver.FailuresLimit(FAILURES * bounds.solutions))
    model.routing.CloseModelWithParameters(parameters)
    routes = _start_routes(model, start)
    begin = model.routing.ReadAssignmentFromRoutes(routes, True)
    if begin is None:
        return model.routing.SolveWithParameters(parameters)
    return model.routing.SolveFromAssignmentWithParameters(begin, parameters)


def _start_routes(model: RoutingModel, start: Sequences) -> list[list[int]]:
    """Return the indices each vehicle visits in a plan, for the ending it has there."""
    place = {request: node for node, request in enumerate(model.requests)}
    routes = {route.shift: route for route in start.routes}
    arrivals = {
        route.shift: evaluate_route(model.problem, route).items[-1].arrival_s
        for route in start.routes
    }
    visits: list[list[int]] = [[] for _ in model.vehicles]
    for number, vehicle in enumerate(model.vehicles):
        route = routes.get(vehicle.shift)
        if route is None or route.end_hub != vehicle.hub:
            continue
        if vehicle.arrival.earliest_s <= arrivals[vehicle.shift] <= vehicle.arrival.latest_s:
            visits[number] = [model.index(place[request]) for request in route.requests]
    return visits


def _parameters(bounds: Bounds) -> Any:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    first = routing_enums_pb2.FirstSolutionStrategy
    parameters.first_solution_strategy = first.PARALLEL_CHEAPEST_INSERTION
    descent = routing_enums_pb2.LocalSearchMetaheuristic
    parameters.local_search_metaheuristic = descent.GUIDED_LOCAL_SEARCH
    parameters.solution_limit = bounds.solutions
    seconds = max(0.01, bounds.seconds)
    parameters.time_limit.seconds = int(seconds)
    parameters.time_limit.nanos = int((seconds - int(seconds)) * 1e9)
    return parameters
