"""Isochrones: the roads within a time of a point, whichever way one asks."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from routing.roads.graph import RoadGraph
from routing.roads.measure import Longs, Reals
from routing.roads.road_points import NO_EDGE, Piece, RoadPoint, list_ways
from routing.roads.router import Router


@dataclass(frozen=True, slots=True, eq=False)
class Isochrone:
    """What lies within `limit_ms` of a point, or inbound what has the point within that time.

    Edge ``edge[k]`` is driven from the share ``begin[k]`` of it to ``end[k]``; an edge may stand
    in more than one row. A turn ban between the chosen path to a junction and an edge from there
    is not looked at.
    """

    limit_ms: int
    nodes: Longs
    edge: Longs
    begin: Reals
    end: Reals

    def roads(self, graph: RoadGraph) -> tuple[Piece, ...]:
        """Return the parts of roads that are reached by either of their edges, each once.

        Shares are those of the lower edge of the two.
        """
        spans: dict[int, list[tuple[float, float]]] = defaultdict(list)
        twins = graph.edges.twin[self.edge]
        rows = (each.tolist() for each in (self.edge, twins, self.begin, self.end))
        for edge, twin, begin, end in zip(*rows, strict=True):
            if 0 <= twin < edge:
                spans[twin].append((1.0 - end, 1.0 - begin))
            else:
                spans[edge].append((begin, end))
        return tuple(chain.from_iterable(_join(edge, spans[edge]) for edge in sorted(spans)))


def find_isochrones(
    router: Router, point: RoadPoint, limits_ms: Sequence[int], *, inbound: bool = False
) -> tuple[Isochrone, ...]:
    """Return what a point reaches within each limit; inbound, from where it is reached."""
    times = router.engine.times(point, inbound=inbound)
    return tuple(_within(router, point, times, limit, inbound=inbound) for limit in limits_ms)


def _within(
    router: Router, point: RoadPoint, times: Longs, limit_ms: int, *, inbound: bool
) -> Isochrone:
    edges, weights = router.graph.edges, router.weights
    near_ms = times[edges.head if inbound else edges.tail]
    edge = np.flatnonzero(weights.open & (near_ms >= 0) & (near_ms <= limit_ms))
    share = np.minimum(1.0, (limit_ms - near_ms[edge]) / weights.time_ms[edge])
    ways = list_ways(router.graph, weights.open, [point], leaving=not inbound)
    own = ways.edge != NO_EDGE
    own_edge, own_share = ways.edge[own], ways.share[own]
    driven = limit_ms / weights.time_ms[own_edge]
    if inbound:
        begin, end = 1.0 - share, np.ones_like(share)
        own_begin, own_end = np.maximum(0.0, own_share - driven), own_share
    else:
        begin, end = np.zeros_like(share), share
        own_begin, own_end = own_share, np.minimum(1.0, own_share + driven)
    return Isochrone(
        limit_ms,
        np.flatnonzero((times >= 0) & (times <= limit_ms)),
        np.concatenate([edge, own_edge]),
        np.concatenate([begin, own_begin]),
        np.concatenate([end, own_end]),
    )


def _join(edge: int, spans: Iterable[tuple[float, float]]) -> list[Piece]:
    """Return the parts of an edge that spans cover, those without length left out."""
    parts: list[Piece] = []
    for begin, end in sorted(spans):
        if parts and begin <= parts[-1].end:
            parts[-1] = Piece(edge, parts[-1].begin, max(parts[-1].end, end))
        else:
            parts.append(Piece(edge, begin, end))
    return [part for part in parts if part.begin < part.end]
