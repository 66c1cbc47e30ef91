"""A driver's link: one day, two devices, until noon of the next day."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fastapi.testclient import TestClient

from api.clock import now
from api.db.engine import Database
from api.jobs.searcher import Worker
from api.keys import DRIVER_COOKIE, GUARD_HEADER
from api.services.recognition import recognise_cookie
from tests.api.conftest import LOCAL, ask_plan, hub, pickup, vehicle

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = (now().astimezone(ZONE) + timedelta(days=1)).date()
At = Callable[[datetime], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    """Let the service believe that it is another time."""

    def turn(moment: datetime) -> None:
        for module in ("recognition", "day_links", "door"):
            monkeypatch.setattr(f"api.services.{module}.now", lambda: moment)

    return turn


def at_noon(days: int, **more: int) -> datetime:
    return datetime.combine(TODAY + timedelta(days=days), time(12), ZONE) + timedelta(**more)


@pytest.fixture
def driven(client: TestClient, worker: Worker) -> TestClient:
    """A plan of a day in force with two routes."""
    day = TODAY.isoformat()
    for path, body in (
        ("hubs", hub("pt", place="Thị trấn Phong Thổ")),
        ("hubs", hub("lc", place="Thành phố Lai Châu")),
        ("vehicles", vehicle("pt-xe", hub="pt")),
        ("vehicles", vehicle("lc-xe", hub="lc")),
        ("requests", pickup("A1", hub="pt", ready=day, due=day, place="Mường So")),
        ("requests", pickup("B1", hub="lc", ready=day, due=day)),
    ):
        assert client.post(f"/api/v1/{path}", json=body).status_code == 201
    plan_id = ask_plan(client, days=1, start=day)
    worker.work_once()
    client.post(f"/api/v1/plans/{plan_id}/publish", headers={"Idempotency-Key": "p"})
    return client


@pytest.fixture
def link(driven: TestClient) -> dict[str, Any]:
    body = {"subject": "pt-xe#1", "date": TODAY.isoformat()}
    answer = driven.post("/api/v1/driver-links", json=body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture
def phones(driven: TestClient) -> Callable[[], TestClient]:
    return lambda: TestClient(driven.app, LOCAL)


def enter(phone: TestClient, link: dict[str, Any]) -> Any:
    key = link["link"].partition("/driver#k=")[2]
    return phone.post("/api/v1/driver/session", json={"key": key})


def test_a_link_shows_that_route_of_that_day(
    link: dict[str, Any], phones: Callable[[], TestClient]
) -> None:
    phone = phones()
    came = enter(phone, link)
    assert (came.status_code, came.json()["date"]) == (201, TODAY.isoformat())
    assert "HttpOnly" in came.headers["set-cookie"]
    assert phone.get("/api/v1/driver/route").json()["vehicle"] == "pt-xe#1"
    for asked in ({"vehicle": "lc-xe#1"}, {"date": (TODAY + timedelta(days=1)).isoformat()}):
        assert phone.get("/api/v1/driver/route", params=asked).status_code == 404
    assert phone.get("/api/v1/requests").status_code == 403
    assert "Mường So" in phone.get("/api/v1/driver/route.html").text
    assert phone.get("/api/v1/driver/session").json()["csrf"] == came.json()["csrf"]


def test_who_comes_in_may_have_the_route_at_once(
    link: dict[str, Any], phones: Callable[[], TestClient]
) -> None:
    phone = phones()
    key = link["link"].partition("/driver#k=")[2]
    came = phone.post("/api/v1/driver/session", params={"route": True}, json={"key": key}).json()
    assert came["route"] == phone.get("/api/v1/driver/route").json()
    assert "route" not in enter(phones(), link).json()


def test_two_devices_come_in_and_a_third_when_one_is_taken_off(
    driven: TestClient, link: dict[str, Any], phones: Callable[[], TestClient]
) -> None:
    first, second, third = phones(), phones(), phones()
    assert [enter(phone, link).status_code for phone in (first, second)] == [201, 201]
    assert enter(third, link).json()["code"] == "TOO_MANY_DEVICES"
    [listed] = driven.get("/api/v1/driver-links", params={"date": TODAY.isoformat()}).json()[
        "items"
    ]
    assert "link" not in listed
    device = listed["devices"][0]["id"]
    path = f"/api/v1/driver-links/{link['id']}/devices"
    assert driven.delete(f"{path}/none").status_code == 404
    assert driven.delete(f"/api/v1/driver-links/none/devices/{device}").status_code == 404
    assert driven.delete(f"{path}/{device}").status_code == 204
    assert first.get("/api/v1/driver/route").status_code == 401
    assert enter(third, link).status_code == 201


def test_a_route_is_shown_until_noon_of_the_next_day(
    link: dict[str, Any], phones: Callable[[], TestClient], at: At
) -> None:
    phone = phones()
    enter(phone, link)
    at(at_noon(1, seconds=-1))
    assert phone.get("/api/v1/driver/route").status_code == 200
    at(at_noon(1))
    assert phone.get("/api/v1/driver/route").status_code == 401
    assert enter(phones(), link).json()["code"] == "BAD_LINK"


def test_what_was_done_is_taken_in_for_two_weeks_from_a_revoked_link_too(
    driven: TestClient,
    link: dict[str, Any],
    phones: Callable[[], TestClient],
    database: Database,
    at: At,
) -> None:
    phone = phones()
    guard = {GUARD_HEADER: enter(phone, link).json()["csrf"]}
    route = phone.get("/api/v1/driver/route").json()
    assert driven.delete(f"/api/v1/driver-links/{link['id']}").status_code == 204
    assert phone.get("/api/v1/driver/route").status_code == 401
    report = {
        "id": "0f8fad5b-d9cb-469f-a165-70867728950e",
        "device_id": "phone",
        "seq": 1,
        "base_version": 1,
        "route_id": route["route_id"],
        "stop_id": route["stops"][1]["stop_id"],
        "kind": "arrived",
        "device_time": at_noon(0).isoformat(),
    }
    batch = {"sent_at": at_noon(0).isoformat(), "events": [report]}
    taken = phone.post("/api/v1/driver/events", json=batch, headers=guard)
    assert taken.status_code == 200, taken.text
    assert taken.json()["results"][0]["code"] == "LATE_LINK"
    assert enter(phones(), link).json()["code"] == "BAD_LINK"
    key = phone.cookies[DRIVER_COOKIE]
    for moment, is_known in ((at_noon(14), True), (at_noon(15), False)):
        at(moment)
        with database.read() as session:
            who = recognise_cookie(session, key)
        assert (who is not None and who.is_late) == is_known


def test_no_link_is_made_for_a_day_that_is_over(driven: TestClient) -> None:
    body = {"subject": "pt-xe#1", "date": (TODAY - timedelta(days=3)).isoformat()}
    answer = driven.post("/api/v1/driver-links", json=body)
    assert answer.json()["errors"][0]["key"] == "identity.day_over"


def test_a_cookie_of_a_link_changes_nothing_else(
    link: dict[str, Any], phones: Callable[[], TestClient]
) -> None:
    phone = phones()
    guard = {GUARD_HEADER: enter(phone, link).json()["csrf"]}
    old = {"old": "x", "new": "bốn con suối nhỏ"}
    assert phone.put("/api/v1/session/password", json=old, headers=guard).status_code == 403
    assert phone.post("/api/v1/requests/A1/cancel", headers=guard).status_code == 403
