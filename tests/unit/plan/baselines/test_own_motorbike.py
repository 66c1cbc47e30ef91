"""Baseline A in the valley: every village is nearer to the second hub, K.

A-K and back is 600 s and 5 km each way, B-K 900 s and 7 km. On these roads fuel is 100 ml a km
empty and 200 ml full, as for the truck of `valley`. A call at a hub takes 300 s and 1 s a kg.
"""

from dataclasses import replace

import pytest

from routing.plan.baselines.own_motorbike import (
    OwnMotorbike,
    load_own_motorbike,
    total_own_motorbikes,
)
from routing.plan.totals import Totals
from routing.problem.problem import Problem
from routing.problem.time_window import TimeWindow
from tests.unit.plan.valley import DURATION_S, A, K, change, matrix, plan_of, valley


def ride(problem: Problem, bike: OwnMotorbike | None = None) -> Totals:
    return total_own_motorbikes(
        problem, plan_of(problem), {0: matrix()}, bike or load_own_motorbike()
    )


def test_the_shipped_assumptions() -> None:
    # 300,000 a day of 8 h are 10,416.67 thousandths a second.
    assert load_own_motorbike() == OwnMotorbike(
        profile="motorbike",
        capacity_g=70_000,
        fixed_minor=15_000,
        rate_per_m_milli=300,
        rate_per_s_milli=10_417,
        fuel="petrol",
        fuel_minor_per_l=20_600,
        day_s=28_800,
    )


def test_each_sender_rides_as_often_as_needed_to_the_nearest_hub_and_back() -> None:
    # A: 400 kg are 5 full loads and one of 50 kg: 6 rides of 1,200 s and 10 km.
    #    time 7,200 + 600 service + 6 x 300 + 400 unloading = 10,000 s
    #    fuel 5 x 1,000 + (500 + 357) there + 6 x 500 back = 8,857 ml
    #    cost 15,000 + 60 km x 300 + 10,000 s x 10.417 + 8.857 l x 20,600
    #         = 15,000 + 18,000 + 104,170 + 182,454 = 319,624
    # B: 300 kg are 4 full loads and one of 20 kg: 5 rides of 1,800 s and 14 km.
    #    time 9,000 + 900 + 5 x 300 + 300 = 11,700 s
    #    fuel 4 x 1,400 + (700 + 200) + 5 x 700 = 10,000 ml
    #    cost 15,000 + 21,000 + 121,879 + 206,000 = 363,879
    assert ride(valley()) == Totals(
        parts=2,
        served_g=700_000,
        cost_minor=319_624 + 363_879,
        distance_m=130_000,
        driving_s=16_200,
        duration_s=21_700,
        fuel_ml=18_857,
        co2_g=20_460 + 23_100,
        vehicle_days=2,
        trips=11,
    )


def test_riding_longer_than_a_day_takes_more_days() -> None:
    # A takes 10,000 s, B 11,700 s.
    bike = load_own_motorbike()
    for day_s, days in ((11_700, 2), (11_699, 3), (10_000, 3), (5_000, 2 + 3)):
        assert ride(valley(), replace(bike, day_s=day_s)).vehicle_days == days


def test_an_exact_load_needs_no_further_ride() -> None:
    bike = load_own_motorbike()
    assert ride(valley(), replace(bike, capacity_g=100_000)).trips == 4 + 3
    assert ride(valley(), replace(bike, capacity_g=99_999)).trips == 5 + 4


def test_goods_for_a_named_hub_are_ridden_there() -> None:
    # To H: A 3,000 and back 3,600 s, 6 rides; to K as before.
    problem = change(valley(), "requests", 0, hub=0)
    assert ride(problem).driving_s == 6 * 6_600 + 9_000


@pytest.mark.parametrize("hours", [(), (TimeWindow(86_400, 90_000),)])
def test_a_hub_that_is_closed_that_day_is_passed_by(hours: tuple[TimeWindow, ...]) -> None:
    problem = change(valley(), "hubs", 1, open_windows=hours)
    assert ride(problem).driving_s == 6 * (3_000 + 3_600) + 5 * (4_200 + 4_500)


def test_who_cannot_reach_a_hub_and_come_back_is_counted_as_not_served() -> None:
    problem = change(valley(), "requests", 0, hub=1)
    for pair in ((A, K), (K, A)):
        cut = DURATION_S.copy()
        cut[pair] = -1
        found = total_own_motorbikes(
            problem, plan_of(problem), {0: matrix(cut)}, load_own_motorbike()
        )
        assert (found.unserved_parts, found.unserved_g) == (1, 400_000)
        assert (found.parts, found.served_g) == (1, 300_000)


def test_a_shop_brings_all_its_goods_of_a_place_together() -> None:
    # 40 + 30 kg of one shop in A are one load, of two senders two.
    light = change(valley(), "requests", 0, weight_g=40_000)
    light = change(light, "requests", 1, weight_g=30_000, stop=A)
    assert ride(light).trips == 2
    together = change(light, "requests", 1, shop="Trà")
    assert ride(together).trips == 1
    assert ride(together).parts == 2
