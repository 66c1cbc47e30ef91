"""The living plan when roads close and open: nothing broken is kept, nothing sound is touched."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from routing.problem.records import (
    ClosureRecord,
    FleetRecord,
    HubRecord,
    Location,
    RequestRecord,
)
from routing.service import Network, PlanInputs, load_network, make_plan
from routing.service.living.changing import check_living
from routing.service.living.opening import StoredPlan, open_living
from routing.service.living.relaying import list_served, relay
from routing.service.living.state import LivingPlan
from routing.service.living.telling import tell_routes
from routing.solver.answer import SolveOptions

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = datetime(2025, 5, 19, tzinfo=ZONE)
HUB = HubRecord("hub", Location("lc_city"), "Kho", open_min=360, close_min=1200)
TRUCK = FleetRecord(
    "truck",
    "light_truck",
    "hub",
    capacity_g=1_000_000,
    cost_per_day_minor=400_000,
    cost_per_km_minor=3_000,
    count=2,
)


def ask(name: str, place: str, first: int = 0, last: int = 24) -> RequestRecord:
    ready, due = (DAY + timedelta(hours=hour) for hour in (first, last))
    return RequestRecord(name, Location(place), ready, due, weight_g=100_000)


def closed(**where: object) -> ClosureRecord:
    span = {"start": DAY, "end": DAY + timedelta(days=2), "profiles": frozenset({"light_truck"})}
    return ClosureRecord("c", **span, **where)  # type: ignore[arg-type]  # fields by name


@pytest.fixture(scope="module")
def network(root: Path) -> Network:
    return load_network(root / "data/roads/lai_chau")


@pytest.fixture(scope="module")
def living(network: Network) -> LivingPlan:
    places = {"a": "td_giangma", "b": "td_hothau", "c": "td_banbo", "d": "pt_muongso"}
    requests = tuple(ask(name, place) for name, place in places.items())
    inputs = PlanInputs((HUB,), (TRUCK,), requests, date(2025, 5, 19), 1)
    outcome = make_plan(network, inputs, SolveOptions(steps=20, strict=True))
    assert outcome.plan.dropped == ()
    return open_living(network, StoredPlan(inputs, outcome.sequences, {}, {}))


def cut_off(network: Network, place: str) -> ClosureRecord:
    """All edges at a place are closed."""
    graph = network.graph
    node = next(each.node for each in network.places if each.id == place)
    edges = graph.edges
    named = [
        graph.edge_id(i)
        for i in range(len(edges.length_m))
        if node in (edges.tail[i], edges.head[i])
    ]
    return closed(edge_ids=tuple(named))


def test_what_is_cut_off_is_lost_and_nothing_else(network: Network, living: LivingPlan) -> None:
    relaid = relay(living, [cut_off(network, "td_hothau")])
    assert relaid.lost == ("b",)
    assert relaid.found == ()
    assert check_living(relaid.living).ok
    assert set(list_served(relaid.living)) == {"a", "c", "d"}
    assert relaid.living.holds("b")
    before = {route.shift: route.requests for route in living.sequences.routes}
    for route in relaid.living.sequences.routes:
        names = [relaid.living.problem.requests[i].id for i in route.requests]
        old = [living.problem.requests[i].id for i in before[route.shift]]
        assert names == [name for name in old if name != "b"]


def test_when_the_road_opens_again_it_is_served_as_before(
    network: Network, living: LivingPlan
) -> None:
    relaid = relay(living, [cut_off(network, "td_hothau")])
    back = relay(relaid.living, [], wanted=relaid.lost)
    assert (back.lost, back.found) == ((), ("b",))
    assert check_living(back.living).ok
    assert set(list_served(back.living)) == {"a", "b", "c", "d"}


def test_a_closure_nobody_drives_by_changes_no_route(network: Network, living: LivingPlan) -> None:
    relaid = relay(living, [cut_off(network, "pt_daosan")])
    assert (relaid.lost, relaid.found) == ((), ())
    assert relaid.living.sequences == living.sequences
    assert relaid.living.evaluation.cost == living.evaluation.cost


def test_what_was_driven_stays_as_it_was(network: Network, living: LivingPlan) -> None:
    route = living.evaluation.routes[0]
    first = living.problem.requests[route.items[0].item.request]
    now_s = route.items[0].departure_s + 60
    relaid = relay(living, [cut_off(network, living.problem.stops[first.stop].place)], now_s=now_s)
    assert first.id not in relaid.lost
    same = next(one for one in relaid.living.evaluation.routes if one.shift == route.shift)
    assert same.start_s == route.start_s
    assert same.items[0] == route.items[0]
    told = tell_routes(relaid.living, {route.shift}, plan_id="p", version=2)
    assert len(told.routes) == 1
    kept = relaid.living
    stored = StoredPlan(
        kept.inputs,
        kept.sequences,
        {},
        kept.parts_g,
        worked=kept.shift_names,
        driven=kept.driven,
    )
    again = open_living(network, stored)
    assert again.sequences == relaid.living.sequences
    assert again.evaluation == relaid.living.evaluation


def test_a_slow_road_loses_only_what_no_vehicle_can_still_fetch(
    network: Network, living: LivingPlan
) -> None:
    slow = replace(cut_off(network, "pt_muongso"), speed_factor=0.1)
    relaid = relay(living, [slow])
    assert check_living(relaid.living).ok
    assert set(relaid.lost) <= {"d"}
    assert {"a", "b", "c"} <= set(list_served(relaid.living))
