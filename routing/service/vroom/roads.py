"""Our roads as VROOM's problems ask for them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from routing.errors import NoPathError
from routing.formats.vroom.document import Longs
from routing.formats.vroom.errors import Code, VroomError
from routing.geo import LonLat
from routing.roads.closest import Wish
from routing.roads.drives import drive_line
from routing.roads.road_points import RoadPoint
from routing.roads.router import Router
from routing.service.profile_names import USUAL_NAMES, find_profile
from routing.units import MILLI

RADIUS_M: Final = 35_000.0
"""How far a position may be moved onto the roads; VROOM asks OSRM for the same."""

_WISH: Final = Wish(RADIUS_M)
FindRouter = Callable[[str], Router]


@dataclass(frozen=True)
class RoutedRoads:
    """Roads looked up by the routers of profiles.

    `list_profiles` tells which there are; `usual` is the one that programs mean which know of
    one only.
    """

    find_router: FindRouter
    list_profiles: Callable[[], Collection[str]]
    usual: str

    def measure(self, profile: str, lonlats: Sequence[LonLat]) -> tuple[Longs, Longs]:
        """Return seconds and metres between positions, -1 where no road leads.

        Raises
        ------
        VroomError
            When the profile is unknown or positions are far from all roads, naming each.
        """
        router = self._router(profile)
        points = _move_to_roads(router, lonlats)
        table = router.table(points, points)
        gone = table.time_ms < 0
        seconds = np.where(gone, -1, (table.time_ms + MILLI // 2) // MILLI)
        return seconds.astype(np.int64), np.where(gone, -1, table.distance_m).astype(np.int64)

    def line(self, profile: str, start: LonLat, end: LonLat) -> tuple[LonLat, ...]:
        """Return the way between two positions, just the two where no road leads."""
        router = self._router(profile)
        origin, goal = _move_to_roads(router, (start, end))
        try:
            return drive_line(router.graph, router.drive(origin, goal))
        except NoPathError:
            return (start, end)

    def _router(self, profile: str) -> Router:
        known = self.list_profiles()
        found = find_profile(profile, known, self.usual)
        if found is None:
            names = ", ".join((*USUAL_NAMES, *sorted(known)))
            said = f"Invalid profile: {profile}, want one of: {names}."
            raise VroomError(Code.INPUT, [said])
        return self.find_router(found)


def _move_to_roads(router: Router, lonlats: Sequence[LonLat]) -> list[RoadPoint]:
    found = router.closest.find_each(lonlats, [_WISH] * len(lonlats))
    faults = [
        f"No road within {RADIUS_M / MILLI:.0f} km of [{lonlat.lon:g}, {lonlat.lat:g}]."
        for lonlat, point in zip(lonlats, found, strict=True)
        if point is None
    ]
    if faults:
        raise VroomError(Code.ROUTING, faults)
    return [point for point in found if point is not None]
