"""Arithmetic on arrays against the evaluator, on random routes and at every bound."""

import numpy as np
import pytest

from routing.problem.evaluate import evaluate, evaluate_route
from routing.problem.problem import Problem
from routing.problem.sequences import RouteSequence, Sequences, end, pickup
from routing.problem.verdict import Rule
from routing.solver.drafts import new_draft, put_route, route_of
from routing.solver.kernel.facts import build_facts
from routing.solver.kernel.pricing import INFINITE
from routing.solver.kernel.work import ARRIVAL_S, DRIVING_S, new_work
from routing.solver.orders import price_order
from tests.property.problems import random_problem
from tests.unit.plan.bounds import BOUNDS
from tests.unit.plan.valley import valley


def random_order(rng: np.random.Generator, problem: Problem) -> tuple[int, int, list[int]]:
    shift = int(rng.integers(len(problem.shifts)))
    hub = int(rng.choice(problem.shifts[shift].end_hubs))
    count = int(rng.integers(1, min(5, len(problem.requests)) + 1))
    return shift, hub, rng.permutation(len(problem.requests))[:count].tolist()


def test_a_route_is_allowed_and_priced_as_the_evaluator_has_it() -> None:
    allowed = rejected = 0
    for seed in range(150):
        rng = np.random.default_rng(seed)
        problem = random_problem(rng, requests=8, tight=float(rng.choice([0, 0.3, 0.6])))
        facts = build_facts(problem)
        for _ in range(20 if problem.shifts else 0):
            shift, hub, order = random_order(rng, problem)
            work = new_work(facts)
            price = price_order(facts, shift, hub, np.array(order), work)
            plain = RouteSequence(shift, (*map(pickup, order), end(hub)))
            broken = {found.rule for found in evaluate_route(problem, plain).violations}
            if broken - {Rule.BREAK}:
                assert price >= INFINITE
                rejected += 1
            elif price < INFINITE:
                route = route_of(facts, shift, hub, np.array(order))
                assert route is not None
                dated = evaluate_route(problem, route)
                assert dated.violations == ()
                assert dated.cost.total_minor == price
                sums = work.sums[[ARRIVAL_S, DRIVING_S]].tolist()
                assert [dated.items[-1].arrival_s, dated.driving_s] == sums
                allowed += 1
            else:
                # Only a break that cannot be placed keeps it out.
                assert broken == {Rule.BREAK}
    assert allowed > 100
    assert rejected > 100


@pytest.mark.parametrize("name", sorted(set(BOUNDS) - {"driving on end"}))
def test_a_bound_is_kept_below_and_at_it_and_broken_above(name: str) -> None:
    _, exceeded_by = BOUNDS[name]
    for over, allowed in ((-1, True), (0, True), (1, False)):
        facts = build_facts(exceeded_by(over))
        assert put_route(facts, new_draft(facts), 0, 0, np.array([0, 1])) is allowed


def test_week_and_intake_count_what_other_routes_use() -> None:
    found = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        problem = random_problem(rng, requests=8, vehicles=3, tight=0.9)
        facts = build_facts(problem)
        draft = new_draft(facts)
        routes: list[RouteSequence] = []
        for _ in range(15 if problem.shifts else 0):
            shift, hub, order = random_order(rng, problem)
            if draft.length[shift] or any(draft.where[i] >= 0 for i in order):
                continue
            route = route_of(facts, shift, hub, np.array(order))
            if route is None:
                continue
            rules = {v.rule for v in evaluate(problem, Sequences((*routes, route), ())).violations}
            fits = rules <= {Rule.CONSERVATION}
            assert put_route(facts, draft, shift, hub, np.array(order)) is fits
            found += not fits
            if fits:
                routes.append(route)
    assert found > 3


def test_the_valleys_route_costs_what_was_worked_out_by_hand() -> None:
    facts = build_facts(valley())
    work = new_work(facts)
    assert price_order(facts, 0, 0, np.array([0, 1]), work) == 631_000
    assert work.sums[[ARRIVAL_S, DRIVING_S]].tolist() == [36_300, 9_600]
