"""Travel over the roads as they are on a day: matrices and legs for plans, single routes."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from routing.errors import InputError, NoPathError, fault
from routing.matrix.build import matrix_from_weights
from routing.matrix.travel_matrix import TravelMatrix
from routing.plan.legs import Leg
from routing.problem.builder import shift_span_s
from routing.problem.horizon import DEFAULT_ZONE, Horizon
from routing.problem.records import ClosureRecord, FleetRecord, Location
from routing.roads.closures import resolve_closures
from routing.roads.conditions import Conditions, Season, default_season
from routing.roads.paths import Path, PathFinder
from routing.roads.profiles import Profile
from routing.roads.signed_closures import signed_closures
from routing.roads.weights import edge_weights
from routing.service.locate import Site, locate_all
from routing.service.network import Network


class Travel:
    """Matrices and legs between the stops of a plan, made once for each profile and conditions.

    `nodes` holds the road node of each stop.
    """

    def __init__(
        self,
        network: Network,
        conditions: Conditions,
        horizon: Horizon,
        fleet: Sequence[FleetRecord],
        nodes: Sequence[int],
    ) -> None:
        self._network = network
        self._conditions = conditions
        self._horizon = horizon
        self._fleet = fleet
        self._nodes = nodes
        self._matrices: dict[tuple[str, str], TravelMatrix] = {}
        self._finders: dict[tuple[str, str], PathFinder] = {}

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

    def find_leg(self, matrix: TravelMatrix, from_stop: int, to_stop: int) -> Leg:
        """Return how the chosen path between two stops looks, and the fuel it takes."""
        path = self._find_path(matrix, from_stop, to_stop)
        return Leg(path.points, path.elevation, path.roads, path.fuel_empty_ml, path.fuel_full_ml)

    def find_leg_cost(
        self, matrix: TravelMatrix, from_stop: int, to_stop: int
    ) -> tuple[int, int] | None:
        """Return seconds and metres summed edge by edge, None when no road leads there."""
        try:
            path = self._find_path(matrix, from_stop, to_stop)
        except NoPathError:
            return None
        return path.duration_s, path.distance_m

    def _matrix(self, profile: str, start_s: int, end_s: int) -> TravelMatrix:
        start, end = self._horizon.local(start_s), self._horizon.local(end_s)
        return self._matrix_under(profile, self._conditions.at(start, end, profile))

    def _matrix_under(self, profile: str, met: Conditions) -> TravelMatrix:
        key = profile, met.hash
        if key not in self._matrices:
            graph, kind = self._network.graph, self._network.profiles[profile]
            weights = edge_weights(graph, kind, met)
            self._matrices[key] = matrix_from_weights(graph, weights, self._nodes)
            self._finders[key] = PathFinder(graph, weights)
        return self._matrices[key]

    def _find_path(self, matrix: TravelMatrix, from_stop: int, to_stop: int) -> Path:
        finder = self._finders[matrix.profile, matrix.conditions_hash]
        return finder.find(self._nodes[from_stop], self._nodes[to_stop])


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
    profile = get_profile(network, profile_id)
    met = find_conditions(network, at=at, season=season, closures=closures)
    weights = edge_weights(network.graph, profile, met.at(at, at, profile.id))
    ends = [(origin, None), (destination, None)]
    sites, faults = locate_all(network, ends, weights=weights)
    start, goal = sites
    if start is None or goal is None:
        raise InputError(faults)
    finder = PathFinder(network.graph, weights)
    return finder.find(start.node, goal.node), start, goal


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
    profile = get_profile(network, profile_id)
    met = find_conditions(network, at=at, season=season, closures=closures)
    weights = edge_weights(network.graph, profile, met.at(at, at, profile.id))
    located = [(point, None) for point in points]
    found, faults = locate_all(network, located, weights=weights)
    if faults:
        raise InputError(faults)
    sites = tuple(site for site in found if site is not None)
    return matrix_from_weights(network.graph, weights, [site.node for site in sites]), sites
