"""A flat town to try PyVRP on: places on a grid, a van of whatever kind a test needs."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from routing.geo import LonLat
from routing.matrix.travel_matrix import TravelMatrix
from routing.problem.fleet import Shift, Vehicle, VehicleType
from routing.problem.horizon import Horizon
from routing.problem.hub import Hub
from routing.problem.problem import Problem, Stop
from routing.problem.request import Request
from routing.problem.time_window import TimeWindow
from routing.units import NO_LIMIT

DAY = TimeWindow(0, 86_399)
TUESDAY = date(2025, 5, 20)
VAN = VehicleType("van", "truck", 1000, fixed_minor=500, rate_per_m_milli=3, rate_per_s_milli=7)


def hub(name: str, stop: int, days: int = 1, **given: Any) -> Hub:
    """A hub that is always open and takes in everything."""
    open_windows = (TimeWindow(0, days * 86_400 - 1),)
    return replace(Hub(name, stop, open_windows, (NO_LIMIT,) * days, (NO_LIMIT,) * days), **given)


def town(
    requests: tuple[Request, ...],
    *,
    van: VehicleType = VAN,
    vans: int = 2,
    days: int = 1,
    hubs: tuple[Hub, ...] = (),
    **shift: Any,
) -> Problem:
    """Stops 600 m and 60 s apart along a road, hub first; the same vans every day."""
    count = 1 + max([one.stop for one in requests] + [r.to.stop for r in requests if r.to])
    steps = np.abs(np.arange(count)[:, None] - np.arange(count)[None, :])
    nil = np.zeros_like(steps)
    horizon = Horizon(TUESDAY, days)
    shifts = tuple(
        Shift(
            unit, day, horizon.date(day), day * 86_400 + 21_600, day * 86_400 + 64_800, 0, (0,), 0
        )
        for day in range(days)
        for unit in range(vans)
    )
    return Problem(
        horizon=horizon,
        stops=tuple(Stop(f"p{i}", LonLat(103 + i / 100, 22.0)) for i in range(count)),
        hubs=hubs or (hub("H", 0, days),),
        vehicle_types=(van,),
        vehicles=tuple(Vehicle(f"van#{i}", 0, (0,) * horizon.weeks) for i in range(vans)),
        shifts=tuple(replace(one, **shift) for one in shifts),
        requests=requests,
        matrices=(TravelMatrix("truck", "", 60 * steps, 600 * steps, nil, nil.copy()),),
    )
