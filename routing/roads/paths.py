"""Single paths in the units people use, with how they look on the map and in height."""

from dataclasses import dataclass

from routing.geo import LonLat
from routing.roads.drive_heights import drive_climb_m, drive_elevation
from routing.roads.drives import Drive, drive_line
from routing.roads.graph import RoadGraph
from routing.units import MILLI, divide_half_up


@dataclass(frozen=True, slots=True)
class Path:
    """The chosen path between two points; sums are rounded once.

    `elevation` holds (metres from the start, metres above the sea); `roads` are numbers or names
    in order, without repeats in a row. The line of a path to its own start is its place, twice.
    """

    distance_m: int
    duration_s: int
    fuel_empty_ml: int
    fuel_full_ml: int
    climb_m: int
    descent_m: int
    points: tuple[LonLat, ...]
    elevation: tuple[tuple[int, int], ...]
    roads: tuple[str, ...]


def describe_drive(graph: RoadGraph, drive: Drive) -> Path:
    """Return a drive as a path."""
    climb_m, descent_m = drive_climb_m(graph, drive)
    return Path(
        distance_m=drive.distance_m,
        duration_s=divide_half_up(drive.time_ms, MILLI),
        fuel_empty_ml=divide_half_up(drive.fuel_empty_ul, MILLI),
        fuel_full_ml=divide_half_up(drive.fuel_full_ul, MILLI),
        climb_m=climb_m,
        descent_m=descent_m,
        points=drive_line(graph, drive),
        elevation=drive_elevation(graph, drive),
        roads=name_roads(graph, drive.edges),
    )


def name_roads(graph: RoadGraph, edges: tuple[int, ...]) -> tuple[str, ...]:
    """Return the numbers or names of the roads driven, in order, without repeats in a row."""
    roads: list[str] = []
    for edge in edges:
        label = graph.road_label(edge)
        if label and roads[-1:] != [label]:
            roads.append(label)
    return tuple(roads)
