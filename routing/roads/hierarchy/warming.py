"""Compile everything once, at set-up, so that nobody waits for it later."""

import numpy as np

from routing.roads.hierarchy.costs import Costs
from routing.roads.hierarchy.hierarchy import Hierarchy


def warm_up() -> None:
    """Run every compiled function on a road of three nodes, in words of 32 and of 64 bits."""
    tail, head = np.array([0, 1, 1, 2]), np.array([1, 0, 2, 1])
    hierarchy = Hierarchy.build(3, tail, head)
    for least in (1, 1 << 40):
        column = np.full(4, least, np.int64)
        metric = hierarchy.customise(Costs(column, column, column, column, column)).closed([3])
        metric.many_to_many([0, 1, 2], [0, 2])
        metric.find_path(0, 2)
        metric.reach(0, 10)
