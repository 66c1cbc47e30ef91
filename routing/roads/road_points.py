"""Points on the roads where drives begin and end: at a node, or part of the way along an edge."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.geo import LonLat
from routing.roads.graph import RoadGraph

Longs = NDArray[np.int64]
Reals = NDArray[np.float64]

NO_EDGE: Final = -1
FORWARD: Final = 1
BACKWARD: Final = 2
BOTH: Final = FORWARD | BACKWARD
"""Bits of `RoadPoint.sides`: along the edge, along its twin."""


@dataclass(frozen=True, slots=True)
class RoadPoint:
    """A position moved onto the roads, `offset_m` metres from where it was stated.

    At a node when `edge` is `NO_EDGE`; else at the share `share` (0 at its tail, 1 at its head,
    where it is as good as at the node) of the line of `edge`, with `node` the nearer end.
    `sides` says which way may be driven there.
    """

    lonlat: LonLat
    offset_m: float
    node: int
    edge: int = NO_EDGE
    share: float = 0.0
    sides: int = BOTH

    @property
    def is_node(self) -> bool:
        """Tell whether the point is a node."""
        return self.edge == NO_EDGE


class Piece(NamedTuple):
    """An edge driven from one share of it to another, 0 to 1 for all of it."""

    edge: int
    begin: float = 0.0
    end: float = 1.0

    @property
    def is_whole(self) -> bool:
        """Tell whether all of the edge is driven."""
        return self.begin == 0.0 and self.end == 1.0


def at_node(graph: RoadGraph, node: int, offset_m: float = 0.0) -> RoadPoint:
    """Return the point of a node."""
    return RoadPoint(graph.lonlat(node), offset_m, node)


def node_at(graph: RoadGraph, point: RoadPoint) -> int | None:
    """Return the node a point is at, None when it is within an edge."""
    if point.is_node:
        return point.node
    if 0.0 < point.share < 1.0:
        return None
    ends = graph.edges.head if point.share else graph.edges.tail
    return int(ends[point.edge])


def part_of(values: Longs, share: Reals | float) -> Longs:
    """Return what the first share of edges costs, whole numbers.

    The rest of an edge costs the difference to the whole, so that parts always add up.
    """
    parts: Longs = np.floor(values * share).astype(np.int64)
    return parts


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """The ways by which points are left or reached: one row each, ordered by point.

    `edge` is `NO_EDGE` where the point is a node, then `node` is that node; else the point is
    at `share` of the edge, and `node` the end of it where the rest of the drive begins or ends.
    """

    point: Longs
    node: Longs
    edge: Longs
    share: Reals

    def __len__(self) -> int:
        return len(self.point)


def list_ways(
    graph: RoadGraph,
    is_open: NDArray[np.bool_],
    points: Sequence[RoadPoint],
    *,
    leaving: bool,
) -> Ways:
    """Return the open ways by which points are left, else those by which they are reached."""
    nodes = [node_at(graph, point) for point in points]
    inside = np.array([node is None for node in nodes], dtype=bool)
    own = np.array([-1 if node is None else node for node in nodes], dtype=np.int64)
    edge = np.where(inside, np.array([p.edge for p in points], dtype=np.int64), NO_EDGE)
    sides = np.array([point.sides for point in points], dtype=np.int64)
    share = np.array([point.share for point in points], dtype=np.float64)
    twin = np.full(len(points), NO_EDGE, np.int64)
    twin[inside] = graph.edges.twin[edge[inside]]
    forth = (sides & FORWARD != 0) & _may_drive(is_open, edge)
    back = (sides & BACKWARD != 0) & _may_drive(is_open, twin)
    index = np.arange(len(points))
    point = np.concatenate([index[~inside], index[forth], index[back]])
    edges = np.concatenate([edge[~inside], edge[forth], twin[back]])
    shares = np.concatenate([share[~inside], share[forth], 1.0 - share[back]])
    ends = graph.edges.head if leaving else graph.edges.tail
    node = own[point]
    node[edges != NO_EDGE] = ends[edges[edges != NO_EDGE]]
    order = np.argsort(point, kind="stable")
    return Ways(point[order], node[order], edges[order], shares[order])


def _may_drive(is_open: NDArray[np.bool_], edges: Longs) -> NDArray[np.bool_]:
    may: NDArray[np.bool_] = edges != NO_EDGE
    may[may] = is_open[edges[may]]
    return may


def join_pieces(
    ways: tuple[Ways, int] | None, edges: Sequence[int], goals: tuple[Ways, int] | None
) -> tuple[Piece, ...]:
    """Return the pieces from a point over whole edges to a point, without empty ones."""
    pieces = [Piece(edge) for edge in edges]
    if ways is not None:
        begun, row = ways
        if begun.edge[row] != NO_EDGE:
            pieces.insert(0, Piece(int(begun.edge[row]), begin=float(begun.share[row])))
    if goals is not None:
        ended, row = goals
        if ended.edge[row] != NO_EDGE:
            pieces.append(Piece(int(ended.edge[row]), end=float(ended.share[row])))
    return tuple(piece for piece in pieces if piece.begin < piece.end)
