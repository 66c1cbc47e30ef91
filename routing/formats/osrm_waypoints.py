"""OSRM's waypoints: where positions were moved to on the roads."""

import base64
from collections.abc import Sequence

from routing.formats.osrm_errors import OsrmError
from routing.formats.osrm_query import Asked
from routing.geo import LonLat
from routing.roads.graph import RoadGraph
from routing.roads.road_points import NO_EDGE, RoadPoint
from routing.roads.router import Router

DEGREE_DECIMALS = 6


def move_to_roads(router: Router, asked: Asked) -> list[RoadPoint]:
    """Return the point on the roads of every position.

    Raises
    ------
    OsrmError
        ``NoSegment`` naming the first position without a road in its radius.
    """
    points: list[RoadPoint] = []
    for i, point in enumerate(router.closest.find_each(asked.lonlats, asked.wishes)):
        if point is None:
            raise no_segment(i)
        points.append(point)
    return points


def no_segment(index: int) -> OsrmError:
    """Return the refusal of a position far from all roads; clients read the number in it."""
    said = f"Could not find a matching segment for coordinate {index}"
    return OsrmError("NoSegment", said)


def waypoint(graph: RoadGraph, point: RoadPoint, *, gives_hint: bool) -> dict[str, object]:
    """Return a point as a waypoint."""
    found: dict[str, object] = {
        "name": road_name(graph, point),
        "location": place(point.lonlat),
        "distance": round(point.offset_m, 3),
    }
    return {"hint": _hint(graph, point), **found} if gives_hint else found


def waypoints(
    graph: RoadGraph, points: Sequence[RoadPoint], asked: Asked
) -> list[dict[str, object]]:
    """Return points as waypoints, with hints if they are wanted."""
    return [waypoint(graph, point, gives_hint=asked.gives_hints) for point in points]


def place(lonlat: LonLat) -> list[float]:
    """Return a position as longitude and latitude to six decimals."""
    return [round(lonlat.lon, DEGREE_DECIMALS), round(lonlat.lat, DEGREE_DECIMALS)]


def road_name(graph: RoadGraph, point: RoadPoint) -> str:
    """Return the name of the road a point is on, else its numbers; empty at a node."""
    if point.edge == NO_EDGE:
        return ""
    return graph.road_name(point.edge) or graph.road_ref(point.edge)


def node_number(graph: RoadGraph, node: int) -> int:
    """Return the number of a node in OpenStreetMap, else its place in the network."""
    digits = graph.node_id(node).lstrip("n")
    return int(digits) if digits.isascii() and digits.isdigit() else node


def _hint(graph: RoadGraph, point: RoadPoint) -> str:
    """Return a name for the spot that holds for this version of the roads."""
    spot = f"{graph.version}:{point.node}:{point.edge}:{point.share:.6f}"
    return base64.urlsafe_b64encode(spot.encode()).decode()
