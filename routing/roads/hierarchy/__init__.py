"""The hierarchy: least paths of a whole network in milliseconds, whatever closed a moment ago.

`Hierarchy` and what belongs to it load numba, which takes a second; so they are looked up
when first asked for, not when this package is imported.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from routing.roads.hierarchy.costs import Costs
    from routing.roads.hierarchy.fields import BARRED, UNREACHABLE
    from routing.roads.hierarchy.hierarchy import Hierarchy
    from routing.roads.hierarchy.metric import EdgePath, Metric, PathTable, Reach
    from routing.roads.hierarchy.of_roads import build_hierarchy, edge_costs
    from routing.roads.hierarchy.positions import EdgePositions
    from routing.roads.hierarchy.warming import warm_up

_HOMES: Final = {
    "BARRED": "fields",
    "UNREACHABLE": "fields",
    "Costs": "costs",
    "EdgePath": "metric",
    "EdgePositions": "positions",
    "Hierarchy": "hierarchy",
    "Metric": "metric",
    "PathTable": "metric",
    "Reach": "metric",
    "build_hierarchy": "of_roads",
    "edge_costs": "of_roads",
    "warm_up": "warming",
}

__all__ = [
    "BARRED",
    "UNREACHABLE",
    "Costs",
    "EdgePath",
    "EdgePositions",
    "Hierarchy",
    "Metric",
    "PathTable",
    "Reach",
    "build_hierarchy",
    "edge_costs",
    "warm_up",
]


def __getattr__(name: str) -> Any:  # any of the names above
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
