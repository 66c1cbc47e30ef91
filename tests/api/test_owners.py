"""Two shops, two drivers, two hubs: whatever is the other's is nowhere to be seen."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.db.engine import Database
from api.identity import new_id
from api.jobs.searcher import Worker
from api.settings import Settings
from api.tables import Booking
from tests.api.conftest import LOCAL, admit, ask_plan, hub, pickup, vehicle

DAY = "2025-05-19"
As = Callable[..., TestClient]


@pytest.fixture
def acting(client: TestClient, settings: Settings) -> As:
    """Call the service in a role."""

    def act(role: Any, **bounds: Any) -> TestClient:
        return TestClient(client.app, LOCAL, headers=admit(settings, role, **bounds))

    return act


@pytest.fixture
def shared(client: TestClient) -> TestClient:
    """Two hubs with a vehicle each, and a request of each of two shops."""
    for path, body in (
        ("hubs", hub("pt", place="Thị trấn Phong Thổ")),
        ("hubs", hub("lc", place="Thành phố Lai Châu")),
        ("vehicles", vehicle("pt-xe", hub="pt")),
        ("vehicles", vehicle("lc-xe", hub="lc")),
        ("requests", pickup("A1", shop="A", hub="pt", due=DAY, place="Mường So")),
        ("requests", pickup("B1", shop="B", hub="lc", due=DAY, contact_name="Bí mật B")),
    ):
        answer = client.post(f"/api/v1/{path}", json=body)
        assert answer.status_code == 201, answer.text
    return client


def ids(client: TestClient, path: str) -> list[str]:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


def test_a_shop_sees_its_own_requests_only(shared: TestClient, acting: As) -> None:
    shop = acting("shop", subject="A")
    assert ids(shop, "requests") == ["A1"]
    assert shop.get("/api/v1/requests/A1").status_code == 200
    edit = {"If-Match": "*"}
    body = {key: value for key, value in pickup("B1").items() if key != "id"}
    for answer in (
        shop.get("/api/v1/requests/B1"),
        shop.put("/api/v1/requests/B1", json=body, headers=edit),
        shop.post("/api/v1/requests/B1/cancel"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")
        assert "Bí mật" not in answer.text
    assert shared.get("/api/v1/requests/B1").json()["state"] == "booked"


def test_a_shop_states_nothing_in_anothers_name(shared: TestClient, acting: As) -> None:
    shop = acting("shop", subject="A")
    assert shop.post("/api/v1/requests", json=pickup("A2")).json()["shop"] == "A"
    for answer in (
        shop.post("/api/v1/requests", json=pickup("A3", shop="B")),
        shop.put(
            "/api/v1/requests/A2",
            json={k: v for k, v in pickup("A2", shop="B").items() if k != "id"},
            headers={"If-Match": "*"},
        ),
        import_table(shop, "X1,B,Mường So,10"),
    ):
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["key"] == "identity.other_shop"
    assert import_table(shop, "X1,,Mường So,10").status_code == 201
    assert ids(shop, "requests") == ["A1", "A2", "X1"]


def import_table(client: TestClient, row: str) -> Any:
    table = f"id,shop,place,weight_kg,ready,due\n{row},{DAY},{DAY}\n"
    return client.post(
        "/api/v1/requests/import",
        files={"file": ("r.csv", table.encode())},
        headers={"Idempotency-Key": new_id("k")},
    )


def test_a_quote_is_its_shops(shared: TestClient, acting: As) -> None:
    body = {"items": [{"from": "Mường So", "to": "pt", "weight_kg": 10, "ready": DAY}]}
    own, other = acting("shop", subject="A"), acting("shop", subject="B")
    made = own.post("/api/v1/quotes", json=body).json()["items"][0]["quote_id"]
    assert own.get(f"/api/v1/quotes/{made}").status_code == 200
    assert shared.get(f"/api/v1/quotes/{made}").status_code == 200
    assert other.get(f"/api/v1/quotes/{made}").status_code == 404


def test_a_key_replays_nothing_to_others(shared: TestClient, acting: As) -> None:
    key = {"Idempotency-Key": "same"}
    first = acting("shop", subject="A").post("/api/v1/requests", json=pickup("K1"), headers=key)
    other = acting("shop", subject="B").post("/api/v1/requests", json=pickup("K2"), headers=key)
    assert (first.status_code, other.status_code) == (201, 201)
    assert other.json()["id"] == "K2"
    assert "idempotency-replayed" not in other.headers


def test_a_coordinator_of_a_hub_sees_that_hub(shared: TestClient, acting: As) -> None:
    shared.post("/api/v1/requests", json=pickup("N1"))
    local = acting("coordinator", hubs=("pt",))
    assert ids(local, "hubs") == ["pt"]
    assert ids(local, "vehicles") == ["pt-xe"]
    assert ids(local, "requests") == ["A1", "N1"]
    for path in ("hubs/lc", "vehicles/lc-xe", "requests/B1"):
        assert local.get(f"/api/v1/{path}").status_code == 404
        assert local.delete(f"/api/v1/{path}", headers={"If-Match": "*"}).status_code in {404, 405}
    for path, body in (
        ("hubs", hub("x")),
        ("vehicles", vehicle("x", hub="lc")),
        ("requests", pickup("x", hub="lc")),
    ):
        refused = local.post(f"/api/v1/{path}", json=body)
        assert refused.json()["errors"][0]["key"] == "identity.other_hub", path
    for path in ("users", "changes"):
        assert local.get(f"/api/v1/{path}").status_code == 403
    clerk = acting("clerk", hubs=("lc",))
    assert ids(clerk, "requests") == ["B1", "N1"]


@pytest.fixture
def driven(shared: TestClient, worker: Worker) -> TestClient:
    """The plan of a day in force, with a route from each hub."""
    plan_id = ask_plan(shared, days=1)
    worker.work_once()
    headers = {"Idempotency-Key": "p"}
    assert shared.post(f"/api/v1/plans/{plan_id}/publish", headers=headers).status_code == 200
    return shared


def vehicles_of_the_day(client: TestClient) -> list[str]:
    answer = client.get("/api/v1/driver/route", params={"date": DAY})
    if answer.status_code == 200:
        return [answer.json()["vehicle"]]
    assert answer.status_code in {404, 409}
    return list(answer.json().get("vehicles", ()))


def test_a_driver_sees_their_own_route_only(driven: TestClient, acting: As) -> None:
    vehicles = vehicles_of_the_day(driven)
    assert len(vehicles) == 2
    for own, other in (vehicles, vehicles[::-1]):
        driver = acting("driver", subject=own)
        assert vehicles_of_the_day(driver) == [own]
        asked = driver.get("/api/v1/driver/route", params={"date": DAY, "vehicle": other})
        assert (asked.status_code, asked.json()["code"]) == (404, "NOT_FOUND")
    assert vehicles_of_the_day(acting("driver", subject="nobody")) == []


def test_a_coordinator_of_a_hub_sees_its_routes(driven: TestClient, acting: As) -> None:
    local = acting("coordinator", hubs=("lc",))
    assert vehicles_of_the_day(local) == ["lc-xe#1"]
    [plan_id] = ids(local, "plans")
    path = f"/api/v1/plans/{plan_id}/routes"
    assert len(driven.get(path).json()["items"]) == 2
    assert [route["vehicle"] for route in local.get(path).json()["items"]] == ["lc-xe#1"]
    papers = [local.get(f"{path}/{DAY}/{name}%231/route.txt") for name in ("lc-xe", "pt-xe")]
    assert [each.status_code for each in papers] == [200, 404]
    for rest in ("", "/dropped", "/plan.json", "/routes.geojson"):
        assert local.get(f"/api/v1/plans/{plan_id}{rest}").status_code == 403


def booked(name: str, shop: str) -> Booking:
    """A booking of a request there is."""
    at = datetime(2025, 5, 19, 1, tzinfo=UTC)
    return Booking(
        area_id="default",
        id=name,
        code=name,
        shop=shop,
        state="booked",
        quote_id="quo",
        option_id="economy",
        level="economy",
        day=at.date(),
        start=at,
        end=at + timedelta(hours=1),
        first_promise={"start": at.isoformat(), "end": at.isoformat()},
        price_minor=1000,
        extra_minor=0,
        lines=[],
        record={},
    )


def test_a_coordinator_of_a_hub_sees_its_bookings(
    shared: TestClient, acting: As, database: Database
) -> None:
    with database.write() as session:
        session.add(booked("A1", "A"))
        session.add(booked("B1", "B"))
    for own, other, at in (("A1", "B1", "pt"), ("B1", "A1", "lc")):
        local = acting("coordinator", hubs=(at,))
        assert ids(local, "bookings") == [own]
        assert local.get(f"/api/v1/bookings/{own}").status_code == 200
        assert local.get(f"/api/v1/bookings/{other}").status_code == 404
        assert local.post(f"/api/v1/bookings/{other}/pin").status_code == 404
