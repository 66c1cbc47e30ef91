"""Snapping: from a position to the node of the roads that stands for it."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.errors import SnapError
from routing.geo import EARTH_RADIUS_M, LonLat
from routing.roads.components import find_components
from routing.roads.graph import RoadGraph
from routing.roads.weights import EdgeWeights
from routing.texts import LANGS, text

DEFAULT_RADIUS_M: Final = 1_000
SCHEMATIC_RADIUS_M: Final = 5_000
"""On a schematic network a position goes to the nearest place, and lines say nothing."""


@dataclass(frozen=True, slots=True)
class SnappedPoint:
    """The node a position was moved to, and how far that is.

    `schematic` tells that the network draws no real lines, so that the offset is the distance
    from a place and not from its road.
    """

    node: int
    lonlat: LonLat
    offset_m: float
    schematic: bool


def snap(
    graph: RoadGraph,
    lonlat: LonLat,
    *,
    radius_m: float | None = None,
    weights: EdgeWeights | None = None,
) -> SnappedPoint:
    """Return the nearest node of the roads; the lower node among equally near ones.

    Parameters
    ----------
    radius_m
        How far to look: 1 km, on a schematic network 5 km, unless stated.
    weights
        If given, only nodes count that some edge open to the profile touches; on a network that
        is not schematic only those of the largest part in which everything reaches everything.

    Raises
    ------
    SnapError
        When there is no such node within the radius.
    """
    if radius_m is None:
        radius_m = SCHEMATIC_RADIUS_M if graph.schematic else DEFAULT_RADIUS_M
    node, offset_m = nearest_node(graph, lonlat, weights=weights)
    if offset_m > radius_m:
        near = "–" if np.isinf(offset_m) else f"{offset_m:.0f} m"
        where = {"lon": lonlat.lon, "lat": lonlat.lat, "radius_m": radius_m, "near": near}
        said = [text("roads.no_road_near", lang, **where) for lang in LANGS]
        raise SnapError(" · ".join(said))
    return SnappedPoint(node, graph.lonlat(node), offset_m, graph.schematic)


def nearest_node(
    graph: RoadGraph, lonlat: LonLat, *, weights: EdgeWeights | None = None
) -> tuple[int, float]:
    """Return the nearest node and its distance in metres, infinite when no node counts."""
    distances = _crow_from(graph, lonlat)
    if weights is not None:
        distances = np.where(_usable(graph, weights), distances, np.inf)
    node = int(np.argmin(distances))
    return node, float(distances[node])


def _usable(graph: RoadGraph, weights: EdgeWeights) -> NDArray[np.bool_]:
    usable = np.zeros(len(graph.nodes), bool)
    usable[graph.edges.tail[weights.open]] = True
    usable[graph.edges.head[weights.open]] = True
    if not graph.schematic and usable.any():
        parts = find_components(graph, weights)
        usable &= parts.of_node == parts.largest
    return usable


def _crow_from(graph: RoadGraph, lonlat: LonLat) -> NDArray[np.float64]:
    """Return great-circle metres to every node (haversine)."""
    lat, lats = np.radians(lonlat.lat), np.radians(graph.nodes.lat)
    half_lon = np.sin(np.radians(graph.nodes.lon - lonlat.lon) / 2) ** 2
    h = np.sin((lats - lat) / 2) ** 2 + np.cos(lat) * np.cos(lats) * half_lon
    distances: NDArray[np.float64] = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(1.0, h)))
    return distances
