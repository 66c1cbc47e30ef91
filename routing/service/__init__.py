"""The stages joined: from records and roads to a checked plan, a route, a matrix, a quote."""

from routing.service.locate import Site, locate
from routing.service.network import Network, load_network
from routing.service.planning import Outcome, PlanInputs, make_plan
from routing.service.quoting import QuoteAsked, make_quote
from routing.service.travel import find_route, matrix_of_points

__all__ = [
    "Network",
    "Outcome",
    "PlanInputs",
    "QuoteAsked",
    "Site",
    "find_route",
    "load_network",
    "locate",
    "make_plan",
    "make_quote",
    "matrix_of_points",
]
