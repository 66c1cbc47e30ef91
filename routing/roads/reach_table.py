"""Isochrones as a table for maps: the roads reached, and the ground beside them."""

from collections.abc import Sequence
from itertools import chain

import geopandas as gpd
import numpy as np
import shapely

from routing.roads.drives import piece_line
from routing.roads.faces import CRS
from routing.roads.flat_map import FlatMap
from routing.roads.graph import RoadGraph
from routing.roads.isochrones import Isochrone
from routing.units import MILLI

BESIDE_M = 300
_MS_PER_MIN = 60 * MILLI


def reach_table(
    graph: RoadGraph, isochrones: Sequence[Isochrone], *, beside_m: float = BESIDE_M
) -> gpd.GeoDataFrame:
    """Return for each limit its area, then its parts of roads, in WGS 84.

    Columns are `minutes`, `kind` (area or road), `edge`, `ref`, `name`, `length_m`. What a
    shorter limit reaches is in the longer ones again.

    Parameters
    ----------
    beside_m
        The area is what lies so near to a road reached, as the crow flies.
    """
    rows = list(chain.from_iterable(_rows(graph, each, beside_m) for each in isochrones))
    columns = ["minutes", "kind", "edge", "ref", "name", "length_m", "geometry"]
    return gpd.GeoDataFrame(rows, columns=columns, geometry="geometry", crs=CRS)


def _rows(graph: RoadGraph, isochrone: Isochrone, beside_m: float) -> list[tuple[object, ...]]:
    minutes = isochrone.limit_ms / _MS_PER_MIN
    rows: list[tuple[object, ...]] = []
    for part in isochrone.roads(graph):
        length_m = round(float(graph.edges.length_m[part.edge]) * (part.end - part.begin))
        words = graph.road_ref(part.edge), graph.road_name(part.edge)
        line = shapely.LineString(piece_line(graph, part))
        rows.append((minutes, "road", graph.edge_id(part.edge), *words, length_m, line))
    if not rows:
        return []
    length_m = sum(int(str(row[-2])) for row in rows)
    area = _area(graph, [row[-1] for row in rows], beside_m)
    return [(minutes, "area", "", "", "", length_m, area), *rows]


def _area(graph: RoadGraph, lines: Sequence[object], beside_m: float) -> shapely.Geometry:
    flat = FlatMap.of(graph)
    moved = shapely.transform(np.array(lines, dtype=object), flat.xy)
    near = shapely.union_all(shapely.buffer(moved, beside_m, quad_segs=4))
    return shapely.transform(shapely.simplify(near, beside_m / 20), flat.lonlats)
