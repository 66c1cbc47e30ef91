"""Many-to-many travel by SciPy's Dijkstra, carrying time, distance and fuel of chosen paths."""

from collections.abc import Sequence

import numpy as np

from routing.matrix.travel_matrix import UNREACHABLE, TravelMatrix
from routing.roads.conditions import Conditions
from routing.roads.graph import RoadGraph
from routing.roads.profiles import Profile
from routing.roads.search import build_search, search_from, sum_along
from routing.roads.weights import EdgeWeights, edge_weights
from routing.units import MILLI

_CELLS_AT_ONCE = 2_000_000


def build_matrix(
    graph: RoadGraph, profile: Profile, conditions: Conditions, nodes: Sequence[int]
) -> TravelMatrix:
    """Return the travel between all pairs of nodes; a node may stand for several stops.

    Notes
    -----
    Every closure of the conditions is taken to hold: cut them to a shift with
    `Conditions.at` first. Sums are exact and rounded once for each cell.
    """
    return matrix_from_weights(graph, edge_weights(graph, profile, conditions), nodes)


def matrix_from_weights(
    graph: RoadGraph, weights: EdgeWeights, nodes: Sequence[int]
) -> TravelMatrix:
    """Return the travel between all pairs of nodes for weights already at hand."""
    ends, stop = np.unique(np.array(nodes, dtype=np.int64), return_inverse=True)
    search = build_search(graph, weights)
    carried = {
        "duration_s": (weights.time_ms, MILLI),
        "distance_m": (graph.edges.length_m.astype(np.int64), 1),
        "fuel_empty_ml": (weights.fuel_empty_ul, MILLI),
        "fuel_full_ml": (weights.fuel_full_ul, MILLI),
    }
    cells = {name: np.empty((len(ends), len(ends)), np.int64) for name in carried}
    batch = max(1, _CELLS_AT_ONCE // max(1, search.n_nodes))
    for start in range(0, len(ends), batch):
        rows = slice(start, start + batch)
        trees = search_from(search, ends[rows])
        gone = ~np.isfinite(trees.cost[:, ends])
        for name, (weight, unit) in carried.items():
            total = sum_along(trees, weight)[:, ends]
            cells[name][rows] = np.where(gone, UNREACHABLE, (2 * total + unit) // (2 * unit))
    square = np.ix_(stop, stop)
    spread = {name: np.ascontiguousarray(array[square]) for name, array in cells.items()}
    return TravelMatrix(weights.profile, weights.conditions_hash, **spread)
