"""What finds chosen paths: SciPy's Dijkstra, the reference, and the shape others share."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from routing.roads.edge_costs import COLUMNS, EdgeCosts
from routing.roads.graph import RoadGraph
from routing.roads.road_points import Piece, RoadPoint, Ways, join_pieces, list_ways
from routing.roads.search import NO_EDGE, PathTrees, build_search, search_from, sum_along
from routing.roads.weights import EdgeWeights

Longs = NDArray[np.int64]
UNREACHABLE: Final = -1
_CELLS_AT_ONCE: Final = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Measures of chosen paths ``[from, to]``, `UNREACHABLE` in all four without a path."""

    time_ms: Longs
    distance_m: Longs
    fuel_empty_ul: Longs
    fuel_full_ul: Longs


class Engine(Protocol):
    """Finds chosen paths over roads in one state; any number of threads may ask."""

    def table(self, sources: Sequence[RoadPoint], targets: Sequence[RoadPoint]) -> Table:
        """Return the measures between all points."""

    def pieces(self, source: RoadPoint, target: RoadPoint) -> tuple[Piece, ...] | None:
        """Return the chosen path between two points, None when none leads."""


class DijkstraEngine:
    """Searches anew for every question: slow, simple, and needs no compiler."""

    def __init__(self, graph: RoadGraph, weights: EdgeWeights) -> None:
        self._graph = graph
        self._is_open = weights.open
        self._search = build_search(graph, weights)
        self._costs = EdgeCosts.of(graph, weights)

    def table(self, sources: Sequence[RoadPoint], targets: Sequence[RoadPoint]) -> Table:
        """Return the measures between all points."""
        rows = max(1, _CELLS_AT_ONCE // max(1, self._search.n_nodes))
        best = [
            self._least(sources[start : start + rows], targets)
            for start in range(0, len(sources), rows)
        ]
        whole = np.concatenate([np.empty((COLUMNS, 0, len(targets))), *best], axis=1)
        gone = ~np.isfinite(whole[0])
        cells = np.where(gone, UNREACHABLE, np.where(gone, 0, whole[1:])).astype(np.int64)
        return Table(*cells)

    def pieces(self, source: RoadPoint, target: RoadPoint) -> tuple[Piece, ...] | None:
        """Return the chosen path between two points, None when none leads."""
        begun, ended = self._ways([source], leaving=True), self._ways([target], leaving=False)
        found: list[tuple[tuple[int, ...], tuple[Piece, ...]]] = []
        if len(begun) and len(ended):
            trees = search_from(self._search, begun.node)
            for i in range(len(begun)):
                for j, node in enumerate(ended.node.tolist()):
                    if np.isfinite(trees.cost[i, node]):
                        edges = _unpack(trees, i, node)
                        found.append(self._weigh(join_pieces((begun, i), edges, (ended, j))))
        found += [self._weigh((piece,)) for piece in _find_direct(begun, ended)]
        return min(found, key=lambda each: each[0])[1] if found else None

    def _weigh(self, pieces: tuple[Piece, ...]) -> tuple[tuple[int, ...], tuple[Piece, ...]]:
        pieces = tuple(piece for piece in pieces if piece.begin < piece.end)
        return tuple(self._costs.of_pieces(pieces).sum(axis=0).tolist()), pieces

    def _ways(self, points: Sequence[RoadPoint], *, leaving: bool) -> Ways:
        return list_ways(self._graph, self._is_open, points, leaving=leaving)

    def _least(
        self, sources: Sequence[RoadPoint], targets: Sequence[RoadPoint]
    ) -> NDArray[np.float64]:
        """Return the costs of the least path of every pair, infinite where there is none."""
        begun, ended = self._ways(sources, leaving=True), self._ways(targets, leaving=False)
        best = np.full((COLUMNS, len(sources), len(targets)), np.inf)
        if not len(begun) or not len(ended):
            return best
        nodes, row = np.unique(begun.node, return_inverse=True)
        trees = search_from(self._search, nodes)
        columns: list[NDArray[np.float64]] = [trees.cost]
        columns += [
            sum_along(trees, self._costs.rows[:, c]).astype(np.float64) for c in range(1, COLUMNS)
        ]
        between = np.array([column[:, ended.node][row] for column in columns], dtype=np.float64)
        between += self._share_costs(begun, leaving=True).T[:, :, None]
        between += self._share_costs(ended, leaving=False).T[:, None, :]
        for i, j in np.ndindex(between.shape[1:]):
            _keep_least(best, int(begun.point[i]), int(ended.point[j]), between[:, i, j])
        for i, j, piece in _list_direct(begun, ended):
            _keep_least(best, i, j, self._costs.of_pieces([piece])[0].astype(np.float64))
        return best

    def _share_costs(self, ways: Ways, *, leaving: bool) -> Longs:
        edges = np.maximum(ways.edge, 0)
        costs = self._costs.after if leaving else self._costs.until
        return np.where((ways.edge == NO_EDGE)[:, None], 0, costs(edges, ways.share))


def _keep_least(best: NDArray[np.float64], i: int, j: int, costs: NDArray[np.float64]) -> None:
    if tuple(costs) < tuple(best[:, i, j]):
        best[:, i, j] = costs


def _list_direct(begun: Ways, ended: Ways) -> list[tuple[int, int, Piece]]:
    """Return the pairs of points of which one lies straight ahead of the other on one edge."""
    ahead: dict[int, list[int]] = {}
    for j, edge in enumerate(ended.edge.tolist()):
        if edge != NO_EDGE:
            ahead.setdefault(edge, []).append(j)
    return [
        (int(begun.point[i]), int(ended.point[j]), _piece(begun, i, ended, j))
        for i, edge in enumerate(begun.edge.tolist())
        for j in ahead.get(edge, ())
        if begun.share[i] <= ended.share[j]
    ]


def _find_direct(begun: Ways, ended: Ways) -> list[Piece]:
    return [piece for _, _, piece in _list_direct(begun, ended)]


def _piece(begun: Ways, i: int, ended: Ways, j: int) -> Piece:
    return Piece(int(begun.edge[i]), float(begun.share[i]), float(ended.share[j]))


def _unpack(trees: PathTrees, row: int, node: int) -> tuple[int, ...]:
    edges: list[int] = []
    while trees.last_edge[row, node] != NO_EDGE:
        edges.append(int(trees.last_edge[row, node]))
        node = int(trees.parent[row, node])
    return tuple(reversed(edges))
