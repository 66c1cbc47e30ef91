"""Departures that goods can still catch, around a full week in May 2025."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from routing.pricing.lanes import (
    Departure,
    Lane,
    Taken,
    find_departure,
    linehaul_line,
    list_departures,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
HANOI = Lane(
    id="lc_hanoi",
    hub="lc",
    gateway="Nội Bài",
    zone="Hà Nội",
    depart_min=19 * 60,
    cutoff_min=60,
    transit_days=2,
    truck="t",
    days=frozenset({0, 2, 4}),
    off_dates=frozenset({date(2025, 5, 23)}),
    capacity_g=1_000_000,
    price_per_kg_minor=2_000,
    minimum_minor=30_000,
)
DOWN = replace(HANOI, id="pt_hanoi", hub="pt", depart_min=17 * 60)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2025, 5, day, hour, minute, tzinfo=ZONE)


def find(since: datetime, grams: int = 1, taken: Taken | None = None) -> Departure | None:
    return find_departure(
        [HANOI, DOWN],
        hub="lc",
        zone="Hà Nội",
        since=since,
        weight_g=grams,
        clock=ZONE,
        taken=taken or {},
    )


def test_goods_at_the_cut_off_go_and_those_a_minute_later_wait() -> None:
    monday, later = find(at(19, 18)), find(at(19, 18, 1))
    assert monday is not None
    assert later is not None
    assert (monday.leaves_at, monday.closes_at) == (at(19, 19), at(19, 18))
    assert monday.arrives_on == date(2025, 5, 21)
    assert later.leaves_at == at(21, 19)


def test_days_off_are_passed_over() -> None:
    found = find(at(22, 8))  # Friday 23 is off, so Monday 26
    assert found is not None
    assert found.leaves_at == at(26, 19)


def test_hubs_on_one_truck_share_its_room() -> None:
    monday = ("t", date(2025, 5, 19))
    (first, *_) = list_departures(DOWN, at(19, 8), ZONE, {monday: 400_000})
    assert (first.key, first.free_g) == (monday, 600_000)
    fits, full = (
        find(at(19, 8), 600_000, {monday: 400_000}),
        find(at(19, 8), 600_001, {monday: 400_000}),
    )
    assert fits is not None
    assert full is not None
    assert (fits.leaves_at, full.leaves_at) == (at(19, 19), at(21, 19))


def test_what_is_too_big_for_any_truck_finds_none() -> None:
    assert find(at(19, 8), 1_000_001) is None


def test_of_lanes_that_arrive_together_the_cheaper_one_is_taken() -> None:
    dear = replace(HANOI, id="a", truck="", price_per_kg_minor=9_000)
    found = find_departure(
        [dear, HANOI],
        hub="lc",
        zone="Hà Nội",
        since=at(19, 8),
        weight_g=50_000,
        clock=ZONE,
        taken={},
    )
    assert found is not None
    assert found.lane == HANOI


def test_linehaul_is_by_weight_and_at_least_the_minimum() -> None:
    assert linehaul_line(HANOI, 15_000).amount_minor == 30_000
    assert linehaul_line(HANOI, 15_250).amount_minor == 30_500
