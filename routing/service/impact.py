"""What closures would do, before they are stored: who is cut off, who drives how far round."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from routing.problem.horizon import DEFAULT_ZONE
from routing.problem.records import ClosureRecord
from routing.roads.closures import resolve_closures
from routing.roads.conditions import Closure, Conditions, Season, default_season
from routing.roads.describe import find_reach
from routing.roads.places import NO_NODE, Place
from routing.roads.road_points import RoadPoint
from routing.roads.router import Router
from routing.roads.signed_closures import signed_closures
from routing.service.locate import find_points, site_of
from routing.service.network import Network
from routing.service.travel import get_profile
from routing.units import MILLI, divide_half_up

Longs = NDArray[np.int64]
TOWN_RANK = 1
_NO_WAY = 2**61


@dataclass(frozen=True, slots=True)
class Trip:
    """There and back from a place to the nearest goal, without and with the closures.

    `goal_after` may be another one than `goal`. Without a way left `after_s` and `after_m` are
    None, and `goal_after` is too.
    """

    place: Place
    goal: Place
    before_s: int
    before_m: int
    goal_after: Place | None = None
    after_s: int | None = None
    after_m: int | None = None

    @property
    def extra_s(self) -> int:
        """Seconds more than before; of a trip cut off none are known and it is 0."""
        return 0 if self.after_s is None else self.after_s - self.before_s

    @property
    def extra_m(self) -> int:
        """Metres more than before, less than 0 when the way round is slow but short."""
        return 0 if self.after_m is None else self.after_m - self.before_m


@dataclass(frozen=True, slots=True)
class ProfileImpact:
    """What closures do to one profile.

    `cut_off` are places that reached a goal and now reach none, `detours` those with a longer
    way, the longest first. `links` are ways between goals that are longer or gone. `lost_nodes`
    counts junctions that no longer reach the main part of the network.
    """

    profile: str
    cut_off: tuple[Trip, ...]
    detours: tuple[Trip, ...]
    links: tuple[Trip, ...]
    lost_nodes: int


@dataclass(frozen=True, slots=True)
class Impact:
    """What closures touch and do; lengths count each direction."""

    edges: tuple[int, ...]
    length_m: int
    roads: tuple[str, ...]
    goals: tuple[Place, ...]
    profiles: tuple[ProfileImpact, ...]


def preview_closures(
    network: Network,
    records: Sequence[ClosureRecord],
    *,
    standing: Sequence[ClosureRecord] = (),
    season: Season | None = None,
    goals: Sequence[Place] = (),
    profiles: Sequence[str] = (),
) -> Impact:
    """Return what closures would do while all of them hold; nothing is changed.

    What signs bar at times counts as it does at the first moment closed, by the region's clock.

    Parameters
    ----------
    standing
        Closures there are already; those count that overlap the new ones in time.
    season
        By default that of the first moment closed.
    goals
        Places that must be reached, such as hubs; by default all towns.
    profiles
        Ids of the profiles looked at; by default all.

    Raises
    ------
    InputError
        With every closure that names no known road, or a profile that is unknown.
    ValueError
        When there is no closure to look at.
    """
    names = [get_profile(network, each).id for each in profiles or sorted(network.profiles)]
    closures = _resolve(network, records, network.profiles)
    start, end = _span(closures)
    standing_now = tuple(each for each in _resolve(network, standing) if each.overlaps(start, end))
    signs = signed_closures(network.graph, network.profiles, ZoneInfo(DEFAULT_ZONE))
    standing_now += tuple(each for each in signs if each.overlaps(start, start))
    before = Conditions(season or default_season(start.date()), standing_now)
    after = Conditions(before.season, (*standing_now, *closures))
    goals = goals or [each for each in network.places if each.rank <= TOWN_RANK]
    goals = tuple(goal for goal in goals if goal.node != NO_NODE)
    graph = network.graph
    edges = sorted({edge for closure in closures for edge in closure.edges})
    return Impact(
        tuple(edges),
        sum(int(graph.edges.length_m[edge]) for edge in edges),
        tuple(sorted({graph.road_label(edge) for edge in edges} - {""})),
        goals,
        tuple(
            _compare(
                network,
                goals,
                network.routers.get(profile, before.at(start, end, profile)),
                network.routers.get(profile, after.at(start, end, profile)),
            )
            for profile in names
        ),
    )


def _resolve(
    network: Network, records: Sequence[ClosureRecord], profiles: Iterable[str] | None = None
) -> tuple[Closure, ...]:
    return resolve_closures(
        records, network.graph, network.places, network.km_posts, profiles=profiles
    )


def _span(closures: Sequence[Closure]) -> tuple[datetime, datetime]:
    if not closures:
        raise ValueError("want at least one closure")
    return min(each.start for each in closures), max(each.end for each in closures)


def _compare(
    network: Network, goals: Sequence[Place], before: Router, after: Router
) -> ProfileImpact:
    places = [place for place in network.places if place.node != NO_NODE]
    trips = list(_find_trips(network, places, goals, before, after))
    reach = [find_reach(network.graph, router.weights) for router in (before, after)]
    return ProfileImpact(
        before.weights.profile,
        tuple(trip for trip in trips if trip.after_s is None),
        _longest_first(trip for trip in trips if trip.after_s is not None),
        _longest_first(_find_links(network, goals, before, after)),
        max(0, reach[0].nodes - reach[1].nodes),
    )


def _longest_first(trips: Iterator[Trip]) -> tuple[Trip, ...]:
    """Return trips that are longer or gone, those that are gone first."""
    hit = [trip for trip in trips if trip.after_s is None or trip.extra_s > 0]
    return tuple(sorted(hit, key=lambda trip: (trip.after_s is not None, -trip.extra_s)))


@dataclass(frozen=True, slots=True, eq=False)
class _RoundTrips:
    """Milliseconds and metres there and back ``[place, goal]``, `_NO_WAY` where one is missing."""

    time_ms: Longs
    distance_m: Longs

    @classmethod
    def of(
        cls, network: Network, router: Router, places: Sequence[Place], goals: Sequence[Place]
    ) -> "_RoundTrips":
        begin, end = (_stand(network, router, each) for each in (places, goals))
        there = router.table(begin.points, end.points)
        back = router.table(end.points, begin.points)
        gone = (there.time_ms < 0) | (back.time_ms.T < 0)
        sums = (there.time_ms + back.time_ms.T, there.distance_m + back.distance_m.T)
        known, shape = np.ix_(begin.rows, end.rows), (len(places), len(goals))
        cells = [np.full(shape, _NO_WAY, np.int64) for _ in sums]
        for whole, total in zip(cells, sums, strict=True):
            whole[known] = np.where(gone, _NO_WAY, total)
        return cls(*cells)


@dataclass(frozen=True, slots=True)
class _Stands:
    """Points on the roads of those places, by row, that have one."""

    rows: list[int]
    points: list[RoadPoint]


def _stand(network: Network, router: Router, places: Sequence[Place]) -> _Stands:
    found = find_points(router, [site_of(network, place) for place in places])
    known = [(row, point) for row, point in enumerate(found) if point is not None]
    return _Stands([row for row, _ in known], [point for _, point in known])


def _find_trips(
    network: Network,
    places: Sequence[Place],
    goals: Sequence[Place],
    before: Router,
    after: Router,
) -> Iterator[Trip]:
    """Yield the trip of every place to the nearest goal that is not itself, if there is one."""
    if not places or not goals:
        return
    was, now = (_RoundTrips.of(network, router, places, goals) for router in (before, after))
    same = np.array([[place.id == goal.id for goal in goals] for place in places])
    for i, place in enumerate(places):
        rows = [np.where(same[i], _NO_WAY, trips.time_ms[i]).tolist() for trips in (was, now)]
        j, k = (row.index(min(row)) for row in rows)
        if rows[0][j] == _NO_WAY:
            continue
        trip = Trip(place, goals[j], _seconds(was, i, j), int(was.distance_m[i, j]))
        yield _with_after(trip, goals[k], now, i, k) if rows[1][k] != _NO_WAY else trip


def _find_links(
    network: Network, goals: Sequence[Place], before: Router, after: Router
) -> Iterator[Trip]:
    """Yield the ways between goals, each pair once."""
    if not goals:
        return
    was, now = (_RoundTrips.of(network, router, goals, goals) for router in (before, after))
    for i, j in combinations(range(len(goals)), 2):
        if was.time_ms[i, j] == _NO_WAY:
            continue
        trip = Trip(goals[i], goals[j], _seconds(was, i, j), int(was.distance_m[i, j]))
        is_gone = now.time_ms[i, j] == _NO_WAY
        yield trip if is_gone else _with_after(trip, goals[j], now, i, j)


def _with_after(trip: Trip, goal: Place, now: _RoundTrips, i: int, j: int) -> Trip:
    return Trip(
        trip.place,
        trip.goal,
        trip.before_s,
        trip.before_m,
        goal,
        _seconds(now, i, j),
        int(now.distance_m[i, j]),
    )


def _seconds(trips: _RoundTrips, i: int, j: int) -> int:
    return divide_half_up(int(trips.time_ms[i, j]), MILLI)
