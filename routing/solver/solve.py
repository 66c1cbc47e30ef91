"""Solve a problem: engines propose, the referee confirms, what is left out gets its reasons."""

from collections.abc import Sequence
from math import ceil
from typing import Final

from routing.matrix.travel_matrix import TravelMatrix
from routing.problem.cost import Cost
from routing.problem.evaluate import evaluate
from routing.problem.problem import Problem
from routing.solver.answer import Answer, Check, OnProgress, Search, ShouldStop, SolveOptions
from routing.solver.engine import Engine, Workshop, open_workshop
from routing.solver.incumbent import Incumbent, Step
from routing.solver.part import beside_fixed
from routing.solver.portfolio import ENGINES, INSERTION, finish, improve, start_plans
from routing.solver.ready import ready_kernel
from routing.solver.reasons import explain_dropped
from routing.solver.repairs import find_repairs
from routing.solver.watch import Watch

DEFAULTS: Final = SolveOptions()
ROUNDED: Final = 2
"""Pooled prices are not rounded: by so much those of a route may differ from its cost."""
TOLERANCE: Final = 1e-9
"""GLOP's prices are floating-point numbers: the bound is lowered by this share."""


def solve(
    problem: Problem,
    *,
    check: Check,
    options: SolveOptions = DEFAULTS,
    on_progress: OnProgress | None = None,
    should_stop: ShouldStop | None = None,
    open_matrices: Sequence[TravelMatrix] | None = None,
    engines: tuple[type[Engine], ...] = ENGINES,
) -> Answer:
    """Return the best plan found that the referee accepts, with reasons for what it drops.

    Routes in `options.fixed` stay as they are. Equal calls bounded by steps give equal plans,
    as long as the seconds do not end them first.

    Parameters
    ----------
    check
        The referee. What it does not accept is discarded.
    open_matrices
        The problem's matrices as they would be without closures, for the reasons.

    Raises
    ------
    EngineMismatchError
        When a proposal is not what it claims and `options.strict` is set, or when the referee
        accepts no plan at all.
    """
    ready_kernel()
    watch = Watch(options, on_progress, should_stop)
    part = beside_fixed(problem, options.fixed)
    workshop = open_workshop(part.problem, options.seed)
    best = Incumbent(part, check, options.strict)
    start = None if options.start_from is None else part.narrow(options.start_from)
    start_plans(workshop, best, watch, start)
    names = improve(workshop, best, watch, engines)
    if watch.steps:
        finish(workshop, best)
    whole = best.confirm()
    watch.report(best.best.cost, whole)
    evaluation = evaluate(problem, whole)
    reasons = explain_dropped(problem, whole, open_matrices=open_matrices)
    search = Search(
        seed=options.seed,
        engines=(INSERTION, *names),
        time_s=watch.elapsed_s,
        steps=watch.steps,
        stopped_by=watch.stopped_by or "complete",
        rejected=tuple(best.rejected),
        pool_bound_minor=pool_bound(workshop, best.best, evaluation.cost),
    )
    repairs = find_repairs(
        problem, whole, most=options.repairs, seed=options.seed, may_go_on=watch.may_repair
    )
    return Answer(whole, evaluation, reasons, search, repairs)


def pool_bound(workshop: Workshop, found: Step, whole: Cost) -> int | None:
    """Return the pool's bound with what fixed routes cost, None unless it is below the plan.

    Where something required is left out, money says nothing.
    """
    bound, price = workshop.findings.pool_bound, found.cost.total_minor + found.cost.penalty_minor
    rounding = ROUNDED * len(found.plan.routes)
    if found.cost.required_dropped or bound > price + rounding:
        return None
    bound = min(price, ceil(bound - TOLERANCE * price - rounding))
    return bound + whole.total_minor + whole.penalty_minor - price
