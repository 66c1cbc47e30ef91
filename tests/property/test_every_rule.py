"""The generator draws every rule there is, and nobody lets a plan through that breaks one."""

from collections.abc import Iterator
from dataclasses import fields
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.plan.build import build_plan
from routing.plan.check import check_plan
from routing.plan.plan import SearchInfo
from routing.problem.cost import Cost
from routing.problem.evaluate import evaluate
from routing.problem.features import Feature, find_features
from routing.problem.problem import Problem
from routing.problem.sequences import Sequences
from routing.problem.verdict import CheckReport, Rule
from routing.solver.answer import SolveOptions
from routing.solver.drafts import draft_of
from routing.solver.engine import Engine
from routing.solver.kernel.facts import build_facts
from routing.solver.portfolio import ENGINES
from routing.solver.pyvrp.engine import Pyvrp
from routing.solver.recombine import Recombination
from routing.solver.ruin_recreate import RuinRecreate
from routing.solver.solve import solve
from tests.property.enriched import enrich, lock_some, rich_problems
from tests.property.plans import greedy_sequences, nearly_feasible_sequences, random_sequences
from tests.property.problems import random_problem

DRAWN = 150
NO_SEARCH = SearchInfo(0, (), 0.0, "")
BREAKABLE = {
    *(Rule.SKILL, Rule.TIME_WINDOW, Rule.CAPACITY, Rule.REACHABLE, Rule.MAX_DISTANCE),
    *(Rule.MAX_DURATION, Rule.MAX_DRIVING, Rule.MAX_STOPS, Rule.BREAK, Rule.LOCKED),
    *(Rule.COMPATIBILITY, Rule.MAX_RIDE_TIME, Rule.HUB_INTAKE, Rule.HUB_HOURS, Rule.HUB),
    *(Rule.SHIFT, Rule.ALTERNATIVE, Rule.TOGETHER, Rule.CONSERVATION),
}
"""What sequences can break; the other codes are reasons, or faults of a plan's figures."""
PAID = {part.name for part in fields(Cost) if part.name.endswith("_minor")}


def referee(problem: Problem, sequences: Sequences) -> CheckReport:
    plan = build_plan(problem, evaluate(problem, sequences), search=NO_SEARCH)
    return check_plan(problem, plan)


def draw_problems() -> Iterator[tuple[np.random.Generator, Problem]]:
    for seed in range(DRAWN):
        rng = np.random.default_rng(seed)
        plain = random_problem(rng, requests=9, tight=(0.3, 0.6)[seed % 2])
        yield rng, enrich(rng, plain, chance=0.4)


@cache
def find_broken() -> dict[Rule, int]:
    """Return how often the referee refuses a plan of a drawn problem for each rule."""
    counts = dict.fromkeys(Rule, 0)
    for rng, problem in draw_problems():
        locked = lock_some(rng, problem, greedy_sequences(rng, problem))
        for sequences in (random_sequences(rng, locked), nearly_feasible_sequences(rng, locked)):
            report = referee(locked, sequences)
            for rule in {found.rule for found in report.violations}:
                counts[rule] += 1
    return counts


@pytest.mark.parametrize("rule", sorted(BREAKABLE))
def test_plans_of_drawn_problems_are_refused_for_each_rule(rule: Rule) -> None:
    assert find_broken()[rule] > 0


def test_every_feature_and_every_part_of_the_cost_is_drawn() -> None:
    seen, paid = set[Feature](), set[str]()
    for rng, problem in draw_problems():
        good = greedy_sequences(rng, problem)
        seen |= find_features(lock_some(rng, problem, good))
        cost = evaluate(problem, good).cost
        paid |= {name for name in PAID if getattr(cost, name) > 0}
    assert (seen, paid) == (set(Feature), PAID)


@pytest.mark.parametrize("engine", [RuinRecreate, Pyvrp, Recombination], ids=lambda e: e.name)
def test_engines_take_part_in_problems_of_many_rules(engine: type[Engine]) -> None:
    taken = [find_features(p) for _, p in draw_problems() if engine.supports(p)]
    assert max(map(len, taken)) >= 3


@settings(max_examples=40, deadline=None)
@given(rich_problems(), st.integers(0, 2**32 - 1), st.sampled_from(ENGINES))
def test_what_an_engine_answers_keeps_every_rule(
    problem: Problem, seed: int, engine: type[Engine]
) -> None:
    rng = np.random.default_rng(seed)
    locked = lock_some(rng, problem, greedy_sequences(rng, problem))
    held = draft_of(build_facts(locked), Sequences((), ())).length
    if not engine.supports(locked) or any(not held[lock.shift] for lock in locked.locks):
        return
    # The empty plan that every search begins with breaks locks, which strictness would raise.
    strict = not locked.locks
    options = SolveOptions(time_limit_s=3600, steps=40, seed=seed % 2**31, strict=strict)
    answer = solve(
        locked,
        check=lambda found: referee(locked, found),
        options=options,
        engines=(engine,),
    )
    assert referee(locked, answer.sequences).ok
    assert answer.evaluation.cost == evaluate(locked, answer.sequences).cost
    assert set(answer.search.rejected) <= {"insertion"}
