"""What finds chosen paths: SciPy's Dijkstra, the reference, and the shape others share."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from routing.roads.edge_costs import CHOICE, COLUMNS, TIME, EdgeCosts
from routing.roads.graph import RoadGraph
from routing.roads.measure import Longs, Reals
from routing.roads.road_points import NO_EDGE, Piece, RoadPoint, Ways, join_pieces, list_ways
from routing.roads.search import build_search, search_from
from routing.roads.turn_states import TurnStates
from routing.roads.weights import EdgeWeights

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

    def times(self, point: RoadPoint, *, inbound: bool) -> Longs:
        """Return the milliseconds to every node, or inbound from there, else `UNREACHABLE`."""

    def updated(self, weights: EdgeWeights, changed: Longs) -> "Engine":
        """Return the engine of other weights on some edges; this one stays as it is."""


@dataclass(frozen=True, slots=True, eq=False)
class _Ends:
    """Where drives leave or reach points: row i is way ``way[i]`` of `ways`, at ``state[i]``."""

    ways: Ways
    way: Longs
    state: Longs
    costs: Longs

    def __len__(self) -> int:
        return len(self.way)

    @property
    def point(self) -> Longs:
        """The point each row is of, ascending."""
        return self.ways.point[self.way]


class DijkstraEngine:
    """Searches anew for every question: slow, simple, and needs no compiler.

    `costs` are those of the edges.

    Parameters
    ----------
    kind
        The vehicle kind whose turn bans are kept.
    """

    def __init__(self, graph: RoadGraph, weights: EdgeWeights, kind: str) -> None:
        self._graph, self._kind = graph, kind
        self._is_open = weights.open
        self._search = build_search(graph, weights, kind)
        self.costs = EdgeCosts.of(graph, weights)

    def table(self, sources: Sequence[RoadPoint], targets: Sequence[RoadPoint]) -> Table:
        """Return the measures between all points."""
        rows = max(1, _CELLS_AT_ONCE // len(self._search.states))
        best = [
            self._least(sources[start : start + rows], targets)
            for start in range(0, len(sources), rows)
        ]
        whole = np.concatenate([np.empty((COLUMNS, 0, len(targets))), *best], axis=1)
        gone = ~np.isfinite(whole[CHOICE])
        cells = np.where(gone, UNREACHABLE, np.where(gone, 0, whole[1:])).astype(np.int64)
        return Table(*cells)

    def pieces(self, source: RoadPoint, target: RoadPoint) -> tuple[Piece, ...] | None:
        """Return the chosen path between two points, None when none leads."""
        begun, ended = self._leave([source]), self._reach([target])
        direct = _list_direct(begun.ways, ended.ways)
        found: list[tuple[Piece, ...]] = [(piece,) for _, _, piece in direct]
        if len(begun) and len(ended):
            trees = search_from(self._search, begun.state)
            choice = trees.least[:, ended.state] + begun.costs[:, None, CHOICE]
            choice += ended.costs[:, CHOICE]
            is_least = (choice == choice.min()) & np.isfinite(choice)
            for i, j in np.argwhere(is_least).tolist():
                edges = trees.edges_to(i, int(ended.state[j]))
                ends = (begun.ways, int(begun.way[i])), (ended.ways, int(ended.way[j]))
                found.append(join_pieces(ends[0], edges, ends[1]))
        weighed = [self._weigh(pieces) for pieces in found]
        return min(weighed, key=lambda each: each[0])[1] if weighed else None

    def times(self, point: RoadPoint, *, inbound: bool) -> Longs:
        """Return the milliseconds to every node, or inbound from there, else `UNREACHABLE`."""
        ends = self._reach([point]) if inbound else self._leave([point])
        n_nodes = len(self._graph.nodes)
        if not len(ends):
            return np.full(n_nodes, UNREACHABLE, np.int64)
        trees = search_from(self._search.turned() if inbound else self._search, ends.state)
        # Whoever comes from a node begins there, free of any ban.
        states = np.arange(n_nodes if inbound else len(self._states))
        costs = (trees.costs()[:, states] + ends.costs[:, None]).reshape(-1, COLUMNS)
        node = np.tile(self._states.node[states], len(ends))
        order = np.argsort(node, kind="stable")
        best = _keep_least(costs[order].T[:, :, None], node[order], n_nodes)[:, :, 0]
        gone = ~np.isfinite(best[CHOICE])
        return np.where(gone, UNREACHABLE, np.where(gone, 0, best[TIME])).astype(np.int64)

    def updated(self, weights: EdgeWeights, changed: Longs) -> "DijkstraEngine":
        """Return the engine of other weights on some edges."""
        return DijkstraEngine(self._graph, weights, self._kind) if len(changed) else self

    def _weigh(self, pieces: tuple[Piece, ...]) -> tuple[tuple[int, ...], tuple[Piece, ...]]:
        pieces = tuple(piece for piece in pieces if piece.begin < piece.end)
        return tuple(self.costs.of_pieces(pieces).sum(axis=0).tolist()), pieces

    def _leave(self, points: Sequence[RoadPoint]) -> _Ends:
        ways = list_ways(self._graph, self._is_open, points, leaving=True)
        inside, _ = (np.flatnonzero(which) for which in _split(ways))
        state, costs = ways.node.copy(), np.zeros((len(ways), COLUMNS), np.int64)
        state[inside] = self._states.behind[ways.edge[inside]]
        costs[inside] = self.costs.after(ways.edge[inside], ways.share[inside])
        return _Ends(ways, np.arange(len(ways)), state, costs)

    def _reach(self, points: Sequence[RoadPoint]) -> _Ends:
        ways = list_ways(self._graph, self._is_open, points, leaving=False)
        inside, outside = (np.flatnonzero(which) for which in _split(ways))
        at, which = self._states.at_nodes(ways.node[outside])
        before, of = self._states.before_edges(ways.edge[inside])
        way, state = np.concatenate([outside[which], inside[of]]), np.concatenate([at, before])
        costs = np.zeros((len(ways), COLUMNS), np.int64)
        costs[inside] = self.costs.until(ways.edge[inside], ways.share[inside])
        order = np.argsort(way, kind="stable")
        return _Ends(ways, way[order], state[order], costs[way[order]])

    @property
    def _states(self) -> TurnStates:
        return self._search.states

    def _least(self, sources: Sequence[RoadPoint], targets: Sequence[RoadPoint]) -> Reals:
        """Return the costs of the least path of every pair, infinite where there is none."""
        begun, ended = self._leave(sources), self._reach(targets)
        starts, row = np.unique(begun.state, return_inverse=True)
        between = np.empty((COLUMNS, len(begun), len(ended)))
        if between.size:
            trees = search_from(self._search, starts)
            between = np.moveaxis(trees.costs()[:, ended.state][row], 2, 0)
            between = between + begun.costs.T[:, :, None] + ended.costs.T[:, None, :]
        by_source = _keep_least(between, begun.point, len(sources))
        turned = _keep_least(by_source.swapaxes(1, 2), ended.point, len(targets))
        best = np.ascontiguousarray(turned.swapaxes(1, 2))
        for i, j, piece in _list_direct(begun.ways, ended.ways):
            costs = self.costs.of_pieces([piece])[0].tolist()
            if tuple(costs) < tuple(best[:, i, j]):
                best[:, i, j] = costs
        return best


def _split(ways: Ways) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Tell which ways are of points within an edge, and which of points at a node."""
    return ways.edge != NO_EDGE, ways.edge == NO_EDGE


def _keep_least(cells: Reals, point: Longs, n_points: int) -> Reals:
    """Return the least of all rows of each point, infinite where it has none.

    Parameters
    ----------
    cells
        Costs ``[column, row, other]``, compared by the columns in their order.
    point
        Which point each row is of, ascending.
    """
    best = np.full((COLUMNS, n_points, cells.shape[2]), np.inf)
    first = np.searchsorted(point, np.arange(n_points + 1))
    counts = np.diff(first)
    for nth in range(int(counts.max(initial=0))):
        which = np.flatnonzero(counts > nth)
        new, old = cells[:, first[which] + nth], best[:, which]
        is_less = np.zeros(new.shape[1:], bool)
        for column in range(COLUMNS - 1, -1, -1):
            is_less &= new[column] == old[column]
            is_less |= new[column] < old[column]
        best[:, which] = np.where(is_less, new, old)
    return best


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


def _piece(begun: Ways, i: int, ended: Ways, j: int) -> Piece:
    return Piece(int(begun.edge[i]), float(begun.share[i]), float(ended.share[j]))
