"""OSRM's answer to a route query."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np

from routing.errors import NoPathError
from routing.formats.osrm_errors import OsrmError
from routing.formats.osrm_geometry import geometry, simplify
from routing.formats.osrm_query import RouteAsked
from routing.formats.osrm_steps import annotation, seconds, step_objects, weight
from routing.formats.osrm_waypoints import move_to_roads, waypoints
from routing.geo import LonLat
from routing.roads.alternatives import list_alternatives
from routing.roads.drives import Drive, drive_line
from routing.roads.road_points import BACKWARD, FORWARD, NO_EDGE, RoadPoint
from routing.roads.router import Router

WEIGHT_NAME: Final = "routability"
_MAJOR_ROADS: Final = 2

Leg = tuple[Drive, ...]
"""What is driven between two waypoints, by way of the positions between them."""


def route_answer(router: Router, asked: RouteAsked) -> bytes:
    """Return the answer as JSON.

    Raises
    ------
    OsrmError
        ``NoSegment`` or ``NoRoute``.
    """
    points = move_to_roads(router, asked.general)
    drives = _drive_all(router, points, straight=asked.continue_straight)
    ways = [drives]
    if asked.alternatives and len(points) == 2:
        ways += [[other] for other in list_alternatives(router, drives[0], asked.alternatives)]
    answer: dict[str, object] = {
        "code": "Ok",
        "routes": [_route(router, asked, _split(way, asked.waypoints)) for way in ways],
    }
    if asked.general.gives_waypoints:
        ends = [points[i] for i in asked.waypoints]
        answer["waypoints"] = waypoints(router.graph, ends, asked.general)
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()


def _drive_all(router: Router, points: Sequence[RoadPoint], *, straight: bool) -> list[Drive]:
    """Return the drives between points one after the other.

    Going straight on means to leave a point in the direction it was reached, unless there is
    no such way.
    """
    drives: list[Drive] = []
    for start, goal in pairwise(points):
        onward = _keep_direction(router, drives[-1]) if straight and drives else None
        try:
            drives.append(router.drive(onward or start, goal))
        except NoPathError:
            drives.append(_drive(router, start, goal))
    return drives


def _drive(router: Router, start: RoadPoint, goal: RoadPoint) -> Drive:
    try:
        return router.drive(start, goal)
    except NoPathError as error:
        raise OsrmError("NoRoute", "No route found between points") from error


def _keep_direction(router: Router, arrived: Drive) -> RoadPoint | None:
    """Return the point arrived at with only the side on which one arrived."""
    goal = arrived.goal
    if goal.edge == NO_EDGE or not arrived.pieces:
        return None
    last = arrived.pieces[-1].edge
    twin = int(router.graph.edges.twin[goal.edge])
    if last not in (goal.edge, twin):
        return None
    return replace(goal, sides=FORWARD if last == goal.edge else BACKWARD)


def _split(drives: Sequence[Drive], waypoints: tuple[int, ...]) -> list[Leg]:
    return [tuple(drives[first:last]) for first, last in pairwise(waypoints)]


def _route(router: Router, asked: RouteAsked, legs: Sequence[Leg]) -> dict[str, object]:
    objects = [_leg(router, asked, leg) for leg in legs]
    drives = [drive for leg in legs for drive in leg]
    route: dict[str, object] = {
        "distance": sum(drive.distance_m for drive in drives),
        "duration": seconds(sum(drive.time_ms for drive in drives)),
        "weight": weight(sum(drive.choice for drive in drives)),
        "weight_name": WEIGHT_NAME,
        "legs": objects,
    }
    if asked.overview != "false":
        line = _join(router, drives)
        shown = line if asked.overview == "full" else simplify(line)
        route["geometry"] = geometry(shown, asked.geometries)
    return route


def _join(router: Router, drives: Sequence[Drive]) -> tuple[LonLat, ...]:
    points: list[LonLat] = []
    for drive in drives:
        line = drive_line(router.graph, drive)
        points += line[1:] if points and points[-1] == line[0] else line
    return tuple(points)


def _leg(router: Router, asked: RouteAsked, leg: Leg) -> dict[str, object]:
    drive = _join_drives(leg)
    found: dict[str, object] = {
        "distance": drive.distance_m,
        "duration": seconds(drive.time_ms),
        "weight": weight(drive.choice),
        "summary": "",
        "steps": [],
    }
    if asked.steps:
        steps = router.steps(drive)
        roads = Counter({step.road: 0 for step in steps})
        for step in steps:
            roads[step.road] += step.distance_m
        major = {road for road, metres in roads.most_common(_MAJOR_ROADS + 1) if road and metres}
        shown = [road for road in roads if road in major][:_MAJOR_ROADS]
        found["summary"] = ", ".join(shown)
        found["steps"] = step_objects(steps, asked.geometries)
    if asked.annotations:
        found["annotation"] = annotation(router.graph, drive, asked.annotations)
    return found


def _join_drives(leg: Leg) -> Drive:
    """Return one drive over the pieces of all drives of a leg."""
    if len(leg) == 1:
        return leg[0]
    pieces = tuple(piece for drive in leg for piece in drive.pieces)
    costs = np.concatenate([drive.costs for drive in leg])
    return Drive(leg[0].start, leg[-1].goal, pieces, costs)
