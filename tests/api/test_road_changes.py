"""A closure and the plan in force: shown first, then kept to, told to whom it touches, undone."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.db.engine import Database
from api.jobs.searcher import Worker
from api.knowledge import Knowledge
from api.main import create_app
from api.settings import Settings
from tests.api.conftest import LOCAL, admit
from tests.api.living_days import DAY, act, assert_sound, inbox, items_on, quote, start_living

SPAN = {"start": "2025-05-18T00:00:00+07:00", "end": "2025-05-21T00:00:00+07:00"}
CUT = {**SPAN, "reason": "Sạt lở"}


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
    return start_living(client, worker)


def cut_off(knowledge: Knowledge, name: str) -> dict[str, Any]:
    """A closure of every road that leads to a place."""
    graph = knowledge.network.graph
    node = next(each.node for each in knowledge.network.places if name in each.name)
    edges = graph.edges
    ends = zip(edges.tail.tolist(), edges.head.tolist(), strict=True)
    return {**CUT, "edge_ids": [graph.edge_id(i) for i, each in enumerate(ends) if node in each]}


def book(client: TestClient, name: str, **more: Any) -> dict[str, Any]:
    answer = act(client, "accept", quote(client, **{"from": name, "due": DAY, **more}))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def state_of(client: TestClient, booking: dict[str, Any]) -> str:
    return str(client.get(f"/api/v1/bookings/{booking['id']}").json()["state"])


def test_a_preview_tells_what_the_plan_would_lose_and_changes_nothing(
    living: TestClient, database: Database, knowledge: Knowledge
) -> None:
    booking = book(living, "Sin Suối Hồ")
    before = assert_sound(database, knowledge)
    preview = living.post("/api/v1/closures/preview", json=cut_off(knowledge, "Sin Suối Hồ"))
    plan = preview.json()["plan"]
    hit = {each["request"]: each for each in plan["at_risk"]}
    assert hit.keys() == {"R2", booking["id"]}
    assert (hit["R2"]["is_booking"], hit[booking["id"]]["is_booking"]) == (False, True)
    assert plan["at_risk_kg"] == 150
    assert (plan["kept"], len(plan["changed_routes"])) == (1, 1)
    assert state_of(living, booking) == "booked"
    assert assert_sound(database, knowledge).mark == before.mark
    assert inbox(living) == []


def test_a_closure_puts_at_risk_what_it_breaks_and_its_end_brings_it_back(
    living: TestClient, database: Database, knowledge: Knowledge, settings: Settings
) -> None:
    hit = book(living, "Sin Suối Hồ")
    kept = book(living, "Mường So")
    sold = quote(living, **{"from": "Sin Suối Hồ"})
    body = {"id": "c", **cut_off(knowledge, "Sin Suối Hồ")}
    assert living.post("/api/v1/closures", json=body).status_code == 201
    assert (state_of(living, hit), state_of(living, kept)) == ("at_risk", "booked")
    assert_sound(database, knowledge)
    assert hit["id"] not in items_on(living, DAY)
    assert kept["id"] in items_on(living, DAY)
    assert act(living, "accept", sold).json()["code"] == "QUOTE_BEATEN"
    told = {each["kind"]: each for each in inbox(living)}
    assert told.keys() == {"at_risk", "route_changed", "requests_at_risk"}
    assert told["at_risk"]["booking_id"] == hit["id"]
    assert "Sạt lở" in told["at_risk"]["vi"]
    assert told["route_changed"]["vehicle"] == "xe#1"
    assert "R2" in told["requests_at_risk"]["en"]
    assert living.delete("/api/v1/closures/c", headers={"If-Match": "*"}).status_code == 204
    assert state_of(living, hit) == "booked"
    again = living.get(f"/api/v1/bookings/{hit['id']}").json()
    assert again["first_promise"] == hit["first_promise"] == again["promise"]
    assert {hit["id"], kept["id"], "R1", "R2"} <= {*items_on(living, DAY)}
    assert_sound(database, knowledge)
    assert inbox(living)[0]["kind"] == "kept"


def test_a_hold_whose_road_is_gone_ends_and_says_so(
    living: TestClient, database: Database, knowledge: Knowledge
) -> None:
    held = act(living, "hold", quote(living, **{"from": "Sin Suối Hồ", "due": DAY})).json()
    living.post("/api/v1/closures", json=cut_off(knowledge, "Sin Suối Hồ"))
    assert state_of(living, held) == "expired"
    assert not assert_sound(database, knowledge).living.holds(held["id"])
    assert "hold_ended" in {each["kind"] for each in inbox(living)}


def test_an_at_risk_booking_is_cancelled_like_any_other(
    living: TestClient, database: Database, knowledge: Knowledge
) -> None:
    hit = book(living, "Sin Suối Hồ")
    living.post("/api/v1/closures", json=cut_off(knowledge, "Sin Suối Hồ"))
    assert living.post(f"/api/v1/bookings/{hit['id']}/cancel").json()["state"] == "cancelled"
    assert not assert_sound(database, knowledge).living.holds(hit["id"])


def test_a_plan_published_after_a_closure_keeps_to_it(
    living: TestClient, worker: Worker, database: Database, knowledge: Knowledge
) -> None:
    hit = book(living, "Sin Suối Hồ")
    new = living.post("/api/v1/plans", json={"start": DAY, "days": 2, "steps": 60}).json()["id"]
    worker.work_once()
    living.post("/api/v1/closures", json=cut_off(knowledge, "Sin Suối Hồ"))
    answer = living.post(f"/api/v1/plans/{new}/publish", headers={"Idempotency-Key": "later"})
    assert answer.status_code == 200, answer.text
    assert state_of(living, hit) == "at_risk"
    assert hit["id"] not in items_on(living, DAY)
    assert_sound(database, knowledge)


def test_a_shop_is_told_of_its_own_booking_only(
    living: TestClient, settings: Settings, knowledge: Knowledge
) -> None:
    mine, other = (
        TestClient(living.app, LOCAL, headers=admit(settings, "shop", subject=name))
        for name in ("A", "B")
    )
    hit = book(mine, "Sin Suối Hồ")
    living.post("/api/v1/closures", json=cut_off(knowledge, "Sin Suối Hồ"))
    assert [each["booking_id"] for each in inbox(mine)] == [hit["id"]]
    assert inbox(other) == []
