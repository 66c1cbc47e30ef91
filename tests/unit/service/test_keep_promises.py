"""Planning anew on the sample roads, with a few requests on both sides of the cut."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from cli import sample
from routing.plan.compare import PromiseState, compare_plans
from routing.problem.records import (
    ClosureRecord,
    FleetRecord,
    HubRecord,
    Location,
    RequestRecord,
)
from routing.problem.sequences import Sequences
from routing.problem.verdict import Rule
from routing.service import Network, Outcome, PlanInputs, load_network, make_plan
from routing.service.keep_promises import replan
from routing.solver.answer import SolveOptions

ROADS: Path = sample.ROADS
MONDAY = date(2025, 5, 19)
MIDNIGHT = datetime.fromisoformat("2025-05-19T00:00+07:00")
OPTIONS = SolveOptions(time_limit_s=30, steps=300)
HUBS = (
    HubRecord("lc", Location("lc_city"), "Lai Châu", 360, 1140),
    HubRecord("ty", Location("ty_town"), "Tân Uyên", 360, 1140),
)
FLEET = tuple(
    FleetRecord(f"{hub}_car", "light_truck", hub, 1_250_000, count=2, cost_per_km_minor=3_000)
    for hub in ("lc", "ty")
)
CUT = ClosureRecord(
    "cut",
    MIDNIGHT + timedelta(days=1, hours=5),
    MIDNIGHT + timedelta(days=9),
    from_place="pt_lannhithang",
    to_place="j_huoilung",
)


def request(name: str, place: str, hub: str, day: int, *, until_min: int = 1_080) -> RequestRecord:
    ready = MIDNIGHT + timedelta(days=day)
    return RequestRecord(
        name,
        Location(place),
        ready,
        ready + timedelta(days=1, seconds=-1),
        100_000,
        windows=((360, until_min),),
        hub=hub,
    )


def _without_monday(base: Outcome) -> Sequences:
    """Return the sequences of a plan as if no vehicle had set out on Monday."""
    shifts = base.problem.shifts
    kept = tuple(route for route in base.sequences.routes if shifts[route.shift].date > MONDAY)
    left = set(range(len(base.problem.requests))) - {i for r in kept for i in r.requests}
    return Sequences(kept, tuple(sorted(left)))


REQUESTS = (
    request("monday", "pt_muongso", "lc", 0),
    request("beyond", "pt_muongso", "lc", 1),
    request("dawn", "pt_lannhithang", "lc", 1, until_min=385),
    request("south", "ty_phuckhoa", "ty", 1),
)


@pytest.fixture(scope="module")
def network() -> Network:
    return load_network(ROADS)


@pytest.fixture(scope="module")
def inputs() -> PlanInputs:
    return PlanInputs(HUBS, FLEET, REQUESTS, MONDAY, 2)


@pytest.fixture(scope="module")
def base(network: Network, inputs: PlanInputs) -> Outcome:
    return make_plan(network, inputs, OPTIONS)


@pytest.fixture(scope="module")
def after(network: Network, inputs: PlanInputs, base: Outcome) -> Outcome:
    closed = replace(inputs, closures=(CUT,))
    return replan(network, closed, OPTIONS, base=base, keep_days=1)


def test_everything_is_fetched_before_the_cut(base: Outcome) -> None:
    assert not base.plan.dropped
    assert not base.plan.violations


def test_routes_of_other_hubs_and_driven_days_stay(base: Outcome, after: Outcome) -> None:
    kept = {route.id: route for route in after.plan.routes}
    for route in base.plan.routes:
        if route.start_hub == "ty" or route.date == MONDAY:
            stops = zip(route.stops, kept[route.id].stops, strict=True)
            assert all(old.place == new.place and old.start_s == new.start_s for old, new in stops)


def test_only_a_promise_that_the_roads_break_is_lost(base: Outcome, after: Outcome) -> None:
    # Lản Nhì Thàng is 13 km away before the cut and 45 km round by ĐT130 after it: no lorry
    # that leaves at six is there by 6:25. Mường So is 11 km farther: within the hour.
    states = {
        change.promise.request: change.state
        for change in compare_plans(base.plan, after.plan).changes
    }
    assert states == {
        "monday": PromiseState.KEPT,
        "beyond": PromiseState.KEPT,
        "south": PromiseState.KEPT,
        "dawn": PromiseState.LOST,
    }
    assert [gone.request for gone in after.plan.dropped] == ["dawn"]
    assert not after.plan.violations


def test_no_vehicle_sets_out_on_a_day_that_is_over(
    network: Network, inputs: PlanInputs, base: Outcome
) -> None:
    # Fetched on Tuesday at dawn by now, or on Monday at any time if Monday were not over.
    either = replace(REQUESTS[2], ready=MIDNIGHT)
    stated = replace(inputs, requests=(*REQUESTS[:2], either, REQUESTS[3]))
    tuesday = replace(base.plan, routes=tuple(r for r in base.plan.routes if r.date > MONDAY))
    idle = replace(base, plan=tuesday, sequences=_without_monday(base))
    closed = replace(stated, closures=(CUT,))
    after = replan(network, closed, OPTIONS, base=idle, keep_days=1)
    assert all(route.date > MONDAY for route in after.plan.routes)
    assert {gone.request for gone in after.plan.dropped} == {"dawn", "monday"}


def test_it_is_said_what_changed_and_why(after: Outcome) -> None:
    (changed,) = after.plan.changed
    assert (changed.request, changed.new_vehicle, changed.new_start_s) == ("dawn", "", None)
    assert changed.what == ("dropped",)
    assert Rule.TIME_WINDOW in {reason.code for reason in changed.reasons}


def test_one_promise_that_cannot_be_kept_is_moved_and_no_other(
    network: Network, inputs: PlanInputs, base: Outcome
) -> None:
    # Round by ĐT130 the lorry is at Lản Nhì Thàng an hour late, which its shop would allow.
    patient = replace(REQUESTS[2], windows=((360, 385), (460, 1_080)))
    stated = replace(inputs, requests=(*REQUESTS[:2], patient, REQUESTS[3]), closures=(CUT,))
    found = replan(network, stated, OPTIONS, base=base, keep_days=1)
    states = {
        change.promise.request: change.state
        for change in compare_plans(base.plan, found.plan).changes
    }
    assert states.pop("dawn") is PromiseState.SHIFTED
    assert set(states.values()) == {PromiseState.KEPT}
    told = {changed.request: changed for changed in found.plan.changed}
    assert told.keys() == {"dawn"}
    assert "start" in told["dawn"].what
    assert told["dawn"].reasons


def test_attempts_share_one_bound(network: Network, inputs: PlanInputs, base: Outcome) -> None:
    seen: list[float] = []
    closed = replace(inputs, closures=(CUT,))
    replan(
        network,
        closed,
        OPTIONS,
        base=base,
        keep_days=1,
        on_progress=lambda progress: seen.append(progress.fraction),
    )
    assert seen == sorted(seen)
    assert max(seen) <= 1


def test_a_new_request_joins_and_every_promise_is_kept(
    network: Network, inputs: PlanInputs, base: Outcome
) -> None:
    new = replace(inputs, requests=(*REQUESTS, request("new", "td_town", "", 1)))
    grown = replan(network, new, OPTIONS, base=base, keep_days=1)
    states = {
        change.promise.request: change.state
        for change in compare_plans(base.plan, grown.plan).changes
    }
    assert states.pop("new") is PromiseState.NEW
    assert set(states.values()) == {PromiseState.KEPT}
