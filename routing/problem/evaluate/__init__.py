"""The evaluator: date sequences, add loads and cost, and name every rule they break."""

from routing.problem.evaluate.cost import RouteWork, drop_cost, route_cost
from routing.problem.evaluate.halts import receiving_windows
from routing.problem.evaluate.names import route_name
from routing.problem.evaluate.plan import evaluate
from routing.problem.evaluate.route import evaluate_route
from routing.problem.evaluate.trips import Trip, find_trips

__all__ = [
    "RouteWork",
    "Trip",
    "drop_cost",
    "evaluate",
    "evaluate_route",
    "find_trips",
    "receiving_windows",
    "route_cost",
    "route_name",
]
