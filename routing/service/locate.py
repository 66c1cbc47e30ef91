"""Where on the roads a location stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from routing.errors import Fault, InputError, SnapError, fault
from routing.geo import LonLat
from routing.problem.records import Location, Source
from routing.roads.snap import DEFAULT_RADIUS_M, SCHEMATIC_RADIUS_M, nearest_node, snap
from routing.roads.weights import EdgeWeights
from routing.service.network import Network


@dataclass(frozen=True, slots=True)
class Site:
    """A location found on the roads.

    `offset_m` is how far the stated position lies from it; `notes` say what was assumed.
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
    weights: EdgeWeights | None = None,
) -> Site:
    """Return where a location stands on the roads.

    With weights, a position on imported roads goes to a road that their profile may use.

    Raises
    ------
    InputError
        When the name is unknown or ambiguous, or no usable road lies within the radius.
    """
    source = source or Source()
    if location.lonlat is None:
        return _locate_place(network, location.place, source)
    return _locate_position(network, location.lonlat, source, weights)


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
    weights: EdgeWeights | None = None,
) -> tuple[list[Site | None], list[Fault]]:
    """Return the site of each location, None where there is none, and every fault."""
    sites: list[Site | None] = []
    faults: list[Fault] = []
    for location, source in located:
        try:
            sites.append(locate(network, location, source, weights=weights))
        except InputError as error:
            faults += error.faults
            sites.append(None)
    return sites, faults


def _locate_place(network: Network, name: str, source: Source) -> Site:
    found = network.places.find(name, file=source.file, row=source.row)
    place = found.place
    notes: tuple[Fault, ...] = ()
    if found.assumed_seat:
        assumed = fault(
            "service.assumed_seat",
            file=source.file,
            row=source.row,
            column="place",
            name=name,
            place=place.name,
            id=place.id,
        )
        notes = (assumed,)
    return Site(place.id, place.name, place.node, place.lonlat, 0.0, notes)


def _locate_position(
    network: Network, lonlat: LonLat, source: Source, weights: EdgeWeights | None
) -> Site:
    graph = network.graph
    # On a schematic network the nearest place is meant, whoever may drive there.
    usable = None if graph.schematic else weights
    try:
        point = snap(graph, lonlat, weights=usable)
    except SnapError as error:
        raise InputError([_off_roads(network, lonlat, source, usable)]) from error
    place = graph.node_id(point.node)
    if not point.schematic:
        return Site(
            place, f"{lonlat.lon:.5f}, {lonlat.lat:.5f}", point.node, lonlat, point.offset_m
        )
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


def _off_roads(
    network: Network, lonlat: LonLat, source: Source, weights: EdgeWeights | None
) -> Fault:
    schematic = network.graph.schematic
    node, offset_m = nearest_node(network.graph, lonlat, weights=weights)
    return fault(
        "roads.no_road_near",
        file=source.file,
        row=source.row,
        column="lon",
        lon=lonlat.lon,
        lat=lonlat.lat,
        radius_m=SCHEMATIC_RADIUS_M if schematic else DEFAULT_RADIUS_M,
        near=f"{network.graph.node_id(node)} ({offset_m:.0f} m)",
    )
