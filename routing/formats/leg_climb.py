"""How much each leg of a route climbs, from the route's elevation profile."""

from typing import NamedTuple

import numpy as np

from routing.plan.plan import PlanRoute


class Climb(NamedTuple):
    """Metres up and metres down along a leg."""

    up_m: int
    down_m: int


def leg_climbs(route: PlanRoute) -> tuple[Climb, ...] | None:
    """Return the climb of the leg that leads to each stop, none when there is no profile."""
    if len(route.elevation) < 2:
        return None
    along_m, height_m = np.array(route.elevation, np.float64).T
    ends_m = np.cumsum([stop.leg_distance_m for stop in route.stops])
    climbs: list[Climb] = []
    start_m = 0.0
    for end_m in ends_m.tolist():
        inside = (along_m > start_m) & (along_m < end_m)
        at_m = np.concatenate(([start_m], along_m[inside], [end_m]))
        steps_m = np.diff(np.interp(at_m, along_m, height_m))
        up_m, down_m = steps_m[steps_m > 0].sum(), -steps_m[steps_m < 0].sum()
        climbs.append(Climb(round(float(up_m)), round(float(down_m))))
        start_m = end_m
    return tuple(climbs)
