"""The linear relaxation of a partition, by GLOP: a bound, and the columns worth looking at."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from ortools.linear_solver.python import model_builder_helper as glop

from routing.solver.kernel.facts import Flags, Floats
from routing.solver.partition import Partition


@dataclass(frozen=True)
class Relaxation:
    """The price below which no choice of a partition's columns comes, and reduced prices."""

    price: float
    reduced: Floats

    def promising(self, price: float) -> Flags:
        """Tell which columns can be in a choice that is cheaper than a price."""
        gap = max(0.0, price - self.price)
        worth: Flags = self.reduced <= gap + 1e-6 * max(1.0, abs(price))
        return worth


def relax(partition: Partition, seconds: float) -> Relaxation | None:
    """Return the relaxation of a partition, None when GLOP is not ready in time."""
    columns = partition.size
    helper: Any = glop.ModelBuilderHelper()  # has no types of its own
    helper.fill_model_from_sparse_data(
        np.zeros(columns),
        np.full(columns, np.inf),
        partition.prices,
        np.array([row.least for row in partition.rows], np.float64),
        np.array([row.most for row in partition.rows], np.float64),
        partition.matrix(),
    )
    solver: Any = glop.ModelSolverHelper("glop")
    solver.set_time_limit_in_seconds(max(0.01, seconds))
    solver.solve(helper)
    if solver.status() != glop.SolveStatus.OPTIMAL:
        return None
    return Relaxation(float(solver.objective_value()), np.array(solver.reduced_costs()))
