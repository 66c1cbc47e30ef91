"""The points on the roads closest to positions, as OSRM looks for them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.geo import EARTH_RADIUS_M, LonLat, crow_m
from routing.roads.bearings import bearing_deg, turn_deg
from routing.roads.drives import locate_on_edge
from routing.roads.ground import Ground, crow_each_m
from routing.roads.line_index import either_way
from routing.roads.road_points import BACKWARD, BOTH, FORWARD, NO_EDGE, RoadPoint
from routing.roads.usable_roads import UsableRoads

UNLIMITED: Final = math.inf
DEFAULT_RADIUS_M: Final = 1_000
SCHEMATIC_RADIUS_M: Final = 5_000
"""On a schematic network a position goes to the nearest place, and lines say nothing."""

_FIRST_LOOK_M: Final = 500.0
_FARTHEST_M: Final = EARTH_RADIUS_M * math.pi
_ON_THE_LINE_M: Final = 1.0
_STEP: Final = 1e-3


@dataclass(frozen=True, slots=True)
class Wish:
    """How a position is to be moved onto the roads.

    `bearing` is (degrees clockwise from north, degrees it may differ). `approach` is
    ``unrestricted``, ``curb`` (with the position on the right hand) or ``opposite``.
    """

    radius_m: float = UNLIMITED
    bearing: tuple[int, int] | None = None
    approach: str = "unrestricted"

    @property
    def is_plain(self) -> bool:
        """Tell whether any direction will do."""
        return self.bearing is None and self.approach == "unrestricted"


class Closest:
    """Finds points on the open roads of a profile.

    On a schematic network, whose lines are straight where roads are not, points are its nodes,
    open or not, and directions are not looked at: goods wait at a place that cannot be reached.

    Parameters
    ----------
    is_open
        One truth per edge: which of the usable roads are open now.
    """

    def __init__(self, ground: Ground, usable: UsableRoads, is_open: NDArray[np.bool_]) -> None:
        self._ground = ground
        self._roads = usable
        self._graph = ground.graph
        self._is_open = is_open

    @property
    def default_radius_m(self) -> int:
        """How far to look unless someone says otherwise."""
        return SCHEMATIC_RADIUS_M if self._graph.schematic else DEFAULT_RADIUS_M

    def describe(self, point: RoadPoint) -> str:
        """Return what to call a point: its road, else its node."""
        label = "" if point.is_node else self._graph.road_label(point.edge)
        return label or self._graph.node_id(point.node)

    def find(self, lonlat: LonLat, wish: Wish, number: int = 1) -> list[RoadPoint]:
        """Return up to so many points, the closest first, each on another road."""
        if self._graph.schematic:
            return self._find_nodes(lonlat, wish.radius_m, number)
        reach = min(_FIRST_LOOK_M, wish.radius_m)
        while True:
            found = self._within(lonlat, reach, wish, number)
            if len(found) >= number or reach >= min(wish.radius_m, _FARTHEST_M):
                return found[:number]
            reach = min(reach * 4, wish.radius_m)

    def find_each(
        self, lonlats: Sequence[LonLat], wishes: Sequence[Wish]
    ) -> list[RoadPoint | None]:
        """Return the closest point of each position, None where there is none in its radius."""
        if self._graph.schematic:
            return self._nearest_nodes(lonlats, wishes)
        if not len(self._roads.lines):
            return [None] * len(lonlats)
        asked = np.array([(place.lon, place.lat) for place in lonlats]).reshape(-1, 2)
        fallen = self._roads.lines.nearest(asked)
        offset_m = crow_each_m(asked, np.column_stack([fallen.lon, fallen.lat]))
        ends = self._graph.edges
        node = np.where(fallen.share < 0.5, ends.tail[fallen.edge], ends.head[fallen.edge])
        columns = (fallen.lon, fallen.lat, offset_m, node, fallen.edge, fallen.share)
        rows = zip(*(column.tolist() for column in columns), strict=True)
        points = [RoadPoint(LonLat(lon, lat), *rest) for lon, lat, *rest in rows]
        return [self._settle(*each) for each in zip(lonlats, wishes, points, strict=True)]

    @cached_property
    def _is_open_either_way(self) -> NDArray[np.bool_]:
        return either_way(self._graph, self._is_open)

    def _settle(self, lonlat: LonLat, wish: Wish, point: RoadPoint) -> RoadPoint | None:
        """Return the point of the nearest road if it will do, else the closest that does."""
        if wish.is_plain and self._is_open_either_way[point.edge]:
            return point if point.offset_m <= wish.radius_m else None
        found = self.find(lonlat, wish)
        return found[0] if found else None

    def _within(self, lonlat: LonLat, reach_m: float, wish: Wish, number: int) -> list[RoadPoint]:
        near = self._roads.lines.near(lonlat, reach_m, self._is_open_either_way)
        found: list[RoadPoint] = []
        for edge, share in zip(near.edge.tolist(), near.share.tolist(), strict=True):
            point = self._point(lonlat, edge, share)
            sides = self._sides(lonlat, point, wish)
            if sides and point.offset_m <= wish.radius_m:
                found.append(replace(point, sides=sides))
            if len(found) == number:
                break
        return found

    def _point(self, lonlat: LonLat, edge: int, share: float) -> RoadPoint:
        place = locate_on_edge(self._graph, edge, share)
        ends = self._graph.edges.tail if share < 0.5 else self._graph.edges.head
        return RoadPoint(place, crow_m(lonlat, place), int(ends[edge]), edge, share)

    def _sides(self, lonlat: LonLat, point: RoadPoint, wish: Wish) -> int:
        """Return which ways of a road fit a wish; 0 when none does."""
        if wish.is_plain:
            return BOTH
        twin = int(self._graph.edges.twin[point.edge])
        sides = FORWARD if self._is_open[point.edge] else 0
        sides |= BACKWARD if twin != NO_EDGE and self._is_open[twin] else 0
        along = self._bearing_at(point)
        if wish.bearing is not None:
            asked, range_deg = wish.bearing
            sides &= FORWARD * (abs(turn_deg(along, asked)) <= range_deg) | BACKWARD * (
                abs(turn_deg(along + 180, asked)) <= range_deg
            )
        if wish.approach != "unrestricted" and point.offset_m > _ON_THE_LINE_M:
            is_right = turn_deg(along, bearing_deg(point.lonlat, lonlat)) > 0
            kerb = FORWARD if is_right == (wish.approach == "curb") else BACKWARD
            sides = sides & kerb or sides
        return sides

    def _bearing_at(self, point: RoadPoint) -> float:
        before = locate_on_edge(self._graph, point.edge, max(0.0, point.share - _STEP))
        after = locate_on_edge(self._graph, point.edge, min(1.0, point.share + _STEP))
        return bearing_deg(before, after)

    def _find_nodes(self, lonlat: LonLat, radius_m: float, number: int) -> list[RoadPoint]:
        points = [
            self._node_point(lonlat, node) for node in self._ground.nearest_nodes(lonlat, number)
        ]
        return [point for point in points if point.offset_m <= radius_m]

    def _nearest_nodes(
        self, lonlats: Sequence[LonLat], wishes: Sequence[Wish]
    ) -> list[RoadPoint | None]:
        nodes = self._ground.nearest_node_of_each(lonlats)
        points = [
            self._node_point(lonlat, node) for lonlat, node in zip(lonlats, nodes, strict=True)
        ]
        return [
            point if point.offset_m <= wish.radius_m else None
            for point, wish in zip(points, wishes, strict=True)
        ]

    def _node_point(self, lonlat: LonLat, node: int) -> RoadPoint:
        place = self._graph.lonlat(node)
        return RoadPoint(place, crow_m(lonlat, place), node)
