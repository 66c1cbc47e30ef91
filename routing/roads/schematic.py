"""A schematic network from tables of places and segments: the embedded sample is built so.

What the tables do not say is assumed by the formulas below; what they assume themselves
(widths, truck limits, steepest grades) stays an assumption.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from routing.geo import LonLat, crow_m
from routing.roads.columns import Edges, Nodes, Points
from routing.roads.graph import RoadGraph, RoadsInfo
from routing.roads.vocabulary import NO_TRUCK_LIMIT_G, OPEN_TO_ALL, ROAD_CLASSES, SURFACES, Feature

CLIMB_SHARE: Final = 0.7
"""Steady climbs take this share of the steepest grade."""

ROLL_SHARE: Final = 0.25
"""Road not needed for the net climb rolls up and down at this share of the steepest grade."""

ARC_M: Final[Mapping[str, float]] = {
    "expressway": 1500.0,
    "national": 150.0,
    "provincial": 120.0,
    "district": 100.0,
    "street": 100.0,
    "commune": 80.0,
    "track": 50.0,
}
"""Usual length of one bend, by road class."""


@dataclass(frozen=True, slots=True)
class Point:
    """A node of the network to be."""

    id: str
    lonlat: LonLat
    elevation_m: float


@dataclass(frozen=True, slots=True)
class Segment:
    """A road between two points, as a table states it. `max_grade` holds for both directions."""

    row: int
    from_id: str
    to_id: str
    ref: str
    name: str
    length_m: float
    road_class: str
    surface: str
    width_m: float
    truck_limit_g: int
    max_grade: float
    features: Feature

    def __post_init__(self) -> None:
        faults = []
        if self.road_class not in ARC_M:
            faults.append(f"road_class = {self.road_class}, want one of {', '.join(ARC_M)}")
        if self.surface not in SURFACES:
            faults.append(f"surface = {self.surface}, want one of {', '.join(SURFACES)}")
        if not (self.length_m > 0 and self.width_m > 0 and 0 < self.max_grade < 1):
            faults.append("want length_m > 0, width_m > 0 and 0 < max_grade < 1")
        if faults:
            raise ValueError(f"segment {self.row}: " + "; ".join(faults))


@dataclass(frozen=True, slots=True)
class Slope:
    """How an edge climbs and falls in driving direction."""

    climb_m: float
    descent_m: float
    uphill_m: float
    downhill_m: float
    max_grade: float
    max_descent: float

    def reversed(self) -> "Slope":
        """Return the same road driven the other way."""
        return Slope(
            self.descent_m,
            self.climb_m,
            self.downhill_m,
            self.uphill_m,
            self.max_descent,
            self.max_grade,
        )


def assume_slope(length_m: float, rise_m: float, max_grade: float) -> Slope:
    """Return the slope of a road of which only length, net rise and steepest grade are known.

    Notes
    -----
    The net rise is won at `CLIMB_SHARE` of the steepest grade, or more gently or steeply when
    the length leaves no choice. The rest of the road rolls: half of it up, half down, at
    `ROLL_SHARE` of the steepest grade. The steepest grade stands in the direction of the net
    rise; the steepest counter-slope shrinks as the steady climb fills the road.
    """
    height = abs(rise_m)
    steepest = max(max_grade, height / length_m)
    steady_m = min(length_m, height / (CLIMB_SHARE * steepest))
    half_roll_m = (length_m - steady_m) / 2
    roll_height = half_roll_m * ROLL_SHARE * steepest
    counter = steepest * max(ROLL_SHARE, 1 - steady_m / length_m) if half_roll_m else 0.0
    slope = Slope(
        height + roll_height,
        roll_height,
        steady_m + half_roll_m,
        half_roll_m,
        steepest,
        counter,
    )
    return slope if rise_m >= 0 else slope.reversed()


def bend_radius_m(sinuosity: float, arc_m: float) -> float:
    """Return the radius of bends that make a road longer than the straight line.

    Notes
    -----
    The road is taken as a chain of circular arcs that swing left and right alternately, each
    `arc_m` long and spanning the angle 2α. Length over chord of an arc is the sinuosity,
    α / sin α, and its radius is `arc_m` / 2α. α is found by bisection.
    """
    if sinuosity <= 1.0:
        return math.inf
    low, high = 0.0, math.pi
    for _ in range(60):
        half = (low + high) / 2
        low, high = (half, high) if half < sinuosity * math.sin(half) else (low, half)
    return arc_m / (2 * high)


def build_schematic(
    points: Sequence[Point], segments: Sequence[Segment], info: RoadsInfo
) -> RoadGraph:
    """Return the network of both directions of every segment, straight between its points.

    Raises
    ------
    ValueError
        When a segment names an unknown point.
    """
    ordered = sorted(points, key=lambda point: point.id.encode())
    index = {point.id: i for i, point in enumerate(ordered)}
    unknown = {each for s in segments for each in (s.from_id, s.to_id)} - set(index)
    if unknown:
        raise ValueError(f"segments name unknown points: {', '.join(sorted(unknown))}")
    rows = [row for segment in segments for row in _both_ways(segment, index, ordered)]
    rows.sort(key=lambda row: str(row["id"]).encode())
    words = ("", *sorted({str(row[key]) for row in rows for key in ("ref", "name")} - {""}))
    return RoadGraph(
        info, _build_nodes(ordered), _build_edges(rows, words), _build_points(rows, ordered), words
    )


def _both_ways(
    segment: Segment, index: Mapping[str, int], points: Sequence[Point]
) -> list[dict[str, object]]:
    a, b = points[index[segment.from_id]], points[index[segment.to_id]]
    crow = crow_m(a.lonlat, b.lonlat)
    length_m = max(round(segment.length_m), math.ceil(crow))
    radius = bend_radius_m(length_m / crow, ARC_M[segment.road_class])
    slope = assume_slope(length_m, b.elevation_m - a.elevation_m, segment.max_grade)
    common: dict[str, object] = {
        "length_m": length_m,
        "bend_radius_m": round(radius, 1),
        "width_m": segment.width_m,
        "truck_limit_g": segment.truck_limit_g or NO_TRUCK_LIMIT_G,
        "road_class": ROAD_CLASSES.index(segment.road_class),
        "surface": SURFACES.index(segment.surface),
        "ref": segment.ref,
        "name": segment.name,
    }
    way = f"sample-{segment.row}"
    forth = _directed(way, a.id, b.id, index, slope) | {"features": segment.features}
    back = _directed(way, b.id, a.id, index, slope.reversed()) | {
        "features": segment.features | Feature.BACKWARD
    }
    return [common | forth, common | back]


def _directed(
    way: str, tail: str, head: str, index: Mapping[str, int], slope: Slope
) -> dict[str, object]:
    return {
        "id": f"{way}:{tail}:{head}",
        "twin_id": f"{way}:{head}:{tail}",
        "tail": index[tail],
        "head": index[head],
        "climb_m": round(slope.climb_m, 1),
        "descent_m": round(slope.descent_m, 1),
        "uphill_m": round(slope.uphill_m, 1),
        "downhill_m": round(slope.downhill_m, 1),
        "max_grade": round(slope.max_grade, 4),
        "max_descent": round(slope.max_descent, 4),
    }


def _build_nodes(points: Sequence[Point]) -> Nodes:
    return Nodes(
        id=np.array([point.id.encode() for point in points]),
        lon=np.array([point.lonlat.lon for point in points]),
        lat=np.array([point.lonlat.lat for point in points]),
        elevation_m=np.array([point.elevation_m for point in points], np.float32),
    )


def _build_edges(rows: Sequence[Mapping[str, object]], words: Sequence[str]) -> Edges:
    place = {row["id"]: i for i, row in enumerate(rows)}
    word = {each: i for i, each in enumerate(words)}
    n = len(rows)
    computed: dict[str, object] = {
        "id": np.array([str(row["id"]).encode() for row in rows]),
        "twin": [place[row["twin_id"]] for row in rows],
        "ref": [word[str(row["ref"])] for row in rows],
        "name": [word[str(row["name"])] for row in rows],
        "max_speed_kph": [0.0] * n,
        "access": [OPEN_TO_ALL] * n,
        "point_start": [2 * i for i in range(n)],
        "point_count": [2] * n,
    }
    columns = {
        name: np.array(computed.get(name, [row.get(name) for row in rows]), dtype=kind)
        for name, kind in Edges.kinds.items()
    }
    return Edges(**columns)


def _build_points(rows: Sequence[Mapping[str, object]], nodes: Sequence[Point]) -> Points:
    ends = [nodes[int(str(row[key]))] for row in rows for key in ("tail", "head")]
    return Points(
        lon=np.array([point.lonlat.lon for point in ends]),
        lat=np.array([point.lonlat.lat for point in ends]),
        elevation_m=np.array([point.elevation_m for point in ends], np.float32),
    )
