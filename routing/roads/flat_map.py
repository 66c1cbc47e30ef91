"""A network laid flat: true to angles everywhere, and to metres in its middle."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from routing.geo import EARTH_RADIUS_M
from routing.roads.graph import RoadGraph
from routing.roads.measure import Longs, Reals, ranges


@dataclass(frozen=True, slots=True)
class FlatMap:
    """Mercator's map, scaled to be true at a latitude; what is nearest on it is on the ground.

    `scale` is metres on the ground in that latitude for a metre at the equator.
    """

    scale: float

    @classmethod
    def of(cls, graph: RoadGraph) -> "FlatMap":
        """Return the map that is true in the middle of a network."""
        middle = (graph.nodes.lat.min() + graph.nodes.lat.max()) / 2
        return cls(float(np.cos(np.radians(middle))))

    def xy(self, lonlats: Reals) -> Reals:
        """Return metres east and north, of degrees, longitude first, shape (n, 2)."""
        east, north = np.radians(lonlats).T
        xy: Reals = np.column_stack([east, np.arcsinh(np.tan(north))]) * self._radius_m
        return xy

    def lonlats(self, xy: Reals) -> Reals:
        """Return degrees, longitude first, of metres east and north."""
        east, north = (xy / self._radius_m).T
        lonlats: Reals = np.degrees(np.column_stack([east, np.arctan(np.sinh(north))]))
        return lonlats

    def metres_at(self, lat: float, ground_m: float) -> float:
        """Return how long on the map metres on the ground are at a latitude."""
        return ground_m * self.scale / float(np.cos(np.radians(lat)))

    def lines(self, graph: RoadGraph, edges: Longs) -> NDArray[np.object_]:
        """Return the lines of some edges, in driving direction."""
        counts = graph.edges.point_count[edges].astype(np.int64)
        pick = ranges(graph.edges.point_start[edges].astype(np.int64), counts)
        xy = self.xy(np.column_stack([graph.points.lon[pick], graph.points.lat[pick]]))
        owner = np.repeat(np.arange(len(edges)), counts)
        return np.asarray(shapely.linestrings(xy, indices=owner), dtype=object).reshape(-1)

    @property
    def _radius_m(self) -> float:
        return EARTH_RADIUS_M * self.scale
