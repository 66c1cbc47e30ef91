"""Travel between stops by profile: from the matrices given, else from the roads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from routing.formats.vroom.document import NO_INDEX, Longs, Matrices, VroomDocument
from routing.formats.vroom.errors import Code, VroomError
from routing.formats.vroom.stops import Stops
from routing.geo import LonLat


@dataclass(frozen=True, slots=True, eq=False)
class Measures:
    """Seconds and, where known, metres and costs ``[from, to]`` between stops.

    A pair that no road joins has -1 in all of them.
    """

    durations_s: Longs
    distances_m: Longs | None = None
    costs: Longs | None = None


class Roads(Protocol):
    """Roads on which what no matrix tells is looked up."""

    def measure(self, profile: str, lonlats: Sequence[LonLat]) -> tuple[Longs, Longs]:
        """Return seconds and metres between positions, -1 where no road leads.

        Raises
        ------
        VroomError
            With code `Code.ROUTING` when a profile is unknown or a position far from all roads.
        """

    def line(self, profile: str, start: LonLat, end: LonLat) -> tuple[LonLat, ...]:
        """Return the way between two positions; raises as `measure` does."""


def find_measures(
    document: VroomDocument, stops: Stops, roads: Roads | None
) -> dict[str, Measures]:
    """Return the travel of every profile in use.

    Raises
    ------
    VroomError
        When a matrix is missing that no roads can stand in for.
    """
    faults: list[str] = []
    found: dict[str, Measures] = {}
    for profile in document.profiles:
        given = document.matrices.get(profile, Matrices())
        missing = _find_missing(document, profile, given)
        if missing and not _can_route(stops, roads):
            faults += [f"Missing {kind} matrix for profile {profile}." for kind in missing]
        else:
            driven = _drive(profile, stops, roads) if missing else None
            found[profile] = _join(given, stops, driven)
    if faults:
        hint = "Roads are used only where every place has coordinates."
        raise VroomError(Code.INPUT, [*faults, hint])
    return found


def _find_missing(document: VroomDocument, profile: str, given: Matrices) -> list[str]:
    missing = ["durations"] if given.durations_s is None else []
    mine = [vehicle for vehicle in document.vehicles if vehicle.profile == profile]
    wants_distance = document.options.geometry or any(each.costs.per_km for each in mine)
    if given.distances_m is None and wants_distance:
        missing.append("distances")
    return missing


def _can_route(stops: Stops, roads: Roads | None) -> bool:
    return roads is not None and all(place.lonlat is not None for place in stops.places)


def _drive(profile: str, stops: Stops, roads: Roads | None) -> tuple[Longs, Longs] | None:
    lonlats = [place.lonlat for place in stops.places if place.lonlat is not None]
    return None if roads is None else roads.measure(profile, lonlats)


def _join(given: Matrices, stops: Stops, driven: tuple[Longs, Longs] | None) -> Measures:
    rows = [place.index for place in stops.places]
    durations, distances, costs = (
        _cut(matrix, rows) for matrix in (given.durations_s, given.distances_m, given.costs)
    )
    if driven is not None:
        durations = driven[0] if durations is None else durations
        distances = driven[1] if distances is None else distances
    if durations is None:
        raise ValueError("want durations, given or driven")
    gone = durations < 0
    distances = None if distances is None else _without(distances, gone)
    costs = None if costs is None else _without(costs, gone)
    if distances is not None and (distances < 0).any():
        durations = _without(durations, distances < 0)
        costs = None if costs is None else _without(costs, distances < 0)
    return Measures(durations, distances, costs)


def _cut(matrix: Longs | None, rows: Sequence[int]) -> Longs | None:
    if matrix is None or NO_INDEX in rows:
        return None
    return matrix[np.ix_(rows, rows)]


def _without(matrix: Longs, gone: np.ndarray) -> Longs:
    return np.where(gone, -1, matrix)
