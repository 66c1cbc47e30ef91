"""Travel over the roads as they are on a day: matrices and legs for plans, single routes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np

from routing.errors import InputError, fault
from routing.matrix.build import build_legs, build_matrix
from routing.matrix.travel_matrix import TravelMatrix
from routing.plan.legs import Leg
from routing.problem.builder import shift_span_s
from routing.problem.horizon import DEFAULT_ZONE, Horizon
from routing.problem.problem import Stop
from routing.problem.records import ClosureRecord, FleetRecord, Location
from routing.roads.closures import resolve_closures
from routing.roads.conditions import Conditions, Season, default_season
from routing.roads.edge_costs import DISTANCE, TIME
from routing.roads.engines import DijkstraEngine
from routing.roads.graph import RoadGraph
from routing.roads.paths import Path, describe_drive
from routing.roads.profiles import Profile
from routing.roads.road_points import RoadPoint
from routing.roads.router import Router
from routing.roads.signed_closures import signed_closures
from routing.roads.weights import edge_weights
from routing.service.locate import Site, find_points, get_points, locate_all
from routing.service.network import Network
from routing.solver.insertion.candidate import Spot
from routing.units import MILLI, divide_half_up


class Travel:
    """Matrices and legs between the stops of a plan, made once for each profile and conditions.

    `sites` says where each stop is.
    """

    def __init__(
        self,
        network: Network,
        conditions: Conditions,
        horizon: Horizon,
        fleet: Sequence[FleetRecord],
        sites: Sequence[Site],
    ) -> None:
        self._network = network
        self._conditions = conditions
        self._horizon = horizon
        self._fleet = fleet
        self._sites = sites
        self._matrices: dict[tuple[str, str], TravelMatrix] = {}
        self._roads: dict[tuple[str, str], _Roads] = {}

    def matrix_of(self, row: int, day: int) -> TravelMatrix:
        """Return the matrix of a fleet row on a day; a closure counts that its shift meets."""
        record = self._fleet[row]
        return self._matrix(record.profile, *shift_span_s(record, self._horizon, day))

    def matrix_of_day(self, profile: str, day: int) -> TravelMatrix:
        """Return the matrix of a profile on a whole day."""
        start_s, end_s = self._horizon.day_start_s[day : day + 2]
        return self._matrix(profile, start_s, end_s)

    def open_matrix(self, profile: str) -> TravelMatrix:
        """Return the matrix of a profile as it would be without any closure."""
        return self._matrix_under(profile, Conditions(self._conditions.season))

    def find_stop(self, site: Site) -> int | None:
        """Return the stop that is at a site, None where no stop is."""
        return next((i for i, one in enumerate(self._sites) if one.place == site.place), None)

    def find_spot(self, site: Site, matrices: Sequence[TravelMatrix]) -> Spot:
        """Return a place that is no stop, with the roads that join it with all stops."""
        to, back = [], []
        for matrix in matrices:
            roads = self._roads[matrix.profile, matrix.conditions_hash]
            here = find_points(roads.router, [site])
            to.append(build_legs(roads.router, roads.points, here)[:, 0])
            back.append(build_legs(roads.router, here, roads.points)[0])
        return Spot(Stop(site.place, site.lonlat, site.name), np.stack(to), np.stack(back))

    def with_site(self, site: Site) -> "Travel":
        """Return the travel between the same stops and one more; this one stays as it is."""
        sites = (*self._sites, site)
        grown = Travel(self._network, self._conditions, self._horizon, self._fleet, sites)
        for key, roads in self._roads.items():
            points = (*roads.points, find_points(roads.router, [site])[0])
            grown._roads[key] = replace(roads, points=points)
        return grown

    def find_leg(self, matrix: TravelMatrix, from_stop: int, to_stop: int) -> Leg:
        """Return how the chosen path between two stops looks, and the fuel it takes."""
        roads = self._roads[matrix.profile, matrix.conditions_hash]
        start, goal = roads.point(from_stop), roads.point(to_stop)
        path = describe_drive(self._network.graph, roads.router.drive(start, goal))
        return Leg(path.points, path.elevation, path.roads, path.fuel_empty_ml, path.fuel_full_ml)

    def find_leg_cost(
        self, matrix: TravelMatrix, from_stop: int, to_stop: int
    ) -> tuple[int, int] | None:
        """Return seconds and metres found anew by SciPy, None when no road leads there."""
        roads = self._roads[matrix.profile, matrix.conditions_hash]
        pieces = roads.reference.pieces(roads.point(from_stop), roads.point(to_stop))
        if pieces is None:
            return None
        costs = roads.reference.costs.of_pieces(pieces).sum(axis=0)
        return divide_half_up(int(costs[TIME]), MILLI), int(costs[DISTANCE])

    def _matrix(self, profile: str, start_s: int, end_s: int) -> TravelMatrix:
        start, end = self._horizon.local(start_s), self._horizon.local(end_s)
        return self._matrix_under(profile, self._conditions.at(start, end, profile))

    def _matrix_under(self, profile: str, met: Conditions) -> TravelMatrix:
        key = profile, met.hash
        if key not in self._matrices:
            router = self._network.routers.get(profile, met)
            points = find_points(router, self._sites)
            self._matrices[key] = build_matrix(router, points, conditions_hash=met.hash)
            kind = self._network.profiles[profile]
            self._roads[key] = _Roads(self._network.graph, kind, met, router, points)
        return self._matrices[key]


@dataclass(frozen=True)
class _Roads:
    """Where the stops are on the roads under some conditions, and two ways of finding paths.

    The reference shares nothing with the router but the points: its weights are worked out
    from the conditions and its paths searched by SciPy.
    """

    graph: RoadGraph
    profile: Profile
    met: Conditions
    router: Router
    points: Sequence[RoadPoint | None]

    @cached_property
    def reference(self) -> DijkstraEngine:
        weights = edge_weights(self.graph, self.profile, self.met)
        return DijkstraEngine(self.graph, weights, self.profile.kind)

    def point(self, stop: int) -> RoadPoint:
        """Return the point of a stop that has one: some leg leads there."""
        point = self.points[stop]
        if point is None:
            raise ValueError(f"stop {stop} has no road near, so no leg leads there")
        return point


def find_conditions(
    network: Network,
    *,
    at: datetime,
    season: Season | None = None,
    closures: tuple[ClosureRecord, ...] = (),
) -> Conditions:
    """Return the conditions at a moment; without a season its date decides.

    Signs go by the region's clock.

    Raises
    ------
    InputError
        With every closure that names no known road.
    """
    resolved = resolve_closures(
        closures,
        network.graph,
        network.places,
        network.km_posts,
        profiles=network.profiles,
    )
    signs = signed_closures(network.graph, network.profiles, ZoneInfo(DEFAULT_ZONE))
    holding = tuple(each for each in (*resolved, *signs) if each.overlaps(at, at))
    return Conditions(season or default_season(at.date()), holding)


def get_profile(network: Network, profile_id: str) -> Profile:
    """Return a profile by id.

    Raises
    ------
    InputError
        When the network has no such profile.
    """
    if profile_id not in network.profiles:
        known = ", ".join(sorted(network.profiles))
        raise InputError(
            [fault("builder.unknown_profile", column="profile", value=profile_id, known=known)]
        )
    return network.profiles[profile_id]


def find_route(
    network: Network,
    profile_id: str,
    origin: Location,
    destination: Location,
    *,
    at: datetime,
    season: Season | None = None,
    closures: tuple[ClosureRecord, ...] = (),
) -> tuple[Path, Site, Site]:
    """Return the chosen path between two locations at a moment, and where they stand.

    Raises
    ------
    InputError
        When a place, profile or closure is unknown.
    NoPathError
        When no road open to the profile joins them.
    """
    router = find_router(network, profile_id, at=at, season=season, closures=closures)
    start, goal = _locate_each(network, router, (origin, destination))
    drive = router.drive(*get_points(router, (start, goal)))
    return describe_drive(network.graph, drive), start, goal


def find_router(
    network: Network,
    profile_id: str,
    *,
    at: datetime,
    season: Season | None = None,
    closures: tuple[ClosureRecord, ...] = (),
) -> Router:
    """Return the router of a profile over the roads as they are at a moment.

    Raises
    ------
    InputError
        When the profile or a closure is unknown.
    """
    profile = get_profile(network, profile_id)
    met = find_conditions(network, at=at, season=season, closures=closures)
    return network.routers.get(profile.id, met.at(at, at, profile.id))


def matrix_of_points(
    network: Network,
    profile_id: str,
    points: Sequence[Location],
    *,
    at: datetime,
    season: Season | None = None,
    closures: tuple[ClosureRecord, ...] = (),
) -> tuple[TravelMatrix, tuple[Site, ...]]:
    """Return the travel between all pairs of locations at a moment, and where they stand.

    Raises
    ------
    InputError
        With every location, profile or closure that is unknown.
    """
    router = find_router(network, profile_id, at=at, season=season, closures=closures)
    sites = _locate_each(network, router, points)
    return build_matrix(router, get_points(router, sites)), sites


def _locate_each(
    network: Network, router: Router, locations: Sequence[Location]
) -> tuple[Site, ...]:
    located = [(each, None) for each in locations]
    found, faults = locate_all(network, located, closest=router.closest)
    if faults:
        raise InputError(faults)
    return tuple(site for site in found if site is not None)
