"""Which problems PyVRP can be asked about, and which of its prices are ours to the unit.

Limits of driving, of the law and of hubs' intake are not PyVRP's to keep: routes that break
them are dated anew with breaks, or taken apart and filled in by our own arithmetic. Rules that
would make most of its routes worthless keep it away.
"""

from typing import Final

from routing.problem.features import Feature, find_features
from routing.problem.problem import Problem
from routing.solver.kernel.prices import required_price
from routing.units import MILLI

MOST_CELLS: Final = 40_000_000
"""Bound of all matrix cells together, 16 bytes each."""
MOST_MILLI: Final = 2**60
"""No sum of prices may come near the end of int64."""

DEAR: Final = 4
"""A required request is worth so many of the dearest legs there are. What is worth much more
than that would hide from PyVRP what everything else costs."""

PRICED_BY_LEG: Final = frozenset({Feature.FUEL_COST, Feature.SPLIT_TIME_COST, Feature.SERVE_COST})
"""Costs that are put on legs, fuel as if half loaded."""
PRICED_LATER: Final = frozenset({Feature.LATENESS, Feature.LAST_VEHICLE})
"""Costs that PyVRP does not see; its plans are priced with them all the same."""
KEPT: Final = frozenset(
    {
        Feature.DELIVERY,
        Feature.EXCHANGE,
        Feature.PAIR,
        Feature.RELOAD,
        Feature.FURTHER_LOADS,
        Feature.RELEASE,
        Feature.SETUP,
        Feature.SERVICE_BY_TYPE,
        Feature.OVERTIME,
        Feature.HUB_SLOT,
        Feature.ALTERNATIVE,
        Feature.OPEN_END,
        Feature.NO_RECEIPT,
    }
)
"""Rules that PyVRP knows, or that bind few of its routes."""


def keeps_rules(problem: Problem) -> bool:
    """Tell whether PyVRP knows every rule that most routes meet."""
    known = KEPT | PRICED_BY_LEG | PRICED_LATER
    early = any(shift.earliest_s < 0 for shift in problem.shifts)  # PyVRP begins at 0
    some = bool(problem.requests and problem.shifts)
    return some and not early and find_features(problem) <= known


def prices_ways(problem: Problem) -> bool:
    """Tell whether more is paid for a leg than its metres, so that legs need prices."""
    return bool(find_features(problem) & PRICED_BY_LEG)


def fits_numbers(problem: Problem, cells: int) -> bool:
    """Tell whether PyVRP's matrices fit the memory and its sums int64."""
    weights = sum(1 + request.priority for request in problem.requests if request.required)
    sums = MILLI * required_price(problem) + prize_milli(problem) * weights
    return cells <= MOST_CELLS and sums < MOST_MILLI


def prize_milli(problem: Problem) -> int:
    """Return what a required request of priority 0 is worth to PyVRP."""
    return DEAR * dearest_leg_milli(problem)


def dearest_leg_milli(problem: Problem) -> int:
    """Return what the dearest vehicle pays to leave and drive the longest leg."""
    kinds = problem.vehicle_types
    longest_m = max((int(m.distance_m.max(initial=0)) for m in problem.matrices), default=0)
    longest_s = max((int(m.duration_s.max(initial=0)) for m in problem.matrices), default=0)
    return 1 + max(
        MILLI * kind.fixed_minor
        + kind.rate_per_m_milli * longest_m
        + (kind.rate_per_s_milli + kind.rate_per_driving_s_milli) * longest_s
        for kind in kinds
    )
