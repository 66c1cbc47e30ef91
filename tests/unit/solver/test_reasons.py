"""Why requests were left out: the smallest sets of rules, true of the plan, and told in time."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from routing.problem.problem import Problem
from routing.problem.request import Request
from routing.problem.sequences import RouteSequence, Sequences, end, pickup
from routing.problem.time_window import TimeWindow
from routing.problem.verdict import Reason, Rule
from routing.solver import reasons
from routing.solver.answer import SolveOptions
from routing.solver.lifting import LIFTABLE, lift, list_binding
from routing.solver.reasons import explain_dropped
from routing.solver.watch import Watch
from routing.solver.wording import NOT_EXAMINED
from tests.unit.solver.pyvrp.town import DAY, VAN, hub, town

HOUR_S = 3600


def place(name: str, stop: int, grams: int = 600, **given: Any) -> Request:
    return replace(Request(name, stop, grams, 0, (DAY,)), **given)


def one_route(*served: int, left: tuple[int, ...]) -> Sequences:
    return Sequences((RouteSequence(0, (*map(pickup, served), end(0))),), left)


def told(problem: Problem, plan: Sequences, **given: Any) -> dict[int, list[Rule]]:
    found = explain_dropped(problem, plan, **given)
    return {index: [reason.code for reason in why] for index, why in found.items()}


def counting(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count which requests are tried."""
    tried: list[int] = []
    real = reasons.Bench.try_cheapest

    def count(bench: reasons.Bench, request: int) -> Any:
        tried.append(request)
        return real(bench, request)

    monkeypatch.setattr(reasons.Bench, "try_cheapest", count)
    return tried


def test_one_rule_is_told_where_one_is_enough_and_two_where_it_takes_two() -> None:
    early = (TimeWindow(0, 4 * HOUR_S),)  # the vans leave at six
    requests = (
        place("a", 1),
        place("late", 2, 300, windows=early),
        place("both", 2, windows=early),
    )
    problem = town(requests, vans=1)
    assert told(problem, one_route(0, left=(1, 2))) == {
        1: [Rule.TIME_WINDOW],
        2: [Rule.CAPACITY, Rule.TIME_WINDOW],
    }


def test_every_smallest_set_is_told() -> None:
    # Neither the weight nor the hub's day has room for the second request.
    full = hub("H", 0, intake_g=(1000,))
    problem = town((place("a", 1), place("b", 2)), vans=2, hubs=(full,))
    plan = one_route(0, left=(1,))
    assert told(problem, plan) == {1: [Rule.HUB_INTAKE]}  # the other van is empty
    single = replace(problem, shifts=problem.shifts[:1])
    assert told(single, plan) == {1: [Rule.CAPACITY, Rule.HUB_INTAKE]}


def test_the_vehicle_that_comes_closest_is_named_with_what_it_lacks() -> None:
    requests = (place("a", 1, 900), place("b", 2, 700), place("c", 3, 400))
    problem = town(requests)
    routes = tuple(RouteSequence(k, (pickup(k), end(0))) for k in (0, 1))
    (reason,) = explain_dropped(problem, Sequences(routes, (2,)))[2]
    assert (reason.code, reason.vehicle) == (Rule.CAPACITY, "van#1")
    assert dict(reason.params) == {"need_kg": 0.4, "free_kg": 0.3}


def test_what_is_alike_is_examined_once(monkeypatch: pytest.MonkeyPatch) -> None:
    requests = (place("a", 1), *(place(f"b{k}", 2, 500) for k in range(40)))
    tried = counting(monkeypatch)
    found = explain_dropped(town(requests, vans=1), one_route(0, left=tuple(range(1, 41))))
    assert len(found) == 40
    assert len(set(found.values())) == 1
    assert set(tried) == {1}


def test_any_alternative_may_have_the_place() -> None:
    heavy = place("b", 2, 900, alternative=0)
    light = place("b2", 3, 300, alternative=0, required=False)
    problem = town((place("a", 1), heavy, light), vans=1)
    (reason,) = explain_dropped(problem, one_route(0, left=(1,)))[1]
    assert reason.code is Rule.NO_REASON_FOUND  # the light one fits beside the first
    assert reason != NOT_EXAMINED


def stopping_after(calls: int) -> Callable[[], bool]:
    left = iter(range(calls))
    return lambda: next(left, None) is not None


def test_what_was_not_examined_in_time_says_so() -> None:
    requests = (place("a", 1), *(place(f"b{k}", 2, 500 + k) for k in range(5)))
    problem, plan = town(requests, vans=1), one_route(0, left=tuple(range(1, 6)))
    nothing = explain_dropped(problem, plan, may_go_on=lambda: False)
    assert set(nothing.values()) == {(NOT_EXAMINED,)}
    for calls in range(1, 30):
        some = explain_dropped(problem, plan, may_go_on=stopping_after(calls))
        codes = {reason.code for why in some.values() for reason in why}
        assert codes <= {Rule.CAPACITY, Rule.NO_REASON_FOUND}
    assert NOT_EXAMINED.detail("en") == "why was not examined in the time given"


def test_a_place_that_is_too_dear_is_told_with_its_price() -> None:
    problem = town((place("a", 1, required=False, penalty_minor=3),))
    (reason,) = explain_dropped(problem, Sequences((), (0,)))[0]
    # 500 for leaving, 1,200 m and 120 s there and back.
    assert reason == Reason(
        Rule.PRICE,
        "solver.reason.PRICE",
        (("currency", "VND"), ("extra", 500 + 4 + 1), ("penalty", 3)),
    )


def test_only_rules_that_bind_are_lifted_and_then_they_do_not_bind() -> None:
    bare = town((place("a", 1),))
    assert Rule.SKILL not in list_binding(bare)
    assert Rule.MAX_DRIVING not in list_binding(bare)
    strict = town((place("a", 1, skills=frozenset({"cold"})),), van=replace(VAN, max_stops=1))
    assert {Rule.SKILL, Rule.MAX_STOPS, Rule.CAPACITY} <= set(list_binding(strict))
    assert {Rule.TIME_WINDOW, Rule.SHIFT} >= set(list_binding(lift(strict, LIFTABLE)))


@pytest.mark.parametrize(("limit_s", "late_s"), [(4.0, 0.23), (100.0, 2.15)])
def test_reasons_stop_within_the_overshoot_of_a_solve(limit_s: float, late_s: float) -> None:
    watch = Watch(SolveOptions(time_limit_s=limit_s))
    watch.begun -= limit_s
    may_go_on = watch.explaining()
    assert may_go_on()
    watch.begun -= late_s + 0.01
    assert not may_go_on()
    assert Watch(SolveOptions(time_limit_s=0.0, steps=1), begun=-1e9).explaining()()
