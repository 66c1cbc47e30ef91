"""What each edge costs a profile under conditions: time, preference, fuel, or why it is barred."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.roads.conditions import Conditions
from routing.roads.graph import RoadGraph
from routing.roads.profiles import Profile
from routing.roads.speeds import (
    KPH_PER_MS,
    Reals,
    bend_ms,
    climb_ms,
    descent_ms,
    fuel_l,
    limit_ms,
    mass_kg,
)
from routing.roads.vocabulary import ROAD_CLASSES, SURFACES, access_bit

BARRED: Final = -1
BAR_REASONS: Final = (
    "",
    "access",
    "truck_limit",
    "width",
    "grade",
    "speed",
    "rain",
    "closed",
    "season",
    "weight",
    "height",
)
"""Position = code of `EdgeWeights.barred_reason`; the first that applies is kept."""

_MS_PER_S: Final = 1000
_UL_PER_L: Final = 1_000_000
_TRACKS: Final = (ROAD_CLASSES.index("track"), ROAD_CLASSES.index("path"))
_EARTH: Final = SURFACES.index("earth")


@dataclass(frozen=True, slots=True, eq=False)
class EdgeWeights:
    """Weights of every edge, in the order of the graph's edges; read-only.

    `time_ms` is `BARRED` where the profile may not drive, and then so are the fuels. The choice
    of a path weighs time × preference, `choice`; the time itself knows nothing of preference.
    """

    profile: str
    conditions_hash: str
    time_ms: NDArray[np.int64]
    preference_milli: NDArray[np.int64]
    fuel_empty_ul: NDArray[np.int64]
    fuel_full_ul: NDArray[np.int64]
    barred_reason: NDArray[np.uint8]

    def __post_init__(self) -> None:
        for array in (
            self.time_ms,
            self.preference_milli,
            self.fuel_empty_ul,
            self.fuel_full_ul,
            self.barred_reason,
        ):
            array.flags.writeable = False

    @property
    def open(self) -> NDArray[np.bool_]:
        """Which edges may be driven."""
        return np.not_equal(self.time_ms, BARRED)

    @property
    def choice(self) -> NDArray[np.int64]:
        """Time × preference in thousandths of milliseconds, `BARRED` where barred."""
        return np.where(self.open, self.time_ms * self.preference_milli, BARRED)

    def reason(self, edge: int) -> str:
        """Return why an edge is barred, one of `BAR_REASONS`; empty when it is open."""
        return BAR_REASONS[int(self.barred_reason[edge])]


@dataclass(frozen=True, slots=True)
class _Piece:
    """The climbing, level or falling share of every edge, and how fast it is driven."""

    length_m: Reals
    grade: Reals
    speed_ms: Reals


def edge_weights(graph: RoadGraph, profile: Profile, conditions: Conditions) -> EdgeWeights:
    """Return what each edge costs a profile; closures hold whatever their dates.

    Notes
    -----
    Each edge is driven in three pieces, up, level and down, each under four bounds: the cap of
    class, surface and posted limit; what its bends allow; uphill what the engine yields;
    downhill what the brakes hold. Rain and dangers lower the first two, a closure with a speed
    factor the result. Times are whole milliseconds (at least 1), fuel whole microlitres of an
    empty and a full vehicle at that speed.
    """
    factor = _closure_factors(graph, profile, conditions)
    reason = _bar(graph, profile, conditions, factor)
    pieces = tuple(_drive(graph, profile, conditions, np.where(factor > 0, factor, 1.0)))
    time_s = np.sum([piece.length_m / piece.speed_ms for piece in pieces], axis=0)
    preference = np.array(profile.class_preference)[graph.edges.road_class]
    return EdgeWeights(
        profile=profile.id,
        conditions_hash=conditions.hash,
        time_ms=_whole(np.maximum(time_s * _MS_PER_S, 1.0), reason),
        preference_milli=np.rint(preference * 1000).astype(np.int64),
        fuel_empty_ul=_whole(_fuel_l(graph, profile, pieces, 0.0) * _UL_PER_L, reason),
        fuel_full_ul=_whole(_fuel_l(graph, profile, pieces, 1.0) * _UL_PER_L, reason),
        barred_reason=reason,
    )


def _whole(values: Reals, reason: NDArray[np.uint8]) -> NDArray[np.int64]:
    return np.where(reason == 0, np.rint(values), BARRED).astype(np.int64)


def _bar(
    graph: RoadGraph, profile: Profile, conditions: Conditions, factor: Reals
) -> NDArray[np.uint8]:
    edges = graph.edges
    wet = conditions.season == "rain" and profile.kind != "motorbike"
    signed = _find_signed(graph, profile, conditions)
    tests = {
        "access": edges.access & access_bit(profile.kind) == 0,
        "weight": signed["weight"],
        "height": signed["height"],
        "truck_limit": edges.truck_limit_g < profile.payload_g,
        "width": signed["width"] | (edges.width_m < profile.width_m + profile.clearance_m),
        "grade": np.maximum(edges.max_grade, edges.max_descent) > profile.max_grade + 1e-6,
        "speed": np.array(profile.class_kph)[edges.road_class] <= 0,
        "rain": wet & (np.isin(edges.road_class, _TRACKS) | (edges.surface == _EARTH)),
        "closed": factor == 0,
        "season": signed["season"],
    }
    reason = np.zeros(len(edges), np.uint8)
    for name, is_barred in tests.items():
        reason[(reason == 0) & is_barred] = BAR_REASONS.index(name)
    return reason


def _find_signed(
    graph: RoadGraph, profile: Profile, conditions: Conditions
) -> dict[str, NDArray[np.bool_]]:
    """Return which edges a sign bars to a profile, by what it is about."""
    found = graph.limits.barred_by(profile.gross_g, profile.height_m, profile.width_m)
    found["season"] = graph.bars.in_season(conditions.season, access_bit(profile.kind))
    marks = {name: np.zeros(len(graph.edges), bool) for name in found}
    for name, rows in found.items():
        marks[name][rows] = True
    return marks


def _closure_factors(graph: RoadGraph, profile: Profile, conditions: Conditions) -> Reals:
    """Return the share of its speed each edge keeps under the strictest closure on it."""
    factor = np.ones(len(graph.edges))
    for closure in conditions.closures:
        if closure.concerns(profile.id):
            rows = np.array(closure.edges, dtype=np.int64)
            factor[rows] = np.minimum(factor[rows], closure.speed_factor)
    return factor


def _drive(
    graph: RoadGraph, profile: Profile, conditions: Conditions, factor: Reals
) -> Iterator[_Piece]:
    edges = graph.edges
    mass = mass_kg(profile, profile.payload_fraction)
    rolling = np.array(profile.surface_rolling)[edges.surface]
    cap_ms, bends_ms = _free_ms(graph, profile, conditions)
    up, down = edges.uphill_m.astype(np.float64), edges.downhill_m.astype(np.float64)
    for length_m, grade in (
        (up, _ratio(edges.climb_m, up)),
        (np.maximum(edges.length_m - up - down, 0.0), np.zeros_like(up)),
        (down, -_ratio(edges.descent_m, down)),
    ):
        climb = climb_ms(profile, mass, grade, rolling)
        descent = descent_ms(profile, mass, grade, rolling)
        yield _Piece(length_m, grade, limit_ms(cap_ms, bends_ms, climb, descent) * factor)


def _free_ms(graph: RoadGraph, profile: Profile, conditions: Conditions) -> tuple[Reals, Reals]:
    """Return the bounds by class, surface and posted limit, and by bends, in this weather."""
    edges = graph.edges
    class_kph = np.array(profile.class_kph)[edges.road_class]
    cap_kph = np.minimum(class_kph, np.array(profile.surface_kph)[edges.surface])
    posted = edges.max_speed_kph > 0
    cap_kph = np.where(posted, np.minimum(cap_kph, edges.max_speed_kph), cap_kph)
    is_rain = conditions.season == "rain"
    weather = np.array(profile.surface_rain)[edges.surface] if is_rain else np.ones(len(edges))
    for feature, dry, rain in profile.hazards:
        has = (edges.features & int(feature)) != 0
        weather = np.where(has, weather * (rain if is_rain else dry), weather)
    # A class of speed 0 is barred; any speed does for its edges.
    cap_ms = np.where(cap_kph > 0, cap_kph, 1.0) / KPH_PER_MS
    return cap_ms * weather, bend_ms(profile, edges.bend_radius_m.astype(np.float64)) * weather


def _fuel_l(
    graph: RoadGraph, profile: Profile, pieces: tuple[_Piece, ...], fraction: float
) -> Reals:
    rolling = np.array(profile.surface_rolling)[graph.edges.surface]
    mass = mass_kg(profile, fraction)
    litres: Reals = np.sum(
        [
            fuel_l(profile, mass, piece.grade, rolling, piece.length_m, piece.speed_ms)
            for piece in pieces
        ],
        axis=0,
    )
    return litres


def _ratio(rise_m: NDArray[np.float32], run_m: Reals) -> Reals:
    return np.divide(rise_m, run_m, out=np.zeros_like(run_m), where=run_m > 0)
