"""Baseline B in the valley: H-A-H and H-B-H, one truck.

H-A-H  3,600 + 3,000 s driving, 60 km; + 600 service + 300 + 400 unloading = 7,900 s
       cost 300,000 + 79,000; fuel 3,000 + (3,000 + 1,200) = 7,200 ml
H-B-H  4,500 + 4,200 s driving, 80 km; + 900 service + 300 + 300 unloading = 10,200 s
       cost 400,000 + 102,000; fuel 4,000 + (4,000 + 1,200) = 9,200 ml
"""

from dataclasses import replace
from typing import Any

import pytest

from routing.plan.baselines.one_village import total_one_village
from routing.plan.totals import FuelKinds, Totals
from routing.problem.problem import Problem
from routing.problem.sequences import RouteSequence, Sequences, end, pickup
from tests.unit.plan.valley import LAW, THERE_AND_BACK, A, B, change, plan_of, valley

DIESEL: FuelKinds = {"truck": "diesel"}


def fetch(problem: Problem, sequences: Sequences = THERE_AND_BACK, loads_g: Any = None) -> Totals:
    return total_one_village(problem, plan_of(problem, sequences), DIESEL, loads_g or {})


def with_trucks(problem: Problem, count: int) -> Problem:
    """The valley with more trucks of the same type."""
    unit, shift = problem.vehicles[0], problem.shifts[0]
    return replace(
        problem,
        vehicles=tuple(replace(unit, id=f"truck#{i + 1}") for i in range(count)),
        shifts=tuple(replace(shift, vehicle=i) for i in range(count)),
    )


def test_one_truck_makes_both_trips_and_pays_its_day_once() -> None:
    assert fetch(valley()) == Totals(
        parts=2,
        served_g=700_000,
        cost_minor=100_000 + 379_000 + 502_000,
        distance_m=140_000,
        driving_s=6_600 + 8_700,
        duration_s=7_900 + 10_200,
        fuel_ml=16_400,
        co2_g=19_296 + 24_656,
        vehicle_days=1,
        trips=2,
    )


def test_full_may_mean_more_than_the_vehicles_capacity() -> None:
    # Full at 2 t: 3,000 + (3,000 + 600) and 4,000 + (4,000 + 600).
    assert fetch(valley(), loads_g={"truck": 2_000_000}).fuel_ml == 6_600 + 8_600


BOUNDS: dict[str, tuple[str, int]] = {
    "driving": ("max_driving_s", 15_300),
    "duration": ("max_duration_s", 18_100),
    "distance": ("max_distance_m", 140_000),
    "pickups": ("max_stops", 2),
}


@pytest.mark.parametrize("name", BOUNDS)
def test_trips_of_a_day_fit_the_vehicles_limits_together(name: str) -> None:
    limit, value = BOUNDS[name]
    at = change(valley(), "vehicle_types", **{limit: value})
    below = change(valley(), "vehicle_types", **{limit: value - 1})
    assert fetch(at).unserved_parts == 0
    # The village with most to fetch, A, goes first.
    assert fetch(below).unserved_g == 300_000


def test_trips_fit_the_week_and_the_intake_together() -> None:
    cases = [
        (change(valley(), "hubs", intake_g=(700_000,)), 0),
        (change(valley(), "hubs", intake_g=(699_999,)), 300_000),
        (change(valley(), "hubs", intake_ml=(1_799_999,)), 300_000),
        (replace(valley(), law=replace(LAW, max_week_s=15_300)), 0),
        (replace(valley(), law=replace(LAW, max_week_s=15_299)), 300_000),
    ]
    for problem, unserved_g in cases:
        assert fetch(problem).unserved_g == unserved_g


def test_a_short_shift_leaves_the_second_village() -> None:
    # A's window opens at 28,800: the trip ends at 33,100 at the earliest. In a shift of 18,099 s
    # the sums of 7,900 and 10,200 s do not fit; in one of 18,100 they do.
    for latest_s, unserved_g in ((21_600 + 18_100, 0), (21_600 + 18_099, 300_000)):
        problem = change(valley(), "shifts", latest_s=latest_s)
        assert fetch(problem).unserved_g == unserved_g


def test_a_second_truck_takes_what_the_first_cannot() -> None:
    problem = change(with_trucks(valley(), 2), "vehicle_types", max_duration_s=18_099)
    found = fetch(problem)
    assert (found.vehicle_days, found.trips, found.unserved_parts) == (2, 2, 0)
    assert found.cost_minor == 200_000 + 379_000 + 502_000


def test_a_village_with_more_than_a_load_takes_several_trips() -> None:
    problem = change(valley(), "requests", 1, stop=A)
    assert fetch(problem).trips == 1
    small = change(problem, "vehicle_types", capacity_g=699_999)
    assert fetch(small).trips == 2
    assert fetch(small).unserved_parts == 0
    bulky = change(problem, "vehicle_types", capacity_ml=1_799_999)
    assert fetch(bulky).trips == 2


def test_a_vehicle_that_ends_at_another_hub_is_away() -> None:
    problem = change(valley(), "shifts", end_hubs=(1,))
    sequences = Sequences((RouteSequence(0, (pickup(0), pickup(1), end(1))),), ())
    assert fetch(problem, sequences).unserved_g == 300_000
    assert fetch(with_trucks(problem, 2), sequences).unserved_g == 0


def test_a_halt_too_short_to_rest_is_lengthened_by_a_break() -> None:
    # H-A-H is 6,600 s on end, the halt at A of 600 s no rest; a break of 900 s makes it one.
    problem = replace(valley(), law=replace(LAW, max_continuous_s=4_500))
    found = fetch(problem)
    assert found.unserved_parts == 0
    assert found.duration_s == 7_900 + 900 + 10_200


def test_a_village_out_of_every_vehicles_reach_is_counted_as_not_served() -> None:
    # The plan came by A to B; from H to B itself the law forbids 4,500 s at the wheel.
    problem = replace(valley(), law=replace(LAW, max_continuous_s=4_499, rest_s=600))
    found = fetch(problem)
    assert (found.unserved_parts, found.unserved_g) == (1, 300_000)


def test_goods_for_any_hub_ride_with_goods_for_a_named_one() -> None:
    problem = change(valley(), "requests", 1, stop=A)
    problem = change(problem, "requests", 0, hub=0)
    assert fetch(problem).trips == 1
    two_hubs = change(change(problem, "requests", 1, hub=1), "shifts", end_hubs=(0, 1))
    # H-A-H and back at H; then H-A-K, for which nothing more may follow.
    assert fetch(two_hubs).trips == 2


def test_the_cheapest_vehicle_for_each_gram_goes() -> None:
    problem = with_trucks(valley(), 2)
    dear = replace(problem.vehicle_types[0], id="dear", rate_per_m_milli=50_000)
    problem = replace(problem, vehicle_types=(dear, *problem.vehicle_types))
    problem = change(problem, "vehicles", 1, vehicle_type=1)
    assert fetch(problem, Sequences((RouteSequence(1, THERE_AND_BACK.routes[0].items),), ())) == (
        fetch(valley())
    )


def test_what_the_vehicle_lacks_skills_for_stays_behind() -> None:
    problem = change(valley(), "requests", 0, stop=B, skills=frozenset({"cold"}))
    assert fetch(problem).unserved_g == 400_000
