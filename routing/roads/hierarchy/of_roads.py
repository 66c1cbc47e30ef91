"""The hierarchy of a road network, and the weights of a profile as its costs."""

from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from routing.roads.graph import RoadGraph
from routing.roads.hierarchy.costs import Costs
from routing.roads.hierarchy.hierarchy import Hierarchy
from routing.roads.vocabulary import access_bit
from routing.roads.weights import EdgeWeights


def build_hierarchy(
    graph: RoadGraph, *, kind: str | None = None, cache: Path | None = None
) -> Hierarchy:
    """Return the hierarchy of a network.

    Parameters
    ----------
    kind
        The vehicle kind whose turn bans are kept; none are without one.
    cache
        Folder in which what was built for this network and these bans is found again.
    """
    edges = graph.edges
    bans = graph.turns.bans(0 if kind is None else access_bit(kind))
    return Hierarchy.build(len(graph.nodes), edges.tail, edges.head, forbidden=bans, cache=cache)


def edge_costs(graph: RoadGraph, weights: EdgeWeights, edges: ArrayLike | None = None) -> Costs:
    """Return the costs of all edges, or of some: choice in thousandths of milliseconds."""
    rows = slice(None) if edges is None else np.asarray(edges, np.int64)
    return Costs(
        weights.choice[rows],
        weights.time_ms[rows],
        graph.edges.length_m[rows].astype(np.int64),
        weights.fuel_empty_ul[rows],
        weights.fuel_full_ul[rows],
    )
