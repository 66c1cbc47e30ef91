"""Planning anew at a price: promises are changed when that is worth it, and it is said why."""

from dataclasses import replace
from typing import Any

import pytest

from routing.problem.evaluate import evaluate
from routing.problem.lock import Lock, LockKind
from routing.problem.problem import Problem
from routing.problem.request import NO_GROUP, Request
from routing.problem.sequences import RouteSequence, Sequences, end, pickup
from routing.problem.time_window import TimeWindow
from routing.problem.verdict import CheckReport, Rule
from routing.solver.answer import Answer, Running, SolveOptions
from routing.solver.running import list_moves, list_promises, price_changes
from routing.solver.solve import solve
from tests.unit.solver.pyvrp.town import DAY, VAN, town

WEEK = (TimeWindow(0, 2 * 86_400 - 1),)
PRICE = 10_000
TIMED = replace(VAN, fixed_minor=0)


def places(*stops: int, windows: tuple[TimeWindow, ...] = (DAY,)) -> tuple[Request, ...]:
    return tuple(Request(f"r{i}", stop, 400, 0, windows) for i, stop in enumerate(stops))


def route(shift: int, *requests: int) -> RouteSequence:
    return RouteSequence(shift, (*map(pickup, requests), end(0)))


def plan_of(problem: Problem, *routes: RouteSequence) -> Sequences:
    served = {i for one in routes for i in one.requests}
    left = tuple(i for i in range(len(problem.requests)) if i not in served)
    return Sequences(routes, left)


def anew(problem: Problem, running: Sequences, price: int, **given: Any) -> Answer:
    options = SolveOptions(
        time_limit_s=3600, steps=2_000, strict=True, running=Running(running, price), **given
    )
    return solve(problem, check=lambda plan: CheckReport(()), options=options)


def test_a_plan_that_keeps_its_promises_costs_nothing_more() -> None:
    problem = town(places(1, 2, 8, 9), days=2)
    plan = plan_of(problem, route(0, 0, 1), route(1, 2, 3))
    priced = price_changes(problem, Running(plan, PRICE))
    there = priced.adapt(plan)
    assert evaluate(priced.problem, there).violations == ()
    assert evaluate(priced.problem, there).cost == evaluate(problem, plan).cost
    assert priced.restore(there) == plan


@pytest.mark.parametrize(
    ("new", "changes"),
    [
        ((route(1, 0, 1), route(0, 2, 3)), 4),  # other vehicles at the same hours
        ((route(0, 0), route(1, 1), route(2, 2, 3)), 3),  # one vehicle, two days
        ((route(2, 0, 1), route(3, 2, 3)), 4),
        ((route(0, 0, 1), route(1, 2)), 0),  # what is left out costs its drop
    ],
)
def test_each_change_costs_its_price_once(new: tuple[RouteSequence, ...], changes: int) -> None:
    problem = town(places(1, 2, 8, 9, windows=WEEK), days=2)
    running = Running(plan_of(problem, route(0, 0, 1), route(1, 2, 3)), PRICE)
    plan = plan_of(problem, *new)
    priced = price_changes(problem, running)
    there, here = evaluate(priced.problem, priced.adapt(plan)), evaluate(problem, plan)
    assert there.violations == ()
    assert there.cost.total_minor - here.cost.total_minor == changes * PRICE
    moved = [what for _, _, after, what in list_moves(problem, running, plan) if after]
    assert len(moved) == changes
    assert priced.restore(priced.adapt(plan)) == plan


@pytest.mark.parametrize(("late_s", "changes"), [(3600, 0), (3601, 1)])
def test_a_promise_has_its_tolerance(late_s: int, changes: int) -> None:
    # In the running plan the van leaves at 06:00 and serves at 06:01; then it may only later.
    problem = town(places(1))
    running = Running(plan_of(problem, route(0, 0)), PRICE)
    start_s = list_promises(problem, running)[0].start_s
    late = replace(problem.requests[0], windows=(TimeWindow(start_s + late_s, 80_000),))
    changed = replace(problem, requests=(late,))
    moves = list(list_moves(changed, running, plan_of(changed, route(0, 0))))
    assert len(moves) <= 1
    dated = evaluate(changed, plan_of(changed, route(0, 0))).routes[0].items[0].start_s
    assert dated - start_s == late_s
    before = Running(plan_of(problem, route(0, 0)), PRICE)
    priced = price_changes(problem, before)
    window = priced.kept_in[0]
    assert (window.earliest_s <= dated <= window.latest_s) == (changes == 0)


def test_whom_a_plan_serves_too_late_for_what_was_told() -> None:
    # Told eight o'clock to r0; r1 opens at noon.
    noon = (TimeWindow(12 * 3600, DAY.latest_s),)
    first, other = places(1, 2)
    problem = town((first, replace(other, windows=noon)))
    told = ((0, 0, 8 * 3600), (1, 0, 12 * 3600))
    plan = plan_of(problem, route(0, 0, 1))
    priced = price_changes(problem, Running(plan, PRICE, told=told))
    assert priced.list_late(plan) == []
    assert priced.list_late(plan_of(problem, route(0, 1, 0))) == [0]
    moves = list_moves(problem, Running(plan, PRICE, told=told), plan_of(problem, route(0, 1, 0)))
    assert [(index, what) for index, _, _, what in moves] == [(0, ("start",))]


def test_locked_requests_are_left_as_they_are() -> None:
    problem = town(places(1, 2))
    lock = Lock(0, LockKind.PREFIX, (pickup(0),))
    locked = replace(problem, locks=(lock,))
    priced = price_changes(locked, Running(plan_of(problem, route(0, 0, 1)), PRICE))
    assert priced.problem.requests[0] == locked.requests[0]
    assert priced.problem.requests[1].alternative != NO_GROUP


def test_a_high_price_keeps_every_promise_and_a_low_one_saves_money() -> None:
    problem = town(places(1, 2, 8, 9), van=TIMED, vans=2)
    poor = plan_of(problem, route(0, 0, 3), route(1, 1, 2))
    kept = anew(problem, poor, 10**6)
    assert kept.changed == ()
    assert {frozenset(one.requests) for one in kept.sequences.routes} == {
        frozenset({0, 3}),
        frozenset({1, 2}),
    }
    saved = anew(problem, poor, 0)
    assert saved.evaluation.cost.total_minor < kept.evaluation.cost.total_minor
    assert saved.changed
    assert all(one.what == ("vehicle",) for one in saved.changed)


def test_a_change_that_only_saves_money_says_so() -> None:
    problem = town(places(1, 2), van=replace(VAN, capacity_g=10_000))
    answer = anew(problem, plan_of(problem, route(0, 0), route(1, 1)), 0)
    (changed,) = answer.changed
    assert [reason.code for reason in changed.reasons] == [Rule.PRICE]
    assert changed.reasons[0].detail("en").startswith("changing it is cheaper")


def test_what_can_no_longer_be_kept_is_changed_and_told() -> None:
    problem = town(places(1, 2, windows=WEEK), vans=1, days=2)
    plan = plan_of(problem, route(0, 0, 1))
    closed = replace(problem.shifts[0], latest_s=problem.shifts[0].earliest_s + 120)
    cut = replace(problem, shifts=(closed, problem.shifts[1]))
    answer = anew(cut, plan, PRICE)
    (changed,) = answer.changed
    assert (changed.request, changed.what, changed.new_shift) == (1, ("day",), 1)
    assert Rule.SHIFT in {reason.code for reason in changed.reasons}


def test_the_cost_told_has_no_price_of_changes_in_it() -> None:
    problem = town(places(1, 2, 8, 9), van=TIMED, vans=2)
    answer = anew(problem, plan_of(problem, route(0, 0, 3), route(1, 1, 2)), 0)
    assert answer.evaluation == evaluate(problem, answer.sequences)
    assert answer.evaluation.cost.other_minor == 0
