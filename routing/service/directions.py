"""Directions: the way between two locations step by step, and other good ways beside it."""

from dataclasses import dataclass
from datetime import datetime

from routing.geo import LonLat
from routing.problem.records import ClosureRecord, Location
from routing.roads.alternatives import list_alternatives
from routing.roads.conditions import Season
from routing.roads.drive_heights import drive_climb_m, drive_elevation
from routing.roads.drives import Drive, drive_line
from routing.roads.router import Router
from routing.roads.steps import Step
from routing.service.locate import get_points, locate
from routing.service.network import Network
from routing.service.travel import find_router


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
) -> tuple[Way, ...]:
    """Return the chosen way between two locations at a moment, then up to so many others.

    Raises
    ------
    InputError
        When a place, profile or closure is unknown, or a position has no open road near.
    NoPathError
        When no road open to the profile joins them.
    """
    router = find_router(network, profile_id, at=at, season=season, closures=closures)
    sites = [locate(network, each, closest=router.closest) for each in ends]
    best = router.drive(*get_points(router, sites))
    drives = (best, *list_alternatives(router, best, alternatives))
    return tuple(_describe(router, drive) for drive in drives)


def _describe(router: Router, drive: Drive) -> Way:
    graph = router.graph
    return Way(
        drive,
        router.steps(drive),
        drive_line(graph, drive),
        drive_elevation(graph, drive),
        *drive_climb_m(graph, drive),
    )
