"""Whatever the problem, what leaves the solver is a plan that the referee accepts."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.plan.build import build_plan
from routing.plan.check import check_plan
from routing.plan.plan import SearchInfo
from routing.problem.evaluate import evaluate
from routing.problem.problem import Problem
from routing.problem.sequences import Sequences
from routing.problem.verdict import CheckReport, Rule
from routing.solver.answer import SolveOptions
from routing.solver.drafts import draft_of, draft_price, sequences_of
from routing.solver.engine import Turn, open_workshop
from routing.solver.kernel.facts import build_facts
from routing.solver.ortools_vrp.search import Bounds, search
from routing.solver.proposal import find_mismatch
from routing.solver.ruin_recreate import RuinRecreate
from routing.solver.solve import solve
from tests.property.enriched import lock_some, rich_problems
from tests.property.plans import greedy_sequences
from tests.property.problems import problems

NO_SEARCH = SearchInfo(0, (), 0.0, "")


def referee(problem: Problem, sequences: Sequences) -> CheckReport:
    plan = build_plan(problem, evaluate(problem, sequences), search=NO_SEARCH)
    return check_plan(problem, plan)


@settings(max_examples=60, deadline=None)
@given(problems(), st.integers(0, 5))
def test_every_answer_passes_the_referee(problem: Problem, seed: int) -> None:
    options = SolveOptions(time_limit_s=3600, steps=40, seed=seed, strict=True)
    answer = solve(problem, check=lambda found: referee(problem, found), options=options)
    assert referee(problem, answer.sequences).ok
    assert answer.evaluation.cost == evaluate(problem, answer.sequences).cost
    assert set(answer.reasons) == set(answer.sequences.dropped)
    assert all(answer.reasons.values())
    assert not answer.search.rejected


@settings(max_examples=40, deadline=None)
@given(problems(max_requests=6))
def test_or_tools_claims_what_we_evaluate(problem: Problem) -> None:
    nothing = Sequences((), tuple(range(len(problem.requests))))
    rng = np.random.default_rng(1)
    found = search(problem, build_facts(problem), nothing, Bounds(20, 3600), rng)
    if found is not None:
        assert find_mismatch(problem, found, evaluate(problem, found.sequences)) == ""
        assert referee(problem, found.sequences).ok


@settings(max_examples=25, deadline=None)
@given(problems(), st.data())
def test_fixed_routes_stay_as_they_are(problem: Problem, data: st.DataObject) -> None:
    def check(found: Sequences) -> CheckReport:
        return referee(problem, found)

    options = SolveOptions(time_limit_s=3600, steps=20, strict=True)
    first = solve(problem, check=check, options=options).sequences
    fixed = tuple(route for route in first.routes if data.draw(st.booleans()))
    options = replace(options, fixed=fixed, start_from=first)
    again = solve(problem, check=check, options=options)
    assert set(fixed) <= set(again.sequences.routes)
    assert again.evaluation.cost.objective <= evaluate(problem, first).cost.objective


@settings(max_examples=40, deadline=None)
@given(problems())
def test_reasons_are_of_rules_that_something_breaks(problem: Problem) -> None:
    options = SolveOptions(time_limit_s=3600, steps=40, strict=True)
    answer = solve(problem, check=lambda found: referee(problem, found), options=options)
    for index, reasons in answer.reasons.items():
        codes = {reason.code for reason in reasons}
        assert codes <= set(Rule)
        assert all(reason.detail("vi") and reason.detail("en") for reason in reasons)
        if problem.requests[index].required:
            assert Rule.PRICE not in codes


@settings(max_examples=60, deadline=None)
@given(rich_problems(), st.integers(0, 2**32 - 1))
def test_ruin_and_recreate_keeps_and_prices_every_rule(problem: Problem, seed: int) -> None:
    rng = np.random.default_rng(seed)
    start = greedy_sequences(rng, problem)
    problem = lock_some(rng, problem, start) if rng.random() < 0.4 else problem
    facts = build_facts(problem)
    held = draft_of(facts, Sequences((), ())).length
    if not problem.shifts or any(lock.items and not held[lock.shift] for lock in problem.locks):
        return
    engine = RuinRecreate(open_workshop(problem, seed))
    plans = [engine.allowed_part(start)]
    plans.append(engine.fill(plans[-1]))
    for k in range(4):
        proposal = engine.propose(Turn(plans[-1], 10, k / 4, 1.0))
        plans += [proposal.sequences] if proposal is not None else []
    costs = [evaluate(problem, plan).cost for plan in plans]
    for plan, cost in zip(plans, costs, strict=True):
        assert referee(problem, plan).ok
        draft = draft_of(facts, plan)
        assert sequences_of(facts, draft).dropped == plan.dropped
        left_out = sum(facts.drop_price[index] for index in plan.dropped)
        assert draft_price(facts, draft) == cost.total_minor + left_out
    assert all(a.objective > b.objective for a, b in pairwise(costs[1:]))
