"""A made-up mountain day: 300 pickups, 4 hubs, three vehicle classes, each with its own roads.

Villages lie at random in 60 km x 60 km of hills; the way between two of them is longer and slower
the more it climbs, and the bigger the vehicle; a quarter of the villages take motorbikes only,
another quarter no 5 t truck. Windows, shifts of eight hours, two loads, a third of the requests
optional. Costs are in thousandths of a thousand dong.
"""

from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.geo import LonLat
from routing.matrix.travel_matrix import UNREACHABLE, TravelMatrix
from routing.problem.fleet import Shift, Vehicle, VehicleType
from routing.problem.horizon import Horizon
from routing.problem.hub import Hub
from routing.problem.problem import Problem, Stop
from routing.problem.request import Request
from routing.problem.time_window import TimeWindow
from routing.units import NO_LIMIT

HOUR_S: Final = 3600
PICKUPS: Final = 300
HUBS_KM: Final = np.array([[12.0, 12.0], [48.0, 14.0], [14.0, 46.0], [46.0, 48.0]])
SIZE_KM: Final = 60.0
CLASSES: Final = ("motorbike", "light_truck", "truck")
UNITS_PER_HUB: Final = (10, 4, 2)
CAPACITY_G: Final = (60_000, 1_250_000, 5_000_000)
CAPACITY_ML: Final = (180_000, 6_000_000, 24_000_000)
FIXED_MINOR: Final = (15_000, 60_000, 140_000)
PER_M_MILLI: Final = (1_000, 3_000, 6_000)
KM_H: Final = (28.0, 22.0, 18.0)
DETOUR: Final = (0.92, 1.0, 1.12)
HOURS_PER_KM_UP: Final = (0.10, 0.25, 0.45)
DAY: Final = date(2025, 5, 19)
Reals = NDArray[np.float64]


def mountain_day(seed: int, pickups: int = PICKUPS) -> Problem:
    """Return the day of a seed."""
    rng = np.random.default_rng([2025, seed])
    xy_km = np.concatenate([HUBS_KM, rng.uniform(0.0, SIZE_KM, (pickups, 2))])
    hills_km = 1.5 * np.abs(np.sin(xy_km[:, 0] / 7) * np.cos(xy_km[:, 1] / 9))
    height_km = hills_km + rng.uniform(0.0, 0.2, len(xy_km))
    narrow = draw_narrow(rng, pickups)
    horizon = Horizon(DAY, 1, "Asia/Ho_Chi_Minh")
    hubs, classes = range(len(HUBS_KM)), range(len(CLASSES))
    units = [(hub, c) for hub in hubs for c in classes for _ in range(UNITS_PER_HUB[c])]
    return Problem(
        horizon=horizon,
        stops=tuple(Stop(str(i), lonlat(x, y)) for i, (x, y) in enumerate(xy_km.tolist())),
        hubs=tuple(
            Hub(f"hub{i}", i, (TimeWindow(5 * HOUR_S, 19 * HOUR_S),), (NO_LIMIT,), (NO_LIMIT,))
            for i in hubs
        ),
        vehicle_types=tuple(vehicle_type(c) for c in classes),
        vehicles=tuple(Vehicle(f"{CLASSES[c]}#{i}", c, (0,)) for i, (_, c) in enumerate(units)),
        shifts=tuple(
            Shift(i, 0, DAY, 5 * HOUR_S, 19 * HOUR_S, hub, (hub,), c)
            for i, (hub, c) in enumerate(units)
        ),
        requests=tuple(draw_request(rng, i, bool(narrow[i] == 0)) for i in range(pickups)),
        matrices=tuple(roads(c, xy_km, height_km, narrow) for c in classes),
    )


def lonlat(x_km: float, y_km: float) -> LonLat:
    return LonLat(103.0 + x_km / 103.0, 22.0 + y_km / 111.2)


def draw_narrow(rng: np.random.Generator, pickups: int) -> NDArray[np.int64]:
    """Return the biggest class that reaches each village."""
    return rng.choice([0, 1, 2], pickups, p=[0.25, 0.25, 0.5])


def vehicle_type(c: int) -> VehicleType:
    return VehicleType(
        id=CLASSES[c],
        profile=CLASSES[c],
        capacity_g=CAPACITY_G[c],
        capacity_ml=CAPACITY_ML[c],
        fixed_minor=FIXED_MINOR[c],
        rate_per_m_milli=PER_M_MILLI[c],
        max_duration_s=8 * HOUR_S,
    )


def roads(c: int, xy_km: Reals, height_km: Reals, narrow: NDArray[np.int64]) -> TravelMatrix:
    """Return a class's roads: about a third longer than straight, and longer for each climb."""
    rise_km = height_km[None, :] - height_km[:, None]
    crow_km = np.hypot(*(xy_km[:, None] - xy_km[None]).transpose(2, 0, 1))
    road_km = (crow_km * 1.35 + 6.0 * np.abs(rise_km)) * DETOUR[c]
    hours = road_km / KM_H[c] + np.maximum(rise_km, 0.0) * HOURS_PER_KM_UP[c]
    gone = np.concatenate([np.zeros(len(HUBS_KM), bool), narrow < c])
    cut = (gone[:, None] | gone[None, :]) & ~np.eye(len(gone), dtype=bool)
    metres = np.where(cut, UNREACHABLE, (1000 * road_km).round()).astype(np.int64)
    seconds = np.where(cut, UNREACHABLE, (HOUR_S * hours).round()).astype(np.int64)
    return TravelMatrix(CLASSES[c], "", seconds, metres, metres.copy(), metres.copy())


def draw_request(rng: np.random.Generator, index: int, bikes_only: bool) -> Request:  # noqa: FBT001
    kg, litres = int(rng.integers(8, 70)), int(rng.integers(20, 260))
    if bikes_only:
        kg, litres = int(rng.integers(4, 25)), int(rng.integers(10, 60))
    part = rng.random()
    first_h, last_h = (6, 10) if part < 0.35 else (13, 17) if part > 0.75 else (5, 19)
    required = bool(rng.random() >= 0.35)
    return Request(
        id=f"r{index}",
        stop=len(HUBS_KM) + index,
        weight_g=1000 * kg,
        volume_ml=1000 * litres,
        windows=(TimeWindow(first_h * HOUR_S, last_h * HOUR_S),),
        service_s=420,
        required=required,
        penalty_minor=0 if required else int(rng.integers(20_000, 120_000)),
    )
