"""Compile everything once, at set-up, so that nobody waits for it later."""

from collections.abc import Iterable
from typing import Final

import numpy as np

from routing.roads.hierarchy.costs import Costs
from routing.roads.hierarchy.hierarchy import Hierarchy

NARROW: Final = 1
"""A cost that 32-bit words hold."""

WIDE: Final = 1 << 40
"""A cost that asks for 64-bit words, as sums do beyond 12 days, 1,000 litres or 1,000,000 km."""


def warm_up(costs: Iterable[int] = (NARROW,)) -> None:
    """Run every compiled function on a road of three nodes, once for each of the costs.

    Code for `WIDE` is left to the first network that needs it: no vehicle's way is that long.
    """
    tail, head = np.array([0, 1, 1, 2]), np.array([1, 0, 2, 1])
    hierarchy = Hierarchy.build(3, tail, head)
    for cost in costs:
        column = np.full(4, cost, np.int64)
        metric = hierarchy.customise(Costs(column, column, column, column, column)).closed([3])
        metric.many_to_many([0, 1, 2], [0, 2])
        metric.find_path(0, 2)
        metric.reach(0, 10)
