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
    return bool(problem.requests and problem.shifts) and find_features(problem) <= known


def prices_ways(problem: Problem) -> bool:
    """Tell whether more is paid for a leg than its metres, so that legs need prices."""
    return bool(find_features(problem) & PRICED_BY_LEG)


def fits_numbers(problem: Problem, cells: int) -> bool:
    """Tell whether PyVRP's matrices fit the memory and its sums int64."""
    weights = sum(1 + request.priority for request in problem.requests)
    return cells <= MOST_CELLS and MILLI * required_price(problem) * weights < MOST_MILLI
