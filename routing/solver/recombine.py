"""Choose the best combination of pooled routes with CP-SAT: set partitioning.

GLOP's relaxation of the whole pool says below which price no combination comes, and which
routes can be in one that is better than what there is; CP-SAT chooses among those. What binds
routes beyond the partition's rows is kept when routes are given to units.
"""

from typing import ClassVar, Final

import numpy as np
from ortools.sat.python import cp_model

from routing.problem.problem import Problem
from routing.solver.drafts import draft_of, draft_price, sequences_of
from routing.solver.engine import Turn, Workshop
from routing.solver.kernel.draft import Draft
from routing.solver.kernel.facts import Flags
from routing.solver.partition import Partition, build_partition
from routing.solver.proposal import Proposal
from routing.solver.relaxation import relax
from routing.solver.route_pool import PooledRoute, key_of
from routing.solver.ruin_recreate import RuinRecreate

EFFORT: Final = 2.0
"""CP-SAT's deterministic time of one turn, about as many seconds."""
RELAX_S: Final = 30.0
"""GLOP gets no more; it has always ended long before."""
RELAX_SHARE: Final = 0.6
"""Share of a turn's seconds in which the relaxation must be ready."""
MOST_COLUMNS: Final = 20_000
"""CP-SAT is offered no more routes than this, the most promising first."""
MOST_REQUESTS: Final = 500
"""In larger problems routes hardly ever fit together anew."""
SEED_BOUND: Final = 2**31


class Recombination:
    """Combines routes that other engines met."""

    name: ClassVar[str] = "cp_sat"

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._seen = 0

    @classmethod
    def supports(cls, problem: Problem) -> bool:
        """Tell whether our own arithmetic can price the routes, and a pool can cover them all."""
        return RuinRecreate.supports(problem) and len(problem.requests) <= MOST_REQUESTS

    def propose(self, turn: Turn) -> Proposal | None:
        """Return the cheapest combination found, when the pool has grown."""
        workshop = self._workshop
        if len(workshop.pool.routes) == self._seen:
            return None
        self._seen = len(workshop.pool.routes)
        draft = draft_of(workshop.facts, turn.plan)
        workshop.pool.add(draft)
        chosen = choose_routes(workshop, draft, turn.seconds)
        if chosen is None:
            return None
        plan = sequences_of(workshop.facts, workshop.pool.assign(chosen))
        if len(plan.routes) < len(chosen):
            plan = RuinRecreate(workshop).fill(plan)
        return Proposal(plan)


def choose_routes(workshop: Workshop, draft: Draft, seconds: float) -> list[PooledRoute] | None:
    """Return the routes of the cheapest combination found, None when there is none better."""
    pooled = list(workshop.pool.routes.items())
    partition = build_partition(workshop, [route for _, route in pooled])
    driven = {key_of(workshop.facts, draft, s) for s in np.flatnonzero(draft.length).tolist()}
    hint = np.zeros(partition.size, np.bool_)
    hint[: len(pooled)] = [key in driven for key, _ in pooled]
    hint[len(pooled) :] = [(draft.where[members] < 0).all() for members in partition.units]
    price = draft_price(workshop.facts, draft)
    offered = choose_columns(workshop, partition, hint, price, seconds)
    if offered is None:
        return None
    chosen = solve_partition(partition, offered, hint, workshop.seed, seconds)
    return None if chosen is None else [partition.routes[k] for k in chosen]


def choose_columns(
    workshop: Workshop, partition: Partition, hint: Flags, price: float, seconds: float
) -> Flags | None:
    """Return the columns that can make a plan cheaper; None when the relaxation says none can.

    Where the relaxation is not ready in time, all are offered while they are not too many.
    """
    relaxed = relax(partition, min(RELAX_S, RELAX_SHARE * seconds))
    if relaxed is None:
        few = partition.size <= MOST_COLUMNS
        return np.ones(partition.size, np.bool_) if few else None
    workshop.findings.pool_bound = relaxed.price
    if relaxed.price > price - 1:
        return None
    offered = relaxed.promising(price) | hint
    if offered.sum() > MOST_COLUMNS:
        dearest = np.partition(relaxed.reduced[offered], MOST_COLUMNS)[MOST_COLUMNS]
        offered &= (relaxed.reduced < dearest) | hint
    return offered


def solve_partition(
    partition: Partition, offered: Flags, hint: Flags, seed: int, seconds: float
) -> list[int] | None:
    """Return the routes of the cheapest choice among the offered columns."""
    model = cp_model.CpModel()
    columns = np.flatnonzero(offered).tolist()
    choose = {column: model.new_bool_var("") for column in columns}
    for row in partition.rows:
        pairs = [
            (choose[c], a) for c, a in zip(row.columns, row.amounts, strict=True) if c in choose
        ]
        terms, amounts = [t for t, _ in pairs], [a for _, a in pairs]
        if row.least == row.most == 1:
            model.add_exactly_one(terms)
        elif sum(amounts) > row.most:
            model.add(cp_model.LinearExpr.weighted_sum(terms, amounts) <= row.most)
    prices = [round(price) for price in partition.prices[columns].tolist()]
    model.minimize(cp_model.LinearExpr.weighted_sum(list(choose.values()), prices))
    for column, var in choose.items():
        model.add_hint(var, bool(hint[column]))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed % SEED_BOUND
    solver.parameters.linearization_level = 2
    solver.parameters.max_deterministic_time = EFFORT
    solver.parameters.max_time_in_seconds = max(0.01, seconds)
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    routes = len(partition.routes)
    return [c for c, var in choose.items() if c < routes and solver.boolean_value(var)]
