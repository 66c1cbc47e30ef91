"""What leaving a request out is worth to a search: more than all money for required ones."""

import numpy as np
from numpy.typing import NDArray

from routing.problem.problem import Problem
from routing.problem.request import NO_GROUP
from routing.units import MILLI


def required_price(problem: Problem) -> int:
    """Return a price in minor units that is above the cost of any plan."""
    kinds = problem.vehicle_types
    longest_m = max((int(m.distance_m.max(initial=0)) for m in problem.matrices), default=0)
    reloads = sum(min(problem.type_of(shift).max_reloads, 99) for shift in problem.shifts)
    legs = 2 * len(problem.requests) + len(problem.shifts) + reloads
    over_s = {id(kind): kind.max_overtime_s for kind in kinds}
    span_s = sum(
        shift.latest_s - shift.earliest_s + over_s[id(problem.type_of(shift))]
        for shift in problem.shifts
    )
    fixed = sum(problem.type_of(shift).fixed_minor for shift in problem.shifts)
    per_m = max((kind.rate_per_m_milli for kind in kinds), default=0)
    per_s = max(
        (
            kind.rate_per_s_milli
            + kind.rate_per_driving_s_milli
            + kind.rate_per_service_s_milli
            + kind.rate_per_overtime_s_milli
            for kind in kinds
        ),
        default=0,
    )
    penalties = sum(r.penalty_minor for r in problem.requests if not r.required)
    penalties += sum(r.serve_minor + r.change_minor for r in problem.requests)
    driven = per_m * longest_m * legs + (per_s + problem.balance_rate_milli) * span_s
    driven += max((r.lateness_rate_milli for r in problem.requests), default=0) * span_s * legs
    fuel = _dearest_leg(problem) * legs
    return 1 + fixed + penalties + fuel + driven // MILLI + 8 * len(problem.shifts)


def _dearest_leg(problem: Problem) -> int:
    rate = max((kind.fuel_milli_per_l for kind in problem.vehicle_types), default=0)
    most_ml = max(
        (
            max(int(m.fuel_empty_ml.max(initial=0)), int(m.fuel_full_ml.max(initial=0)))
            for m in problem.matrices
        ),
        default=0,
    )
    return 1 + rate * most_ml // MILLI**2


def drop_prices(problem: Problem) -> NDArray[np.float64]:
    """Return what leaving each request out costs; of alternatives the first stands for all."""
    high = required_price(problem)
    heaviest = 2 + max((r.priority for r in problem.requests), default=0)
    locked = {item.request for lock in problem.locks for item in lock.items if item.request >= 0}
    groups = {problem.requests[i].alternative for i in locked} - {NO_GROUP}
    seen: set[int] = set()
    prices: list[int] = []
    for i, request in enumerate(problem.requests):
        if i in locked or request.alternative in groups:
            price = heaviest * high * (1 + len(problem.requests))
        else:
            price = (1 + request.priority) * high if request.required else request.penalty_minor
        prices.append(0 if request.alternative in seen else price)
        seen |= {request.alternative} - {NO_GROUP}
    return np.array(prices, np.float64)
