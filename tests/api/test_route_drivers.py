"""Who drives which route: set by a coordinator, seen by the driver, within the hours of a week."""

import datetime as dt
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from api.db.engine import Database
from api.jobs.searcher import Worker
from api.repositories import areas, route_drivers
from api.settings import Settings
from api.tables import RouteDriver
from tests.api.conftest import admit, ask_plan, hub, pickup, vehicle

DAY = "2025-05-19"
NEXT = "2025-05-20"
LONG_S = 47 * 3600


@pytest.fixture
def plan_id(client: TestClient, worker: Worker) -> str:
    """Two vehicles on one day: each takes goods that the other may not."""
    for path, body in (
        ("hubs", hub("pt", place="Thị trấn Phong Thổ")),
        ("vehicles", vehicle("a", skills=["cold"], driver="Pâng")),
        ("vehicles", vehicle("b", skills=["dry"], driver="Sùng")),
        ("requests", pickup("R1", due=DAY, skills=["cold"])),
        ("requests", pickup("R2", due=DAY, skills=["dry"], place="Mường So")),
    ):
        answer = client.post(f"/api/v1/{path}", json=body)
        assert answer.status_code == 201, answer.text
    made = ask_plan(client, days=1)
    worker.work_once()
    client.post(f"/api/v1/plans/{made}/publish", headers={"Idempotency-Key": "p"})
    return made


def name(client: TestClient, plan_id: str, unit: str, driver: str) -> Any:
    """Set who drives a vehicle on the day."""
    path = f"/api/v1/plans/{plan_id}/routes/{DAY}/{quote(unit)}/driver"
    return client.put(path, json={"driver": driver})


def drove(database: Database, driver: str, day: str, seconds: int) -> None:
    """Keep a route that somebody was set to drive."""
    with database.write() as session:
        area = areas.ensure_area(session, "Asia/Ho_Chi_Minh")
        row = RouteDriver(
            area_id=area.id,
            route_id=f"{day}/other#1",
            day=dt.date.fromisoformat(day),
            driver=driver,
            driving_s=seconds,
            set_by="x",
        )
        route_drivers.add(session, row)


def test_the_one_who_drives_sees_the_route_and_the_other_no_longer(
    client: TestClient, settings: Settings, plan_id: str
) -> None:
    answer = name(client, plan_id, "a#1", "Vàng")
    assert answer.status_code == 200, answer.text
    assert (answer.json()["driver"], answer.json()["vehicle"]) == ("Vàng", "a#1")
    assert 0 < answer.json()["driving_h"] == answer.json()["week_h"]
    seen = {
        who: client.get(
            "/api/v1/driver/route",
            params={"date": DAY},
            headers=admit(settings, "driver", subject=who),
        )
        for who in ("Vàng", "Pâng")
    }
    assert seen["Vàng"].json()["driver"] == "Vàng"
    assert seen["Pâng"].status_code == 404
    listed = client.get(f"/api/v1/plans/{plan_id}/routes").json()["items"]
    assert {each["vehicle"]: each["driver"] for each in listed} == {"a#1": "Vàng", "b#1": "Sùng"}


def test_without_a_name_the_plans_own_driver_drives(
    client: TestClient, settings: Settings, plan_id: str
) -> None:
    name(client, plan_id, "a#1", "Vàng")
    assert name(client, plan_id, "a#1", "").json()["driver"] == "Pâng"
    own = admit(settings, "driver", subject="Pâng")
    answer = client.get("/api/v1/driver/route", params={"date": DAY}, headers=own)
    assert answer.json()["vehicle"] == "a#1"


def test_nobody_drives_two_vehicles_at_once(client: TestClient, plan_id: str) -> None:
    answer = name(client, plan_id, "a#1", "Sùng")
    assert (answer.status_code, answer.json()["code"]) == (422, "BAD_INPUT")
    assert f"{DAY}/b#1" in answer.text


def test_nobody_drives_more_than_the_law_allows_in_a_week(
    client: TestClient, database: Database, plan_id: str
) -> None:
    drove(database, "Vàng", "2025-05-25", LONG_S)
    drove(database, "Pâng", "2025-05-26", LONG_S)
    assert name(client, plan_id, "a#1", "Pâng").status_code == 200
    answer = name(client, plan_id, "a#1", "Vàng")
    assert answer.status_code == 422
    assert "48" in answer.text


def test_hours_are_carried_into_plans_of_later_days_of_the_week(
    client: TestClient, database: Database, worker: Worker, plan_id: str
) -> None:
    drove(database, "Sùng", DAY, 48 * 3600)
    client.post("/api/v1/requests", json=pickup("R3", ready=NEXT, due=NEXT, skills=["cold"]))
    client.post("/api/v1/requests", json=pickup("R4", ready=NEXT, due=NEXT, skills=["dry"]))
    later = ask_plan(client, start=NEXT, days=1)
    worker.work_once()
    routes = client.get(f"/api/v1/plans/{later}/routes").json()["items"]
    assert [each["vehicle"] for each in routes] == ["a#1"]


def test_a_route_that_is_not_there_is_not_found(client: TestClient, plan_id: str) -> None:
    assert name(client, plan_id, "none#1", "Vàng").status_code == 404
    path = f"/api/v1/plans/{plan_id}/routes/day/a/driver"
    assert client.put(path, json={"driver": "Vàng"}).status_code == 404
