"""What lies within a time of a place: roads and other places, from there or to there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from routing.problem.records import ClosureRecord, Location
from routing.roads.conditions import Season
from routing.roads.isochrones import Isochrone, find_isochrones
from routing.roads.places import NO_NODE, Place
from routing.roads.road_points import RoadPoint
from routing.roads.router import Router
from routing.service.locate import Site, find_points, get_points, locate, site_of
from routing.service.network import Network
from routing.service.travel import find_router
from routing.units import MILLI

_MS_PER_MIN = 60 * MILLI


@dataclass(frozen=True, slots=True)
class Reached:
    """What is reached within some minutes; `road_m` counts a road once, whichever way."""

    minutes: int
    isochrone: Isochrone
    road_m: int
    places: tuple[Place, ...]


def find_reached(
    network: Network,
    profile_id: str,
    place: Location,
    minutes: Sequence[int],
    *,
    inbound: bool = False,
    at: datetime,
    season: Season | None = None,
    closures: tuple[ClosureRecord, ...] = (),
) -> tuple[Site, tuple[Reached, ...]]:
    """Return where a place is, and what it reaches within each of some times.

    Parameters
    ----------
    inbound
        Ask instead from where the place, such as a hub, is reached.

    Raises
    ------
    InputError
        When the place, the profile or a closure is unknown, or no open road lies near.
    """
    router = find_router(network, profile_id, at=at, season=season, closures=closures)
    site = locate(network, place, closest=router.closest)
    (point,) = get_points(router, [site])
    limits = [each * _MS_PER_MIN for each in minutes]
    times = _times_of_places(network, router, point, inbound=inbound)
    return site, tuple(
        Reached(
            limit // _MS_PER_MIN,
            isochrone,
            _length_m(router, isochrone),
            tuple(each for each, time_ms in times if 0 <= time_ms <= limit),
        )
        for limit, isochrone in zip(
            limits, find_isochrones(router, point, limits, inbound=inbound), strict=True
        )
    )


def _times_of_places(
    network: Network, router: Router, point: RoadPoint, *, inbound: bool
) -> list[tuple[Place, int]]:
    """Return the places on the roads and their milliseconds, the nearest first."""
    places = [each for each in network.places if each.node != NO_NODE]
    found = find_points(router, [site_of(network, each) for each in places])
    known = [(each, spot) for each, spot in zip(places, found, strict=True) if spot is not None]
    spots = [spot for _, spot in known]
    table = router.table(spots, [point]) if inbound else router.table([point], spots)
    times = table.time_ms.reshape(-1).tolist()
    pairs = ((each, time) for (each, _), time in zip(known, times, strict=True))
    return sorted(pairs, key=lambda pair: (pair[1], pair[0].id))


def _length_m(router: Router, isochrone: Isochrone) -> int:
    lengths = router.graph.edges.length_m
    parts = isochrone.roads(router.graph)
    return round(sum(float(lengths[part.edge]) * (part.end - part.begin) for part in parts))
