"""Snapping to edges: where on the roads open to a profile positions stand, many at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from routing.geo import EARTH_RADIUS_M, LonLat
from routing.roads.components import find_components
from routing.roads.graph import RoadGraph
from routing.roads.measure import Longs, Reals, ranges
from routing.roads.snap import DEFAULT_RADIUS_M
from routing.roads.weights import EdgeWeights

NO_EDGE: Final = -1


@dataclass(frozen=True, slots=True, eq=False)
class SnappedEdges:
    """Position i stands `fraction` (0 to 1) of the way along ``edge[i]``, in driving direction.

    ``twin[i]`` is the same road driven the other way, `NO_EDGE` where that is not open. `side` is
    1 where the position asked for lies right of the edge, -1 left of it, 0 on it. Without a road
    within the radius `edge` is `NO_EDGE`, the offset infinite and the rest NaN or 0.
    """

    edge: Longs
    twin: Longs
    fraction: Reals
    lon: Reals
    lat: Reals
    offset_m: Reals
    side: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.edge)

    @property
    def found(self) -> NDArray[np.bool_]:
        """Which positions have a road within the radius."""
        return np.not_equal(self.edge, NO_EDGE)


class EdgeSnapper:
    """Finds the nearest of the edges open to a profile; made once, asked by any thread.

    Parameters
    ----------
    only_largest
        Leave out what is cut off from the largest part in which everything reaches everything.
    """

    def __init__(
        self, graph: RoadGraph, weights: EdgeWeights, *, only_largest: bool = True
    ) -> None:
        edges = graph.edges
        usable = weights.open & (edges.point_count > 1) & (edges.length_m > 0)
        if only_largest and usable.any():
            parts = find_components(graph, weights)
            in_largest = parts.of_node == parts.largest
            usable &= in_largest[edges.tail] & in_largest[edges.head]
        has_twin = (edges.twin >= 0) & usable[edges.twin]
        self._twin = np.where(has_twin, edges.twin, NO_EDGE).astype(np.int64)
        # Of a road open both ways the edge with the lower number stands for both.
        first = usable & ~(has_twin & (edges.twin < np.arange(len(edges))))
        self._edge = np.flatnonzero(first)
        self._lines = _mercator_lines(graph, self._edge)
        self._tree = shapely.STRtree(self._lines)

    def snap(
        self, positions: Sequence[LonLat], *, radius_m: float = DEFAULT_RADIUS_M
    ) -> SnappedEdges:
        """Return where positions stand; the lower edge among equally near ones."""
        asked = np.array(positions, np.float64).reshape(-1, 2)
        x, y = _mercator(asked[:, 0], asked[:, 1])
        points = np.asarray(shapely.points(x, y), dtype=object)
        scale = np.cos(np.radians(asked[:, 1]))
        reach = radius_m / scale.min(initial=1.0)
        # A little more than the radius, which is then held exactly, on the globe.
        which, line = self._tree.query_nearest(points, max_distance=reach * 1.01, all_matches=True)
        which, firsts = np.unique(which, return_index=True)
        line = line[firsts]
        return self._place(asked, points, which, line, radius_m)

    def _place(
        self,
        asked: Reals,
        points: NDArray[np.object_],
        which: Longs,
        line: Longs,
        radius_m: float,
    ) -> SnappedEdges:
        lines = self._lines[line]
        along = shapely.line_locate_point(lines, points[which])
        lon, lat = _unproject(shapely.line_interpolate_point(lines, along))
        offset = _crow_m(asked[which, 0], asked[which, 1], lon, lat)
        near = offset <= radius_m
        which, line, lines = which[near], line[near], lines[near]
        n = len(asked)
        found = SnappedEdges(
            edge=np.full(n, NO_EDGE, np.int64),
            twin=np.full(n, NO_EDGE, np.int64),
            fraction=np.zeros(n),
            lon=np.full(n, np.nan),
            lat=np.full(n, np.nan),
            offset_m=np.full(n, np.inf),
            side=np.zeros(n, np.int8),
        )
        found.edge[which] = self._edge[line]
        found.twin[which] = self._twin[self._edge[line]]
        found.fraction[which] = np.clip(along[near] / shapely.length(lines), 0.0, 1.0)
        found.lon[which], found.lat[which] = lon[near], lat[near]
        found.offset_m[which] = offset[near]
        found.side[which] = _sides(lines, along[near], points[which])
        return found


def snap_to_edges(
    graph: RoadGraph,
    positions: Sequence[LonLat],
    weights: EdgeWeights,
    *,
    radius_m: float = DEFAULT_RADIUS_M,
    only_largest: bool = True,
) -> SnappedEdges:
    """Return where positions stand on the roads; who asks often keeps an `EdgeSnapper`."""
    return EdgeSnapper(graph, weights, only_largest=only_largest).snap(
        positions, radius_m=radius_m
    )


def _mercator_lines(graph: RoadGraph, rows: Longs) -> NDArray[np.object_]:
    counts = graph.edges.point_count[rows].astype(np.int64)
    pick = ranges(graph.edges.point_start[rows], counts)
    x, y = _mercator(graph.points.lon[pick], graph.points.lat[pick])
    owner = np.repeat(np.arange(len(rows)), counts)
    lines = shapely.linestrings(np.column_stack([x, y]), indices=owner)
    return np.asarray(lines, dtype=object).reshape(-1)


def _mercator(lon: Reals, lat: Reals) -> tuple[Reals, Reals]:
    """Return metres on the Mercator map: true to angles, wider by 1 / cos(latitude)."""
    return (
        np.radians(lon) * EARTH_RADIUS_M,
        np.arcsinh(np.tan(np.radians(lat))) * EARTH_RADIUS_M,
    )


def _unproject(points: NDArray[np.object_]) -> tuple[Reals, Reals]:
    x, y = shapely.get_x(points), shapely.get_y(points)
    return (
        np.degrees(x / EARTH_RADIUS_M),
        np.degrees(np.arctan(np.sinh(y / EARTH_RADIUS_M))),
    )


def _crow_m(lon_a: Reals, lat_a: Reals, lon_b: Reals, lat_b: Reals) -> Reals:
    """Return great-circle metres between pairs of positions (haversine)."""
    half_lat = np.sin(np.radians(lat_b - lat_a) / 2) ** 2
    half_lon = np.sin(np.radians(lon_b - lon_a) / 2) ** 2
    h = half_lat + np.cos(np.radians(lat_a)) * np.cos(np.radians(lat_b)) * half_lon
    metres: Reals = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(1.0, h)))
    return metres


def _sides(
    lines: NDArray[np.object_], along: Reals, points: NDArray[np.object_]
) -> NDArray[np.int8]:
    """Return 1 for points right of the line where it passes them, -1 for left, 0 on it."""
    a = shapely.line_interpolate_point(lines, np.maximum(along - 1.0, 0.0))
    b = shapely.line_interpolate_point(lines, np.minimum(along + 1.0, shapely.length(lines)))
    ax, ay = shapely.get_x(a), shapely.get_y(a)
    dx, dy = shapely.get_x(b) - ax, shapely.get_y(b) - ay
    px, py = shapely.get_x(points) - ax, shapely.get_y(points) - ay
    cross = dy * px - dx * py
    # Less than a centimetre beside the line is on it.
    return np.where(np.abs(cross) < 0.01 * np.hypot(dx, dy), 0, np.sign(cross)).astype(np.int8)
