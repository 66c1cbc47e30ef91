"""The living plan on the embedded sample: put in, taken out, replayed, never against the rules."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from routing.geo import LonLat
from routing.plan.promises import list_promises
from routing.problem.records import FleetRecord, HubRecord, Location, RequestRecord
from routing.service import Network, PlanInputs, load_network, make_plan
from routing.service.living.changing import (
    change_to_insert,
    change_to_remove,
    check_living,
    find_places,
)
from routing.service.living.opening import StoredPlan, open_living
from routing.service.living.state import Change, LivingPlan
from routing.service.living.telling import tell_routes
from routing.solver.answer import SolveOptions

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
HUB = HubRecord("hub", Location("lc_city"), "Kho", open_min=360, close_min=1200)
TRUCK = FleetRecord(
    "truck",
    "light_truck",
    "hub",
    capacity_g=1_000_000,
    cost_per_day_minor=400_000,
    cost_per_km_minor=3_000,
    cost_per_hour_minor=50_000,
)
PLACES = ("td_giangma", "td_hothau", "pt_sinsuoiho", "pt_muongso", "td_banbo")


def ask(name: str, place: str, weight_g: int = 100_000, **more: object) -> RequestRecord:
    span = {
        "ready": datetime(2025, 5, 19, tzinfo=ZONE),
        "due": datetime(2025, 5, 20, 23, 59, tzinfo=ZONE),
    }
    record = RequestRecord(name, Location(place), **span, weight_g=weight_g)
    return replace(record, **more)  # type: ignore[arg-type]  # fields by name


@pytest.fixture(scope="module")
def network(root: Path) -> Network:
    return load_network(root / "data/roads/lai_chau")


@pytest.fixture(scope="module")
def stored(network: Network) -> StoredPlan:
    requests = (ask("a", "td_giangma"), ask("b", "td_hothau"), ask("big", "td_banbo", 1_500_000))
    inputs = PlanInputs((HUB,), (TRUCK,), requests, date(2025, 5, 19), 2)
    options = SolveOptions(time_limit_s=3600, steps=20, strict=True)
    outcome = make_plan(network, inputs, options)
    told: dict[str, list[object]] = {}
    for promise in list_promises(outcome.plan).values():
        told.setdefault(promise.request, []).append(promise)
    parts: dict[str, tuple[int, ...]] = {}
    for request in outcome.problem.requests:
        if request.parts > 1:
            parts[request.id] = (*parts.get(request.id, ()), request.weight_g)
    return StoredPlan(inputs, outcome.sequences, told, parts)  # type: ignore[arg-type]  # promises


@pytest.fixture(scope="module")
def living(network: Network, stored: StoredPlan) -> LivingPlan:
    return open_living(network, stored)


def put_in(living: LivingPlan, record: RequestRecord) -> tuple[LivingPlan, Change] | None:
    places = find_places(living, record)
    if not places:
        return None
    change = change_to_insert(living, record, places[0])
    after = living.applied(change)
    added = after.evaluation.cost.total_minor - living.evaluation.cost.total_minor
    assert added == places[0].extra_minor
    return after, change


def test_an_opened_plan_passes_the_referee(living: LivingPlan) -> None:
    assert check_living(living).violations == ()


@pytest.mark.parametrize("place", ["td_giangma", "pt_sinsuoiho"])
def test_a_request_adds_what_was_said_and_its_place_is_free_again(
    living: LivingPlan, place: str
) -> None:
    made = put_in(living, ask("new", place, 5_000))
    assert made is not None
    after, _ = made
    assert check_living(after).violations == ()
    assert after.holds("new")
    removal = change_to_remove(after, "new")
    assert removal is not None
    back = after.applied(removal)
    assert not back.holds("new")
    assert back.sequences == living.sequences
    assert back.evaluation.cost == living.evaluation.cost


def test_random_changes_replayed_elsewhere_give_the_same_plan(
    network: Network, stored: StoredPlan, living: LivingPlan
) -> None:
    rng = np.random.default_rng(4)
    here, elsewhere = living, open_living(network, stored)
    inside: list[str] = []
    for number in range(30):
        if inside and rng.random() < 0.4:
            change = change_to_remove(here, inside.pop(int(rng.integers(len(inside)))))
            assert change is not None
            here = here.applied(change)
        else:
            made = put_in(
                here, ask(f"n{number}", str(rng.choice(PLACES)), int(rng.integers(1, 200_000)))
            )
            if made is None:
                continue
            here, change = made
            inside.append(f"n{number}")
        elsewhere = elsewhere.applied(change)
        assert check_living(here).violations == ()
    assert elsewhere.sequences == here.sequences
    assert elsewhere.problem.requests == here.problem.requests


def test_what_no_vehicle_can_take_has_no_place(living: LivingPlan) -> None:
    assert find_places(living, ask("much", "td_giangma", 50_000_000)) == ()


def test_nothing_changes_before_the_drivers_next_stop(living: LivingPlan) -> None:
    route = living.evaluation.routes[0]
    now_s = route.items[0].start_s - 60
    done = route.items[0]
    for place in find_places(living, ask("new", "td_giangma", 1_000), now_s=now_s):
        after = living.applied(change_to_insert(living, ask("new", "td_giangma", 1_000), place))
        same = next(each for each in after.evaluation.routes if each.shift == route.shift)
        assert same.items[0].item == done.item
        assert same.items[0].start_s == done.start_s
        assert place.first.begin_s >= now_s


def test_a_told_route_has_lines_to_a_place_the_plan_did_not_know(living: LivingPlan) -> None:
    made = put_in(living, ask("new", "pt_sinsuoiho", 5_000))
    assert made is not None
    after, change = made
    shifts = [route.shift for route in change.routes]
    [route] = tell_routes(after, shifts, plan_id="p", version=7).routes
    assert "new" in {stop.request for stop in route.stops}
    assert route.geometry


def test_a_position_off_all_places_is_put_in_as_well(living: LivingPlan) -> None:
    record = replace(ask("at", "td_giangma", 5_000), location=Location(lonlat=LonLat(103.5, 22.4)))
    made = put_in(living, record)
    assert made is not None
    assert check_living(made[0]).violations == ()
