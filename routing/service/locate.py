"""Where on the roads a location stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from routing.errors import Fault, InputError, fault
from routing.geo import LonLat
from routing.problem.records import Location, RequestRecord, Source
from routing.roads.closest import (
    DEFAULT_RADIUS_M,
    UNLIMITED,
    Closest,
    Wish,
)
from routing.roads.places import NO_NODE, Place
from routing.roads.road_points import RoadPoint, at_node
from routing.roads.router import Router
from routing.service.network import Network


@dataclass(frozen=True, slots=True)
class Site:
    """A location found on the roads.

    `node` is the node of the roads that it is. Where it is none, `NO_NODE`, each profile drives
    from the point nearest to `lonlat` on the roads open to it. `offset_m` is how far the stated
    position lies from the roads; `notes` say what was assumed.
    """

    place: str
    name: str
    node: int
    lonlat: LonLat
    offset_m: float = 0.0
    notes: tuple[Fault, ...] = ()


def locate(
    network: Network,
    location: Location,
    source: Source | None = None,
    *,
    closest: Closest | None = None,
) -> Site:
    """Return where a location stands on the roads.

    Parameters
    ----------
    closest
        Finds the roads that count; by default all, whoever may drive there.

    Raises
    ------
    InputError
        When the name is unknown or ambiguous, or no road lies within the radius.
    """
    source = source or Source()
    if location.lonlat is None:
        return _locate_place(network, location.place, source)
    return _locate_position(network, location.lonlat, source, closest or network.routers.closest)


def second_locations(record: RequestRecord) -> tuple[Location, ...]:
    """Return where a pair is brought to and where a request may be served instead."""
    terms = record.terms
    return (
        *((terms.to,) if terms.to else ()),
        *(place.location for place in terms.alternatives),
    )


def find_location_faults(network: Network, location: Location) -> tuple[Fault, ...]:
    """Return what is wrong with a location on the roads, nothing when it is sound."""
    try:
        locate(network, location)
    except InputError as error:
        return error.faults
    return ()


def locate_all(
    network: Network,
    located: Sequence[tuple[Location, Source | None]],
    *,
    closest: Closest | None = None,
) -> tuple[list[Site | None], list[Fault]]:
    """Return the site of each location, None where there is none, and every fault."""
    sites: list[Site | None] = []
    faults: list[Fault] = []
    for location, source in located:
        try:
            sites.append(locate(network, location, source, closest=closest))
        except InputError as error:
            faults += error.faults
            sites.append(None)
    return sites, faults


def site_of(network: Network, place: Place) -> Site:
    """Return where a place stands: at its node where it is one, else where it lies."""
    is_node = network.graph.schematic or network.graph.find_node(place.id) is not None
    return Site(place.id, place.name, place.node if is_node else NO_NODE, place.lonlat)


def find_points(router: Router, sites: Sequence[Site]) -> list[RoadPoint | None]:
    """Return where on the roads open to a profile drives to and from sites begin and end.

    None stands for a site without such a road within the radius.
    """
    points = [
        None if site.node == NO_NODE else at_node(router.graph, site.node, site.offset_m)
        for site in sites
    ]
    away = [i for i, site in enumerate(sites) if site.node == NO_NODE]
    if away:
        wishes = [Wish(DEFAULT_RADIUS_M)] * len(away)
        found = router.closest.find_each([sites[i].lonlat for i in away], wishes)
        for i, point in zip(away, found, strict=True):
            points[i] = point
    return points


def get_points(router: Router, sites: Sequence[Site]) -> list[RoadPoint]:
    """Return where on the roads open to a profile drives to and from sites begin and end.

    Raises
    ------
    InputError
        With every site that has no such road within the radius.
    """
    found = find_points(router, sites)
    points = [point for point in found if point is not None]
    if len(points) < len(sites):
        missing = [site.lonlat for site, point in zip(sites, found, strict=True) if point is None]
        raise InputError([_off_roads(router.closest, each, Source()) for each in missing])
    return points


def _locate_place(network: Network, name: str, source: Source) -> Site:
    found = network.places.find(name, file=source.file, row=source.row)
    place, site = found.place, site_of(network, found.place)
    if not found.assumed_seat:
        return site
    assumed = fault(
        "service.assumed_seat",
        file=source.file,
        row=source.row,
        column="place",
        name=name,
        place=place.name,
        id=place.id,
    )
    return Site(site.place, site.name, site.node, site.lonlat, notes=(assumed,))


def _locate_position(network: Network, lonlat: LonLat, source: Source, closest: Closest) -> Site:
    graph = network.graph
    near = closest.find(lonlat, Wish(closest.default_radius_m))
    if not near:
        raise InputError([_off_roads(closest, lonlat, source)])
    point = near[0]
    if not graph.schematic:
        at = f"{lonlat.lon:.5f}, {lonlat.lat:.5f}"
        return Site(f"{lonlat.lon:.6f},{lonlat.lat:.6f}", at, NO_NODE, lonlat, point.offset_m)
    place = graph.node_id(point.node)
    name = network.places.get(place).name
    moved = fault(
        "service.nearest_place",
        file=source.file,
        row=source.row,
        column="lon",
        lon=lonlat.lon,
        lat=lonlat.lat,
        place=name,
        id=place,
        offset_m=point.offset_m,
    )
    return Site(place, name, point.node, point.lonlat, point.offset_m, (moved,))


def _off_roads(closest: Closest, lonlat: LonLat, source: Source) -> Fault:
    near = closest.find(lonlat, Wish(UNLIMITED))
    return fault(
        "roads.no_road_near",
        file=source.file,
        row=source.row,
        column="lon",
        lon=lonlat.lon,
        lat=lonlat.lat,
        radius_m=closest.default_radius_m,
        near=f"{closest.describe(near[0])} ({near[0].offset_m:.0f} m)" if near else "–",
    )
