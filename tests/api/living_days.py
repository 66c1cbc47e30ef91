"""A service with a plan in force, and what must hold of it whatever happens."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from fastapi.testclient import TestClient

from api.db.engine import Database
from api.jobs.searcher import Worker
from api.knowledge import Knowledge
from api.principal import Principal
from api.repositories import areas, bookings
from api.services.living import Head, find_head
from api.services.scope import Scope
from api.tables.booking import AT_RISK, OPEN
from routing.service.living.changing import check_living
from routing.service.living.relaying import list_served
from tests.api.conftest import hub, pickup, put_in_force, vehicle

DAY = "2025-05-19"
_KEYS = iter(range(10**9))


def start_living(client: TestClient, worker: Worker, *vehicles: dict[str, Any]) -> TestClient:
    """Plan two requests over two days from a hub at Phong Thổ and put it in force."""
    for path, body in [
        ("hubs", hub("pt", place="Thị trấn Phong Thổ")),
        *(("vehicles", each) for each in vehicles or (vehicle("xe", capacity_kg=500),)),
        ("requests", pickup("R1", place="Mường So", weight_kg=100, due=DAY)),
        ("requests", pickup("R2", place="Sin Suối Hồ", weight_kg=100, due=DAY)),
    ]:
        assert client.post(f"/api/v1/{path}", json=body).status_code == 201
    put_in_force(client, worker)
    return client


def quote(client: TestClient, **more: Any) -> dict[str, Any]:
    item = {"from": "Mường So", "to": "pt", "weight_kg": 50, "ready": DAY, **more}
    answer = again_while_busy(lambda: client.post("/api/v1/quotes", json={"items": [item]}))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["items"][0]
    return found


def act(client: TestClient, verb: str, offer: dict[str, Any], **more: Any) -> Any:
    """Hold or accept the first option of an offer, under a key of its own."""
    name = offer["options"][0]["option_id"]
    path, key = f"/api/v1/quotes/{offer['quote_id']}/{verb}", f"k{next(_KEYS)}"
    body, headers = {"option_id": name, **more}, {"Idempotency-Key": key}
    return again_while_busy(lambda: client.post(path, json=body, headers=headers))


def again_while_busy(call: Callable[[], Any]) -> Any:
    """Do as clients are told: call again what the database was too busy for."""
    for _ in range(20):
        answer = call()
        if answer.status_code != 503:
            break
    return answer


def head_of(database: Database, knowledge: Knowledge) -> Head:
    """The living plan as another process works it out, without what this one remembers."""
    other = replace(knowledge, living=type(knowledge.living)())
    with database.read() as session:
        area = areas.find_area(session)
        assert area is not None
        head = find_head(Scope(session, area, "test", other, Principal("test", "admin")))
    assert head is not None
    return head


def assert_sound(database: Database, knowledge: Knowledge) -> Head:
    """The referee accepts the plan, and every open booking is in it or at risk."""
    head = head_of(database, knowledge)
    assert check_living(head.living).violations == ()
    served = set(list_served(head.living))
    with database.read() as session:
        open_ones = bookings.list_in(session, "default", OPEN)
        assert {each.id for each in open_ones if each.state != AT_RISK} <= served
    return head


def items_on(client: TestClient, day: str, vehicle: str = "xe#1") -> list[str]:
    answer = client.get("/api/v1/driver/route", params={"date": day, "vehicle": vehicle})
    if answer.status_code == 404:
        return []
    stops = answer.json()["stops"]
    return [item["booking_id"] for stop in stops for item in stop["items"]]


def inbox(client: TestClient, **query: Any) -> list[dict[str, Any]]:
    answer = client.get("/api/v1/inbox", params=query)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found
