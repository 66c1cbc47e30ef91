"""Directions: the way between two locations step by step, and other good ways beside it."""

from dataclasses import dataclass
from datetime import datetime

from routing.errors import InputError, fault
from routing.geo import LonLat
from routing.problem.records import ClosureRecord, Location
from routing.roads.alternatives import list_alternatives
from routing.roads.closest import Wish
from routing.roads.conditions import Season
from routing.roads.drives import Drive, drive_climb_m, drive_elevation, drive_line
from routing.roads.road_points import RoadPoint, at_node
from routing.roads.router import Router, Routers
from routing.roads.snap import DEFAULT_RADIUS_M
from routing.roads.steps import Step
from routing.service.locate import locate
from routing.service.network import Network
from routing.service.travel import find_conditions, get_profile


@dataclass(frozen=True, slots=True)
class Way:
    """A drive with what to do on it, its line and its heights.

    `elevation` holds (metres from the start, metres above the sea).
    """

    drive: Drive
    steps: tuple[Step, ...]
    points: tuple[LonLat, ...]
    elevation: tuple[tuple[int, int], ...]
    climb_m: int
    descent_m: int


def find_directions(
    network: Network,
    profile_id: str,
    ends: tuple[Location, Location],
    *,
    at: datetime,
    season: Season | None = None,
    closures: tuple[ClosureRecord, ...] = (),
    alternatives: int = 0,
    routers: Routers | None = None,
) -> tuple[Way, ...]:
    """Return the chosen way between two locations at a moment, then up to so many others.

    Raises
    ------
    InputError
        When a place, profile or closure is unknown, or a position has no open road near.
    NoPathError
        When no road open to the profile joins them.
    """
    profile = get_profile(network, profile_id)
    met = find_conditions(network, at=at, season=season, closures=closures)
    routers = routers or Routers(network.graph, network.profiles)
    router = routers.get(profile.id, met.at(at, at, profile.id))
    start, goal = (_find_point(network, router, each) for each in ends)
    best = router.drive(start, goal)
    drives = (best, *list_alternatives(router, best, alternatives))
    return tuple(_describe(router, drive) for drive in drives)


def _find_point(network: Network, router: Router, location: Location) -> RoadPoint:
    if location.lonlat is None or network.graph.schematic:
        return at_node(network.graph, locate(network, location).node)
    found = router.closest.find(location.lonlat, Wish(DEFAULT_RADIUS_M))
    if not found:
        missing = fault(
            "roads.no_road_near",
            column="lon",
            lon=location.lonlat.lon,
            lat=location.lonlat.lat,
            radius_m=DEFAULT_RADIUS_M,
            near="–",
        )
        raise InputError([missing])
    return found[0]


def _describe(router: Router, drive: Drive) -> Way:
    graph = router.graph
    return Way(
        drive,
        router.steps(drive),
        drive_line(graph, drive),
        drive_elevation(graph, drive),
        *drive_climb_m(graph, drive),
    )
