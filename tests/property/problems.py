"""Small random problems in which every plain rule of the library occurs."""

from datetime import date, timedelta
from typing import Final

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from routing.geo import LonLat
from routing.matrix.travel_matrix import UNREACHABLE, TravelMatrix
from routing.problem.driving_law import NO_LAW, DrivingLaw
from routing.problem.fleet import Shift, Vehicle, VehicleType
from routing.problem.horizon import DEFAULT_ZONE, Horizon
from routing.problem.hub import Hub
from routing.problem.problem import Problem, Stop
from routing.problem.request import ANY_HUB, Request
from routing.problem.time_window import TimeWindow, join_windows
from routing.units import NO_LIMIT

HOUR: Final = 3600
PROFILES: Final = ("motorbike", "light_truck", "truck")
PAYLOAD_G: Final = {"motorbike": 70_000, "light_truck": 1_250_000, "truck": 5_000_000}
SPEED_MPS: Final = {"motorbike": 7.0, "light_truck": 8.0, "truck": 6.5}
FUEL_ML_PER_KM: Final = {"motorbike": 20, "light_truck": 85, "truck": 160}
LAWS: Final = (
    NO_LAW,
    DrivingLaw("real", 10 * HOUR, 4 * HOUR, 900, 48 * HOUR),
    DrivingLaw("tight", 4 * HOUR, HOUR, 900, 8 * HOUR),
)


def random_problem(
    rng: np.random.Generator,
    *,
    requests: int = 8,
    days: int = 3,
    hubs: int = 2,
    vehicles: int = 4,
    tight: float = 0.4,
    timezone: str = DEFAULT_ZONE,
) -> Problem:
    """Return a problem with all plain rules in it; `enriched` has a way to bring in the others.

    `tight` is the share of limits that can bind; with 0 every bound is wide, though some
    places stay out of reach of trucks and some hubs stay closed on some days.
    """
    horizon = Horizon(date(2025, 5, 19) + timedelta(int(rng.integers(0, 7))), days, timezone)
    places = hubs + max(2, int(requests * 0.8))
    xy_m = rng.uniform(0, 16_000, (places, 2))
    law = LAWS[int(rng.integers(0, 3))] if rng.random() < max(tight, 0.3) else NO_LAW
    types = tuple(_random_type(rng, name, law, tight=tight) for name in PROFILES)
    matrices, matrix_at = _random_matrices(rng, xy_m, days, hubs)
    units = tuple(_random_unit(rng, i, horizon, law, tight=tight) for i in range(vehicles))
    return Problem(
        horizon=horizon,
        stops=tuple(Stop(f"p{i}", _lonlat(xy_m[i]), f"Bản {i}") for i in range(places)),
        hubs=tuple(_random_hub(rng, i, horizon, tight=tight) for i in range(hubs)),
        vehicle_types=types,
        vehicles=units,
        shifts=tuple(
            _random_shift(rng, unit, day, horizon, hubs, matrix_at[units[unit].vehicle_type, day])
            for day in range(days)
            for unit in range(vehicles)
            if rng.random() < 0.9
        ),
        requests=_random_requests(rng, requests, horizon, hubs, places, tight=tight),
        matrices=matrices,
        law=law,
    )


@st.composite
def problems(draw: st.DrawFn, *, max_requests: int = 10) -> Problem:
    """Draw a problem of up to four days, three hubs and five vehicles."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return random_problem(
        rng,
        requests=draw(st.integers(0, max_requests)),
        days=draw(st.integers(1, 4)),
        hubs=draw(st.integers(1, 3)),
        vehicles=draw(st.integers(1, 5)),
        tight=draw(st.sampled_from([0.0, 0.3, 0.6, 0.9])),
    )


def _lonlat(xy_m: NDArray[np.float64]) -> LonLat:
    return LonLat(round(103.0 + xy_m[0] / 103_000, 6), round(22.0 + xy_m[1] / 111_000, 6))


def _maybe(rng: np.random.Generator, chance: float, low: int, high: int) -> int:
    """Return a limit between two bounds, or none at all."""
    return int(rng.integers(low, high)) if rng.random() < chance else NO_LIMIT


def _random_type(
    rng: np.random.Generator, profile: str, law: DrivingLaw, *, tight: float
) -> VehicleType:
    skills = frozenset({"cold"}) if rng.random() < 0.5 else frozenset[str]()
    return VehicleType(
        id=profile,
        profile=profile,
        capacity_g=PAYLOAD_G[profile] if rng.random() > tight else PAYLOAD_G[profile] // 3,
        capacity_ml=_maybe(rng, tight, 200_000, 6_000_000),
        fixed_minor=int(rng.integers(0, 900_000)),
        rate_per_m_milli=int(rng.integers(300, 12_000)),
        rate_per_s_milli=int(rng.integers(0, 20_000)),
        max_driving_s=min(law.max_day_s, _maybe(rng, tight / 2, 2 * HOUR, 8 * HOUR)),
        max_duration_s=_maybe(rng, tight / 2, 3 * HOUR, 9 * HOUR),
        max_distance_m=_maybe(rng, tight / 2, 30_000, 120_000),
        max_stops=_maybe(rng, tight / 2, 1, 5),
        skills=skills,
    )


def _random_unit(
    rng: np.random.Generator, index: int, horizon: Horizon, law: DrivingLaw, *, tight: float
) -> Vehicle:
    kind = int(rng.integers(0, len(PROFILES)))
    first_s = min(law.max_week_s, int(rng.integers(0, 40 * HOUR))) if rng.random() < tight else 0
    driven_s = (first_s, *[0] * (horizon.weeks - 1))
    return Vehicle(f"{PROFILES[kind]}-{index}#1", kind, driven_s, f"Tài xế {index}")


def _random_shift(
    rng: np.random.Generator, unit: int, day: int, horizon: Horizon, hubs: int, matrix: int
) -> Shift:
    start_hub = int(rng.integers(0, hubs))
    ends = tuple(range(hubs)) if rng.random() < 0.5 else (int(rng.integers(0, hubs)),)
    opens_min = 60 * int(rng.integers(5, 9))
    return Shift(
        vehicle=unit,
        day=day,
        date=horizon.date(day),
        earliest_s=horizon.clock_s(day, opens_min),
        latest_s=horizon.clock_s(day, opens_min + 60 * int(rng.integers(4, 13))),
        start_hub=start_hub,
        end_hubs=ends,
        matrix=matrix,
    )


def _random_hub(rng: np.random.Generator, index: int, horizon: Horizon, *, tight: float) -> Hub:
    opens = [
        TimeWindow(horizon.clock_s(day, 60 * int(low)), horizon.clock_s(day, 60 * int(high)))
        for day in range(horizon.days)
        for low, high in _random_hours(rng, tight=tight)
    ]
    limits_g = tuple(_maybe(rng, tight / 2, 30_000, 300_000) for _ in range(horizon.days))
    limits_ml = tuple(_maybe(rng, tight / 3, 100_000, 900_000) for _ in range(horizon.days))
    return Hub(
        id=f"hub{index}",
        stop=index,
        open_windows=join_windows(opens),
        intake_g=limits_g,
        intake_ml=limits_ml,
        unload_s=60 * int(rng.integers(0, 20)),
        unload_s_per_t=60 * int(rng.integers(0, 30)),
        name=f"Điểm gom {index}",
    )


def _random_hours(rng: np.random.Generator, *, tight: float) -> list[tuple[int, int]]:
    draw = rng.random()
    if draw < tight / 4:
        return []
    if draw < tight:
        return [(7, 11), (13, 17)]
    return [(int(rng.integers(5, 8)), int(rng.integers(17, 24)))]


def _random_matrices(
    rng: np.random.Generator, xy_m: NDArray[np.float64], days: int, hubs: int
) -> tuple[tuple[TravelMatrix, ...], dict[tuple[int, int], int]]:
    """Return a matrix per profile as usual and one with a road closed from some day on."""
    crow_m = np.hypot(*(xy_m[:, None] - xy_m[None]).transpose(2, 0, 1))
    cut_from = int(rng.integers(0, days + 1))
    matrices: list[TravelMatrix] = []
    matrix_at: dict[tuple[int, int], int] = {}
    for kind, profile in enumerate(PROFILES):
        length_m = crow_m * rng.uniform(1.1, 2.0, crow_m.shape)
        gone = np.zeros(crow_m.shape, dtype=bool)
        if kind:
            village = rng.random(len(xy_m)) < 0.15 * kind
            village[:hubs] = False
            gone = village[:, None] | village[None, :]
        cut = gone | (rng.random(crow_m.shape) < 0.15)
        for name, missing, detour in (("open", gone, 1.0), ("cut", cut, 1.2)):
            matrices.append(_matrix(profile, name, length_m * detour, missing))
        for day in range(days):
            matrix_at[kind, day] = 2 * kind + int(day >= cut_from)
    return tuple(matrices), matrix_at


def _matrix(
    profile: str, name: str, length_m: NDArray[np.float64], missing: NDArray[np.bool_]
) -> TravelMatrix:
    missing = missing & ~np.eye(len(length_m), dtype=bool)

    def cells(values: NDArray[np.float64]) -> NDArray[np.int64]:
        return np.where(missing, UNREACHABLE, np.rint(values)).astype(np.int64)

    fuel_ml = length_m / 1000 * FUEL_ML_PER_KM[profile]
    return TravelMatrix(
        profile=profile,
        conditions_hash=name,
        duration_s=cells(length_m / SPEED_MPS[profile]),
        distance_m=cells(length_m),
        fuel_empty_ml=cells(fuel_ml),
        fuel_full_ml=cells(fuel_ml * 1.5),
    )


def _random_requests(
    rng: np.random.Generator,
    count: int,
    horizon: Horizon,
    hubs: int,
    places: int,
    *,
    tight: float,
) -> tuple[Request, ...]:
    made: list[Request] = []
    while len(made) < count:
        parts = 2 if rng.random() < 0.15 and count - len(made) > 1 else 1
        stop = int(rng.integers(hubs, places))
        hub = int(rng.integers(0, hubs)) if rng.random() < 0.4 else ANY_HUB
        required = rng.random() < 0.6
        skills = frozenset({"cold"}) if rng.random() < 0.15 else frozenset[str]()
        windows = _random_windows(rng, horizon, tight=tight)
        name = f"r{len(made)}"
        made += [
            Request(
                id=name,
                stop=stop,
                weight_g=int(rng.integers(1, 65)) * 1000,
                volume_ml=int(rng.integers(0, 200)) * 1000,
                windows=windows,
                service_s=60 * int(rng.integers(0, 30)),
                hub=hub,
                required=required,
                priority=int(rng.integers(0, 4)),
                penalty_minor=0 if required else int(rng.integers(0, 900_000)),
                deferrable=not required and rng.random() < 0.3,
                skills=skills,
                part=part,
                parts=parts,
                shop=f"shop{len(made) % 3}",
                product="tea",
            )
            for part in range(1, parts + 1)
        ]
    return tuple(made)


def _random_windows(
    rng: np.random.Generator, horizon: Horizon, *, tight: float
) -> tuple[TimeWindow, ...]:
    first = int(rng.integers(0, horizon.days))
    last = int(rng.integers(first, horizon.days))
    clock: tuple[tuple[int, int], ...] = ((6, 18),)
    if rng.random() < tight:
        clock = ((7, 9), (13, 15)) if rng.random() < 0.5 else ((8, 10),)
    return tuple(
        TimeWindow(horizon.clock_s(day, 60 * low), horizon.clock_s(day, 60 * high))
        for day in range(first, last + 1)
        for low, high in clock
    )
