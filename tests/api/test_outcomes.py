"""What drivers report of booked goods reaches their booking and the plan in force."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from api.db.engine import Database
from api.jobs.searcher import Worker
from api.knowledge import Knowledge
from api.main import create_app
from api.settings import Settings
from tests.api.conftest import LOCAL, admit
from tests.api.living_days import DAY, assert_sound, inbox, start_living
from tests.api.test_driver_events import event, send, states
from tests.api.test_road_changes import book, state_of


@pytest.fixture
def knowledge(knowledge: Knowledge) -> Knowledge:
    return replace(knowledge, demo=True)


@pytest.fixture
def client(settings: Settings, knowledge: Knowledge) -> Iterator[TestClient]:
    app = create_app(settings, knowledge=knowledge)
    with TestClient(app, LOCAL, headers=admit(settings)) as client:
        yield client


@pytest.fixture
def living(client: TestClient, worker: Worker) -> TestClient:
    """A vehicle of 500 kg with 200 kg of its own requests to fetch on one day."""
    return start_living(client, worker)


def stop_of(client: TestClient, booking: dict[str, Any]) -> tuple[str, str]:
    query = {"date": DAY, "vehicle": "xe#1"}
    route = client.get("/api/v1/driver/route", params=query).json()
    [stop] = [
        stop["stop_id"]
        for stop in route["stops"]
        if booking["id"] in {item["booking_id"] for item in stop["items"]}
    ]
    return route["route_id"], stop


def weight_in(database: Database, knowledge: Knowledge, booking: dict[str, Any]) -> int:
    problem = assert_sound(database, knowledge).living.problem
    [weight_g] = [each.weight_g for each in problem.requests if each.id == booking["id"]]
    return weight_g


def kinds_told(client: TestClient, booking: dict[str, Any]) -> list[tuple[str, str]]:
    found = inbox(client)
    return sorted(
        (each["kind"], each["to"]) for each in found if each["booking_id"] == booking["id"]
    )


def test_goods_not_fetched_leave_no_load_and_are_told(
    living: TestClient, database: Database, knowledge: Knowledge
) -> None:
    booking = book(living, "Sin Suối Hồ", weight_kg=250)
    stop = stop_of(living, booking)
    told = event(stop, 1, "failed", payload={"reason": "absent"})
    assert [each["result"] for each in send(living, told)] == ["stored"]
    assert state_of(living, booking) == "failed"
    assert living.get(f"/api/v1/requests/{booking['id']}").json()["state"] == "failed"
    assert weight_in(database, knowledge, booking) == 0
    assert stop_of(living, booking) == stop
    assert kinds_told(living, booking) == [("failed", "coordinator")]
    send(living, told, event(stop, 2, "arrived"))
    assert kinds_told(living, booking) == [("failed", "coordinator")]


def test_the_weight_told_is_the_weight_in_the_plan(
    living: TestClient, database: Database, knowledge: Knowledge
) -> None:
    booking = book(living, "Sin Suối Hồ", weight_kg=100)
    stop = stop_of(living, booking)
    send(living, event(stop, 1, "picked_up", payload={"weight_kg": 105}))
    assert state_of(living, booking) == "picked_up"
    assert weight_in(database, knowledge, booking) == 105_000
    assert kinds_told(living, booking) == []
    send(living, event(stop, 2, "picked_up", payload={"weight_kg": 130}))
    assert weight_in(database, knowledge, booking) == 130_000
    assert kinds_told(living, booking) == [("heavier", "coordinator")]


def test_what_overloads_the_vehicle_is_told_and_the_plan_stays_sound(
    living: TestClient, database: Database, knowledge: Knowledge
) -> None:
    booking = book(living, "Sin Suối Hồ", weight_kg=100)
    send(living, event(stop_of(living, booking), 1, "picked_up", payload={"weight_kg": 400}))
    assert state_of(living, booking) == "picked_up"
    assert weight_in(database, knowledge, booking) == 100_000
    wanted = [("heavier", "coordinator"), ("overloaded", "coordinator")]
    assert kinds_told(living, booking) == wanted


def test_goods_fetched_after_all_are_on_board_again(
    living: TestClient, database: Database, knowledge: Knowledge
) -> None:
    booking = book(living, "Sin Suối Hồ", weight_kg=100)
    stop = stop_of(living, booking)
    send(living, event(stop, 1, "failed", payload={"reason": "not_ready"}))
    assert weight_in(database, knowledge, booking) == 0
    send(living, event(stop, 2, "picked_up"))
    assert state_of(living, booking) == "picked_up"
    assert weight_in(database, knowledge, booking) == 100_000
    seen = [str(UUID(int=number)) for number in (1, 2)]
    body = {"stop_id": stop[1], "seen": seen, "outcome": "failed", "reason": "refused"}
    assert living.post("/api/v1/driver/decisions", json=body).status_code == 200
    assert (state_of(living, booking), states(living)[stop[1]]["reviews"]) == ("failed", [])
    assert weight_in(database, knowledge, booking) == 0


def test_a_failure_to_be_reviewed_waits_for_the_decision(living: TestClient) -> None:
    booking = book(living, "Sin Suối Hồ", weight_kg=100)
    stop = stop_of(living, booking)
    first = event(stop, 1, "failed", payload={"reason": "absent"})
    other = event(stop, 2, "failed", payload={"reason": "road"}, device_id="second")
    send(living, first, other)
    assert state_of(living, booking) == "booked"
    body = {"stop_id": stop[1], "seen": [first["id"], other["id"]], "outcome": "failed"}
    assert living.post("/api/v1/driver/decisions", json=body).status_code == 200
    assert state_of(living, booking) == "failed"
