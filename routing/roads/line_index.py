"""An index of the lines of all roads: which lie near a position, and where on them it falls."""

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


@dataclass(frozen=True, slots=True, eq=False)
class Fallen:
    """Where positions fall on the nearest roads: an edge, the share of its line, the place."""

    edge: Longs
    share: Reals
    lon: Reals
    lat: Reals


class LineIndex:
    """The line of every usable road once, on a flat map true in the middle of the network.

    Parameters
    ----------
    usable
        One truth per edge; a road counts when it may be driven along either of its edges.
    """

    def __init__(self, graph: RoadGraph, usable: NDArray[np.bool_]) -> None:
        twin = graph.edges.twin
        first = (twin < 0) | (twin > np.arange(len(twin)))
        self._edges = np.flatnonzero(first & either_way(graph, usable))
        self._scale = plane_scale(graph)
        self._lines = plane_lines(graph, self._scale)[self._edges]
        self._tree = shapely.STRtree(self._lines)

    def nearest(self, lonlats: Reals) -> Fallen:
        """Return where positions fall on the nearest road.

        Parameters
        ----------
        lonlats
            Degrees, one row of longitude and latitude each; there must be some road.
        """
        spots = shapely.points(lonlats * self._scale)
        which = self._tree.nearest(spots).astype(np.int64)
        lines = self._lines[which]
        shares = shapely.line_locate_point(lines, spots, normalized=True)
        found = shapely.line_interpolate_point(lines, shares, normalized=True)
        lon, lat = (shapely.get_coordinates(found) / self._scale).T
        return Fallen(self._edges[which], shares, lon, lat)

    def __len__(self) -> int:
        return len(self._edges)

    def near(self, lonlat: LonLat, radius_m: float, is_open: NDArray[np.bool_]) -> Near:
        """Return the roads within a radius whose edge is marked open."""
        spot = shapely.points(np.array(lonlat) * self._scale)
        which = self._tree.query(spot, predicate="dwithin", distance=radius_m).astype(np.int64)
        which = which[is_open[self._edges[which]]]
        away = shapely.distance(self._lines[which], spot)
        order = np.lexsort((self._edges[which], away))
        which = which[order]
        shares = shapely.line_locate_point(self._lines[which], spot, normalized=True)
        return Near(self._edges[which], np.asarray(shares, np.float64), away[order])


def either_way(graph: RoadGraph, is_open: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which edges are open, or their twins are."""
    twin = graph.edges.twin
    return is_open | ((twin >= 0) & is_open[np.maximum(twin, 0)])


def plane_scale(graph: RoadGraph) -> Reals:
    """Return metres per degree east and north in the middle of a network."""
    middle = (graph.nodes.lat.min() + graph.nodes.lat.max()) / 2
    return np.array([np.cos(np.radians(middle)) * _M_PER_DEGREE, _M_PER_DEGREE])


def plane_lines(graph: RoadGraph, scale: Reals) -> NDArray[np.object_]:
    """Return the lines of all edges in metres on a flat map."""
    lines = edge_lines(graph.edges, graph.points)
    scaled: NDArray[np.object_] = shapely.transform(lines, lambda degrees: degrees * scale)
    return scaled
