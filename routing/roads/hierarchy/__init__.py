"""The hierarchy: least paths of a whole network in milliseconds, whatever closed a moment ago.

`Hierarchy` and what belongs to it load numba, which takes a second; so they are looked up
when first asked for, not when this package is imported.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from routing.roads.hierarchy.costs import Costs
    from routing.roads.hierarchy.entry_points import EntryPoints, at_nodes, join_points
    from routing.roads.hierarchy.fields import BARRED, UNREACHABLE
    from routing.roads.hierarchy.hierarchy import Hierarchy
    from routing.roads.hierarchy.metric import EdgePath, Metric, PathTable, Reach

_HOMES: Final = {
    "BARRED": "fields",
    "UNREACHABLE": "fields",
    "Costs": "costs",
    "EdgePath": "metric",
    "EntryPoints": "entry_points",
    "Hierarchy": "hierarchy",
    "Metric": "metric",
    "PathTable": "metric",
    "Reach": "metric",
    "at_nodes": "entry_points",
    "join_points": "entry_points",
}

__all__ = [
    "BARRED",
    "UNREACHABLE",
    "Costs",
    "EdgePath",
    "EntryPoints",
    "Hierarchy",
    "Metric",
    "PathTable",
    "Reach",
    "at_nodes",
    "join_points",
]


def __getattr__(name: str) -> Any:  # any of the names above
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
