"""Solve a problem: engines propose, the referee confirms, what is left out gets its reasons."""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from typing import Final

from routing.matrix.travel_matrix import TravelMatrix
from routing.problem.cost import Cost
from routing.problem.evaluate import evaluate
from routing.problem.problem import Problem
from routing.problem.sequences import Sequences
from routing.solver.answer import (
    Answer,
    Check,
    Judge,
    OnProgress,
    Progress,
    Search,
    ShouldStop,
    SolveOptions,
)
from routing.solver.changed import list_changed
from routing.solver.engine import Engine, Workshop, open_workshop
from routing.solver.incumbent import Incumbent, Step
from routing.solver.part import beside_fixed
from routing.solver.portfolio import ENGINES, INSERTION, finish, improve, start_plans
from routing.solver.ready import ready_kernel
from routing.solver.reasons import explain_dropped
from routing.solver.repairs import Trying, find_repairs
from routing.solver.running import price_changes
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
    judge: Judge | None = None,
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
    judge
        The referee of changed problems: without it no repairs are told.
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
    if options.running is None:
        whole, search = _search(problem, check, options, watch, engines)
    else:
        whole, search = _search_on(problem, check, options, watch, engines)
    evaluation = evaluate(problem, whole)
    reasons = explain_dropped(
        problem, whole, open_matrices=open_matrices, may_go_on=watch.explaining()
    )
    trying = Trying(judge, options.seed, watch.may_repair)
    repairs = find_repairs(problem, whole, trying, most=options.repairs)
    running = options.running
    changed = () if running is None else list_changed(problem, running, whole, reasons)
    return Answer(whole, evaluation, reasons, search, repairs, changed)


def _search_on(
    problem: Problem,
    check: Check,
    options: SolveOptions,
    watch: Watch,
    engines: tuple[type[Engine], ...],
) -> tuple[Sequences, Search]:
    """Return what a search finds that begins at the running plan and pays for its changes."""
    if options.running is None:
        raise ValueError("a plan that is running is wanted")
    priced = price_changes(problem, options.running)
    start = options.start_from or options.running.plan
    inner = replace(
        options,
        start_from=priced.adapt(start),
        fixed=tuple(priced.adapt_route(route) for route in options.fixed),
    )
    tell = watch.on_progress

    def tell_restored(progress: Progress) -> None:
        plan = progress.sequences
        if tell is not None:
            tell(replace(progress, sequences=None if plan is None else priced.restore(plan)))

    watch.on_progress = None if tell is None else tell_restored
    found, search = _search(
        priced.problem, lambda plan: check(priced.restore(plan)), inner, watch, engines
    )
    return priced.restore(found), replace(search, pool_bound_minor=None)


def _search(
    problem: Problem,
    check: Check,
    options: SolveOptions,
    watch: Watch,
    engines: tuple[type[Engine], ...],
) -> tuple[Sequences, Search]:
    """Return the best plan found that the referee accepts, and how it was found."""
    part = beside_fixed(problem, options.fixed)
    workshop = open_workshop(part.problem, options.seed)
    best = Incumbent(part, check, options.strict)
    start = None if options.start_from is None else part.narrow(options.start_from)
    start_plans(workshop, best, watch, start)
    names = improve(workshop, best, watch, engines)
    in_time = watch.seconds_left > 0 or best.best.cost.required_dropped
    if watch.steps and in_time:
        finish(workshop, best)
    best.close()
    whole = best.confirm()
    watch.report(best.best.cost, whole)
    search = Search(
        seed=options.seed,
        engines=(INSERTION, *names),
        time_s=watch.elapsed_s,
        steps=watch.steps,
        stopped_by=watch.stopped_by or "complete",
        rejected=tuple(best.rejected),
        pool_bound_minor=pool_bound(workshop, best.best, evaluate(problem, whole).cost),
    )
    return whole, search


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
