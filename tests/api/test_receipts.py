"""A hub's clerk: goods are received, counted, weighed, handed over; differences are looked at."""

from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.db.engine import Database
from api.jobs.searcher import Worker
from api.knowledge import Knowledge
from api.settings import Settings
from tests.api.conftest import admit, hub, pickup
from tests.api.living_days import DAY, assert_sound, quote, start_living
from tests.api.living_days import act as choose
from tests.api.test_driver_events import event, send

DONG = "VND"


@pytest.fixture
def knowledge(knowledge: Knowledge) -> Knowledge:
    """What is known in a demo: nothing of the planned days was driven yet."""
    return replace(knowledge, demo=True)


@pytest.fixture
def desk(client: TestClient, settings: Settings) -> TestClient:
    """Two hubs with a request each, one that names none, and a clerk of the first hub."""
    for path, body in (
        ("hubs", hub("pt", place="Thị trấn Phong Thổ")),
        ("hubs", hub("lc", place="Thành phố Lai Châu")),
        ("requests", pickup("R1", hub="pt", count=4)),
        ("requests", pickup("R2", hub="lc", place="Mường So")),
        ("requests", pickup("R3", place="Dào San")),
    ):
        assert client.post(f"/api/v1/{path}", json=body).status_code == 201
    client.headers.update({"X-Clerk": admit(settings, "clerk", hubs=("pt",))["Authorization"]})
    return client


def clerk(client: TestClient) -> dict[str, str]:
    """The headers of the clerk of the first hub."""
    return {"Authorization": str(client.headers["X-Clerk"])}


def receive(client: TestClient, request: str, at: str = "pt", **more: Any) -> Any:
    """Receive goods of a request as the clerk."""
    body = {"booking_id": request, **more}
    return client.post(f"/api/v1/hubs/{at}/receipts", json=body, headers=clerk(client))


def act(client: TestClient, receipt: str, what: str, body: Any = None, **more: Any) -> Any:
    """Hand a receipt's goods over, or settle it."""
    return client.post(f"/api/v1/hubs/pt/receipts/{receipt}/{what}", json=body, **more)


def test_what_is_as_it_was_said_has_no_differences(desk: TestClient) -> None:
    answer = receive(desk, "R1", weight_kg=121.5, count=4)
    assert answer.status_code == 201, answer.text
    assert (answer.json()["differences"], answer.json()["handed_at"]) == ([], None)
    again = receive(desk, "R1", weight_kg=121.5, count=4)
    assert (again.status_code, again.json()["code"]) == (409, "ALREADY_EXISTS")


def test_differences_wait_for_a_coordinator_who_settles_them_once(desk: TestClient) -> None:
    made = receive(desk, "R1", weight_kg=130, count=3).json()
    assert made["differences"] == [
        {"of": "weight_kg", "expected": 120.0, "found": 130.0},
        {"of": "count", "expected": 4.0, "found": 3.0},
    ]
    assert act(desk, made["id"], "settle", headers=clerk(desk)).status_code == 403
    settled = act(desk, made["id"], "settle")
    assert (settled.status_code, settled.json()["settled_at"] is None) == (200, False)
    assert act(desk, made["id"], "settle").status_code == 409


def test_goods_are_handed_over_once(desk: TestClient) -> None:
    made = receive(desk, "R3", weight_kg=120).json()
    body = {"taken_by": "25C-012.34"}
    gone = act(desk, made["id"], "hand-over", body, headers=clerk(desk))
    assert gone.status_code == 200, gone.text
    assert (gone.json()["taken_by"], gone.json()["handed_at"] is None) == ("25C-012.34", False)
    assert act(desk, made["id"], "hand-over", body, headers=clerk(desk)).status_code == 409


def test_an_unknown_lane_is_not_found_and_hands_nothing_over(desk: TestClient) -> None:
    made = receive(desk, "R1").json()
    answer = act(desk, made["id"], "hand-over", {"taken_by": "x", "lane": "none"})
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")
    assert desk.get("/api/v1/hubs/pt/receipts").json()["items"][0]["handed_at"] is None


def test_a_clerk_works_at_no_other_hub_and_with_no_others_goods(desk: TestClient) -> None:
    assert receive(desk, "R2").status_code == 404
    assert receive(desk, "R1", at="lc").status_code == 404
    other = desk.post("/api/v1/hubs/lc/receipts", json={"booking_id": "R2"}).json()
    answer = act(desk, other["id"], "hand-over", {"taken_by": "x"}, headers=clerk(desk))
    assert answer.status_code == 404
    assert desk.get("/api/v1/hubs/lc/receipts", headers=clerk(desk)).status_code == 404


def test_the_day_lists_receipts_with_the_cash(desk: TestClient) -> None:
    receive(desk, "R1", cash={"amount": 250_000, "currency": DONG})
    receive(desk, "R3", cash={"amount": 100_000, "currency": DONG})
    day = desk.get("/api/v1/hubs/pt/receipts", headers=clerk(desk)).json()
    assert [each["booking_id"] for each in day["items"]] == ["R1", "R3"]
    assert day["cash_total"] == {"amount": 350_000, "currency": DONG}
    assert [(each["route_id"], each["receipts"]) for each in day["cash"]] == [("", 2)]
    empty = desk.get("/api/v1/hubs/pt/receipts", params={"date": "2025-01-01"}).json()
    assert (empty["items"], empty["cash_total"]["amount"]) == ([], 0)


def test_cash_in_another_currency_and_cancelled_goods_are_refused(desk: TestClient) -> None:
    answer = receive(desk, "R1", cash={"amount": 5, "currency": "USD"})
    assert answer.status_code == 422
    desk.post("/api/v1/requests/R1/cancel")
    assert receive(desk, "R1").json()["code"] == "WRONG_STATE"


def test_a_booking_is_weighed_against_the_drivers_report_and_handed_over(
    client: TestClient, worker: Worker, database: Database, knowledge: Knowledge
) -> None:
    start_living(client, worker)
    booking = choose(client, "accept", quote(client)).json()
    [(route, stop)] = [
        (route["route_id"], stop["stop_id"])
        for day in (DAY, "2025-05-20")
        for route in [client.get("/api/v1/driver/route", params={"date": day}).json()]
        for stop in route.get("stops", ())
        if booking["id"] in {item["booking_id"] for item in stop["items"]}
    ]
    send(client, event((route, stop), 1, "picked_up", payload={"weight_kg": 60}))
    body = {"booking_id": booking["id"], "weight_kg": 50}
    made = client.post("/api/v1/hubs/pt/receipts", json=body).json()
    assert made["route_id"] == route
    assert made["differences"] == [{"of": "weight_kg", "expected": 60.0, "found": 50.0}]
    gone = act(client, made["id"], "hand-over", {"taken_by": "25C-012.34"})
    assert gone.status_code == 200, gone.text
    assert client.get(f"/api/v1/bookings/{booking['id']}").json()["state"] == "handed_over"
    assert client.get(f"/api/v1/track/{booking['code']}").json()["state"] == "handed_over"
    assert_sound(database, knowledge)
