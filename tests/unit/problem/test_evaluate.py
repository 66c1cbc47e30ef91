"""The evaluator against the valley worked out by hand in `valley`."""

from dataclasses import replace

import pytest

from routing.problem.cost import Cost
from routing.problem.driving_law import DrivingLaw
from routing.problem.evaluate import drop_cost, evaluate, evaluate_route, receiving_windows
from routing.problem.hub import Hub
from routing.problem.problem import Problem
from routing.problem.sequences import RouteSequence, Sequences, end, pickup, rest
from routing.problem.time_window import TimeWindow
from routing.problem.verdict import Rule
from tests.unit.plan.bounds import BOUNDS
from tests.unit.plan.valley import (
    DURATION_S,
    LAW,
    MONDAY,
    THERE_AND_BACK,
    A,
    B,
    change,
    matrix,
    valley,
)

ROUTE = THERE_AND_BACK.routes[0]


def broken(problem: Problem, sequences: Sequences = THERE_AND_BACK) -> set[tuple[Rule, int]]:
    return {(found.rule, found.amount) for found in evaluate(problem, sequences).violations}


def times(problem: Problem, route: RouteSequence = ROUTE) -> list[tuple[int, int, int]]:
    dated = evaluate_route(problem, route)
    return [(item.arrival_s, item.start_s, item.departure_s) for item in dated.items]


def test_the_valleys_route_has_the_times_worked_out_by_hand() -> None:
    dated = evaluate_route(valley(), ROUTE)
    assert times(valley()) == [
        (28_800, 28_800, 29_400),
        (31_200, 31_200, 32_100),
        (36_300, 36_300, 37_300),
    ]
    assert (dated.start_s, dated.end_s, dated.duration_s) == (25_200, 37_300, 12_100)
    assert (dated.driving_s, dated.service_s, dated.waiting_s) == (9_600, 2_500, 0)
    assert dated.distance_m == 82_000
    assert [item.load_g for item in dated.items] == [400_000, 700_000, 700_000]
    assert [item.load_ml for item in dated.items] == [1_000_000, 1_800_000, 1_800_000]
    assert dated.violations == ()


def test_the_valleys_route_costs_what_was_worked_out_by_hand() -> None:
    cost = evaluate(valley(), THERE_AND_BACK).cost
    assert cost == Cost(fixed_minor=100_000, distance_minor=410_000, time_minor=121_000)
    assert cost.total_minor == 631_000


@pytest.mark.parametrize("name", BOUNDS)
def test_a_bound_is_kept_below_and_at_it_and_broken_above(name: str) -> None:
    rule, exceeded_by = BOUNDS[name]
    assert broken(exceeded_by(-1)) == set()
    assert broken(exceeded_by(0)) == set()
    assert broken(exceeded_by(1)) == {(rule, 1)}


# The dating rule.


def test_a_vehicle_waits_only_where_leaving_later_does_not_help() -> None:
    # Bản B opens at 40,000: the end is 40,000 + 900 + 4,200 + 1,000 = 46,100. Bản A closes at
    # 36,000, so its service starts then and 40,000 - 36,600 - 1,800 = 1,600 s are waited at B.
    problem = change(valley(), "requests", 1, windows=(TimeWindow(40_000, 43_200),))
    assert times(problem) == [
        (36_000, 36_000, 36_600),
        (38_400, 40_000, 40_900),
        (45_100, 45_100, 46_100),
    ]
    assert evaluate_route(problem, ROUTE).waiting_s == 1_600


def test_the_earliest_window_that_fits_is_taken() -> None:
    windows = (TimeWindow(25_200, 31_199), TimeWindow(31_201, 31_300), TimeWindow(40_000, 43_200))
    problem = change(valley(), "requests", 1, windows=windows)
    assert times(problem)[1] == (31_201, 31_201, 32_101)


def test_leaving_later_never_slips_into_a_window_that_ends_later() -> None:
    # From 06:00 Bản A could be served from 25,200 on; its second window would start later.
    windows = (TimeWindow(21_600, 26_000), TimeWindow(28_800, 36_000))
    problem = change(valley(), "requests", 0, windows=windows)
    dated = evaluate_route(problem, ROUTE)
    # 25,200 + 600 + 1,800 = 27,600 at B, 900 + 4,200: at H at 32,700, unloaded at 33,700.
    assert (dated.start_s, dated.end_s) == (21_600, 33_700)


def test_waiting_for_the_hub_to_open_is_done_before_the_last_leg() -> None:
    # H opens at 50,000. A closes at 36,000, so A is left at 36,600 at the latest; B is reached
    # at 38,400 and left at 50,000 - 4,200, the wait in between being after its service.
    problem = change(valley(), "hubs", open_windows=(TimeWindow(50_000, 60_000),))
    assert times(problem) == [
        (36_000, 36_000, 36_600),
        (38_400, 38_400, 45_800),
        (50_000, 50_000, 51_000),
    ]
    assert evaluate_route(problem, ROUTE).waiting_s == 45_800 - 38_400 - 900


def test_waiting_for_the_hub_may_count_as_rest() -> None:
    # 600 s of service at A are no rest; waiting there for H to open, the halt becomes one.
    law = DrivingLaw("by hand", max_continuous_s=3_600, rest_s=900)
    only_a = RouteSequence(0, (pickup(0), end(0)))
    problem = replace(valley(), law=law)
    # Leaving A at 36,000 + 600 at the latest, H is reached at 39,600.
    opens_s = 39_600 + 299
    for later_s, rules in ((0, {Rule.BREAK}), (1, set[Rule]())):
        hours = (TimeWindow(opens_s + later_s, 72_000),)
        dated = evaluate_route(change(problem, "hubs", open_windows=hours), only_a)
        assert {found.rule for found in dated.violations} == rules


def test_unloading_ends_before_the_hub_closes() -> None:
    hub = Hub("H", 0, (TimeWindow(0, 100), TimeWindow(200, 240), TimeWindow(300, 400)), (1,), (1,))
    assert receiving_windows(hub, 50) == (TimeWindow(0, 50), TimeWindow(300, 350))
    assert receiving_windows(hub, 40)[1] == TimeWindow(200, 200)


def test_a_break_is_taken_where_the_vehicle_stands() -> None:
    rested = RouteSequence(0, (pickup(0), rest(700), pickup(1), end(0)))
    dated = evaluate_route(valley(), rested)
    assert times(valley(), rested)[:3] == [
        (28_800, 28_800, 29_400),
        (29_400, 29_400, 30_100),
        (31_900, 31_900, 32_800),
    ]
    assert (dated.break_s, dated.waiting_s, dated.duration_s) == (700, 0, 12_800)
    assert dated.items[1].leg_driving_s == 0


def test_a_missed_window_is_dated_from_the_start_of_the_shift() -> None:
    problem = change(valley(), "requests", 1, windows=(TimeWindow(21_600, 31_000),))
    dated = evaluate_route(problem, ROUTE)
    assert dated.start_s == 21_600
    assert broken(problem) == {(Rule.TIME_WINDOW, 200)}


# The driving law.


def test_only_an_uninterrupted_halt_rests() -> None:
    # H-A 3,600, halt 600 s, A-B 1,800, halt 900 s, B-H 4,200.
    for rest_s, longest_s in ((600, 4_200), (601, 5_400), (900, 5_400), (901, 9_600)):
        at = replace(LAW, rest_s=rest_s, max_continuous_s=longest_s)
        above = replace(at, max_continuous_s=longest_s - 1)
        assert broken(replace(valley(), law=at)) == set()
        assert {rule for rule, _ in broken(replace(valley(), law=above))} == {Rule.BREAK}


def test_calls_at_one_place_add_up_to_a_rest() -> None:
    # Two requests at A, 600 s each: 1,200 s without driving, though none by itself is a rest.
    law = replace(LAW, max_continuous_s=4_200)
    problem = change(replace(valley(), law=law), "requests", 1, stop=A, service_s=600)
    assert broken(problem) == set()


def test_waiting_rests_too() -> None:
    # At B for 1,600 s of waiting and no service.
    problem = change(valley(), "requests", 1, windows=(TimeWindow(40_000, 43_200),), service_s=0)
    law = replace(LAW, max_continuous_s=5_400, rest_s=1_600)
    assert broken(replace(problem, law=law)) == set()
    assert broken(replace(problem, law=replace(law, rest_s=1_601))) == {(Rule.BREAK, 4_200)}


def test_a_type_that_allows_more_than_the_law_is_held_to_the_law() -> None:
    problem = change(valley(), "vehicle_types", max_driving_s=9_700)
    for bound_s, want in ((9_600, set()), (9_599, {(Rule.MAX_DRIVING, 1)})):
        law = replace(LAW, max_day_s=bound_s)
        assert broken(replace(problem, law=law)) == want


# Roads, hubs, skills.


def test_a_pair_without_a_road_is_no_drive() -> None:
    cut = DURATION_S.copy()
    cut[A, B] = -1
    problem = replace(valley(), matrices=(matrix(cut),))
    dated = evaluate_route(problem, ROUTE)
    assert {found.rule for found in dated.violations} == {Rule.REACHABLE}
    assert (dated.items[1].leg_driving_s, dated.items[1].leg_distance_m) == (0, 0)
    assert dated.distance_m == 70_000


def test_goods_go_to_the_hub_they_are_named_for() -> None:
    assert broken(change(valley(), "requests", hub=0)) == set()
    assert broken(change(valley(), "requests", hub=1)) == {(Rule.HUB, 1)}


def test_a_route_ends_where_its_shift_may_end() -> None:
    assert broken(change(valley(), "shifts", end_hubs=(0, 1))) == set()
    assert broken(change(valley(), "shifts", end_hubs=(1,))) == {(Rule.HUB, 1)}


def test_lacking_skills_are_counted() -> None:
    problem = change(valley(), "requests", skills=frozenset({"cold", "4x4"}))
    assert broken(problem) == {(Rule.SKILL, 2)}
    able = change(problem, "vehicle_types", skills=frozenset({"cold", "4x4"}))
    assert broken(able) == set()


def test_each_part_of_unloading_is_rounded_by_itself() -> None:
    # 400.5 kg and 300.5 kg at 1,000 s/t: 400.5 and 300.5 s, each up: 300 + 401 + 301.
    problem = change(valley(), "requests", 0, weight_g=400_500)
    problem = change(problem, "requests", 1, weight_g=300_500)
    last = evaluate_route(problem, ROUTE).items[-1]
    assert last.departure_s - last.start_s == 1_002


# What couples routes.


def test_intake_sums_all_routes_of_a_hub_and_day() -> None:
    problem = valley()
    problem = replace(
        problem,
        vehicles=(*problem.vehicles, replace(problem.vehicles[0], id="truck#2")),
        shifts=(*problem.shifts, replace(problem.shifts[0], vehicle=1)),
    )
    apart = Sequences(
        (RouteSequence(0, (pickup(0), end(0))), RouteSequence(1, (pickup(1), end(0)))), ()
    )
    assert broken(change(problem, "hubs", intake_g=(700_000,)), apart) == set()
    tight = change(problem, "hubs", intake_g=(699_999,))
    assert broken(tight, apart) == {(Rule.HUB_INTAKE, 1)}
    elsewhere = change(problem, "hubs", 1, intake_g=(0,))
    assert broken(elsewhere, apart) == set()


def test_every_part_is_served_or_dropped_once() -> None:
    assert broken(valley(), Sequences((), (0, 1))) == set()
    assert broken(valley(), Sequences((), (0,))) == {(Rule.CONSERVATION, 1)}
    assert broken(valley(), Sequences((), (0, 1, 1, 1))) == {(Rule.CONSERVATION, 2)}
    assert broken(valley(), Sequences((ROUTE,), (1,))) == {(Rule.CONSERVATION, 1)}


def test_a_shift_is_driven_once() -> None:
    routes = (RouteSequence(0, (pickup(0), end(0))), RouteSequence(0, (pickup(1), end(0))))
    found = evaluate(valley(), Sequences(routes, ())).violations
    assert [(one.rule, one.where) for one in found] == [(Rule.CONSERVATION, f"{MONDAY}/truck#1")]


# Money.


def test_leaving_out_costs_by_penalty_or_weighs_by_priority() -> None:
    problem = change(valley(), "requests", 0, priority=3)
    problem = change(problem, "requests", 1, required=False, penalty_minor=70_000)
    assert drop_cost(problem, (0, 1)) == Cost(
        penalty_minor=70_000, required_dropped=1, required_weight=4
    )
    cost = evaluate(problem, Sequences((), (0, 1))).cost
    assert cost.objective == (4, 70_000)
    assert cost.total_minor == 0


def test_each_part_of_a_cost_is_rounded_half_up_once() -> None:
    # 12,100 s x 0.125 = 1,512.5 and 82,001 m x 0.0005 = 41.0005.
    problem = change(valley(), "vehicle_types", rate_per_s_milli=125, rate_per_m_milli=1)
    cost = evaluate_route(problem, ROUTE).cost
    assert cost.time_minor == 1_513
    assert cost.distance_minor == 82
