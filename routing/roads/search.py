"""Shortest paths from given nodes, with the tie rule kept exactly.

The chosen path has the least Σ time × preference; among equals the least time, then the least
distance, then the lower edges. SciPy finds the costs, which are whole numbers below 2⁵³ and
so exact; where several edges are tight at a node, the rule decides.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from routing.roads.graph import RoadGraph
from routing.roads.weights import EdgeWeights

NO_EDGE: Final = -1


@dataclass(frozen=True, slots=True, eq=False)
class SearchGraph:
    """Open edges without loops, parallel ones collapsed to the best, ordered by (tail, head)."""

    edge: NDArray[np.int64]
    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    choice: NDArray[np.int64]
    time_ms: NDArray[np.int64]
    length_m: NDArray[np.int64]
    n_nodes: int


@dataclass(frozen=True, slots=True, eq=False)
class PathTrees:
    """Row r holds the chosen paths from `sources[r]`.

    `cost` is Σ time × preference in thousandths of milliseconds, infinite where no path leads;
    `last_edge` the edge by which each node is reached, `NO_EDGE` at the source and where no
    path leads; `parent` the node before it, the node itself in those two cases.
    """

    sources: NDArray[np.int64]
    cost: NDArray[np.float64]
    last_edge: NDArray[np.int64]
    parent: NDArray[np.int64]


def build_search(graph: RoadGraph, weights: EdgeWeights) -> SearchGraph:
    """Return what the search needs of the open edges."""
    tail, head = graph.edges.tail.astype(np.int64), graph.edges.head.astype(np.int64)
    edge = np.flatnonzero(weights.open & (tail != head))
    choice, length = weights.choice, graph.edges.length_m.astype(np.int64)
    order = np.lexsort(
        (edge, length[edge], weights.time_ms[edge], choice[edge], head[edge], tail[edge])
    )
    edge = edge[order]
    is_first = np.ones(len(edge), bool)
    is_first[1:] = (tail[edge][1:] != tail[edge][:-1]) | (head[edge][1:] != head[edge][:-1])
    edge = edge[is_first]
    return SearchGraph(
        edge,
        tail[edge],
        head[edge],
        choice[edge],
        weights.time_ms[edge],
        length[edge],
        len(graph.nodes),
    )


def search_from(search: SearchGraph, sources: NDArray[np.int64]) -> PathTrees:
    """Return the chosen paths from each source to every node."""
    shape = (search.n_nodes, search.n_nodes)
    matrix = csr_array((search.choice.astype(np.float64), (search.tail, search.head)), shape=shape)
    cost = np.atleast_2d(dijkstra(matrix, directed=True, indices=sources))
    last = np.full(cost.shape, NO_EDGE, np.int64)
    parent = np.tile(np.arange(search.n_nodes), (len(sources), 1))
    for row in range(len(sources)):
        _choose_edges(search, cost[row], last[row], parent[row])
    return PathTrees(sources, cost, last, parent)


def sum_along(trees: PathTrees, weight: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return Σ weight over the path to each node, by doubling the step towards the source."""
    # NO_EDGE, -1, takes the 0 at the end.
    total: NDArray[np.int64] = np.append(weight, 0)[trees.last_edge]
    jump = trees.parent
    while True:
        further = np.take_along_axis(jump, jump, axis=1)
        total = total + np.take_along_axis(total, jump, axis=1)
        if np.array_equal(further, jump):
            return total
        jump = further


def _choose_edges(
    search: SearchGraph,
    cost: NDArray[np.float64],
    last: NDArray[np.int64],
    parent: NDArray[np.int64],
) -> None:
    """Fill in by which edge each node is reached from the source that `cost` belongs to."""
    reached = cost[search.tail] + search.choice
    tight = np.flatnonzero((reached == cost[search.head]) & np.isfinite(reached))
    heads, counts = np.unique(search.head[tight], return_counts=True)
    last[search.head[tight]] = search.edge[tight]
    parent[search.head[tight]] = search.tail[tight]
    contested = heads[counts > 1]
    if len(contested):
        _break_ties(search, tight, cost, last, parent)


def _break_ties(
    search: SearchGraph,
    tight: NDArray[np.int64],
    cost: NDArray[np.float64],
    last: NDArray[np.int64],
    parent: NDArray[np.int64],
) -> None:
    """Choose among tight edges by time, distance and edge, from the source outwards."""
    best: dict[int, tuple[int, int, int]] = {}
    for i in tight[np.argsort(cost[search.head[tight]], kind="stable")].tolist():
        tail, head = int(search.tail[i]), int(search.head[i])
        time_ms, length_m, _ = best.get(tail, (0, 0, NO_EDGE))
        key = (
            time_ms + int(search.time_ms[i]),
            length_m + int(search.length_m[i]),
            int(search.edge[i]),
        )
        if head not in best or key < best[head]:
            best[head] = key
            last[head], parent[head] = search.edge[i], tail
