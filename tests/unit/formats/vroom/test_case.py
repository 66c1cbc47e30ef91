"""A document as a problem: what each of VROOM's words becomes."""

from typing import Any

import pytest

from routing.formats.vroom.errors import VroomError
from routing.problem.cost import Cost
from routing.problem.evaluate import drop_cost, evaluate_route
from routing.problem.hub import NOWHERE
from routing.problem.request import RequestKind
from routing.problem.sequences import RouteSequence, deliver, end, pickup
from routing.problem.time_window import TimeWindow
from tests.unit.formats.vroom.documents import LEGS, case_of, job, stated, vehicle

PAIR = {"amount": [2], "pickup": job(5, 1), "delivery": job(6, 2)}


def loaded(*jobs: dict[str, Any], **more: Any) -> dict[str, Any]:
    return stated(vehicles=[vehicle(capacity=[9])], jobs=list(jobs), **more)


def test_jobs_are_fetched_brought_or_both() -> None:
    problem = case_of(
        loaded(job(1), job(2, pickup=[3]), job(3, delivery=[4]), job(4, pickup=[1], delivery=[2]))
    ).problem
    assert [request.kind for request in problem.requests] == [
        RequestKind.PICKUP,
        RequestKind.PICKUP,
        RequestKind.DELIVERY,
        RequestKind.EXCHANGE,
    ]
    assert [request.weight_g for request in problem.requests] == [0, 3, 4, 1]
    assert problem.requests[3].brought == (2, 0)


def test_a_shipment_is_a_pair() -> None:
    only = case_of(loaded(shipments=[PAIR])).problem.requests[-1]
    assert (only.id, only.kind, only.weight_g) == ("pickup 5 delivery 6", RequestKind.PAIR, 2)
    assert only.to is not None


def test_a_capacity_of_nothing_holds_nothing() -> None:
    problem = case_of(
        stated(vehicles=[vehicle(capacity=[0])], jobs=[job(1, pickup=[1]), job(2)])
    ).problem
    room = problem.vehicle_types[0].capacity_g
    assert problem.requests[0].weight_g > room >= problem.requests[1].weight_g


def test_priority_goes_before_number_and_number_before_cost() -> None:
    # One job of priority 2 weighs more than three of priority 1 and five of none.
    jobs = [
        job(1, priority=2),
        *(job(i, priority=1) for i in (2,)),
        *(job(i) for i in range(3, 9)),
    ]
    problem = case_of(stated(jobs=jobs)).problem

    def weight(*left: int) -> int:
        return drop_cost(problem, left).objective[0]

    assert weight(0) == weight(1) * 2 - 1
    assert weight(0) > weight(1) + weight(*range(2, 8))
    assert weight(1) > weight(*range(2, 8)) > weight(2) > 0


def test_a_shipment_counts_as_two_tasks() -> None:
    problem = case_of(loaded(job(1), shipments=[PAIR])).problem
    assert drop_cost(problem, (1,)).objective[0] == 2 * drop_cost(problem, (0,)).objective[0]


def cost_of(document: dict[str, Any]) -> Cost:
    """Cost of serving job 1 alone, in 360ths of VROOM's unit."""
    case = case_of(document)
    hub = case.problem.shifts[0].end_hubs[0]
    return evaluate_route(case.problem, RouteSequence(0, (pickup(0), end(hub)))).cost


def test_costs_are_those_of_vroom_to_the_last_part() -> None:
    # 200 s driven, 10 s of setup and 600 s of service, 30 s of break, 3 km.
    told = vehicle(
        costs={"fixed": 7, "per_hour": 1801, "per_km": 10, "per_task_hour": 360},
        breaks=[{"id": 1, "service": 30}],
    )
    matrices = {"car": {"durations": LEGS, "distances": [[0, 1000, 0], [2000, 0, 0], [0, 0, 0]]}}
    cost = cost_of(stated(vehicles=[told], jobs=[job(setup=10, service=600)], matrices=matrices))
    assert cost.fixed_minor == 7 * 360 + 30 * 36
    assert cost.distance_minor == 30 * 360
    assert cost.time_minor == 200 * 1801 // 10 + 610 * 36


def test_custom_costs_stand_for_time_and_distance() -> None:
    costs = [[0, 7, 0], [8, 0, 0], [0, 0, 0]]
    matrices = {"car": {"durations": LEGS, "costs": costs}}
    assert cost_of(stated(matrices=matrices)).total_minor == 15 * 360


def test_a_speed_factor_counts_in_hundredths() -> None:
    # VROOM: one second takes round(100 / 1.3) = 77 hundredths.
    case = case_of(stated(vehicles=[vehicle(speed_factor=1.3)]))
    assert case.clock.parts == 100
    assert case.problem.matrices[0].duration_s[0, 1] == 7700
    assert case.problem.requests[0].service_s == 60_000


def test_whole_seconds_stay_seconds() -> None:
    case = case_of(stated(vehicles=[vehicle(speed_factor=0.5)]))
    assert case.clock.parts == 1
    assert case.problem.matrices[0].duration_s[0, 1] == 200


def test_times_of_day_in_the_year_2025_need_few_days() -> None:
    day_s = 1_747_612_800
    told = vehicle(time_window=[day_s + 28_800, day_s + 64_800])
    case = case_of(
        stated(vehicles=[told], jobs=[job(time_windows=[[day_s + 30_000, day_s + 31_000]])])
    )
    assert case.problem.horizon.days == 1
    assert case.problem.requests[0].windows == (TimeWindow(1200, 2200),)
    assert case.clock.seconds(1200) == day_s + 30_000


def test_a_vehicle_without_an_end_ends_nowhere() -> None:
    told = {"id": 1, "start_index": 0}
    problem = case_of(stated(vehicles=[told])).problem
    assert problem.hubs[problem.shifts[0].end_hubs[0]].stop == NOWHERE
    assert problem.hubs[problem.shifts[0].start_hub].stop != NOWHERE


def test_vehicles_alike_are_of_one_type() -> None:
    vehicles = [vehicle(), vehicle(id=2), vehicle(id=3, max_tasks=4), vehicle(id=4, type="big")]
    problem = case_of(stated(vehicles=vehicles)).problem
    assert [unit.vehicle_type for unit in problem.vehicles] == [0, 0, 1, 2]


def test_ids_of_vehicles_need_not_differ() -> None:
    problem = case_of(stated(vehicles=[vehicle(), vehicle()])).problem
    assert len({unit.id for unit in problem.vehicles}) == 2


def test_times_by_type_of_vehicle() -> None:
    one = job(service=5, service_per_type={"big": 9}, setup=3)
    problem = case_of(stated(vehicles=[vehicle(), vehicle(type="big")], jobs=[one])).problem
    assert problem.requests[0].service_by_type == (5, 9)
    assert (problem.requests[0].setup_s, problem.requests[0].setup_by_type) == (3, ())


def test_places_are_rows_of_the_matrix_that_are_used() -> None:
    size = 50
    legs = [[abs(i - j) for j in range(size)] for i in range(size)]
    problem = case_of(
        stated(jobs=[job(1, 40), job(2, 40)], matrices={"car": {"durations": legs}})
    ).problem
    assert [stop.place for stop in problem.stops] == ["40", "0"]
    assert problem.matrices[0].duration_s.tolist() == [[0, 40], [40, 0]]


def test_a_delivery_is_loaded_where_the_vehicle_begins() -> None:
    case = case_of(loaded(job(delivery=[4])))
    hub = case.problem.shifts[0].end_hubs[0]
    dated = evaluate_route(case.problem, RouteSequence(0, (deliver(0), end(hub))))
    assert (dated.start_load[0], dated.items[0].load_g, dated.violations) == (4, 0, ())


def test_sums_too_big_are_refused() -> None:
    huge = 2**32 - 1
    legs = [[0, huge], [huge, 0]]
    matrices = {"car": {"durations": legs, "distances": legs}}
    with pytest.raises(VroomError, match="Too high cost values"):
        case_of(stated(vehicles=[vehicle(costs={"per_km": huge})], matrices=matrices))


def test_a_missing_matrix_is_named() -> None:
    with pytest.raises(VroomError, match="Missing durations matrix for profile truck"):
        case_of(stated(vehicles=[vehicle(profile="truck")]))
    with pytest.raises(VroomError, match="Missing distances matrix for profile car"):
        case_of(stated(vehicles=[vehicle(costs={"per_km": 1})]))
