"""Stretches of a numbered road between two nodes."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from routing.roads.graph import RoadGraph
from routing.roads.km_posts import KmSpan
from routing.roads.names import fold


def list_refs(graph: RoadGraph) -> list[str]:
    """Return every road number of the network, sorted; ``QL4H/ĐT127`` counts as two."""
    return sorted({ref for i in _ref_words(graph) for ref in split_refs(graph.words[i])})


def split_refs(refs: str) -> tuple[str, ...]:
    """Return the road numbers of an edge one by one."""
    return tuple(ref.strip() for ref in refs.split("/") if ref.strip())


def edges_of_ref(graph: RoadGraph, ref: str) -> list[int]:
    """Return all edges of a road, in both directions."""
    wanted = fold(ref)
    words = [i for i in _ref_words(graph) if wanted in map(fold, split_refs(graph.words[i]))]
    return [int(edge) for edge in np.flatnonzero(np.isin(graph.edges.ref, words))]


def refs_at(graph: RoadGraph, node: int) -> set[str]:
    """Return the numbers of the roads that leave a node."""
    edges = np.flatnonzero(graph.edges.tail == node)
    return {ref for edge in edges for ref in split_refs(graph.road_ref(int(edge)))}


def find_stretch(graph: RoadGraph, tail: int, head: int, ref: str | None) -> list[int]:
    """Return the edges from one node to another along a road; empty when it does not join them.

    Without a road number only edges that join the nodes directly count, all of them. Along a
    road the shortest way is meant.
    """
    if ref is None:
        is_direct = (graph.edges.tail == tail) & (graph.edges.head == head)
        return [int(edge) for edge in np.flatnonzero(is_direct)]
    edges = np.array(edges_of_ref(graph, ref), dtype=np.int64)
    return _shortest(graph, edges, tail, head) if len(edges) else []


def edges_between(
    graph: RoadGraph, edges: Sequence[int], span: KmSpan, km: tuple[float, float]
) -> Sequence[int]:
    """Return the edges of a span that lie on or between two posts, as their lengths tell.

    Where between its posts a place on a schematic road lies is not known: there all count.
    """
    if graph.schematic:
        return edges
    low, high = km
    lengths = graph.edges.length_m[list(edges)].astype(np.float64)
    ends = span.km_low + np.cumsum(lengths) * (span.km_high - span.km_low) / lengths.sum()
    begins = np.concatenate([[span.km_low], ends[:-1]])
    met = (begins <= low) & (low < ends) if low == high else (begins < high) & (low < ends)
    # The very last post of a road lies on its last edge.
    return [edge for edge, here in zip(edges, met, strict=True) if here] or [edges[-1]]


def _ref_words(graph: RoadGraph) -> list[int]:
    return [int(i) for i in np.unique(graph.edges.ref) if graph.words[i]]


def _shortest(graph: RoadGraph, edges: NDArray[np.int64], tail: int, head: int) -> list[int]:
    n = len(graph.nodes)
    tails, heads = graph.edges.tail[edges], graph.edges.head[edges]
    lengths = np.maximum(graph.edges.length_m[edges], 1).astype(np.float64)
    order = np.lexsort((edges, lengths, heads, tails))
    best = {(int(tails[i]), int(heads[i])): int(edges[i]) for i in order[::-1]}
    pairs = np.array(list(best), dtype=np.int64)
    cost = np.maximum(graph.edges.length_m[list(best.values())], 1).astype(np.float64)
    matrix = csr_array((cost, (pairs[:, 0], pairs[:, 1])), shape=(n, n))
    reached, trees = dijkstra(matrix, indices=[tail], return_predecessors=True)
    if not np.isfinite(reached[0, head]):
        return []
    before = trees[0]
    path: list[int] = []
    while head != tail:
        path.append(best[int(before[head]), head])
        head = int(before[head])
    return path[::-1]
