"""The roads of many quotes, each looked up once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from routing.errors import NoPathError
from routing.geo import LonLat
from routing.problem.records import ClosureRecord, HubRecord, Location
from routing.roads.paths import Path
from routing.service import Network, find_route
from routing.service.quoting import QUOTED_PROFILES

_LONLAT: Final = re.compile(r"(-?\d{1,3}(?:\.\d+)?)\s*,\s*(-?\d{1,2}(?:\.\d+)?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Road:
    """How goods reach where they are received; `hub` is None when that is no hub."""

    path: Path
    hub: HubRecord | None


class QuoteRoads:
    """Finds roads to hubs, at the closures in force, and remembers them."""

    def __init__(
        self, network: Network, hubs: Sequence[HubRecord], closures: tuple[ClosureRecord, ...]
    ) -> None:
        self.hubs = {hub.id: hub for hub in hubs}
        self._network = network
        self._closures = closures
        self._known: dict[tuple[Location, Location, datetime], Path | NoPathError] = {}

    def find(self, origin: Location, to: str, at: datetime) -> Road:
        """Return the road to a hub or place; when none is named, to the hub nearest in time.

        Raises
        ------
        InputError
            When a place is unknown.
        NoPathError
            When no road is open.
        """
        if to:
            return Road(self._path(origin, read_location(to, self.hubs), at), self.hubs.get(to))
        roads: list[Road] = []
        for hub in self.hubs.values():
            try:
                roads.append(Road(self._path(origin, hub.location, at), hub))
            except NoPathError:
                continue
        if not roads:
            raise NoPathError("no hub can be reached")
        return min(roads, key=lambda road: road.path.duration_s)

    def carry_m(self, origin: Location, goal: Location, at: datetime) -> int:
        """Return how far a sender carries goods to a meeting point, by the smallest vehicle."""
        return self._route(QUOTED_PROFILES[-1], origin, goal, at).distance_m

    def _path(self, origin: Location, goal: Location, at: datetime) -> Path:
        key = origin, goal, at
        if key not in self._known:
            try:
                self._known[key] = self._find_path(origin, goal, at)
            except NoPathError as error:
                self._known[key] = error
        found = self._known[key]
        if isinstance(found, NoPathError):
            raise found
        return found

    def _find_path(self, origin: Location, goal: Location, at: datetime) -> Path:
        for profile in QUOTED_PROFILES[:-1]:
            try:
                return self._route(profile, origin, goal, at)
            except NoPathError:
                continue
        return self._route(QUOTED_PROFILES[-1], origin, goal, at)

    def _route(self, profile: str, origin: Location, goal: Location, at: datetime) -> Path:
        return find_route(self._network, profile, origin, goal, at=at, closures=self._closures)[0]


def read_location(words: str, hubs: Mapping[str, HubRecord]) -> Location:
    """Return what words mean: a hub's id, ``LON,LAT``, else the name or id of a place."""
    if words in hubs:
        return hubs[words].location
    match = _LONLAT.fullmatch(words)
    if match:
        return Location(lonlat=LonLat(float(match[1]), float(match[2])))
    return Location(words)
