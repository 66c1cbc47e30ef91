"""Every rule at its bound and one beyond, through each engine and through the whole solver.

One village an hour and 30 km from its hub. The vehicle may leave at 06:00, service may start at
08:00 and takes 15 minutes, unloading takes 10: it leaves at 07:00 and has unloaded at 09:25.
That is 7,200 s of driving, 60 km, and 8,700 s in all.
"""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from routing.geo import LonLat
from routing.matrix.travel_matrix import UNREACHABLE, TravelMatrix
from routing.plan.build import build_plan
from routing.plan.check import check_plan
from routing.plan.plan import SearchInfo
from routing.problem.driving_law import DrivingLaw
from routing.problem.evaluate import evaluate
from routing.problem.fleet import Shift, Vehicle, VehicleType
from routing.problem.horizon import Horizon
from routing.problem.hub import Hub
from routing.problem.problem import Problem, Stop
from routing.problem.request import Request
from routing.problem.sequences import Sequences
from routing.problem.time_window import TimeWindow
from routing.problem.verdict import CheckReport, Rule
from routing.solver.answer import Answer, SolveOptions
from routing.solver.kernel.facts import build_facts
from routing.solver.ortools_vrp.search import Bounds, search
from routing.solver.solve import solve
from routing.units import NO_LIMIT

HOUR_S = 3600
HORIZON = Horizon(date(2025, 5, 19), 1)
LAW = DrivingLaw("law", 36_000, 14_400, 900, 172_800)
OPTIONS = SolveOptions(time_limit_s=HOUR_S, steps=20, strict=True)


def matrix(leg_s: int = HOUR_S) -> TravelMatrix:
    seconds = np.array([[0, leg_s, 0], [leg_s, 0, leg_s], [0, leg_s, 0]], np.int64)
    metres = np.where(seconds == UNREACHABLE, UNREACHABLE, seconds * 30_000 // HOUR_S)
    return TravelMatrix("truck", "dry", seconds, metres, metres.copy(), metres.copy())


def hub(name: str, stop: int, close_s: int = 18 * HOUR_S, limit: int = NO_LIMIT) -> Hub:
    hours = (TimeWindow(6 * HOUR_S, close_s),)
    return Hub(name, stop, hours, (limit,), (NO_LIMIT,), unload_s=600)


KIND = VehicleType("truck", "truck", 1_000_000, 4_000_000, 1000, 5000, 10, max_driving_s=36_000)
SHIFT = Shift(0, 0, date(2025, 5, 19), 6 * HOUR_S, 18 * HOUR_S, 0, (0,), 0)
REQUEST = Request("a", 1, 100_000, 500_000, (TimeWindow(8 * HOUR_S, 10 * HOUR_S),), 900)
PROBLEM = Problem(
    HORIZON,
    tuple(Stop(name, LonLat(103, 22)) for name in ("hub", "village", "other")),
    (hub("hub", 0), hub("other", 2)),
    (KIND,),
    (Vehicle("truck#1", 0, (0,)),),
    (SHIFT,),
    (REQUEST,),
    (matrix(),),
    LAW,
)


def with_kind(**more: int) -> Problem:
    return replace(PROBLEM, vehicle_types=(replace(KIND, **more),))


def with_shift(**more: int) -> Problem:
    return replace(PROBLEM, shifts=(replace(SHIFT, **more),))


def with_hub(**more: int) -> Problem:
    return replace(PROBLEM, hubs=(hub("hub", 0, **more), PROBLEM.hubs[1]))


def with_driven(driven_s: int) -> Problem:
    return replace(PROBLEM, vehicles=(Vehicle("truck#1", 0, (driven_s,)),))


def with_stretch(limit_s: int) -> Problem:
    return replace(PROBLEM, law=replace(LAW, max_continuous_s=limit_s))


AT_BOUND = {
    "weight": (with_kind(capacity_g=100_000), with_kind(capacity_g=99_999), Rule.CAPACITY),
    "volume": (with_kind(capacity_ml=500_000), with_kind(capacity_ml=499_999), Rule.CAPACITY),
    "driving": (
        with_kind(max_driving_s=7_200),
        with_kind(max_driving_s=7_199),
        Rule.MAX_DRIVING,
    ),
    "duration": (
        with_kind(max_duration_s=8_700),
        with_kind(max_duration_s=8_699),
        Rule.MAX_DURATION,
    ),
    "distance": (
        with_kind(max_distance_m=60_000),
        with_kind(max_distance_m=59_999),
        Rule.MAX_DISTANCE,
    ),
    "stops": (with_kind(max_stops=1), with_kind(max_stops=0), Rule.MAX_STOPS),
    # Leaving at 09:00 it comes at 10:00, the last moment of the window.
    "window": (
        with_shift(earliest_s=9 * HOUR_S),
        with_shift(earliest_s=9 * HOUR_S + 1),
        Rule.TIME_WINDOW,
    ),
    # 08:00 + 15 min + 1 h + 10 min of unloading.
    "shift": (with_shift(latest_s=33_900), with_shift(latest_s=33_899), Rule.SHIFT),
    "hub hours": (with_hub(close_s=33_900), with_hub(close_s=33_899), Rule.SHIFT),
    "intake": (with_hub(limit=100_000), with_hub(limit=99_999), Rule.HUB_INTAKE),
    "week": (with_driven(165_600), with_driven(165_601), Rule.MAX_DRIVING),
    "stretch": (with_stretch(3_600), with_stretch(3_599), Rule.BREAK),
}


def referee(problem: Problem, found: Sequences) -> CheckReport:
    plan = build_plan(problem, evaluate(problem, found), search=SearchInfo(0, (), 0.0, ""))
    return check_plan(problem, plan)


def answer(problem: Problem) -> Answer:
    return solve(problem, check=lambda found: referee(problem, found), options=OPTIONS)


def ortools(problem: Problem) -> Sequences:
    nothing = Sequences((), tuple(range(len(problem.requests))))
    rng = np.random.default_rng(1)
    found = search(problem, build_facts(problem), nothing, Bounds(5, HOUR_S), rng)
    return nothing if found is None else found.sequences


@pytest.mark.parametrize("name", AT_BOUND)
def test_a_rule_is_kept_at_its_bound_and_broken_one_beyond(name: str) -> None:
    at, beyond, rule = AT_BOUND[name]
    assert answer(at).sequences.dropped == ()
    left_out = answer(beyond)
    assert left_out.sequences.dropped == (0,)
    assert rule in {reason.code for reason in left_out.reasons[0]}


@pytest.mark.parametrize("name", AT_BOUND)
def test_or_tools_knows_the_same_bounds(name: str) -> None:
    at, beyond, _ = AT_BOUND[name]
    assert ortools(at).dropped == ()
    assert ortools(beyond).dropped == (0,)


def test_a_skill_no_vehicle_has_is_named() -> None:
    problem = replace(PROBLEM, requests=(replace(REQUEST, skills=frozenset({"cold"})),))
    (reason,) = answer(problem).reasons[0]
    assert reason.code is Rule.SKILL
    assert "cold" in reason.detail("en")
    assert ortools(problem).dropped == (0,)


def test_goods_for_a_hub_where_no_vehicle_ends_have_no_vehicle() -> None:
    problem = replace(PROBLEM, requests=(replace(REQUEST, hub=1),))
    assert [reason.code for reason in answer(problem).reasons[0]] == [Rule.NO_VEHICLE]
    assert ortools(problem).dropped == (0,)


def test_a_vehicle_that_may_end_anywhere_brings_goods_to_the_named_hub() -> None:
    problem = replace(
        PROBLEM,
        requests=(replace(REQUEST, hub=1),),
        shifts=(replace(SHIFT, end_hubs=(0, 1)),),
    )
    assert [route.end_hub for route in answer(problem).sequences.routes] == [1]
    assert [route.end_hub for route in ortools(problem).routes] == [1]


def test_a_village_without_a_road_is_unreachable_and_a_closed_one_is_closed() -> None:
    problem = replace(PROBLEM, matrices=(matrix(UNREACHABLE),))
    assert [reason.code for reason in answer(problem).reasons[0]] == [Rule.REACHABLE]
    closed = solve(
        problem,
        check=lambda found: referee(problem, found),
        options=OPTIONS,
        open_matrices=PROBLEM.matrices,
    )
    assert [reason.code for reason in closed.reasons[0]] == [Rule.CLOSED_ROAD]


def test_an_optional_request_is_fetched_while_its_penalty_is_higher_than_the_trip() -> None:
    # 1,000 fixed + 60 km at 5 a metre / 1,000... = 300,000 + 87 for the time: 301,087 in all.
    def optional(penalty_minor: int) -> Problem:
        request = replace(REQUEST, required=False, penalty_minor=penalty_minor)
        return replace(PROBLEM, requests=(request,))

    assert answer(optional(301_088)).sequences.dropped == ()
    cheap = answer(optional(301_086))
    assert [reason.code for reason in cheap.reasons[0]] == [Rule.PRICE]
    assert cheap.evaluation.cost.penalty_minor == 301_086


def test_nothing_to_plan_is_an_answer() -> None:
    empty = replace(PROBLEM, requests=())
    assert answer(empty).sequences == Sequences((), ())
    idle = replace(PROBLEM, shifts=())
    assert [reason.code for reason in answer(idle).reasons[0]] == [Rule.NO_VEHICLE]


def test_equal_seeds_and_steps_give_equal_plans() -> None:
    requests = tuple(replace(REQUEST, id=f"r{i}", weight_g=300_000) for i in range(7))
    units = tuple(Vehicle(f"truck#{i + 1}", 0, (0,)) for i in range(4))
    shifts = tuple(replace(SHIFT, vehicle=i) for i in range(4))
    problem = replace(PROBLEM, requests=requests, vehicles=units, shifts=shifts)
    assert answer(problem).sequences == answer(problem).sequences
    assert len(answer(problem).sequences.routes) == 3  # 3 x 300 kg fit a vehicle of 1 t
