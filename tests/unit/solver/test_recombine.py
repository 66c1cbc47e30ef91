"""Pooled routes combined: the cheapest choice, inside every bound that routes share."""

from dataclasses import replace

import numpy as np
import pytest

from routing.problem.evaluate import evaluate
from routing.problem.hub import HubSlot
from routing.problem.problem import Problem
from routing.problem.request import Request
from routing.problem.sequences import RouteSequence, Sequences, end, pickup
from routing.problem.time_window import TimeWindow
from routing.solver.drafts import draft_of
from routing.solver.engine import Turn, Workshop, open_workshop
from routing.solver.partition import build_partition, keep_intake, list_units
from routing.solver.recombine import Recombination, choose_columns
from routing.solver.relaxation import relax
from tests.unit.solver.pyvrp.town import DAY, VAN, hub, town

ROUTES = ((0, 1), (2, 3), (0,), (1, 2), (3,), (0, 3))


def places(*stops: int) -> tuple[Request, ...]:
    return tuple(Request(f"r{i}", stop, 400, 0, (DAY,)) for i, stop in enumerate(stops))


def route(shift: int, *requests: int) -> RouteSequence:
    return RouteSequence(shift, (*map(pickup, requests), end(0)))


def filled(problem: Problem, routes: tuple[tuple[int, ...], ...] = ROUTES) -> Workshop:
    """A workshop whose pool holds routes, each as the first shift drives it."""
    workshop = open_workshop(problem, seed=1)
    for requests in routes:
        draft = draft_of(workshop.facts, Sequences((route(0, *requests),), ()))
        workshop.pool.add(draft)
    return workshop


def turn(plan: Sequences) -> Turn:
    return Turn(plan, 0, 1.0, 60.0)


NOTHING = Sequences((), (0, 1, 2, 3))


def test_the_cheapest_combination_is_found() -> None:
    # Along one road out and back: {0, 1} and {2, 3} drive 2 x (2 + 9) stops, {0, 3} and {1, 2}
    # 2 x (9 + 8); {0}, {1, 2}, {3} would take three vans.
    problem = town(places(1, 2, 8, 9), vans=2)
    proposal = Recombination(filled(problem)).propose(turn(NOTHING))
    assert proposal is not None
    served = {frozenset(found.requests) for found in proposal.sequences.routes}
    assert served == {frozenset({0, 1}), frozenset({2, 3})}


def test_with_more_routes_than_vans_the_dearest_requests_are_served() -> None:
    optional = tuple(
        replace(one, required=False, penalty_minor=penalty)
        for one, penalty in zip(places(1, 2, 8, 9), (9000, 9000, 1, 1), strict=True)
    )
    proposal = Recombination(filled(town(optional, vans=1))).propose(turn(NOTHING))
    assert proposal is not None
    assert proposal.sequences.dropped == (2, 3)


@pytest.mark.parametrize(("intake_g", "left"), [(800, 2), (1599, 2), (1600, 0)])
def test_a_hub_takes_in_no_more_than_it_can(intake_g: int, left: int) -> None:
    small = hub("H", 0, intake_g=(intake_g,))
    problem = town(places(1, 2, 8, 9), hubs=(small,))
    proposal = Recombination(filled(problem, ROUTES[:2])).propose(turn(NOTHING))
    assert proposal is not None
    assert evaluate(problem, proposal.sequences).feasible
    assert len(proposal.sequences.dropped) == left


def test_nothing_is_proposed_when_no_combination_is_cheaper() -> None:
    problem = town(places(1, 2, 8, 9), vans=2)
    workshop = filled(problem)
    best = Sequences((route(0, 0, 1), route(1, 2, 3)), ())
    assert Recombination(workshop).propose(turn(best)) is None
    cost = evaluate(problem, best).cost.total_minor
    assert workshop.findings.pool_bound == pytest.approx(cost, abs=3)


def test_an_unchanged_pool_is_not_looked_at_again() -> None:
    engine = Recombination(filled(town(places(1, 2, 8, 9))))
    first = engine.propose(turn(NOTHING))
    assert first is not None
    assert engine.propose(turn(first.sequences)) is None


def test_what_cannot_be_in_a_better_plan_is_not_offered() -> None:
    workshop = filled(town(places(1, 2, 8, 9), vans=4))
    partition = build_partition(workshop, list(workshop.pool.routes.values()))
    relaxed = relax(partition, 60)
    assert relaxed is not None
    dearest = next(k for k, one in enumerate(partition.routes) if set(one.order) == {0, 3})
    assert not relaxed.promising(relaxed.price + 1)[dearest]
    assert relaxed.promising(2 * partition.prices.sum()).all()


def test_without_time_for_the_relaxation_small_pools_are_offered_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("routing.solver.recombine.relax", lambda partition, seconds: None)
    workshop = filled(town(places(1, 2, 8, 9)))
    partition = build_partition(workshop, list(workshop.pool.routes.values()))
    hint = np.zeros(partition.size, np.bool_)
    offered = choose_columns(workshop, partition, hint, 1e9, 60.0)
    assert offered is not None
    assert offered.all()
    monkeypatch.setattr("routing.solver.recombine.MOST_COLUMNS", 3)
    assert choose_columns(workshop, partition, hint, 1e9, 60.0) is None


def test_alternatives_are_one_row() -> None:
    first, second, alone = places(1, 2, 3)
    first, second = replace(first, alternative=0), replace(second, alternative=0)
    assert list_units(town((first, second, alone))) == [[0, 1], [2]]


def test_slots_of_a_hub_bound_what_arrives_in_them() -> None:
    slot = HubSlot(TimeWindow(0, 86_399), intake_g=900, vehicles=1)
    problem = town(places(1, 2, 8, 9))
    pool = filled(problem).pool
    slotted = replace(problem, hubs=(hub("H", 0, slots=(slot,)),))
    rows = list(keep_intake(slotted, list(pool.routes.values())))
    assert [(set(row.amounts), row.most) for row in rows] == [({400, 800}, 900), ({1}, 1)]


def test_drivers_keep_their_week() -> None:
    law = replace(town(places(1)).law, max_week_s=3000)
    problem = replace(town(places(1, 2, 8, 9), vans=1, days=2), law=law)
    whole = (TimeWindow(0, 2 * 86_400 - 1),)
    problem = replace(
        problem, requests=tuple(replace(one, windows=whole) for one in problem.requests)
    )
    workshop = open_workshop(problem, seed=1)
    for shift in (0, 1):
        for requests in ((0, 1), (2, 3)):
            plan = Sequences((route(shift, *requests),), ())
            workshop.pool.add(draft_of(workshop.facts, plan))
    proposal = Recombination(workshop).propose(turn(NOTHING))
    assert proposal is not None
    assert evaluate(problem, proposal.sequences).feasible


def test_a_pool_of_nothing_is_no_reason_to_fail() -> None:
    workshop = open_workshop(town(places(1), van=replace(VAN, capacity_g=1)), seed=1)
    assert not workshop.pool.routes
    assert Recombination(workshop).propose(turn(Sequences((), (0,)))) is None
