"""The driver's day: tiny, of the plan in force, joined with what is known now."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.clock import now
from api.jobs.searcher import Worker
from tests.api.conftest import ask_plan, hub, pickup, vehicle

DAY = "2025-05-19"


@pytest.fixture
def driven(valley: TestClient, worker: Worker) -> TestClient:
    """A valley whose plan of one day is in force; R1 has somebody to call."""
    caller = {"contact_name": "Giàng A Páo", "contact_phone": "0912 000 000"}
    for name, place, more in (
        ("R1", "Sin Suối Hồ", {**caller, "notes": "gọi trước"}),
        ("R2", "Mường So", {}),
        ("R3", "Dào San", {}),
    ):
        body = pickup(name, place=place, due=DAY, **more)
        del body["id"]
        edit = valley.put(f"/api/v1/requests/{name}", json=body, headers={"If-Match": '"1"'})
        assert edit.status_code == 200, edit.text
    plan_id = ask_plan(valley, days=1)
    worker.work_once()
    valley.post(f"/api/v1/plans/{plan_id}/publish", headers={"Idempotency-Key": "p"})
    return valley


def days(client: TestClient) -> list[dict[str, Any]]:
    """Every route of the day."""
    answer = client.get("/api/v1/driver/route", params={"date": DAY})
    if answer.status_code == 200:
        return [answer.json()]
    assert answer.json()["code"] == "VEHICLE_WANTED"
    vehicles = answer.json()["vehicles"]
    found = [
        client.get("/api/v1/driver/route", params={"date": DAY, "vehicle": vehicle})
        for vehicle in vehicles
    ]
    return [each.json() for each in found]


def test_nothing_is_driven_before_a_plan_is_in_force(valley: TestClient) -> None:
    answer = valley.get("/api/v1/driver/route", params={"date": DAY})
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")


def test_every_request_is_on_one_route_with_whom_to_call(driven: TestClient) -> None:
    routes = days(driven)
    items = {
        item["booking_id"]: stop
        for route in routes
        for stop in route["stops"]
        for item in stop["items"]
    }
    assert set(items) == {"R1", "R2", "R3"}
    assert items["R1"]["contact"] == {"name": "Giàng A Páo", "phone": "0912 000 000"}
    assert items["R1"]["notes"] == "gọi trước"
    assert items["R2"]["contact"] is None


def test_a_route_has_the_shape_drivers_rely_on(driven: TestClient) -> None:
    route = days(driven)[0]
    assert (route["version"], route["date"]) == (1, DAY)
    assert [stop["seq"] for stop in route["stops"]] == list(range(len(route["stops"])))
    assert (route["stops"][0]["kind"], route["stops"][-1]["kind"]) == ("start", "end")
    stop = next(stop for stop in route["stops"] if stop["kind"] == "pickup")
    assert set(stop) >= {"stop_id", "place", "name", "lonlat", "plan_time", "window", "items"}
    assert stop["window"][0] <= stop["plan_time"] <= stop["window"][1]
    assert stop["leg"]["m"] > 0
    assert stop["leg"]["s"] > 0
    assert sum(each["leg"]["climb_m"] for each in route["stops"]) > 0


def test_goods_are_named_in_both_languages(client: TestClient, worker: Worker) -> None:
    for path, body in (
        ("hubs", hub("pt", place="Thị trấn Phong Thổ")),
        ("vehicles", vehicle("pt-truck", hub="pt")),
        ("requests", pickup("R1", due=DAY, product="tea_shan", place="Mường So")),
    ):
        assert client.post(f"/api/v1/{path}", json=body).status_code == 201
    plan_id = ask_plan(client, days=1)
    worker.work_once()
    client.post(f"/api/v1/plans/{plan_id}/publish", headers={"Idempotency-Key": "p"})
    [item] = [item for stop in days(client)[0]["stops"] for item in stop["items"]]
    assert (item["product_vi"], item["product_en"]) == ("Chè Shan tuyết khô", "Shan Tuyết tea")


def test_a_route_is_small(driven: TestClient) -> None:
    for route in days(driven):
        answer = driven.get(
            "/api/v1/driver/route", params={"date": DAY, "vehicle": route["vehicle"]}
        )
        assert len(answer.content) < 600 * len(route["stops"]) + 300


def test_a_route_known_already_is_not_sent_again(driven: TestClient) -> None:
    params = {"date": DAY, "vehicle": days(driven)[0]["vehicle"]}
    first = driven.get("/api/v1/driver/route", params=params)
    known = {"If-None-Match": first.headers["etag"]}
    same = driven.get("/api/v1/driver/route", params=params, headers=known)
    assert (same.status_code, same.content) == (304, b"")


def test_a_cancelled_request_is_marked_and_changes_the_mark(driven: TestClient) -> None:
    route = next(
        route
        for route in days(driven)
        if any(item["booking_id"] == "R1" for stop in route["stops"] for item in stop["items"])
    )
    params = {"date": DAY, "vehicle": route["vehicle"]}
    mark = driven.get("/api/v1/driver/route", params=params).headers["etag"]
    driven.post("/api/v1/requests/R1/cancel")
    answer = driven.get("/api/v1/driver/route", params=params, headers={"If-None-Match": mark})
    assert answer.status_code == 200
    [item] = [
        item
        for stop in answer.json()["stops"]
        for item in stop["items"]
        if item["booking_id"] == "R1"
    ]
    assert item["cancelled"] is True


def test_a_closure_on_a_road_of_the_day_is_a_warning(driven: TestClient) -> None:
    body = {
        "road_ref": "QL4D",
        "km_from": 25.3,
        "km_to": 25.4,
        "speed_factor": 0.5,
        "start": "2025-05-19T00:00:00+07:00",
        "end": "2025-05-20T00:00:00+07:00",
        "reason": "Đá lăn",
    }
    assert driven.post("/api/v1/closures", json=body).status_code == 201
    warnings = [
        warning["vi"]
        for route in days(driven)
        for stop in route["stops"]
        for warning in stop["leg"]["warnings"]
    ]
    assert warnings
    assert all("Đá lăn" in warning for warning in warnings)


def test_without_a_date_it_is_today_where_the_hubs_are(valley: TestClient, worker: Worker) -> None:
    today = (now() + timedelta(hours=7)).date().isoformat()  # Vietnam keeps +07:00 all year
    valley.post("/api/v1/requests", json=pickup("R9", ready=today, due=today))
    plan_id = ask_plan(valley, start=today, days=1, hubs=["pt"])
    worker.work_once()
    valley.post(f"/api/v1/plans/{plan_id}/publish", headers={"Idempotency-Key": "p"})
    assert valley.get("/api/v1/driver/route").json()["date"] == today
