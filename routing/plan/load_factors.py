"""How full the vehicles of a plan are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from routing.plan.plan import Plan, PlanRoute
from routing.units import NO_LIMIT


@dataclass(frozen=True, slots=True)
class LoadFactors:
    """Shares of capacity used, None where nothing bounds it.

    The first two are peak loads over capacities; `*_by_km` weigh each leg's load and capacity
    by its length, so that an empty drive out counts.
    """

    weight: float | None
    volume: float | None
    weight_by_km: float | None
    volume_by_km: float | None


def find_load_factors(plan: Plan) -> LoadFactors:
    """Return the load factors over all routes of a plan."""
    routes = plan.routes
    roomy = [route for route in routes if route.capacity_ml < NO_LIMIT]
    return LoadFactors(
        weight=_ratio((route.peak_load_g, route.capacity_g) for route in routes),
        volume=_ratio((route.peak_volume_ml, route.capacity_ml) for route in roomy),
        weight_by_km=_ratio(pair for route in routes for pair in _gram_metres(route)),
        volume_by_km=_ratio(pair for route in roomy for pair in _millilitre_metres(route)),
    )


def _ratio(pairs: Iterable[tuple[int, int]]) -> float | None:
    used = room = 0
    for one_used, one_room in pairs:
        used += one_used
        room += one_room
    return used / room if room else None


def _gram_metres(route: PlanRoute) -> Iterator[tuple[int, int]]:
    for before, here in pairwise(route.stops):
        yield before.load_g * here.leg_distance_m, route.capacity_g * here.leg_distance_m


def _millilitre_metres(route: PlanRoute) -> Iterator[tuple[int, int]]:
    for before, here in pairwise(route.stops):
        yield before.load_ml * here.leg_distance_m, route.capacity_ml * here.leg_distance_m
