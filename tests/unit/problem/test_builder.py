"""From records to the problem: days laid out, references joined, requests cut and split."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from routing.errors import InputError
from routing.matrix.travel_matrix import TravelMatrix
from routing.problem.builder import (
    Settings,
    Stated,
    build_problem,
    find_capacities,
    find_reference_faults,
    may_fetch,
)
from routing.problem.driving_law import NO_LAW, load_driving_law
from routing.problem.horizon import DEFAULT_ZONE, Horizon
from routing.problem.hub import NOWHERE
from routing.problem.problem import Problem
from routing.problem.records import (
    FleetRecord,
    HubRecord,
    HubSlotRecord,
    Location,
    MeetingPlace,
    Product,
    RequestRecord,
    RequestTerms,
    Source,
)
from routing.problem.request import ANY_HUB, RequestKind, Visit
from routing.problem.split import Capacity
from routing.problem.time_window import TimeWindow
from routing.units import NO_LIMIT
from tests.unit.plan.valley import DURATION_S, MONDAY, A, B, H, K, matrix, valley

DAY_S = 86_400
WEEK = Horizon(MONDAY, 6)
HUBS = (
    HubRecord("H", Location("thung"), "Thung", 360, 1_200, days=frozenset({0, 1, 2, 3, 4})),
    HubRecord("K", Location("keo"), "Kẻo", 420, 1_020, off_dates=frozenset({date(2025, 5, 20)})),
)
TRUCK = FleetRecord(
    "xe",
    "truck",
    "H",
    1_000_000,
    count=2,
    days=frozenset({0, 2}),
    shift_start_min=360,
    shift_end_min=1_080,
    cost_per_day_minor=100_000,
    cost_per_km_minor=5_000,
    cost_per_hour_minor=36_000,
    driver="Lò Văn A",
    driven_week_s=7_200,
)


def clock(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2025, 5, day, hour, minute, tzinfo=ZoneInfo(DEFAULT_ZONE))


TEA = RequestRecord(
    "r1",
    Location("ban_a"),
    clock(20, 9),
    clock(21, 23, 59),
    400_000,
    1_000_000,
    source=Source("f", 7),
)


def build(
    *requests: RequestRecord,
    fleet: tuple[FleetRecord, ...] = (TRUCK,),
    hubs: tuple[HubRecord, ...] = HUBS,
    roads: TravelMatrix | None = None,
    **options: Any,
) -> Problem:
    """The valley's problem of a week; requests stand at Bản A."""
    road = roads or matrix()
    return build_problem(
        WEEK,
        valley().stops,
        Stated(hubs, (H, K)[: len(hubs)], fleet, requests, (A,) * len(requests)),
        options.pop("matrix_of", lambda _row, _day: road),
        law=options.pop("law", NO_LAW),
        settings=options.pop("settings", Settings()),
        **options,
    )


# Hubs and vehicles.


def test_hubs_open_on_their_weekdays_but_not_on_days_off() -> None:
    first, second = build().hubs
    assert first.open_windows == tuple(
        TimeWindow(day * DAY_S + 21_600, day * DAY_S + 72_000) for day in range(5)
    )
    assert [window.earliest_s // DAY_S for window in second.open_windows] == [0, 2, 3, 4, 5]


def test_a_hub_open_day_and_night_has_one_window() -> None:
    always = replace(HUBS[0], open_min=0, close_min=1_440, days=frozenset(range(7)))
    assert build(hubs=(always, HUBS[1])).hubs[0].open_windows == (TimeWindow(0, 6 * DAY_S),)


def test_intake_holds_for_each_day() -> None:
    small = replace(HUBS[0], intake_g_per_day=5, intake_ml_per_day=7)
    assert build(hubs=(small, HUBS[1])).hubs[0].intake_g == (5,) * 6
    assert build(hubs=(small, HUBS[1])).hubs[0].intake_ml == (7,) * 6


def test_units_are_numbered_and_work_their_weekdays() -> None:
    problem = build()
    assert [unit.id for unit in problem.vehicles] == ["xe#1", "xe#2"]
    assert [unit.driven_s for unit in problem.vehicles] == [(7_200,), (7_200,)]
    assert [(shift.day, shift.vehicle) for shift in problem.shifts] == [
        (0, 0),
        (0, 1),
        (2, 0),
        (2, 1),
    ]
    last = problem.shifts[-1]
    assert (last.date, last.earliest_s, last.latest_s) == (
        date(2025, 5, 21),
        2 * DAY_S + 21_600,
        2 * DAY_S + 64_800,
    )


def test_rates_become_thousandths_for_metres_and_seconds() -> None:
    # 5,000 a km are 5 a metre; 36,000 an hour are 10 a second; 1 an hour is 0.28 thousandths.
    kind = build().vehicle_types[0]
    assert (kind.fixed_minor, kind.rate_per_m_milli, kind.rate_per_s_milli) == (
        100_000,
        5_000,
        10_000,
    )
    cheap = build(fleet=(replace(TRUCK, cost_per_hour_minor=1),)).vehicle_types[0]
    assert cheap.rate_per_s_milli == 0


def test_driving_a_day_is_bound_by_the_law() -> None:
    law = load_driving_law(MONDAY)
    for stated_s, bound_s in ((8 * 3600, 8 * 3600), (12 * 3600, 10 * 3600), (NO_LIMIT, 36_000)):
        fleet = (replace(TRUCK, max_driving_s=stated_s),)
        assert build(fleet=fleet, law=law).vehicle_types[0].max_driving_s == bound_s


@pytest.mark.parametrize(("end_hub", "ends"), [("", (0,)), ("K", (1,)), ("*", (0, 1))])
def test_vehicles_end_where_their_row_says(end_hub: str, ends: tuple[int, ...]) -> None:
    assert build(fleet=(replace(TRUCK, end_hub=end_hub),)).shifts[0].end_hubs == ends


def test_shifts_share_equal_matrices_and_keep_those_of_their_day() -> None:
    usual, closed = matrix(), matrix()
    problem = build(matrix_of=lambda _row, day: closed if day == 2 else usual)
    assert problem.matrices == (usual, closed)
    assert [shift.matrix for shift in problem.shifts] == [0, 0, 1, 1]


# Windows of requests.


def test_without_windows_of_its_own_a_request_follows_the_hubs_hours() -> None:
    # Tuesday from 09:00 (only H is open, to 20:00) and Wednesday, H 06-20 and K 07-17.
    assert build(TEA).requests[0].windows == (
        TimeWindow(DAY_S + 32_400, DAY_S + 72_000),
        TimeWindow(2 * DAY_S + 21_600, 2 * DAY_S + 72_000),
    )
    named = build(replace(TEA, hub="K")).requests[0]
    assert named.windows == (TimeWindow(2 * DAY_S + 25_200, 2 * DAY_S + 61_200),)
    assert named.hub == 1
    assert build(TEA).requests[0].hub == ANY_HUB


def test_windows_repeat_each_day_between_ready_and_due() -> None:
    daily = replace(TEA, windows=((480, 600), (840, 900)))
    assert build(daily).requests[0].windows == (
        TimeWindow(DAY_S + 32_400, DAY_S + 36_000),
        TimeWindow(DAY_S + 50_400, DAY_S + 54_000),
        TimeWindow(2 * DAY_S + 28_800, 2 * DAY_S + 36_000),
        TimeWindow(2 * DAY_S + 50_400, 2 * DAY_S + 54_000),
    )


def test_what_is_ready_only_after_the_horizon_has_no_window() -> None:
    later = replace(TEA, ready=clock(25, 0), due=clock(27, 0))
    assert build(later).requests[0].windows == ()


# What leaving out costs.


def test_the_penalty_grows_with_priority_unless_stated() -> None:
    settings = Settings(penalty_base_minor=1_000)
    urgent = replace(TEA, required=False, priority=5)
    assert build(urgent, settings=settings).requests[0].penalty_minor == 1_500
    stated = replace(urgent, penalty_minor=7)
    assert build(stated, settings=settings).requests[0].penalty_minor == 7


def test_goods_due_beyond_the_horizon_may_wait_at_a_price() -> None:
    # The horizon ends on Saturday 24 May, 24:00. Ready on Friday: two days of waiting.
    settings = Settings(waiting_minor_per_day=10, max_wait_days=3)
    due_at_its_end = replace(TEA, ready=clock(23, 8), due=clock(25, 0))
    due_later = replace(due_at_its_end, due=clock(25, 1))
    stays = build(due_at_its_end, settings=settings).requests[0]
    assert (stays.deferrable, stays.required) == (False, True)
    waits = build(due_later, settings=settings).requests[0]
    assert (waits.deferrable, waits.required, waits.penalty_minor) == (True, False, 20)


def test_nothing_waits_longer_than_allowed() -> None:
    # Ready on Tuesday: five days until the horizon ends.
    late = replace(TEA, due=clock(26, 12))
    for max_wait_days, may_wait in ((5, True), (4, False)):
        settings = Settings(max_wait_days=max_wait_days)
        assert build(late, settings=settings).requests[0].deferrable is may_wait


# Weights and parts.


def test_what_has_no_known_weight_is_not_planned() -> None:
    problem = build(replace(TEA, weight_g=None), replace(TEA, id="r2"))
    assert [request.id for request in problem.requests] == ["r2"]


def test_what_weighs_nothing_is_planned_all_the_same() -> None:
    assert [request.id for request in build(replace(TEA, weight_g=0)).requests] == ["r1"]


def test_what_no_vehicle_carries_at_once_is_split() -> None:
    parts = build(replace(TEA, weight_g=2_500_000, pack_g=30_000)).requests
    assert [part.weight_g for part in parts] == [990_000, 990_000, 520_000]
    assert {part.id for part in parts} == {"r1"}


def test_parts_of_an_earlier_plan_keep_their_weights() -> None:
    big = replace(TEA, weight_g=2_500_000)
    kept = build(big, parts_of={"r1": (500_000, 2_000_000)}).requests
    assert [part.weight_g for part in kept] == [500_000, 2_000_000]
    # Since then the sender stated another weight: split anew.
    anew = build(big, parts_of={"r1": (500_000, 1_000_000)}).requests
    assert [part.weight_g for part in anew] == [1_000_000, 1_000_000, 500_000]


def test_only_vehicles_that_may_fetch_it_count_for_splitting() -> None:
    cut = DURATION_S.copy()
    cut[H, A] = -1
    problem = build(TEA, roads=matrix(cut))
    assert find_capacities(problem, problem.requests[0]) == ()
    able = build(TEA)
    assert find_capacities(able, able.requests[0]) == (Capacity(1_000_000, NO_LIMIT),)
    cold = replace(able.requests[0], skills=frozenset({"cold"}))
    assert find_capacities(able, cold) == ()


def test_fetching_needs_a_road_there_and_on_to_a_hub() -> None:
    problem = build(TEA, fleet=(replace(TRUCK, end_hub="*"),))
    shift, request = problem.shifts[0], problem.requests[0]
    assert may_fetch(problem, shift, request)
    cut = DURATION_S.copy()
    cut[A, H] = -1
    one_way = replace(problem, matrices=(matrix(cut),))
    assert may_fetch(one_way, shift, request)  # on to K
    assert not may_fetch(one_way, shift, replace(request, hub=0))
    cut[A, K] = -1
    no_way = replace(problem, matrices=(matrix(cut),))
    assert not may_fetch(no_way, shift, request)
    assert may_fetch(no_way, shift, replace(request, stop=B))


# Faults.


def faults(*, fleet: FleetRecord = TRUCK, request: RequestRecord = TEA) -> list[str]:
    found = find_reference_faults(HUBS, (fleet,), (request,), {"truck": 5_000_000})
    return [fault.line("en") for fault in found]


def test_sound_references_have_no_fault() -> None:
    assert faults() == []
    assert faults(fleet=replace(TRUCK, capacity_g=5_000_000)) == []


def test_references_to_nothing_are_named_with_what_is_known() -> None:
    there = Source("fleet.csv", 3)
    lost = replace(TRUCK, hub="X", end_hub="Y", profile="ox", source=there)
    assert faults(fleet=lost) == [
        "fleet.csv:3:hub: no hub “X”; known hubs: H, K",
        "fleet.csv:3:end_hub: no hub “Y”; known hubs: H, K",
        "fleet.csv:3:profile: no profile “ox”; known profiles: truck",
    ]
    assert faults(request=replace(TEA, hub="X")) == ["f:7:hub: no hub “X”; known hubs: H, K"]


def test_a_capacity_above_the_class_is_a_fault() -> None:
    (found,) = faults(fleet=replace(TRUCK, capacity_g=5_000_001, source=Source("f", 2)))
    assert found.startswith("f:2:capacity_kg: capacity 5000")


def test_reload_hubs_and_sending_hubs_must_be_known() -> None:
    found = faults(
        fleet=replace(TRUCK, reload=("", "*", "Z")),
        request=replace(TEA, terms=RequestTerms("delivery", from_hub="Y")),
    )
    assert [line.split(": ", 1)[1] for line in found] == [
        "no hub “Z”; known hubs: H, K",
        "no hub “Y”; known hubs: H, K",
    ]


# Terms beyond being fetched.


def with_terms(terms: RequestTerms, **stated: Any) -> Problem:
    """The valley's problem with one request of some terms, and another at Bản B like it."""
    first, second = replace(TEA, terms=terms), replace(TEA, id="r2", terms=terms)
    return build_problem(
        WEEK,
        valley().stops,
        Stated(HUBS, (H, K), stated.pop("fleet", (TRUCK,)), (first, second), (A, B), **stated),
        lambda _row, _day: matrix(),
        law=NO_LAW,
        settings=Settings(lateness_minor_per_hour=36_000, keep_products=True),
    )


def test_a_delivery_leaves_its_hub_when_it_is_there() -> None:
    request = with_terms(RequestTerms("delivery", from_hub="H")).requests[0]
    assert (request.kind, request.hub) == (RequestKind.DELIVERY, 0)
    assert request.released_s == DAY_S + 9 * 3600
    assert request.windows[0].earliest_s == DAY_S + 9 * 3600


def test_a_pair_has_a_second_visit_with_windows_of_its_own() -> None:
    terms = RequestTerms(
        "pair",
        to=Location("ban_b"),
        to_windows=((780, 900),),
        to_service_s=300,
        deliver_by=clock(20, 14),
    )
    request = with_terms(terms, second_stops={"r1": B, "r2": A}).requests[0]
    assert request.kind is RequestKind.PAIR
    assert request.to == Visit(B, (TimeWindow(DAY_S + 46_800, DAY_S + 50_400),), 300)
    assert request.deliver_by_s == DAY_S + 50_400


def test_wishes_cost_by_the_hour() -> None:
    request = with_terms(RequestTerms(wish_by=clock(20, 12))).requests[0]
    assert (request.wish_by_s, request.lateness_rate_milli) == (DAY_S + 43_200, 10_000)
    assert build(TEA).requests[0].wish_by_s == NO_LIMIT


def test_requests_of_one_word_go_together() -> None:
    together = with_terms(RequestTerms(same_vehicle="a")).togethers
    assert together == ((0, 1),)
    assert with_terms(RequestTerms()).togethers == ()


def test_alternatives_are_requests_at_other_places_with_their_cost() -> None:
    places = (MeetingPlace(Location("keo"), 20_000), MeetingPlace(Location("ban_b")))
    problem = with_terms(
        RequestTerms(alternatives=places), other_stops={"r1": (K, B), "r2": (K, A)}
    )
    assert [request.id for request in problem.requests[:3]] == ["r1", "r1@keo", "r1@ban_b"]
    assert [request.serve_minor for request in problem.requests[:3]] == [0, 20_000, 0]
    assert [request.stop for request in problem.requests[:3]] == [A, K, B]
    assert problem.alternatives == ((0, 1, 2), (3, 4, 5))


def test_a_products_time_and_tags_hold_where_they_are_kept() -> None:
    tea = Product("tea", "Chè", "Tea", "bao", 1_000, 300, 4.5, "", frozenset({"odour_sensitive"}))
    record = replace(TEA, product="tea", terms=RequestTerms(max_ride_s=60, tags=frozenset({"x"})))
    for keep, want in ((True, (60, {"x", "odour_sensitive"})), (False, (60, {"x"}))):
        problem = build_problem(
            WEEK,
            valley().stops,
            Stated(HUBS, (H, K), (TRUCK,), (record,), (A,), products={"tea": tea}),
            lambda _row, _day: matrix(),
            law=NO_LAW,
            settings=Settings(keep_products=keep),
        )
        assert (problem.requests[0].max_ride_s, problem.requests[0].tags) == want


@pytest.mark.parametrize(
    ("reload", "end_hub", "hubs"),
    [
        ((), "", ()),
        (("",), "", (0,)),
        (("",), "K", (0, 1)),
        (("",), "*", (0, 1)),
        (("*",), "", (0, 1)),
        (("K",), "", (1,)),
    ],
)
def test_vehicles_reload_where_their_row_says(
    reload: tuple[str, ...], end_hub: str, hubs: tuple[int, ...]
) -> None:
    problem = build(TEA, fleet=(replace(TRUCK, reload=reload, end_hub=end_hub),))
    assert problem.shifts[0].reload_hubs == hubs


def test_an_open_end_is_a_hub_that_is_nowhere_and_receives_nothing() -> None:
    problem = build(TEA, fleet=(replace(TRUCK, end_hub="-"),))
    assert (problem.hubs[2].stop, problem.hubs[2].receives) == (NOWHERE, False)
    assert problem.shifts[0].end_hubs == (2,)
    assert problem.requests[0].windows == build(TEA).requests[0].windows


def test_overtime_is_paid_by_the_hour() -> None:
    row = replace(TRUCK, overtime_s=3_600, cost_per_overtime_hour_minor=72_000)
    kind = build(TEA, fleet=(row,)).vehicle_types[0]
    assert (kind.max_overtime_s, kind.rate_per_overtime_s_milli) == (3_600, 20_000)


def test_slots_hold_on_every_day_their_hub_opens() -> None:
    slots = (HubSlotRecord("K", 600, 660, vehicles=1), HubSlotRecord("K", 480, 600, 5_000))
    hub = with_terms(RequestTerms(), hub_slots=slots).hubs[1]
    assert len(hub.slots) == 2 * 5
    assert hub.slots[0].window == TimeWindow(28_800, 35_999)
    assert (hub.slots[0].intake_g, hub.slots[1].vehicles) == (5_000, 1)


def test_what_joined_data_break_is_told() -> None:
    with pytest.raises(InputError, match="want >= "):
        build(fleet=(replace(TRUCK, shift_start_min=700, shift_end_min=600),))
