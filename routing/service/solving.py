"""Solve a problem as it stands: engines chosen by name, each plan confirmed by the referee."""

from dataclasses import replace
from functools import partial
from typing import Final

from routing.errors import InputError, fault
from routing.plan.build import build_plan
from routing.plan.check import check_plan
from routing.plan.plan import Plan, SearchInfo
from routing.problem.evaluate import evaluate
from routing.problem.feasible_locks import require_feasible_locks
from routing.problem.features import find_features
from routing.problem.problem import Problem
from routing.problem.sequences import Sequences
from routing.problem.verdict import CheckReport
from routing.solver.answer import Answer, Check, OnProgress, Search, ShouldStop, SolveOptions
from routing.solver.engine import Engine
from routing.solver.portfolio import ENGINES
from routing.solver.solve import DEFAULTS, solve

AUTO: Final = "auto"
"""The name that stands for every engine which can keep the problem's rules."""

_NO_SEARCH: Final = SearchInfo(0, (), 0.0, "")


def solve_problem(
    problem: Problem,
    options: SolveOptions = DEFAULTS,
    *,
    engine: str = AUTO,
    on_progress: OnProgress | None = None,
    should_stop: ShouldStop | None = None,
) -> Answer:
    """Return the best plan found that the referee accepts.

    Parameters
    ----------
    engine
        Names of engines between commas, or `AUTO`.

    Raises
    ------
    InputError
        When an engine is not known, none knows the problem's rules, or a lock breaks a rule by
        itself.
    """
    found = find_engines(engine)
    require_engine(problem, found)
    require_feasible_locks(problem)
    return solve(
        problem,
        check=referee_of(problem),
        judge=judge_plan,
        options=options,
        on_progress=on_progress,
        should_stop=should_stop,
        engines=found,
    )


def require_engine(problem: Problem, engines: tuple[type[Engine], ...] = ENGINES) -> None:
    """Do nothing when an engine knows all rules of a problem, or there is nothing to plan.

    Raises
    ------
    InputError
        Naming the rules beyond the plain ones that the problem has.
    """
    if not (problem.requests and problem.shifts):
        return
    if not any(engine.supports(problem) for engine in engines):
        rules = ", ".join(sorted(find_features(problem)))
        raise InputError([fault("service.no_engine", rules=rules)])


def referee_of(problem: Problem) -> Check:
    """Return the referee's check of sequences for a problem, by the plan they make."""
    return partial(judge_plan, problem)


def judge_plan(problem: Problem, sequences: Sequences) -> CheckReport:
    """Return what the referee says of the plan that sequences make."""
    bare = build_plan(problem, evaluate(problem, sequences), search=_NO_SEARCH)
    return check_plan(problem, bare)


def find_engines(names: str) -> tuple[type[Engine], ...]:
    """Return the engines of a list of names between commas.

    Raises
    ------
    InputError
        With a fault for each name that no engine has.
    """
    known = {engine.name: engine for engine in ENGINES}
    asked = [name.strip() for name in names.split(",")]
    if asked == [AUTO]:
        return ENGINES
    want = " | ".join([AUTO, *known])
    faults = [
        fault("service.unknown_engine", column="--engine", value=name, want=want)
        for name in asked
        if name not in known
    ]
    if faults:
        raise InputError(faults)
    return tuple(known[name] for name in asked)


def plan_of(problem: Problem, answer: Answer) -> Plan:
    """Return an answer as a plan, without roads, with what the referee finds in it."""
    plan = build_plan(
        problem,
        answer.evaluation,
        search=search_info(answer.search),
        reasons=answer.reasons,
        repairs=answer.repairs,
    )
    return replace(plan, violations=check_plan(problem, plan).violations)


def search_info(search: Search) -> SearchInfo:
    """Return how a plan was found, as the plan tells it."""
    return SearchInfo(
        search.seed,
        search.engines,
        search.time_s,
        search.stopped_by,
        search.rejected,
        search.pool_bound_minor,
    )
