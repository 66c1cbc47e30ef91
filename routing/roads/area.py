"""Areas drawn on the map, and the roads that cross them."""

import json
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from routing.roads.graph import RoadGraph
from routing.roads.lines import edge_lines
from routing.roads.vocabulary import Feature


class AreaError(ValueError):
    """A text that is no area."""


def read_area(text: str) -> BaseGeometry:
    """Return a polygon from WKT or GeoJSON (a geometry or a feature), longitude first.

    Raises
    ------
    AreaError
        When the text is neither, no polygon, crosses itself, or lies outside the globe.
    """
    area = _parse_geojson(text) if text.lstrip().startswith("{") else _parse_wkt(text)
    if area.geom_type not in ("Polygon", "MultiPolygon") or area.is_empty:
        raise AreaError(f"{area.geom_type}, want Polygon or MultiPolygon")
    if not area.is_valid:
        raise AreaError(shapely.is_valid_reason(area))
    west, south, east, north = area.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise AreaError(f"bounds {area.bounds}, want degrees, longitude first")
    return area


def edges_crossing(graph: RoadGraph, area: BaseGeometry) -> list[int]:
    """Return the edges with some of their line inside an area.

    A bridge or tunnel that passes over or under the area without coming down in it is not
    crossed, however many edges it is made of.
    """
    lines = edge_lines(graph.edges, graph.points)
    shapely.prepare(area)
    inside = shapely.intersects(area, lines) & ~shapely.touches(area, lines)
    passing = (graph.edges.features & int(Feature.BRIDGE | Feature.TUNNEL)) != 0
    ends = shapely.contains_xy(area, graph.nodes.lon, graph.nodes.lat) & _on_ground(graph, passing)
    ends_inside = ends[graph.edges.tail] | ends[graph.edges.head]
    return [int(edge) for edge in np.flatnonzero(inside & (~passing | ends_inside))]


def _on_ground(graph: RoadGraph, passing: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which nodes a road on the ground touches, or a bridge or tunnel ends at."""
    tail, head = graph.edges.tail, graph.edges.head
    grounded = np.zeros(len(graph.nodes), bool)
    grounded[tail[~passing]] = grounded[head[~passing]] = True
    spans = np.sort(np.column_stack([tail[passing], head[passing]]), axis=1)
    neighbours = np.bincount(np.unique(spans, axis=0).ravel(), minlength=len(graph.nodes))
    on_ground: NDArray[np.bool_] = grounded | (neighbours == 1)
    return on_ground


def _parse_wkt(text: str) -> BaseGeometry:
    try:
        return shapely.from_wkt(text)
    except shapely.errors.ShapelyError as error:
        raise AreaError(str(error)) from error


def _parse_geojson(text: str) -> BaseGeometry:
    try:
        value: Any = json.loads(text)  # JSON is untyped
        geometry = value["geometry"] if value.get("type") == "Feature" else value
        return shape(geometry)
    except (ValueError, KeyError, TypeError, AttributeError, shapely.errors.ShapelyError) as error:
        raise AreaError(f"{type(error).__name__}: {error}") from error
