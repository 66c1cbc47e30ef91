"""What would let a request in: each change is one that, made, does let it in."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from routing.plan.build import build_plan
from routing.plan.check import check_plan
from routing.plan.plan import SearchInfo
from routing.problem.evaluate import evaluate
from routing.problem.problem import Problem
from routing.problem.request import Request
from routing.problem.sequences import RouteSequence, Sequences, end, pickup
from routing.problem.time_window import TimeWindow
from routing.problem.verdict import CheckReport, Repair, Rule, Violation
from routing.solver.answer import Answer, SolveOptions
from routing.solver.changes import list_changes
from routing.solver.repairs import Trying, choose_around, find_repairs
from routing.solver.solve import solve
from tests.unit.solver.pyvrp.town import DAY, VAN, hub, town

HOUR = 3600
NO_SEARCH = SearchInfo(0, (), 0.0, "")
BIG = replace(VAN, capacity_g=10_000)


def place(name: str, stop: int, grams: int = 600, **given: Any) -> Request:
    return replace(Request(name, stop, grams, 0, (DAY,)), **given)


def judge(problem: Problem, plan: Sequences) -> CheckReport:
    return check_plan(problem, build_plan(problem, evaluate(problem, plan), search=NO_SEARCH))


def repaired(problem: Problem, most: int = 3) -> tuple[Answer, dict[str, Repair]]:
    options = SolveOptions(time_limit_s=3600, steps=200, repairs=most)
    answer = solve(problem, check=partial(judge, problem), judge=judge, options=options)
    return answer, {problem.requests[i].id: one for i, one in answer.repairs.items()}


def test_a_full_vehicle_wants_another() -> None:
    answer, repairs = repaired(town((place("a", 1), place("b", 2)), vans=1))
    assert len(answer.sequences.dropped) == 1
    (repair,) = repairs.values()
    assert repair.key == "solver.repair.vehicle"
    assert repair.detail("en") == "one more van at H"
    # The second van leaves for 500 and drives at least to the nearer stop and back.
    assert repair.extra_minor >= 500 + 2 * 600 * 3 // 1000


@pytest.mark.parametrize(
    ("window", "key"),
    [
        # The shift is from 06:00 to 18:00 and the stop a minute from the hub.
        (TimeWindow(4 * HOUR, 5 * HOUR + 1800), "solver.repair.later"),
        (TimeWindow(18 * HOUR + 600, 20 * HOUR), "solver.repair.earlier"),
    ],
)
def test_an_hour_more_is_enough(window: TimeWindow, key: str) -> None:
    _, repairs = repaired(town((place("a", 1, windows=(window,)),)))
    assert (repairs["a"].key, dict(repairs["a"].params)) == (key, {"hours": 1})


def test_two_hours_are_asked_for_when_one_is_too_little() -> None:
    _, repairs = repaired(town((place("a", 1, windows=(TimeWindow(0, 4 * HOUR + 600),)),)))
    assert dict(repairs["a"].params) == {"hours": 2}


def test_another_day_with_an_empty_vehicle() -> None:
    monday = (TimeWindow(8 * HOUR, 9 * HOUR),)
    van = replace(VAN, max_stops=1)
    requests = (place("a", 1, windows=monday), place("b", 1, windows=monday))
    _, repairs = repaired(town(requests, van=van, vans=1, days=2))
    (repair,) = repairs.values()
    assert repair.key == "solver.repair.day"
    assert repair.detail("vi") == "được lấy ngày 21.05."


def test_a_hub_that_takes_in_more() -> None:
    full = hub("H", 0, intake_g=(1000,))
    _, repairs = repaired(town((place("a", 1), place("b", 2)), van=BIG, hubs=(full,)))
    (repair,) = repairs.values()
    assert (repair.key, dict(repair.params)) == (
        "solver.repair.intake",
        {"hub": "H", "kg": 0.6},
    )


def test_what_no_single_change_lets_in_has_no_repair() -> None:
    _, repairs = repaired(town((place("a", 1, 20_000),)))
    assert repairs == {}


def test_only_as_many_as_asked_for_and_the_heaviest_first() -> None:
    requests = (place("light", 1, 500), place("heavy", 2, 900), place("served", 3, 950))
    problem = town(requests, vans=1)
    plan = Sequences((RouteSequence(0, (pickup(2), end(0))),), (0, 1))
    assert list(find_repairs(problem, plan, Trying(judge, 1), most=1)) == [1]
    assert find_repairs(problem, plan, Trying(judge, 1, lambda: False), most=2) == {}


def test_an_optional_request_is_repaired_where_that_is_worth_its_penalty() -> None:
    optional = place("b", 2, required=False, penalty_minor=5_000)
    problem = town((place("a", 1), optional), vans=1)
    _, repairs = repaired(problem)
    assert repairs["b"].key == "solver.repair.vehicle"
    assert repairs["b"].extra_minor < 0
    urgent = town((place("a", 1), optional, place("c", 3)), vans=1)
    plan = Sequences((RouteSequence(0, (pickup(0), end(0))),), (1, 2))
    assert list(find_repairs(urgent, plan, Trying(judge, 1), most=1)) == [2]


def test_what_the_referee_refuses_is_no_repair() -> None:
    problem = town((place("a", 1), place("b", 2)), vans=1)
    plan = Sequences((RouteSequence(0, (pickup(0), end(0))),), (1,))
    asked: list[Problem] = []

    def refuse(changed: Problem, found: Sequences) -> CheckReport:
        asked.append(changed)
        return CheckReport((Violation(Rule.LOAD, found.routes[0].items[0].kind, 1),))

    assert find_repairs(problem, plan, Trying(refuse, 1), most=1) == {}
    assert asked
    assert find_repairs(problem, plan, Trying(judge, 1), most=1)


def test_what_may_be_left_out_for_its_price_needs_no_repair() -> None:
    optional = place("a", 1, 600, required=False, penalty_minor=1)
    _, repairs = repaired(town((optional,)))
    assert repairs == {}


def test_every_change_is_a_problem_that_keeps_the_plan() -> None:
    tight = hub("H", 0, 2, intake_g=(600, 600))
    monday = (TimeWindow(8 * HOUR, 9 * HOUR),)
    problem = town((place("a", 1), place("b", 2, windows=monday)), days=2, hubs=(tight,))
    plan = Sequences((RouteSequence(0, (pickup(0), end(0))),), (1,))
    changes = list(list_changes(problem, 1))
    keys = [change.key.removeprefix("solver.repair.") for change in changes]
    assert keys == ["earlier", "later", "earlier", "later", "day", "vehicle", "intake"]
    for change in changes:
        assert evaluate(change.problem, plan).violations == ()


def test_nearby_routes_may_change_and_far_ones_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("routing.solver.repairs.ROUTES", 1)
    monkeypatch.setattr("routing.solver.repairs.SPARE", 0)
    problem = town((place("a", 1), place("b", 20), place("c", 19)))
    routes = tuple(RouteSequence(k, (pickup(k), end(0))) for k in (0, 1))
    assert choose_around(problem, Sequences(routes, (2,)), 2) == {1}
