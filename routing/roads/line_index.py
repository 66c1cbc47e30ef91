"""An index of the lines of all roads: which lie near a position, and where on them it falls."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from routing.geo import LonLat
from routing.roads.flat_map import FlatMap
from routing.roads.graph import RoadGraph
from routing.roads.measure import Longs, Reals

_MARGIN: Final = 1.01


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """Roads near one position, nearest first: an edge, and the share of its line."""

    edge: Longs
    share: Reals


@dataclass(frozen=True, slots=True, eq=False)
class Fallen:
    """Where positions fall on the nearest roads: an edge, the share of its line, the place."""

    edge: Longs
    share: Reals
    lon: Reals
    lat: Reals


class LineIndex:
    """The line of every usable road once, on a flat map.

    Parameters
    ----------
    usable
        One truth per edge; a road counts when it may be driven along either of its edges.
    """

    def __init__(self, graph: RoadGraph, usable: NDArray[np.bool_]) -> None:
        twin = graph.edges.twin
        first = (twin < 0) | (twin > np.arange(len(twin)))
        self._edges = np.flatnonzero(first & either_way(graph, usable))
        self._map = FlatMap.of(graph)
        self._lines = self._map.lines(graph, self._edges)
        self._tree = shapely.STRtree(self._lines)

    def nearest(self, lonlats: Reals) -> Fallen:
        """Return where positions fall on the nearest road.

        Parameters
        ----------
        lonlats
            Degrees, one row of longitude and latitude each; there must be some road.
        """
        spots = shapely.points(self._map.xy(lonlats))
        which = self._tree.nearest(spots).astype(np.int64)
        lines = self._lines[which]
        shares = shapely.line_locate_point(lines, spots, normalized=True)
        found = shapely.line_interpolate_point(lines, shares, normalized=True)
        lon, lat = self._map.lonlats(shapely.get_coordinates(found)).T
        return Fallen(self._edges[which], shares, lon, lat)

    def __len__(self) -> int:
        return len(self._edges)

    def near(self, lonlat: LonLat, radius_m: float, is_open: NDArray[np.bool_]) -> Near:
        """Return the roads within a radius whose edge is marked open."""
        spot = shapely.points(self._map.xy(np.array([lonlat]))[0])
        # A little farther than asked: the radius itself is held on the globe.
        reach = self._map.metres_at(lonlat.lat, radius_m * _MARGIN)
        which = self._tree.query(spot, predicate="dwithin", distance=reach).astype(np.int64)
        which = which[is_open[self._edges[which]]]
        away = shapely.distance(self._lines[which], spot)
        order = np.lexsort((self._edges[which], away))
        which = which[order]
        shares = shapely.line_locate_point(self._lines[which], spot, normalized=True)
        return Near(self._edges[which], np.asarray(shares, np.float64))


def either_way(graph: RoadGraph, is_open: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which edges are open, or their twins are."""
    twin = graph.edges.twin
    return is_open | ((twin >= 0) & is_open[np.maximum(twin, 0)])
