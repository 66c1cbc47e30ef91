"""OR-Tools keeps every rule at its bound, costs what we cost, and repeats itself."""

from dataclasses import replace

import numpy as np
import pytest

from routing.problem.evaluate import evaluate
from routing.problem.problem import Problem
from routing.problem.sequences import RouteSequence, Sequences, end, pickup, rest
from routing.problem.time_window import TimeWindow
from routing.problem.verdict import Rule
from routing.solver.kernel.facts import build_facts
from routing.solver.ortools_vrp.search import Bounds, search
from routing.solver.proposal import Proposal, find_mismatch
from tests.property.problems import random_problem
from tests.unit.plan.bounds import BOUNDS
from tests.unit.plan.valley import LAW, THERE_AND_BACK, K, change, valley

NOTHING = Sequences((), (0, 1))
BOUNDS_OF_SEARCH = Bounds(solutions=30, seconds=3600)


def improve(problem: Problem, start: Sequences = NOTHING, seed: int = 1) -> Proposal:
    rng = np.random.default_rng(seed)
    found = search(problem, build_facts(problem), start, BOUNDS_OF_SEARCH, rng)
    assert found is not None
    evaluation = evaluate(problem, found.sequences)
    assert find_mismatch(problem, found, evaluation) == ""
    return found


@pytest.mark.parametrize("name", BOUNDS)
def test_a_bound_is_kept_below_and_at_it_and_broken_above(name: str) -> None:
    # Only the order A, B is in reach: the way from B to A is barred here.
    _, exceeded_by = BOUNDS[name]
    for over, dropped in ((-1, 0), (0, 0), (1, 1)):
        problem = only_a_to_b(exceeded_by(over))
        assert len(improve(problem).sequences.dropped) == dropped


def only_a_to_b(problem: Problem) -> Problem:
    barred = {
        name: np.array(getattr(problem.matrices[0], name))
        for name in ("duration_s", "distance_m", "fuel_empty_ml", "fuel_full_ml")
    }
    for array in barred.values():
        array[2, 1] = -1
    return replace(problem, matrices=(replace(problem.matrices[0], **barred),))


def test_a_rest_of_the_plan_begun_from_is_kept() -> None:
    # With a limit of 5,399 s the vehicle must rest 300 s at Bản A.
    problem = only_a_to_b(replace(valley(), law=replace(LAW, max_continuous_s=5_399)))
    start = Sequences((RouteSequence(0, (pickup(0), rest(300), pickup(1), end(0))),), ())
    assert improve(problem, start).sequences == start


def test_goods_go_to_their_named_hub_when_the_vehicle_may_end_there() -> None:
    problem = change(valley(), "requests", 1, hub=1)
    assert len(improve(problem).sequences.dropped) == 1
    either = change(problem, "shifts", end_hubs=(0, 1))
    (route,) = improve(either).sequences.routes
    assert route.end_hub == 1


def test_a_vehicle_without_the_skill_leaves_the_request() -> None:
    problem = change(valley(), "requests", 0, skills=frozenset({"cold"}))
    assert improve(problem).sequences.dropped == (0,)
    able = change(problem, "vehicle_types", skills=frozenset({"cold"}))
    assert improve(able).sequences.dropped == ()


def test_an_optional_request_is_left_when_its_penalty_is_less_than_its_cost() -> None:
    # Bản A alone: 3,600 + 3,000 s of driving, 600 + 300 + 400 s of standing, 60 km =
    # 100,000 + 300,000 + 79,000 = 479,000; with Bản B 631,000, that is 152,000 more.
    for penalty, dropped in ((151_999, (1,)), (152_001, ())):
        problem = only_a_to_b(valley())
        problem = change(problem, "requests", 1, required=False, penalty_minor=penalty)
        assert improve(problem, THERE_AND_BACK).sequences.dropped == dropped


def test_when_two_do_not_fit_the_more_urgent_goes() -> None:
    for index in (0, 1):
        tight = change(valley(), "vehicle_types", capacity_g=450_000)
        problem = change(tight, "requests", index, priority=5)
        assert improve(problem).sequences.dropped == (1 - index,)


def test_a_hub_that_closes_at_noon_receives_in_its_other_window() -> None:
    # Closed from 36,000 to 40,000: arrival is at 40,000 instead of 36,300.
    hours = (TimeWindow(21_600, 36_000), TimeWindow(40_000, 72_000))
    problem = only_a_to_b(change(valley(), "hubs", open_windows=hours))
    found = improve(problem)
    (dated,) = evaluate(problem, found.sequences).routes
    assert dated.items[-1].arrival_s == 40_000


def test_one_of_several_windows_is_used() -> None:
    windows = (TimeWindow(21_600, 22_000), TimeWindow(50_000, 51_000))
    problem = change(valley(), "requests", 1, windows=windows)
    (dated,) = evaluate(problem, improve(problem).sequences).routes
    assert dated.items[-2].start_s == 50_000


def test_a_vehicle_ends_once_though_it_may_end_anywhere() -> None:
    problem = change(valley(), "shifts", end_hubs=(0, 1))
    problem = change(problem, "hubs", 1, stop=K)
    assert len(improve(problem).sequences.routes) == 1


def test_no_vehicle_no_plan() -> None:
    rng = np.random.default_rng(1)
    problem = replace(valley(), shifts=())
    assert search(problem, build_facts(problem), NOTHING, BOUNDS_OF_SEARCH, rng) is None


def test_two_searches_with_one_seed_are_equal() -> None:
    problem = random_problem(np.random.default_rng(5), requests=12, days=2, tight=0.3)
    start = Sequences((), tuple(range(12)))
    first, again = (improve(problem, start, seed=9) for _ in range(2))
    assert first == again


def test_a_claim_that_is_not_ours_is_a_mismatch() -> None:
    problem, found = valley(), improve(valley())
    evaluation = evaluate(problem, found.sequences)
    dear = replace(found.claims[0], way_milli=found.claims[0].way_milli + 1)
    short = replace(found.claims[0], duration_s=evaluation.routes[0].duration_s - 1)
    assert "claimed" in find_mismatch(problem, replace(found, claims=(dear,)), evaluation)
    assert "claimed" in find_mismatch(problem, replace(found, claims=(short,)), evaluation)
    assert "objective" in find_mismatch(problem, replace(found, unexplained_milli=1), evaluation)


def test_a_plan_that_breaks_a_rule_is_a_mismatch() -> None:
    problem = BOUNDS["grams"][1](1)
    evaluation = evaluate(problem, THERE_AND_BACK)
    found = find_mismatch(problem, Proposal(THERE_AND_BACK), evaluation)
    assert found.startswith(Rule.CAPACITY)
