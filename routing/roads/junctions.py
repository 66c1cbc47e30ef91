"""Junctions: which roads meet at a node, in which directions they lie, what may be entered."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from routing.geo import LonLat
from routing.roads.bearings import line_bearings
from routing.roads.flat_map import FlatMap
from routing.roads.graph import RoadGraph
from routing.roads.road_points import NO_EDGE

Longs = NDArray[np.int64]
Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Arm:
    """One road at a junction: the edge that leaves by it, the one that arrives by it.

    `bearing_deg` points away from the junction. `NO_EDGE` stands for a direction that is not.
    """

    out_edge: int
    in_edge: int
    bearing_deg: float


class Junctions:
    """What meets at every node of a network."""

    def __init__(self, graph: RoadGraph) -> None:
        self._graph = graph
        self._out = _group(graph.edges.tail, len(graph.nodes))
        self._in = _group(graph.edges.head, len(graph.nodes))

    @property
    def graph(self) -> RoadGraph:
        """The network."""
        return self._graph

    def arms(self, node: int) -> tuple[Arm, ...]:
        """Return the roads at a node in the order of their bearings."""
        edges = self._graph.edges
        leaving, arriving = self._edges_at(self._out, node), self._edges_at(self._in, node)
        arms = []
        out_deg, in_deg = self._bearings
        for edge in leaving:
            twin = int(edges.twin[edge])
            arms.append(Arm(edge, twin if twin in arriving else NO_EDGE, float(out_deg[edge])))
        paired = {arm.in_edge for arm in arms}
        arms += [
            Arm(NO_EDGE, edge, (float(in_deg[edge]) + 180.0) % 360.0)
            for edge in arriving
            if edge not in paired
        ]
        return tuple(sorted(arms, key=lambda arm: (arm.bearing_deg, arm.out_edge, arm.in_edge)))

    @cached_property
    def _bearings(self) -> tuple[Reals, Reals]:
        """In which direction every edge sets out and arrives."""
        every = np.arange(len(self._graph.edges))
        return line_bearings(FlatMap.of(self._graph).lines(self._graph, every))

    @cached_property
    def ring_of(self) -> Mapping[int, int]:
        """The ring that each edge of a roundabout belongs to.

        A roundabout is a way of one-way edges that comes back to where it began.
        """
        return find_rings(self._graph)

    @staticmethod
    def _edges_at(groups: tuple[Longs, Longs], node: int) -> list[int]:
        order, start = groups
        edges: list[int] = order[start[node] : start[node + 1]].tolist()
        return edges


def _group(nodes: NDArray[np.int32], n: int) -> tuple[Longs, Longs]:
    order = np.argsort(nodes, kind="stable").astype(np.int64)
    return order, np.searchsorted(nodes[order], np.arange(n + 1)).astype(np.int64)


def find_rings(graph: RoadGraph) -> dict[int, int]:
    """Return the ring, named by its lowest edge, of every edge on a roundabout."""
    edges = graph.edges
    by_way: dict[bytes, list[int]] = {}
    for edge in np.flatnonzero(edges.twin < 0).tolist():
        by_way.setdefault(edges.id[edge].split(b":")[0], []).append(edge)
    rings: dict[int, int] = {}
    for members in by_way.values():
        if _is_ring(edges.tail[members].tolist(), edges.head[members].tolist()):
            rings |= dict.fromkeys(members, members[0])
    return rings


def _is_ring(tails: list[int], heads: list[int]) -> bool:
    """Tell whether edges make one closed round that passes no node twice."""
    following = dict(zip(tails, heads, strict=True))
    if len(following) != len(tails) or len(tails) < 2 or set(tails) != set(heads):
        return False
    node, passed = following[tails[0]], 1
    while node != tails[0]:
        node, passed = following[node], passed + 1
    return passed == len(tails)


@dataclass(frozen=True, slots=True)
class Intersection:
    """A junction as a drive passes it.

    `bearings` are whole degrees, rising; `entry` says which may be driven; `came` and `went`
    are positions in them, -1 where the drive begins or ends. `classes` are of the road taken.
    """

    lonlat: LonLat
    bearings: tuple[int, ...]
    entry: tuple[bool, ...]
    came: int
    went: int
    classes: tuple[str, ...] = ()
