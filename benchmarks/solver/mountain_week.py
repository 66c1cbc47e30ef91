"""A made-up mountain week under the driving law, which none of the peers can keep.

Places, roads and demand are drawn at random; sizes, speeds and costs are those of the sample.
"""

from datetime import date

import numpy as np

from routing.geo import LonLat
from routing.matrix.travel_matrix import UNREACHABLE, TravelMatrix
from routing.problem.driving_law import load_driving_law
from routing.problem.fleet import Shift, Vehicle, VehicleType
from routing.problem.horizon import Horizon
from routing.problem.hub import Hub
from routing.problem.problem import Problem, Stop
from routing.problem.request import ANY_HUB, Request
from routing.problem.time_window import TimeWindow
from routing.units import NO_LIMIT

HUBS = 5
VILLAGES = 70
KM_H = {"motorbike": 28.0, "light_truck": 30.0, "truck": 26.0}
COUNTS = {"motorbike": 9, "light_truck": 11, "truck": 5}
CAPACITY_G = {"motorbike": 70_000, "light_truck": 1_250_000, "truck": 5_000_000}
CAPACITY_ML = {"motorbike": 250_000, "light_truck": 7_500_000, "truck": 24_000_000}
PER_DAY = {"motorbike": 150_000, "light_truck": 820_000, "truck": 1_300_000}
PER_M_MILLI = {"motorbike": 800, "light_truck": 3_200, "truck": 5_900}
PER_S_MILLI = {"motorbike": 7_000, "light_truck": 8_300, "truck": 11_000}


def mountain_week(*, requests: int = 200, days: int = 6, seed: int = 1) -> Problem:
    """Return a week of pickups: five hubs, 25 vehicles of three classes."""
    rng = np.random.default_rng(seed)
    horizon = Horizon(date(2025, 5, 19), days)
    law = load_driving_law(horizon.start)
    xy_m = draw_places(rng)
    kinds = list(COUNTS)
    matrices = tuple(draw_matrix(xy_m, kind) for kind in kinds)
    narrow = matrices[1].duration_s[0] == UNREACHABLE
    types = tuple(vehicle_type(kind, law.max_day_s) for kind in kinds)
    units = tuple(
        Vehicle(f"{kind}#{i + 1}", number, (0,) * horizon.weeks)
        for number, kind in enumerate(kinds)
        for i in range(COUNTS[kind])
    )
    return Problem(
        horizon=horizon,
        stops=tuple(Stop(f"p{i}", LonLat(103.0, 22.0), f"p{i}") for i in range(len(xy_m))),
        hubs=tuple(draw_hub(i, horizon) for i in range(HUBS)),
        vehicle_types=types,
        vehicles=units,
        shifts=tuple(
            Shift(
                vehicle=i,
                day=day,
                date=horizon.date(day),
                earliest_s=horizon.clock_s(day, 6 * 60),
                latest_s=horizon.clock_s(day, 18 * 60),
                start_hub=i % HUBS,
                end_hubs=tuple(range(HUBS)) if i % 4 == 0 else (i % HUBS,),
                matrix=unit.vehicle_type,
            )
            for i, unit in enumerate(units)
            for day in range(days)
        ),
        requests=tuple(draw_request(rng, i, horizon, narrow) for i in range(requests)),
        matrices=matrices,
        law=law,
    )


def draw_places(rng: np.random.Generator) -> np.ndarray:
    centres = rng.uniform((0, 0), (110_000, 90_000), (HUBS, 2))
    near = centres[rng.integers(0, HUBS, VILLAGES)] + rng.normal(0, 14_000, (VILLAGES, 2))
    return np.concatenate([centres, near])


def draw_matrix(xy_m: np.ndarray, kind: str) -> TravelMatrix:
    crow_m = np.hypot(*(xy_m[:, None] - xy_m[None]).transpose(2, 0, 1))
    bends = np.random.default_rng(7).uniform(1.35, 1.75, crow_m.shape)
    metres = crow_m * (bends + bends.T) / 2
    climb = np.random.default_rng(8).uniform(0.85, 1.2, crow_m.shape)
    seconds = metres / (KM_H[kind] / 3.6) * climb
    narrow = np.random.default_rng(9).random(len(xy_m)) < {"truck": 0.35}.get(kind, 0.1)
    narrow[:HUBS] = False
    gone = np.zeros(crow_m.shape, bool)
    if kind != "motorbike":
        gone = (narrow[:, None] | narrow[None, :]) & ~np.eye(len(xy_m), dtype=bool)
    duration_s = np.where(gone, UNREACHABLE, seconds.round()).astype(np.int64)
    distance_m = np.where(gone, UNREACHABLE, metres.round()).astype(np.int64)
    return TravelMatrix(kind, "", duration_s, distance_m, distance_m.copy(), distance_m.copy())


def vehicle_type(kind: str, max_day_s: int) -> VehicleType:
    return VehicleType(
        id=kind,
        profile=kind,
        capacity_g=CAPACITY_G[kind],
        capacity_ml=CAPACITY_ML[kind],
        fixed_minor=PER_DAY[kind],
        rate_per_m_milli=PER_M_MILLI[kind],
        rate_per_s_milli=PER_S_MILLI[kind],
        max_driving_s=max_day_s,
    )


def draw_hub(index: int, horizon: Horizon) -> Hub:
    return Hub(
        id=f"hub{index}",
        stop=index,
        open_windows=tuple(
            TimeWindow(horizon.clock_s(day, 6 * 60), horizon.clock_s(day, 19 * 60))
            for day in range(horizon.days)
        ),
        intake_g=((6_000_000 if index else 12_000_000),) * horizon.days,
        intake_ml=(NO_LIMIT,) * horizon.days,
        unload_s=600,
        unload_s_per_t=900,
    )


def draw_request(
    rng: np.random.Generator, index: int, horizon: Horizon, narrow: np.ndarray
) -> Request:
    first = int(rng.integers(0, horizon.days))
    last = min(horizon.days - 1, first + int(rng.choice([0, 1, 1, 2, 3])))
    clock = [(6, 18)] if rng.random() < 0.7 else [(7, 11), (13, 17)]
    weight_g = int(np.exp(rng.normal(4.4, 1.1)) * 1000) + 5_000
    stop = HUBS + int(rng.integers(0, VILLAGES))
    weight_g = min(weight_g, 65_000 if narrow[stop] else 1_200_000)
    required = rng.random() < 0.85
    return Request(
        id=f"r{index}",
        stop=stop,
        weight_g=weight_g,
        volume_ml=int(weight_g * rng.uniform(1.5, 3.5)),
        windows=tuple(
            TimeWindow(horizon.clock_s(day, 60 * low), horizon.clock_s(day, 60 * high))
            for day in range(first, last + 1)
            for low, high in clock
        ),
        service_s=int(rng.choice([300, 600, 900, 1200])),
        hub=int(rng.integers(0, HUBS)) if rng.random() < 0.15 else ANY_HUB,
        required=required,
        penalty_minor=0 if required else int(rng.integers(100_000, 600_000)),
    )
