"""The stages joined: from records and roads to a checked plan, a route, a matrix, a quote.

A name is loaded when it is first asked for, so that a route does not wait for the solvers.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from routing.service.keep_promises import replan
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
    "replan",
]

_HOMES: Final = {
    "keep_promises": ("replan",),
    "locate": ("Site", "locate"),
    "network": ("Network", "load_network"),
    "planning": ("Outcome", "PlanInputs", "make_plan"),
    "quoting": ("QuoteAsked", "make_quote"),
    "travel": ("find_route", "matrix_of_points"),
}


def __getattr__(name: str) -> object:
    """Load the module that a public name lives in."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
