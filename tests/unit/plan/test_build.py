"""Plans of the valley: ids, places, lines, fuel, what is left out."""

from dataclasses import replace

import pytest

from routing.geo import LonLat
from routing.plan.build import Leg, build_plan
from routing.plan.plan import Plan, PlanDropped
from routing.problem.evaluate import evaluate
from routing.problem.problem import Problem
from routing.problem.sequences import RouteSequence, Sequences, end, pickup, rest
from routing.problem.time_window import TimeWindow
from routing.problem.verdict import Reason, Rule, Violation
from tests.unit.plan.valley import (
    DURATION_S,
    MONDAY,
    SEARCH,
    THERE_AND_BACK,
    A,
    B,
    H,
    change,
    matrix,
    plan_of,
    valley,
)

RESTED = Sequences((RouteSequence(0, (rest(60), pickup(0), rest(900), pickup(1), end(0))),), ())


def draw(shift: int, a: int, b: int) -> Leg:
    """A leg whose line, heights and roads tell where it goes."""
    assert shift == 0
    points = (LonLat(a, 0), LonLat((a + b) / 2, 1), LonLat(b, 0))
    return Leg(points, ((0, 100 * a), (1_000, 100 * b)), (f"QL{a}{b}",), 1_000, 3_000)


def drawn(problem: Problem, sequences: Sequences = THERE_AND_BACK) -> Plan:
    return build_plan(problem, evaluate(problem, sequences), search=SEARCH, find_leg=draw)


def test_routes_are_named_by_date_and_vehicle_and_stops_by_request_part() -> None:
    route = plan_of(valley()).routes[0]
    assert route.id == f"{MONDAY}/truck#1"
    names = [stop.id.removeprefix(f"{route.id}/") for stop in route.stops]
    assert names == ["start", "r1.1", "r2.1", "end"]
    assert [stop.seq for stop in route.stops] == [0, 1, 2, 3]
    assert [stop.kind for stop in route.stops] == ["start", "pickup", "pickup", "end"]


def test_the_route_carries_its_vehicle_its_sums_and_its_cost() -> None:
    plan = plan_of(valley())
    route = plan.routes[0]
    assert (route.vehicle, route.driver, route.profile) == ("truck#1", "Lò Văn A", "truck")
    assert (route.start_hub, route.end_hub, route.date, route.day) == ("H", "H", MONDAY, 0)
    assert (route.start_s, route.end_s) == (25_200, 37_300)
    assert (route.distance_m, route.driving_s, route.waiting_s) == (82_000, 9_600, 0)
    assert route.service_s == 2_500
    assert (route.peak_load_g, route.peak_volume_ml) == (700_000, 1_800_000)
    assert (route.capacity_g, route.capacity_ml) == (1_000_000, 5_000_000)
    assert route.cost == plan.cost
    assert plan.cost.total_minor == 631_000


def test_stops_carry_place_goods_and_the_window_they_fall_in() -> None:
    start, first, second, last = plan_of(valley()).routes[0].stops
    assert (start.place, start.place_name, start.load_g) == ("H", "Thung", 0)
    assert (first.place, first.place_name, first.shop) == ("ban_a", "BAN_A", "Trà")
    assert (first.weight_g, first.volume_ml, first.load_g) == (400_000, 1_000_000, 400_000)
    assert (first.request, first.part, first.parts) == ("r1", 1, 1)
    assert first.window == TimeWindow(28_800, 36_000)
    assert (second.product, second.load_ml) == ("tea", 1_800_000)
    assert (last.place, last.weight_g, last.load_g, last.load_ml) == ("H", 700_000, 0, 0)
    assert last.window == TimeWindow(21_600, 72_000)
    assert last.lonlat == LonLat(103.0, 22.0)


def test_a_missed_window_is_not_shown() -> None:
    problem = change(valley(), "requests", 1, windows=(TimeWindow(0, 1),))
    assert plan_of(problem).routes[0].stops[2].window is None


def test_breaks_are_numbered_and_taken_where_the_vehicle_stands() -> None:
    stops = plan_of(valley(), RESTED).routes[0].stops
    breaks = [stop for stop in stops if stop.kind == "break"]
    assert [stop.id.rsplit("/", 1)[1] for stop in breaks] == ["break1", "break2"]
    assert [stop.place for stop in breaks] == ["H", "ban_a"]
    assert [stop.load_g for stop in breaks] == [0, 400_000]
    assert all(stop.leg_distance_m == 0 for stop in breaks)


def test_fuel_lies_between_empty_and_full_by_the_load_of_each_leg() -> None:
    assert plan_of(valley()).routes[0].fuel_ml == 11_480


def test_full_may_mean_more_than_the_vehicles_capacity() -> None:
    # Full at 2,000 kg: 3,000 + 1,200 + 240 + 4,000 + 1,400.
    evaluation = evaluate(valley(), THERE_AND_BACK)
    full_loads_g = {"truck": 2_000_000}
    plan = build_plan(valley(), evaluation, search=SEARCH, full_loads_g=full_loads_g)
    assert plan.routes[0].fuel_ml == 9_840


def test_lines_join_without_doubled_points() -> None:
    # H = 0, A = 1, B = 2: three legs of three points share two.
    route = drawn(valley(), RESTED).routes[0]
    assert [point.lon for point in route.geometry] == [0, 0.5, 1, 1.5, 2, 1, 0]
    assert [point.lat for point in route.geometry] == [0, 1, 0, 1, 0, 1, 0]


def test_the_elevation_profile_runs_on_by_the_length_of_each_leg() -> None:
    # Legs of 30, 12 and 40 km; each drawn leg ends 1 km after its start.
    assert drawn(valley()).routes[0].elevation == (
        (0, 0),
        (1_000, 100),
        (30_000, 100),
        (31_000, 200),
        (42_000, 200),
        (43_000, 0),
    )


def test_stops_name_the_roads_that_lead_to_them() -> None:
    stops = drawn(valley(), RESTED).routes[0].stops
    assert [stop.leg_roads for stop in stops] == [
        (),
        (),
        ("QL01",),
        (),
        ("QL12",),
        ("QL20",),
    ]


def test_fuel_of_drawn_legs_is_that_of_their_paths() -> None:
    # Each 1,000 ml empty and 3,000 ml full, at 0, 400 and 700 kg of 1,000 kg.
    assert drawn(valley()).routes[0].fuel_ml == 1_000 + 1_800 + 2_400


@pytest.mark.parametrize("find_leg", [None, draw])
def test_where_no_road_leads_no_line_is_drawn(find_leg: None) -> None:
    cut = DURATION_S.copy()
    cut[A, B] = -1
    problem = replace(valley(), matrices=(matrix(cut),))
    plan = build_plan(problem, evaluate(problem, THERE_AND_BACK), search=SEARCH, find_leg=find_leg)
    assert plan.routes[0].stops[2].leg_roads == ()
    assert plan.routes[0].stops[2].leg_distance_m == 0


def test_what_is_left_out_carries_state_weight_and_reasons() -> None:
    problem = change(valley(), "requests", 1, deferrable=True, required=False, part=2, parts=2)
    reason = Reason(Rule.CAPACITY, "problem.bad_value")
    unknown = PlanDropped("r9", 1, None, "dropped", (reason,))
    evaluation = evaluate(problem, Sequences((), (0, 1)))
    plan = build_plan(
        problem, evaluation, search=SEARCH, reasons={0: (reason,)}, extra_dropped=(unknown,)
    )
    assert plan.dropped == (
        PlanDropped("r1", 1, 400_000, "dropped", (reason,)),
        PlanDropped("r2", 2, 300_000, "deferred", ()),
        unknown,
    )


def test_a_plan_names_where_it_comes_from() -> None:
    broken = Violation(Rule.CAPACITY, "r", 1)
    plan = build_plan(
        valley(),
        evaluate(valley(), THERE_AND_BACK),
        search=SEARCH,
        plan_id="p1",
        version=3,
        conditions_hash="c",
        roads_name="Lai Châu",
        roads_version="v",
        schematic=True,
        origin="imposed",
        violations=(broken,),
    )
    assert (plan.plan_id, plan.version, plan.origin, plan.currency) == ("p1", 3, "imposed", "VND")
    assert (plan.conditions_hash, plan.roads_name, plan.roads_version) == ("c", "Lai Châu", "v")
    assert plan.schematic
    assert plan.violations == (broken,)
    assert plan.horizon == valley().horizon


def test_two_requests_at_one_place_have_no_leg_between_them() -> None:
    problem = change(valley(), "requests", 1, stop=A)
    route = drawn(problem).routes[0]
    assert route.stops[2].leg_roads == ()
    assert [point.lon for point in route.geometry] == [H, 0.5, A, 0.5, H]
