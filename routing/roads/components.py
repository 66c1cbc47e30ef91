"""Parts of a network within which a profile gets from everywhere to everywhere."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from routing.roads.graph import RoadGraph
from routing.roads.weights import EdgeWeights


@dataclass(frozen=True, slots=True, eq=False)
class Components:
    """Strongly connected parts. `of_node` is the part of each node.

    `nodes` and `km` count what each part holds; a road counts once, whichever way it may be
    driven, and roads between two parts count for none.
    """

    of_node: NDArray[np.int64]
    nodes: NDArray[np.int64]
    km: NDArray[np.float64]

    @property
    def largest(self) -> int:
        """The part with the most kilometres of road."""
        return int(np.argmax(self.km))


def find_components(graph: RoadGraph, weights: EdgeWeights) -> Components:
    """Return the parts of what is open to a profile."""
    edges, n = graph.edges, len(graph.nodes)
    used = np.flatnonzero(weights.open)
    links = csr_array((np.ones(len(used)), (edges.tail[used], edges.head[used])), shape=(n, n))
    count, labels = connected_components(links, directed=True, connection="strong")
    of_node = labels.astype(np.int64)
    inside = used[of_node[edges.tail[used]] == of_node[edges.head[used]]]
    twin = edges.twin[inside]
    has_open_twin = (twin >= 0) & weights.open[twin]
    once_m = np.where(has_open_twin, 0.5, 1.0) * edges.length_m[inside]
    km = np.bincount(of_node[edges.tail[inside]], weights=once_m, minlength=count) / 1000
    return Components(of_node, np.bincount(of_node, minlength=count), km)
