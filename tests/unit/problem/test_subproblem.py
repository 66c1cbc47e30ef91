"""What is left when some routes stay: nothing they use may be used again."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.problem.evaluate import evaluate
from routing.problem.features import Feature
from routing.problem.hub import HubSlot
from routing.problem.lock import Lock, LockKind
from routing.problem.problem import Problem
from routing.problem.sequences import RouteSequence, Sequences, end, pickup, rest
from routing.problem.subproblem import join_routes, restrict, without_routes
from routing.problem.time_window import TimeWindow
from routing.problem.verdict import Rule
from tests.property.enriched import lock_some, rich_problems
from tests.property.plans import greedy_sequences
from tests.property.problems import problems
from tests.unit.plan.valley import LAW, change, valley

FIRST = RouteSequence(0, (pickup(0), end(0)))


def two_trucks() -> Problem:
    problem = valley()
    return replace(
        problem,
        vehicles=(*problem.vehicles, replace(problem.vehicles[0], id="truck#2")),
        shifts=(*problem.shifts, replace(problem.shifts[0], vehicle=1)),
    )


def test_without_fixed_routes_the_problem_is_the_same() -> None:
    problem = two_trucks()
    assert without_routes(problem, ()) == (problem, (0, 1), (0, 1))


def test_shifts_and_requests_of_fixed_routes_are_gone() -> None:
    smaller, shifts, requests = without_routes(two_trucks(), (FIRST,))
    assert [request.id for request in smaller.requests] == ["r2"]
    assert [shift.vehicle for shift in smaller.shifts] == [1]
    assert (shifts, requests) == ((1,), (1,))


def test_intake_and_driving_are_lessened_by_what_stays() -> None:
    problem = change(two_trucks(), "hubs", intake_g=(700_000,), intake_ml=(900_000,))
    smaller, _, _ = without_routes(problem, (FIRST,))
    # r1 is 400 kg and 1,000,000 ml, which leaves nothing; H-A-H takes 3,600 + 3,000 s.
    assert smaller.hubs[0].intake_g == (300_000,)
    assert smaller.hubs[0].intake_ml == (0,)
    assert smaller.hubs[1].intake_g == problem.hubs[1].intake_g
    assert [unit.driven_s for unit in smaller.vehicles] == [(6_600,), (0,)]


def test_routes_come_back_in_the_indices_of_the_whole() -> None:
    problem = two_trucks()
    _, shifts, requests = without_routes(problem, (FIRST,))
    rest_of_it = Sequences((RouteSequence(0, (rest(900), pickup(0), end(0))),), ())
    joined = join_routes((FIRST,), rest_of_it, shifts, requests)
    assert joined.routes == (FIRST, RouteSequence(1, (rest(900), pickup(1), end(0))))
    assert joined.dropped == ()
    dropped = join_routes((FIRST,), Sequences((), (0,)), shifts, requests)
    assert dropped.dropped == (1,)


def test_weekly_driving_of_the_rest_still_counts_what_stays() -> None:
    law = replace(LAW, max_week_s=9_600)
    problem = replace(two_trucks(), law=law)
    smaller, _, _ = without_routes(problem, (FIRST,))
    only_second = Sequences((RouteSequence(0, (pickup(0), end(0))),), ())
    assert evaluate(smaller, only_second).feasible  # the other truck drives 8,700 s


@given(problems(), st.integers(0, 2**32 - 1))
def test_a_feasible_rest_joins_to_a_feasible_whole(problem: Problem, seed: int) -> None:
    check_rest(problem, np.random.default_rng(seed))


@given(rich_problems(set(Feature) - {Feature.BALANCE}), st.integers(0, 2**32 - 1))
def test_a_feasible_rest_of_a_rich_problem_joins_to_a_feasible_whole(
    problem: Problem, seed: int
) -> None:
    check_rest(problem, np.random.default_rng(seed))


def check_rest(problem: Problem, rng: np.random.Generator) -> None:
    """Some routes of a plan stay, the rest is planned anew: both together keep every rule."""
    whole = greedy_sequences(rng, problem)
    problem = lock_some(rng, problem, whole)
    fixed = tuple(
        route
        for route in whole.routes
        if rng.random() < 0.5 or any(lock.shift == route.shift for lock in problem.locks)
    )
    smaller, shifts, requests = without_routes(problem, fixed)
    others = greedy_sequences(rng, smaller)
    joined = join_routes(fixed, others, shifts, requests)
    dated = evaluate(problem, joined)
    assert dated.violations == ()
    fixed_cost = evaluate(problem, Sequences(fixed, ())).cost
    assert dated.cost == fixed_cost + evaluate(smaller, others).cost


# Alternatives, togetherness, slots and locks.


def test_alternatives_to_what_is_served_are_gone() -> None:
    problem = change(two_trucks(), "requests", 0, alternative=3)
    problem = change(problem, "requests", 1, alternative=3)
    smaller, _, requests = without_routes(problem, (FIRST,))
    assert (smaller.requests, requests) == ((), ())


def test_what_goes_together_is_left_to_the_vehicle_that_stays() -> None:
    problem = change(two_trucks(), "requests", 0, together=7)
    problem = change(problem, "requests", 1, together=7, service_by_type=(60,))
    smaller, _, _ = without_routes(problem, (FIRST,))
    by_another = Sequences((RouteSequence(0, (pickup(0), end(0))),), ())
    assert {found.rule for found in evaluate(smaller, by_another).violations} == {Rule.SKILL}
    assert smaller.requests[0].service_by_type == (60, 60)


def test_slots_are_lessened_by_the_calls_that_stay() -> None:
    slot = HubSlot(TimeWindow(0, 86_400), intake_g=450_000, intake_ml=900_000, vehicles=2)
    problem = change(two_trucks(), "hubs", slots=(slot,))
    smaller, _, _ = without_routes(problem, (FIRST,))
    assert smaller.hubs[0].slots == (HubSlot(slot.window, 50_000, 0, 1),)


def test_a_lock_follows_its_shift_and_its_requests() -> None:
    lock = Lock(1, LockKind.ORDER, (pickup(1), end(0)))
    problem = replace(two_trucks(), locks=(lock,))
    smaller, _, _ = without_routes(problem, (FIRST,))
    assert smaller.locks == (Lock(0, LockKind.ORDER, (pickup(0), end(0))),)
    assert restrict(problem, (0,), (0, 1)).locks == ()
    with pytest.raises(ValueError, match=r"requests \[1\] are elsewhere"):
        restrict(problem, (1,), (0,))
