"""A living plan cared for: cheaper while every promise holds, moved only where none can."""

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
from routing.problem.sequences import RouteSequence, Sequences, end, pickup
from routing.service import Network, PlanInputs, load_network
from routing.service.living.changing import (
    change_to_insert,
    change_to_remove,
    check_living,
    find_places,
)
from routing.service.living.opening import StoredPlan, open_living
from routing.service.living.relaying import list_served, relay
from routing.service.living.state import LivingPlan
from routing.service.living.tending import rebase, tend
from routing.solver.answer import SolveOptions

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = datetime(2025, 5, 19, tzinfo=ZONE)
HUB = HubRecord("hub", Location("lc_city"), "Kho", open_min=360, close_min=1200)
TRUCKS = FleetRecord(
    "truck",
    "light_truck",
    "hub",
    capacity_g=1_000_000,
    cost_per_day_minor=400_000,
    cost_per_km_minor=3_000,
    count=3,
)
PLACES = {"a": "td_giangma", "b": "td_hothau", "c": "td_banbo"}
FEW = SolveOptions(steps=60, time_limit_s=3600, strict=True)


def ask(name: str, place: str, hours: tuple[int, int] = (0, 23)) -> RequestRecord:
    ready, due = (DAY + timedelta(hours=hour) for hour in hours)
    return RequestRecord(name, Location(place), ready, due, weight_g=100_000)


@pytest.fixture(scope="module")
def network(root: Path) -> Network:
    return load_network(root / "data/roads/lai_chau")


@pytest.fixture(scope="module")
def dear(network: Network) -> LivingPlan:
    """Each request has a truck of its own, though one could fetch them all."""
    requests = tuple(ask(name, place) for name, place in PLACES.items())
    inputs = PlanInputs((HUB,), (TRUCKS,), requests, date(2025, 5, 19), 2)
    first_day = Sequences((), (0, 1, 2))
    empty = open_living(network, StoredPlan(inputs, first_day, {}, {}))
    shifts = [i for i, shift in enumerate(empty.problem.shifts) if shift.day == 0]
    routes = tuple(
        RouteSequence(shift, (pickup(request), end(0))) for request, shift in enumerate(shifts)
    )
    living = replace(empty, sequences=Sequences(routes, ()))
    assert check_living(living).ok
    return living


def test_care_saves_trucks_and_keeps_every_promise(dear: LivingPlan) -> None:
    tended = tend(dear, FEW)
    assert check_living(tended.living).ok
    assert set(list_served(tended.living)) == set(PLACES)
    assert (tended.found, tended.moved) == ((), ())
    assert tended.living.evaluation.cost.total_minor < dear.evaluation.cost.total_minor - 400_000
    assert tended.living.inputs == dear.inputs


def test_a_day_that_has_begun_stays_as_it_is(dear: LivingPlan) -> None:
    tended = tend(dear, FEW, now_s=3600)
    assert tended.living.sequences == dear.sequences


def test_another_time_is_promised_only_where_none_fits_as_promised(
    network: Network, dear: LivingPlan
) -> None:
    graph = network.graph
    node = next(each.node for each in network.places if each.id == "td_hothau")
    ends = zip(graph.edges.tail.tolist(), graph.edges.head.tolist(), strict=True)
    edges = tuple(graph.edge_id(i) for i, each in enumerate(ends) if node in each)
    closure = ClosureRecord("c", DAY, DAY + timedelta(hours=24), edge_ids=edges)
    relaid = relay(dear, [closure])
    assert relaid.lost == ("b",)
    tended = tend(relaid.living, FEW, anew=relaid.lost)
    [(name, ready, due)] = tended.moved
    assert name == "b"
    assert ready >= DAY + timedelta(days=1)
    assert timedelta(hours=1) <= due - ready <= timedelta(hours=2)
    assert check_living(tended.living).ok
    assert set(list_served(tended.living)) == set(PLACES)
    told = {each.id: (each.ready, each.due) for each in tended.living.inputs.requests}
    assert told["b"] == (ready, due)
    before = {each.id: (each.ready, each.due) for each in dear.inputs.requests}
    assert {name: told[name] for name in "ac"} == {name: before[name] for name in "ac"}
    open_again = relay(relaid.living, [])
    again = tend(open_again.living, FEW, anew=("b",))
    assert (again.found, again.moved) == (("b",), ())


def test_what_was_booked_and_cancelled_meanwhile_is_taken_in(dear: LivingPlan) -> None:
    tended = tend(dear, FEW)
    new = ask("new", "pt_muongso")
    booked = change_to_insert(dear, new, find_places(dear, new)[0])
    cancelled = change_to_remove(dear.applied(booked), "a")
    assert cancelled is not None
    after = rebase(tended.living, [booked, cancelled])
    assert after is not None
    assert check_living(after).ok
    assert set(list_served(after)) == {"b", "c", "new"}


def test_what_has_no_place_any_more_stops_the_swap(dear: LivingPlan) -> None:
    tended = tend(dear, FEW)
    new = ask("new", "pt_muongso")
    booked = change_to_insert(dear, new, find_places(dear, new)[0])
    assert rebase(tended.living, [booked]) is not None
    too_early = replace(booked, record=replace(new, due=DAY + timedelta(hours=1)))
    assert rebase(tended.living, [too_early]) is None
