"""Promises of one plan beside those of the next, on plans made by hand."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from routing.geo import LonLat
from routing.plan.compare import PromiseState, compare_plans
from routing.plan.plan import Plan, PlanDropped, PlanRoute, PlanStop, SearchInfo
from routing.plan.promises import hold_promises, list_promises
from routing.problem.cost import Cost
from routing.problem.horizon import Horizon
from routing.problem.records import Location, RequestRecord
from routing.problem.time_window import TimeWindow

HORIZON = Horizon(date(2025, 5, 19), 3)
HOUR_S, DAY_S = 3600, 86_400
HERE = LonLat(103.4, 22.4)


def stop(request: str, start_s: int, part: int = 1, parts: int = 1) -> PlanStop:
    return PlanStop(
        id=f"{request}.{part}",
        seq=1,
        trip=1,
        kind="pickup",
        place=f"at_{request}",
        lonlat=HERE,
        arrival_s=start_s,
        start_s=start_s,
        departure_s=start_s + 600,
        leg_distance_m=1_000,
        leg_driving_s=100,
        load_g=50_000,
        load_ml=0,
        request=request,
        part=part,
        parts=parts,
        weight_g=50_000,
        window=TimeWindow(0, 3 * DAY_S),
    )


def route(vehicle: str, day: int, *stops: PlanStop, distance_m: int = 10_000) -> PlanRoute:
    on = HORIZON.date(day)
    return PlanRoute(
        id=f"{on}/{vehicle}",
        vehicle=vehicle,
        driver="",
        profile="truck",
        date=on,
        day=day,
        start_hub="hub",
        end_hub="hub",
        start_s=stops[0].start_s - HOUR_S,
        end_s=stops[-1].start_s + HOUR_S,
        distance_m=distance_m,
        driving_s=7_000,
        waiting_s=0,
        service_s=600,
        cost=Cost(fixed_minor=100),
        capacity_g=5_000_000,
        capacity_ml=24_000_000,
        peak_load_g=50_000,
        peak_volume_ml=0,
        stops=stops,
    )


def plan(*routes: PlanRoute, cost: int = 0, dropped: tuple[PlanDropped, ...] = ()) -> Plan:
    return Plan(
        plan_id="",
        version=1,
        origin="proposed",
        conditions_hash="",
        horizon=HORIZON,
        roads_name="",
        roads_version="",
        schematic=True,
        currency="VND",
        cost=Cost(distance_minor=cost),
        routes=routes,
        dropped=dropped,
        violations=(),
        search=SearchInfo(0, (), 0.0, "steps"),
    )


def state_of(before_s: int, after_s: int) -> PromiseState:
    before = plan(route("v#1", 0, stop("a", before_s)))
    after = plan(route("v#1", after_s // DAY_S, stop("a", after_s)))
    (change,) = compare_plans(before, after).changes
    return change.state


def test_a_promise_is_kept_up_to_one_hour_off_and_not_beyond() -> None:
    told = 9 * HOUR_S
    assert state_of(told, told + HOUR_S) is PromiseState.KEPT
    assert state_of(told, told - HOUR_S) is PromiseState.KEPT
    assert state_of(told, told + HOUR_S + 1) is PromiseState.SHIFTED


def test_the_same_clock_on_another_date_breaks_the_promise() -> None:
    assert state_of(9 * HOUR_S, 9 * HOUR_S + DAY_S) is PromiseState.MOVED


def test_half_an_hour_over_midnight_breaks_the_promise() -> None:
    assert state_of(DAY_S - 600, DAY_S + 600) is PromiseState.MOVED


def test_lost_and_new_promises_are_told_apart_by_part() -> None:
    before = plan(route("v#1", 0, stop("a", 30_000, 1, 2), stop("a", 32_000, 2, 2)))
    after = plan(route("v#1", 0, stop("a", 30_000, 1, 2), stop("b", 32_000)))
    states = {
        (change.promise.request, change.promise.part): change.state
        for change in compare_plans(before, after).changes
    }
    assert states == {
        ("a", 1): PromiseState.KEPT,
        ("a", 2): PromiseState.LOST,
        ("b", 1): PromiseState.NEW,
    }


def test_extra_distance_and_cost_are_those_of_the_whole_plan() -> None:
    before = plan(route("v#1", 0, stop("a", 30_000)), cost=1_000)
    after = plan(route("v#1", 0, stop("a", 30_000), distance_m=24_000), cost=1_700)
    compared = compare_plans(before, after)
    assert (compared.extra_distance_m, compared.extra_cost_minor) == (14_000, 700)
    assert compared.weight_g(PromiseState.KEPT) == 50_000


def test_only_routes_that_differ_are_changed() -> None:
    before = plan(route("v#1", 0, stop("a", 30_000)), route("v#2", 0, stop("b", 30_000)))
    after = plan(
        route("v#1", 0, stop("a", 30_900)), route("v#2", 0, stop("b", 30_000), stop("c", 33_000))
    )
    compared = compare_plans(before, after)
    assert compared.changed_routes == ("2025-05-19/v#2",)
    assert compared.changed_vehicles == ("v#2",)


def test_a_deferred_request_is_not_counted_as_dropped() -> None:
    gone = PlanDropped("z", 1, 9_000, "deferred", ())
    totals = compare_plans(plan(), plan(dropped=(gone, replace(gone, state="dropped")))).after
    assert (totals.dropped, totals.deferred) == (1, 1)


def record(request: str) -> RequestRecord:
    midnight = datetime.combine(HORIZON.start, datetime.min.time(), HORIZON.zone)
    last = midnight + timedelta(days=3, seconds=-1)
    return RequestRecord(request, Location("x"), midnight, last, 50_000)


def test_a_held_promise_leaves_one_hour_to_each_side() -> None:
    told_s = DAY_S + 9 * HOUR_S
    (held,) = hold_promises([record("a")], plan(route("v#1", 1, stop("a", told_s))))
    assert HORIZON.seconds(held.ready) == told_s - HOUR_S
    assert HORIZON.seconds(held.due) == told_s + HOUR_S


def test_a_held_promise_stays_within_its_date_and_what_the_sender_allows() -> None:
    early = plan(route("v#1", 1, stop("a", DAY_S + 600)))
    (held,) = hold_promises([record("a")], early)
    assert HORIZON.seconds(held.ready) == DAY_S
    stated = replace(record("a"), due=HORIZON.local(DAY_S + 1_200))
    (held,) = hold_promises([stated], early)
    assert held.due == stated.due


def test_a_held_promise_stays_within_the_window_it_was_planned_in() -> None:
    # Told for 9:00 in a window from 8:30 to 9:15: the hour to each side is cut by it.
    told_s = 9 * HOUR_S
    window = TimeWindow(told_s - 1_800, told_s + 900)
    told = plan(route("v#1", 0, replace(stop("a", told_s), window=window)))
    (held,) = hold_promises([record("a")], told)
    assert HORIZON.seconds(held.ready) == told_s - 1_800
    assert HORIZON.seconds(held.due) == told_s + 900


def test_what_is_driven_keeps_its_whole_window() -> None:
    told_s = 9 * HOUR_S
    window = TimeWindow(told_s - 2 * HOUR_S, told_s + 2 * HOUR_S)
    told = plan(route("v#1", 0, replace(stop("a", told_s), window=window)))
    (held,) = hold_promises([record("a")], told, driven={"a"})
    assert HORIZON.seconds(held.ready) == window.earliest_s
    assert HORIZON.seconds(held.due) == window.latest_s


def test_released_and_dropped_requests_are_not_held() -> None:
    told = plan(
        route("v#1", 0, stop("free", 30_000), stop("half", 32_000)),
        dropped=(PlanDropped("half", 2, 1_000, "dropped", ()),),
    )
    records = [record(name) for name in ("free", "half", "never")]
    assert hold_promises(records, told, released={"free"}) == tuple(records)


def test_parts_on_two_dates_are_held_between_them() -> None:
    told = plan(
        route("v#1", 0, stop("far", 31_000, 1, 2)),
        route("v#1", 1, stop("far", DAY_S + 31_000, 2, 2)),
    )
    (held,) = hold_promises([record("far")], told)
    assert HORIZON.seconds(held.ready) == 31_000 - HOUR_S
    assert HORIZON.seconds(held.due) == DAY_S + 31_000 + HOUR_S


def test_promises_are_told_in_local_time() -> None:
    told = list_promises(plan(route("v#1", 0, stop("a", 9 * HOUR_S))))
    assert told["a", 1].start.isoformat() == "2025-05-19T09:00:00+07:00"
