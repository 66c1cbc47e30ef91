"""The evaluator and the referee, each with its own arithmetic, say the same of any plan."""

from collections import Counter
from dataclasses import replace

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from routing.plan.build import build_plan
from routing.plan.check import check_plan
from routing.plan.plan import SearchInfo
from routing.problem.evaluate import evaluate
from routing.problem.problem import Problem
from routing.problem.sequences import Sequences
from routing.problem.verdict import CheckReport, Rule, Violation
from tests.property.enriched import lock_some, rich_problems
from tests.property.plans import (
    greedy_sequences,
    nearly_feasible_sequences,
    random_sequences,
)
from tests.property.problems import problems

SEARCH = SearchInfo(seed=0, engines=("random",), time_s=0.0, stopped_by="steps")
SEEDS = st.integers(0, 2**32 - 1)


def referee(problem: Problem, sequences: Sequences) -> CheckReport:
    plan = build_plan(problem, evaluate(problem, sequences), search=SEARCH)
    return check_plan(problem, plan, find_leg_cost=lambda *leg: leg_cost(problem, *leg))


def leg_cost(problem: Problem, matrix: int, a: int, b: int) -> tuple[int, int] | None:
    legs = problem.matrices[matrix]
    return (int(legs.duration_s[a, b]), int(legs.distance_m[a, b])) if legs.reaches(a, b) else None


def opinion(violations: tuple[Violation, ...]) -> Counter[tuple[Rule, int]]:
    """Each broken rule with its amount, where both are bound to count alike."""
    once = {Rule.BREAK, Rule.REACHABLE, Rule.HUB_HOURS}
    found = Counter((v.rule, v.amount) for v in violations if v.rule not in once)
    found.update((rule, 0) for rule in once & {v.rule for v in violations})
    return found


@given(problems(), SEEDS)
def test_random_sequences_break_the_same_rules_by_the_same_amounts(
    problem: Problem, seed: int
) -> None:
    sequences = random_sequences(np.random.default_rng(seed), problem)
    ours = evaluate(problem, sequences).violations
    assert opinion(referee(problem, sequences).violations) == opinion(ours)


@given(problems(), SEEDS)
def test_nearly_feasible_sequences_break_the_same_rules(problem: Problem, seed: int) -> None:
    sequences = nearly_feasible_sequences(np.random.default_rng(seed), problem)
    ours = evaluate(problem, sequences).violations
    assert opinion(referee(problem, sequences).violations) == opinion(ours)


@given(problems(), SEEDS)
def test_the_referee_is_silent_on_what_the_evaluator_finds_feasible(
    problem: Problem, seed: int
) -> None:
    sequences = greedy_sequences(np.random.default_rng(seed), problem)
    assert referee(problem, sequences).violations == ()


TAMPERED = (
    *("arrival_s", "start_s", "departure_s", "leg_driving_s", "leg_distance_m"),
    *("load_g", "load_ml", "weight_g", "volume_ml", "part", "parts", "seq"),
)


@given(problems(), SEEDS, st.sampled_from(TAMPERED), st.sampled_from([-1, 1]))
def test_no_number_of_a_stop_can_be_changed_unseen(
    problem: Problem, seed: int, name: str, step: int
) -> None:
    rng = np.random.default_rng(seed)
    evaluation = evaluate(problem, greedy_sequences(rng, problem))
    plan = build_plan(problem, evaluation, search=SEARCH)
    assume(plan.routes)
    route = plan.routes[int(rng.integers(len(plan.routes)))]
    at = int(rng.integers(len(route.stops)))
    assume(name not in ("part", "parts") or route.stops[at].kind == "pickup")
    stops = list(route.stops)
    stops[at] = replace(stops[at], **{name: getattr(stops[at], name) + step})
    changed = replace(route, stops=tuple(stops))
    routes = tuple(changed if one is route else one for one in plan.routes)
    assert not check_plan(problem, replace(plan, routes=routes)).ok


# The same with every rule of the library, several at once.


@given(rich_problems(), SEEDS)
def test_random_sequences_of_rich_problems_break_the_same_rules(
    problem: Problem, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    sequences = random_sequences(rng, problem)
    locked = lock_some(rng, problem, random_sequences(rng, problem))
    ours = evaluate(locked, sequences).violations
    assert opinion(referee(locked, sequences).violations) == opinion(ours)


@given(rich_problems(), SEEDS)
def test_nearly_feasible_sequences_of_rich_problems_break_the_same_rules(
    problem: Problem, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    sequences = nearly_feasible_sequences(rng, problem)
    ours = evaluate(problem, sequences).violations
    assert opinion(referee(problem, sequences).violations) == opinion(ours)


@given(rich_problems(), SEEDS)
def test_the_referee_is_silent_on_feasible_plans_of_rich_problems(
    problem: Problem, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    sequences = greedy_sequences(rng, problem)
    assert referee(lock_some(rng, problem, sequences), sequences).violations == ()


@given(rich_problems(), SEEDS, st.sampled_from((*TAMPERED, "setup_s", "brought_g", "trip")))
def test_no_number_of_a_stop_of_a_rich_plan_can_be_changed_unseen(
    problem: Problem, seed: int, name: str
) -> None:
    rng = np.random.default_rng(seed)
    evaluation = evaluate(problem, greedy_sequences(rng, problem))
    plan = build_plan(problem, evaluation, search=SEARCH)
    assume(plan.routes)
    route = plan.routes[int(rng.integers(len(plan.routes)))]
    at = int(rng.integers(len(route.stops)))
    assume(name not in ("part", "parts") or route.stops[at].request)
    stops = list(route.stops)
    stops[at] = replace(stops[at], **{name: getattr(stops[at], name) + 1})
    changed = replace(route, stops=tuple(stops))
    routes = tuple(changed if one is route else one for one in plan.routes)
    assert not check_plan(problem, replace(plan, routes=routes)).ok
