"""The roads of a profile that points may be moved to, whatever is closed for a while."""

from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from routing.roads.graph import RoadGraph
from routing.roads.line_index import LineIndex
from routing.roads.weights import EdgeWeights

_LARGE_NODES: Final = 1000
_LARGE_SHARE: Final = 0.1


class UsableRoads:
    """The roads open in a season and not on a tiny island; one truth per edge.

    A closure makes no islands here: a village that it cuts off stays where it is, and cannot
    be reached.
    """

    def __init__(self, graph: RoadGraph, is_usable: NDArray[np.bool_]) -> None:
        self.is_usable = is_usable
        self._graph = graph

    @classmethod
    def of(cls, graph: RoadGraph, weights: EdgeWeights) -> "UsableRoads":
        """Return the usable roads of weights without closures."""
        return cls(graph, weights.open & find_large_parts(graph, weights))

    @cached_property
    def lines(self) -> LineIndex:
        """The index of their lines."""
        return LineIndex(self._graph, self.is_usable)


def find_large_parts(graph: RoadGraph, weights: EdgeWeights) -> NDArray[np.bool_]:
    """Return which edges lie in parts whose nodes all reach each other and that are not tiny."""
    edges, n = graph.edges, len(graph.nodes)
    used = np.flatnonzero(weights.open)
    links = csr_array((np.ones(len(used)), (edges.tail[used], edges.head[used])), shape=(n, n))
    _, part = connected_components(links, directed=True, connection="strong")
    sizes = np.bincount(part)
    is_large = sizes >= min(sizes.max(), max(_LARGE_NODES, _LARGE_SHARE * n))
    large: NDArray[np.bool_] = is_large[part[edges.tail]] & is_large[part[edges.head]]
    return large
