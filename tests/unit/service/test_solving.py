"""Solving a problem as it stands: engines by name, and the referee behind every answer."""

from dataclasses import replace

import pytest

from routing.errors import InputError
from routing.plan.check import check_plan
from routing.problem.features import Feature
from routing.problem.lock import Lock, LockKind
from routing.problem.sequences import pickup
from routing.service.solving import (
    find_engines,
    plan_of,
    referee_of,
    require_engine,
    solve_problem,
)
from routing.solver.answer import SolveOptions
from routing.solver.portfolio import ENGINES
from tests.unit.plan.rich_bounds import delivering
from tests.unit.plan.valley import change, valley

PROBLEM = valley()
OPTIONS = SolveOptions(time_limit_s=3600, steps=40, seed=1, strict=True)


def test_an_answer_becomes_a_plan_that_the_referee_accepts() -> None:
    answer = solve_problem(PROBLEM, OPTIONS)
    plan = plan_of(PROBLEM, answer)
    assert answer.evaluation.feasible
    assert check_plan(PROBLEM, plan).ok
    assert plan.violations == ()
    assert plan.search.engines == answer.search.engines
    served = {stop.request for route in plan.routes for stop in route.stops if stop.request}
    assert served | {gone.request for gone in plan.dropped} == {
        request.id for request in PROBLEM.requests
    }


def test_the_referee_refuses_what_drops_a_request_unsaid() -> None:
    found = solve_problem(PROBLEM, OPTIONS).sequences
    assert referee_of(PROBLEM)(found).ok
    unsaid = replace(found, routes=found.routes[1:])
    assert not referee_of(PROBLEM)(unsaid).ok


def test_auto_means_every_engine() -> None:
    assert find_engines("auto") == ENGINES


def test_engines_are_found_by_name_in_the_order_asked() -> None:
    names = [engine.name for engine in reversed(ENGINES)]
    assert [engine.name for engine in find_engines(", ".join(names))] == names


def test_every_unknown_engine_is_a_fault() -> None:
    with pytest.raises(InputError) as refused:
        find_engines(f"warp,{ENGINES[0].name},auto")
    assert [dict(one.params)["value"] for one in refused.value.faults] == ["warp", "auto"]


def test_only_the_engine_asked_for_is_at_work() -> None:
    answer = solve_problem(PROBLEM, OPTIONS, engine="ruin_recreate")
    assert answer.search.engines == ("insertion", "ruin_recreate")


def test_rules_that_no_engine_knows_are_named() -> None:
    with pytest.raises(InputError) as refused:
        require_engine(delivering(), ())
    (found,) = refused.value.faults
    assert (found.key, dict(found.params)["rules"]) == ("service.no_engine", Feature.DELIVERY)
    require_engine(replace(delivering(), requests=()), ())


def test_a_lock_that_cannot_hold_is_refused_before_the_search() -> None:
    late = change(PROBLEM, "requests", 0, windows=())
    with pytest.raises(InputError) as refused:
        solve_problem(replace(late, locks=(Lock(0, LockKind.PREFIX, (pickup(0),)),)), OPTIONS)
    assert {one.key for one in refused.value.faults} <= {
        "problem.lock_cannot_hold",
        "service.no_engine",
    }
