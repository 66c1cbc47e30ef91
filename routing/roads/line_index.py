"""An index of the lines of all roads: which lie near a position, and where on them it falls."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from routing.geo import EARTH_RADIUS_M, LonLat
from routing.roads.graph import RoadGraph
from routing.roads.lines import edge_lines

Longs = NDArray[np.int64]
Reals = NDArray[np.float64]
_M_PER_DEGREE: Final = EARTH_RADIUS_M * np.pi / 180


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """Roads near one position, nearest first: an edge, the share of its line, metres away."""

    edge: Longs
    share: Reals
    away_m: Reals


class LineIndex:
    """The line of every road once, on a flat map true in the middle of the network."""

    def __init__(self, graph: RoadGraph) -> None:
        twin = graph.edges.twin
        self._edges = np.flatnonzero((twin < 0) | (twin > np.arange(len(twin))))
        middle = (graph.nodes.lat.min() + graph.nodes.lat.max()) / 2
        self._scale = np.array([np.cos(np.radians(middle)) * _M_PER_DEGREE, _M_PER_DEGREE])
        lines = edge_lines(graph.edges, graph.points)[self._edges]
        self._lines = shapely.transform(lines, lambda degrees: degrees * self._scale)
        self._tree = shapely.STRtree(self._lines)

    def nearest(self, lonlats: Sequence[LonLat]) -> tuple[Longs, Reals]:
        """Return for each position the edge of the nearest road and the share of its line."""
        spots = self._spots(lonlats)
        which = self._tree.nearest(spots).astype(np.int64)
        shares = shapely.line_locate_point(self._lines[which], spots, normalized=True)
        return self._edges[which], shares

    def near(self, lonlat: LonLat, radius_m: float, usable: NDArray[np.bool_]) -> Near:
        """Return the usable roads within a radius.

        Parameters
        ----------
        usable
            One truth per edge: whether its road counts, whichever way it is driven.
        """
        (spot,) = self._spots([lonlat])
        which = self._tree.query(spot, predicate="dwithin", distance=radius_m).astype(np.int64)
        which = which[usable[self._edges[which]]]
        away = shapely.distance(self._lines[which], spot)
        order = np.lexsort((self._edges[which], away))
        which = which[order]
        shares = shapely.line_locate_point(self._lines[which], spot, normalized=True)
        return Near(self._edges[which], np.asarray(shares, np.float64), away[order])

    def _spots(self, lonlats: Sequence[LonLat]) -> NDArray[np.object_]:
        degrees = np.array(lonlats, dtype=np.float64).reshape(-1, 2)
        return np.asarray(shapely.points(degrees * self._scale), dtype=object)
