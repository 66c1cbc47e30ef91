"""The referee stays silent at a bound and speaks one unit above it; numbers from `valley`."""

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest

from routing.geo import LonLat
from routing.plan.check import check_plan
from routing.plan.plan import Plan, PlanDropped
from routing.problem.cost import Cost
from routing.problem.driving_law import DrivingLaw
from routing.problem.fleet import Shift
from routing.problem.horizon import Horizon
from routing.problem.problem import Problem
from routing.problem.sequences import RouteSequence, Sequences, end, pickup, rest
from routing.problem.time_window import TimeWindow
from routing.problem.verdict import Reason, Rule
from tests.unit.plan.bounds import BOUNDS, limited
from tests.unit.plan.valley import (
    DURATION_S,
    LAW,
    MONDAY,
    A,
    B,
    change,
    matrix,
    plan_of,
    tamper,
    valley,
)

Found = set[tuple[Rule, int]]


def broken(problem: Problem, plan: Plan | None = None) -> Found:
    report = check_plan(problem, plan if plan is not None else plan_of(problem))
    return {(found.rule, found.amount) for found in report.violations}


def test_a_sound_plan_is_silent() -> None:
    assert check_plan(valley(), plan_of(valley())).violations == ()


@pytest.mark.parametrize("name", BOUNDS)
def test_a_bound_is_kept_below_and_at_it_and_broken_above(name: str) -> None:
    rule, exceeded_by = BOUNDS[name]
    assert broken(exceeded_by(-1)) == set()
    assert broken(exceeded_by(0)) == set()
    assert broken(exceeded_by(1)) == {(rule, 1)}


def test_a_route_may_not_leave_before_its_shift() -> None:
    plan = plan_of(valley())  # leaves at 25,200
    assert broken(change(valley(), "shifts", earliest_s=25_200), plan) == set()
    found = broken(change(valley(), "shifts", earliest_s=25_201), plan)
    assert (Rule.SHIFT, 1) in found


def test_a_window_that_has_not_opened_is_broken() -> None:
    opens_later = change(valley(), "requests", windows=(TimeWindow(28_801, 36_000),))
    assert (Rule.TIME_WINDOW, 1) in broken(opens_later, plan_of(valley()))


def test_a_request_without_a_window_cannot_be_served() -> None:
    assert broken(change(valley(), "requests", 1, windows=())) == {(Rule.TIME_WINDOW, 1)}


def test_a_hub_that_opens_later_than_the_arrival_is_broken() -> None:
    opens_later = change(valley(), "hubs", open_windows=(TimeWindow(36_301, 72_000),))
    assert (Rule.HUB_HOURS, 1) in broken(opens_later, plan_of(valley()))


def test_unloading_may_not_span_a_midday_closing() -> None:
    # Unloading takes 1,000 s: 36,300 to 37,300 does not fit before 37,000, so it waits for 40,000.
    midday = (TimeWindow(21_600, 37_000), TimeWindow(40_000, 72_000))
    problem = change(valley(), "hubs", open_windows=midday)
    assert broken(problem) == set()
    assert plan_of(problem).routes[0].stops[-1].arrival_s == 40_000
    assert (Rule.HUB_HOURS, 300) in broken(problem, plan_of(valley()))


def test_a_rest_is_uninterrupted_when_service_and_break_join() -> None:
    # 600 s of service and a break of 300 s make 900 s: the spells are 3,600, 1,800 and 4,200 s.
    law = replace(LAW, max_continuous_s=4_200)
    rested = Sequences((RouteSequence(0, (pickup(0), rest(300), pickup(1), end(0))),), ())
    short = Sequences((RouteSequence(0, (pickup(0), rest(299), pickup(1), end(0))),), ())
    problem = replace(valley(), law=law)
    assert broken(problem, plan_of(problem, rested)) == set()
    assert broken(problem, plan_of(problem, short)) == {(Rule.BREAK, 1_200)}


def test_a_single_leg_longer_than_the_law_allows_is_found() -> None:
    law = DrivingLaw("leg", max_continuous_s=4_199, rest_s=300)
    assert broken(replace(valley(), law=law)) == {(Rule.BREAK, 1)}


def two_days(start: date) -> Problem:
    """The valley on two days, each with one of its requests."""
    problem = valley()
    horizon = Horizon(start, 2)
    weeks = horizon.weeks
    tomorrow_s = horizon.day_start_s[1]
    hours = (TimeWindow(21_600, 72_000), TimeWindow(108_000, 158_400))
    later = replace(problem.requests[1], windows=(TimeWindow(111_600, 129_600),))
    return replace(
        problem,
        horizon=horizon,
        hubs=tuple(
            replace(hub, open_windows=hours, intake_g=(2**50,) * 2, intake_ml=(2**50,) * 2)
            for hub in problem.hubs
        ),
        vehicles=(replace(problem.vehicles[0], driven_s=(0,) * weeks),),
        shifts=(
            Shift(0, 0, start, 21_600, 64_800, 0, (0,), 0),
            Shift(
                0, 1, start + timedelta(1), 21_600 + tomorrow_s, 64_800 + tomorrow_s, 0, (0,), 0
            ),
        ),
        requests=(problem.requests[0], later),
    )


BOTH_DAYS = Sequences(
    (RouteSequence(0, (pickup(0), end(0))), RouteSequence(1, (pickup(1), end(0)))), ()
)


def test_a_week_of_driving_ends_on_sunday() -> None:
    # H-A-H takes 6,600 s, H-B-H 8,700 s: 15,300 s together.
    law = replace(LAW, max_week_s=15_299)
    monday, sunday = (replace(two_days(on), law=law) for on in (MONDAY, date(2025, 5, 25)))
    assert broken(monday, plan_of(monday, BOTH_DAYS)) == {(Rule.MAX_DRIVING, 1)}
    assert broken(sunday, plan_of(sunday, BOTH_DAYS)) == set()


def test_each_week_of_a_driver_counts_by_itself() -> None:
    law = replace(LAW, max_week_s=15_299)
    problem = replace(two_days(date(2025, 5, 26)), law=law)
    report = check_plan(problem, plan_of(problem, BOTH_DAYS))
    assert [(v.rule, v.where) for v in report.violations] == [(Rule.MAX_DRIVING, "truck#1/week 0")]
    saturday = replace(two_days(date(2025, 5, 24)), law=law)
    report = check_plan(saturday, plan_of(saturday, BOTH_DAYS))
    assert [v.rule for v in report.violations] == [Rule.MAX_DRIVING]


def test_violations_name_where_they_are() -> None:
    plan = plan_of(valley())
    route = f"{MONDAY}/truck#1"
    cases = [
        (bounds_of("grams"), None, route),
        (bounds_of("end of window"), None, f"{route}/r2.1"),
        (bounds_of("closing time"), None, f"{route}/end"),
        (bounds_of("intake by weight"), None, f"H/{MONDAY}"),
        (bounds_of("driving a week"), None, "truck#1/week 0"),
        (valley(), tamper(plan, 1, place="ban_b"), f"{route}/r1.1"),
        (valley(), replace(plan, currency="EUR"), "EUR"),
    ]
    for problem, changed, where in cases:
        report = check_plan(problem, changed or plan_of(problem))
        assert [found.where for found in report.violations] == [where]


def bounds_of(name: str) -> Problem:
    """The valley with a bound that its plan breaks by one unit."""
    return BOUNDS[name][1](1)


def test_intake_counts_each_local_day_by_itself() -> None:
    problem = two_days(MONDAY)
    exact = change(problem, "hubs", intake_g=(400_000, 300_000))
    swapped = change(problem, "hubs", intake_g=(300_000, 400_000))
    assert broken(exact, plan_of(exact, BOTH_DAYS)) == set()
    assert broken(swapped, plan_of(swapped, BOTH_DAYS)) == {(Rule.HUB_INTAKE, 100_000)}


def test_a_pair_without_a_road_is_found() -> None:
    cut = DURATION_S.copy()
    cut[A, B] = -1
    problem = replace(valley(), matrices=(matrix(cut),))
    assert broken(problem) == {(Rule.REACHABLE, 1)}


def test_goods_go_to_the_hub_they_are_named_for() -> None:
    assert broken(change(valley(), "requests", hub=0)) == set()
    assert broken(change(valley(), "requests", hub=1)) == {(Rule.HUB, 1)}


def test_a_route_ends_where_its_shift_may_end() -> None:
    assert broken(change(valley(), "shifts", end_hubs=(0, 1))) == set()
    assert broken(change(valley(), "shifts", end_hubs=(1,))) == {(Rule.HUB, 1)}


def test_goods_ride_only_in_vehicles_with_the_skills_they_need() -> None:
    cold = change(valley(), "requests", skills=frozenset({"cold", "4x4"}))
    able = change(cold, "vehicle_types", skills=frozenset({"cold", "4x4", "lift"}))
    assert broken(cold) == {(Rule.SKILL, 2)}
    assert broken(able) == set()


# Conservation.


def test_a_part_neither_served_nor_left_out_is_found() -> None:
    plan = plan_of(valley(), Sequences((RouteSequence(0, (pickup(0), end(0))),), (1,)))
    assert broken(valley(), plan) == set()
    assert (Rule.CONSERVATION, 1) in broken(valley(), replace(plan, dropped=()))


def test_a_part_served_and_left_out_is_found() -> None:
    left = (PlanDropped("r1", 1, 400_000, "dropped", ()),)
    assert (Rule.CONSERVATION, 1) in broken(valley(), replace(plan_of(valley()), dropped=left))


def test_a_part_fetched_twice_is_found() -> None:
    twice = Sequences((RouteSequence(0, (pickup(0), pickup(0), end(0))),), (1,))
    assert (Rule.CONSERVATION, 1) in broken(valley(), plan_of(valley(), twice))


def test_a_vehicle_drives_once_a_day() -> None:
    routes = (RouteSequence(0, (pickup(0), end(0))), RouteSequence(0, (pickup(1), end(0))))
    assert (Rule.CONSERVATION, 1) in broken(valley(), plan_of(valley(), Sequences(routes, ())))


def test_requests_outside_the_problem_need_a_reason_to_be_listed() -> None:
    reason = Reason(Rule.UNKNOWN_WEIGHT, "problem.bad_value")
    told = PlanDropped("r9", 1, None, "dropped", (reason,))
    plan = plan_of(valley())
    assert broken(valley(), replace(plan, dropped=(told,))) == set()
    untold = replace(told, reasons=())
    assert broken(valley(), replace(plan, dropped=(untold,))) == {(Rule.CONSERVATION, 1)}
    assert (Rule.CONSERVATION, 1) in broken(valley(), replace(plan, dropped=(told, told)))
    no_such_part = replace(told, request="r1", part=2)
    assert (Rule.CONSERVATION, 1) in broken(valley(), replace(plan, dropped=(no_such_part,)))


def test_deferred_and_dropped_are_told_apart() -> None:
    problem = change(valley(), "requests", 1, deferrable=True, required=False, penalty_minor=5)
    plan = plan_of(problem, Sequences((RouteSequence(0, (pickup(0), end(0))),), (1,)))
    assert broken(problem, plan) == set()
    wrong = replace(plan, dropped=(replace(plan.dropped[0], state="dropped"),))
    assert broken(problem, wrong) == {(Rule.DEFERRED, 1)}
    light = replace(plan, dropped=(replace(plan.dropped[0], weight_g=299_999),))
    assert broken(problem, light) == {(Rule.LOAD, 1)}


# The dating rule.


def shifted(plan: Plan, seconds: int, first: int = 0) -> Plan:
    """The plan with the times of the stops from `first` on moved, as far as they stay true."""
    for seq in range(first, len(plan.routes[0].stops)):
        stop = plan.routes[0].stops[seq]
        plan = tamper(
            plan,
            seq,
            arrival_s=stop.arrival_s + seconds,
            start_s=stop.start_s + seconds,
            departure_s=stop.departure_s + seconds,
        )
    stops = plan.routes[0].stops
    return tamper(plan, start_s=stops[0].departure_s, end_s=stops[-1].departure_s)


def test_a_route_that_could_end_sooner_is_found() -> None:
    late = shifted(plan_of(valley()), 60)  # every window is still kept
    assert broken(valley(), late) == {(Rule.SCHEDULE, 60)}


def test_a_route_that_could_start_later_is_found() -> None:
    # Leave 60 s sooner and wait at Bản A for its window; 60 s more of time are paid for.
    plan = tamper(plan_of(valley()), 0, arrival_s=25_140, start_s=25_140, departure_s=25_140)
    plan = tamper(plan, 1, arrival_s=28_740)
    cost = replace(plan.cost, time_minor=121_600)
    plan = replace(tamper(plan, start_s=25_140, waiting_s=60, cost=cost), cost=cost)
    assert broken(valley(), plan) == {(Rule.SCHEDULE, 60)}


def test_the_earliest_window_that_fits_is_taken() -> None:
    # Bản B is reached at 31,200, just in time for its first window; the plan that waits for the
    # second keeps every window, too.
    windows = (TimeWindow(25_200, 31_200), TimeWindow(40_000, 43_200))
    problem = change(valley(), "requests", 1, windows=windows)
    only_later = change(valley(), "requests", 1, windows=windows[1:])
    assert broken(problem) == set()
    assert {rule for rule, _ in broken(problem, plan_of(only_later))} == {Rule.SCHEDULE}


def test_the_hubs_first_hours_that_fit_are_taken() -> None:
    # Unloading ends at 37,300, just when the hub closes at midday.
    hours = (TimeWindow(21_600, 37_300), TimeWindow(40_000, 72_000))
    problem = change(valley(), "hubs", open_windows=hours)
    only_later = change(valley(), "hubs", open_windows=hours[1:])
    assert broken(problem) == set()
    assert {rule for rule, _ in broken(problem, plan_of(only_later))} == {Rule.SCHEDULE}


def test_a_drive_without_calls_leaves_as_late_as_it_can() -> None:
    # From H to K, 3,600 s, which opens at 40,000.
    problem = change(valley(), "hubs", 1, open_windows=(TimeWindow(40_000, 72_000),))
    problem = change(problem, "shifts", end_hubs=(1,))
    plan = plan_of(problem, Sequences((RouteSequence(0, (end(1),)),), (0, 1)))
    assert broken(problem, plan) == set()
    assert plan.routes[0].start_s == 36_400


# Anything the plan says otherwise than the problem.

TAMPERED: list[tuple[str, int | None, dict[str, Any], tuple[Rule, int]]] = [
    ("arrival later than the drive", 2, {"arrival_s": 31_201}, (Rule.SCHEDULE, 1)),
    ("service before arrival", 2, {"start_s": 31_199}, (Rule.SCHEDULE, 1)),
    ("service cut short", 2, {"departure_s": 32_099}, (Rule.SCHEDULE, 1)),
    ("unloading cut short", 3, {"departure_s": 37_299}, (Rule.SCHEDULE, 1)),
    ("leaving before starting", 0, {"start_s": 25_199}, (Rule.SCHEDULE, 1)),
    ("leg too quick", 2, {"leg_driving_s": 1_799}, (Rule.LEG, 1)),
    ("leg too short", 2, {"leg_distance_m": 11_999}, (Rule.LEG, 1)),
    ("load misstated", 1, {"load_g": 400_001}, (Rule.LOAD, 1)),
    ("volume misstated", 1, {"load_ml": 999_999}, (Rule.LOAD, 1)),
    ("goods left on board", 3, {"load_g": 1}, (Rule.LOAD, 1)),
    ("weight misstated", 1, {"weight_g": 399_999}, (Rule.LOAD, 1)),
    ("start carries goods", 0, {"weight_g": 1}, (Rule.LOAD, 1)),
    ("grams lost on the way", 3, {"weight_g": 699_999}, (Rule.CONSERVATION, 1)),
    ("millilitres lost", 3, {"volume_ml": 1_799_998}, (Rule.CONSERVATION, 2)),
    ("number of parts", 1, {"parts": 3}, (Rule.CONSERVATION, 2)),
    ("unknown request", 1, {"request": "r9"}, (Rule.CONSERVATION, 1)),
    ("unknown part", 1, {"part": 2}, (Rule.CONSERVATION, 1)),
    ("stop named twice", 2, {"id": "2025-05-19/truck#1/end"}, (Rule.CONSERVATION, 1)),
    ("unknown hub at the end", 3, {"place": "X"}, (Rule.HUB, 1)),
    ("unknown hub at the start", 0, {"place": "X"}, (Rule.HUB, 1)),
    ("another hub at the start", 0, {"place": "K"}, (Rule.HUB, 1)),
    ("another place", 1, {"place": "ban_b"}, (Rule.UNKNOWN_PLACE, 1)),
    ("another position", 1, {"lonlat": LonLat(103.0, 22.5)}, (Rule.UNKNOWN_PLACE, 1)),
    ("another window shown", 2, {"window": TimeWindow(1, 2)}, (Rule.TIME_WINDOW, 1)),
    ("no hours shown", 3, {"window": None}, (Rule.TIME_WINDOW, 1)),
    ("out of order", 2, {"seq": 5}, (Rule.SCHEDULE, 3)),
    ("no start", 0, {"kind": "break"}, (Rule.SCHEDULE, 1)),
    ("no end", 3, {"kind": "pickup"}, (Rule.SCHEDULE, 1)),
    ("an end on the way", 1, {"kind": "end"}, (Rule.SCHEDULE, 1)),
    ("route starts later", None, {"start_s": 25_201}, (Rule.SCHEDULE, 1)),
    ("route ends sooner", None, {"end_s": 37_299}, (Rule.SCHEDULE, 1)),
    ("driving summed wrongly", None, {"driving_s": 9_601}, (Rule.LEG, 1)),
    ("distance summed wrongly", None, {"distance_m": 81_999}, (Rule.LEG, 1)),
    ("service summed wrongly", None, {"service_s": 2_499}, (Rule.SCHEDULE, 1)),
    ("waiting summed wrongly", None, {"waiting_s": 1}, (Rule.SCHEDULE, 1)),
    ("peak load", None, {"peak_load_g": 700_001}, (Rule.LOAD, 1)),
    ("peak volume", None, {"peak_volume_ml": 1_799_999}, (Rule.LOAD, 1)),
    ("capacity", None, {"capacity_g": 1_000_001}, (Rule.CAPACITY, 1)),
    ("capacity by volume", None, {"capacity_ml": 4_999_999}, (Rule.CAPACITY, 1)),
    ("profile", None, {"profile": "motorbike"}, (Rule.CLASS_ACCESS, 1)),
    ("day of the horizon", None, {"day": 1}, (Rule.SCHEDULE, 1)),
    ("start hub", None, {"start_hub": "K"}, (Rule.HUB, 1)),
    ("end hub", None, {"end_hub": "K"}, (Rule.HUB, 1)),
    ("unknown vehicle", None, {"vehicle": "truck#2"}, (Rule.NO_VEHICLE, 1)),
    ("a day off", None, {"date": date(2025, 5, 20)}, (Rule.NO_VEHICLE, 1)),
    ("no stops at all", None, {"stops": ()}, (Rule.SCHEDULE, 1)),
]


@pytest.mark.parametrize(
    ("seq", "values", "want"),
    [pytest.param(*case, id=name) for name, *case in TAMPERED],
)
def test_what_the_plan_misstates_is_found(
    seq: int | None, values: dict[str, Any], want: tuple[Rule, int]
) -> None:
    assert want in broken(valley(), tamper(plan_of(valley()), seq, **values))


def test_a_break_stays_where_the_vehicle_stands() -> None:
    rested = Sequences((RouteSequence(0, (pickup(0), rest(900), pickup(1), end(0))),), ())
    plan = plan_of(valley(), rested)
    assert broken(valley(), plan) == set()
    assert (Rule.LEG, 5) in broken(valley(), tamper(plan, 2, leg_distance_m=5))
    assert (Rule.UNKNOWN_PLACE, 1) in broken(valley(), tamper(plan, 2, place="ban_b"))


# Money.


@pytest.mark.parametrize("name", [part.name for part in fields(Cost)])
def test_every_part_of_the_cost_is_checked_to_the_unit(name: str) -> None:
    plan = plan_of(valley())
    dearer = replace(plan.cost, **{name: getattr(plan.cost, name) + 1})
    assert broken(valley(), replace(plan, cost=dearer)) == {(Rule.COST, 1)}
    assert (Rule.COST, 1) in broken(valley(), tamper(plan, cost=dearer))


def test_each_part_of_a_routes_cost_is_rounded_half_up() -> None:
    # 12,100 s x 0.125 = 1,512.5, rounded up.
    problem = limited("rate_per_s_milli", 125)
    plan = plan_of(problem)
    assert plan.routes[0].cost.time_minor == 1_513
    assert broken(problem, plan) == set()
    cheap = replace(plan.cost, time_minor=1_512)
    assert (Rule.COST, 1) in broken(problem, tamper(replace(plan, cost=cheap), cost=cheap))


def test_what_leaving_out_costs_is_checked() -> None:
    problem = change(valley(), "requests", 1, required=False, penalty_minor=70_000)
    problem = change(problem, "requests", 0, priority=3)
    plan = plan_of(problem, Sequences((), (0, 1)))
    assert plan.cost == Cost(penalty_minor=70_000, required_dropped=1, required_weight=4)
    assert broken(problem, plan) == set()
    assert broken(problem, replace(plan, cost=Cost())) == {
        (Rule.COST, 70_000),
        (Rule.COST, 1),
        (Rule.COST, 4),
    }


def test_another_currency_or_horizon_is_found() -> None:
    plan = plan_of(valley())
    assert broken(valley(), replace(plan, currency="EUR")) == {(Rule.COST, 1)}
    other = replace(plan, horizon=Horizon(MONDAY, 2))
    assert broken(valley(), other) == {(Rule.SCHEDULE, 1)}


# Legs driven again on the roads.


def test_legs_are_driven_again_on_the_roads() -> None:
    problem, plan = valley(), plan_of(valley())
    true = problem.matrices[0]
    report = check_plan(
        problem,
        plan,
        find_leg_cost=lambda _, a, b: (int(true.duration_s[a, b]), int(true.distance_m[a, b])),
    )
    assert report.ok
    assert report.legs_checked == 3


def test_roads_that_say_otherwise_are_found() -> None:
    def road(_: int, a: int, b: int) -> tuple[int, int] | None:
        return None if (a, b) == (B, 0) else (3_600 if a == 0 else 1_803, 30_000 if a == 0 else 1)

    report = check_plan(valley(), plan_of(valley()), find_leg_cost=road)
    assert {(found.rule, found.amount) for found in report.violations} == {
        (Rule.LEG, 3),
        (Rule.LEG, 11_999),
        (Rule.REACHABLE, 1),
    }


def test_a_sample_of_legs_is_chosen_by_its_seed() -> None:
    def asked_with(seed: int) -> list[tuple[int, int]]:
        asked: list[tuple[int, int]] = []

        def road(_: int, a: int, b: int) -> None:
            asked.append((a, b))

        report = check_plan(valley(), plan_of(valley()), find_leg_cost=road, sample=2, seed=seed)
        assert report.legs_checked == len(asked) == 2
        return asked

    assert asked_with(0) == asked_with(0)
    assert len({tuple(asked_with(seed)) for seed in range(8)}) > 1


def test_a_route_to_the_other_hub_is_checked_alike() -> None:
    # B-K 900 s: at K at 33,000, unloaded at 34,000; H-A-B-K is 49 km.
    problem = change(valley(), "shifts", end_hubs=(0, 1))
    sequences = Sequences((RouteSequence(0, (pickup(0), pickup(1), end(1))),), ())
    plan = plan_of(problem, sequences)
    assert plan.routes[0].end_s == 34_000
    assert plan.routes[0].distance_m == 49_000
    assert broken(problem, plan) == set()
    moved = tamper(plan, 3, place="H", lonlat=problem.stops[0].lonlat)
    assert (Rule.LEG, 33_000) in broken(problem, moved)
