"""OSRM's answer to a nearest query."""

import json

from routing.formats.osrm_query import NearestAsked
from routing.formats.osrm_waypoints import no_segment, node_number, waypoint
from routing.roads.graph import RoadGraph
from routing.roads.road_points import NO_EDGE, RoadPoint
from routing.roads.router import Router


def nearest_answer(router: Router, asked: NearestAsked) -> bytes:
    """Return the answer as JSON.

    Raises
    ------
    OsrmError
        ``NoSegment``.
    """
    general = asked.general
    found = router.closest.find(general.lonlats[0], general.wishes[0], asked.number)
    if not found:
        raise no_segment(0)
    answer: dict[str, object] = {"code": "Ok"}
    if general.gives_waypoints:
        answer["waypoints"] = [
            {
                "nodes": _nodes(router.graph, point),
                **waypoint(router.graph, point, gives_hint=general.gives_hints),
            }
            for point in found
        ]
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()


def _nodes(graph: RoadGraph, point: RoadPoint) -> list[int]:
    """Return the two nodes of the road a point is on; a node alone beside 0."""
    if point.edge == NO_EDGE:
        return [node_number(graph, point.node), 0]
    ends = int(graph.edges.tail[point.edge]), int(graph.edges.head[point.edge])
    return [node_number(graph, node) for node in ends]
