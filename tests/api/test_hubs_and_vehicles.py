"""Hubs and vehicles: created, listed, edited under a version, removed when unused."""

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import hub, pickup, vehicle


def test_a_hub_reads_back_as_it_was_stated(client: TestClient) -> None:
    body = hub("pt", days=[1, 3], off_dates=["2025-05-01"], intake_kg_per_day=8000.5)
    created = client.post("/api/v1/hubs", json=body)
    assert created.status_code == 201
    assert created.headers["location"] == "/api/v1/hubs/pt"
    assert created.headers["etag"] == '"1"'
    read = client.get("/api/v1/hubs/pt").json()
    assert {name: read[name] for name in body} == body
    assert read["intake_m3_per_day"] is None


SLOTS = [
    {"start": "06:00", "end": "09:00", "intake_kg": 1500.5, "intake_m3": None, "vehicles": None},
    {"start": "09:00", "end": "12:00", "intake_kg": None, "intake_m3": 6.5, "vehicles": 2},
]


def test_slots_of_a_hub_read_back_in_order_and_change_with_it(client: TestClient) -> None:
    stated = client.post("/api/v1/hubs", json=hub("pt", slots=SLOTS[::-1]))
    assert (stated.status_code, stated.json()["slots"]) == (201, SLOTS)
    assert client.get("/api/v1/hubs/pt").json()["slots"] == SLOTS
    body = hub("pt", slots=SLOTS[:1])
    del body["id"]
    edited = client.put("/api/v1/hubs/pt", json=body, headers={"If-Match": '"1"'})
    assert (edited.status_code, edited.json()["slots"]) == (200, SLOTS[:1])
    assert client.get("/api/v1/hubs").json()["items"][0]["slots"] == SLOTS[:1]


@pytest.mark.parametrize(
    ("times", "key"),
    [
        ([("09:00", "06:00")], "api.validation.ends_before_start"),
        ([("06:00", "09:00"), ("08:59", "10:00")], "api.validation.slots_overlap"),
    ],
)
def test_slots_that_cannot_be_are_refused(
    client: TestClient, times: list[tuple[str, str]], key: str
) -> None:
    slots = [{"start": start, "end": end} for start, end in times]
    answer = client.post("/api/v1/hubs", json=hub("pt", slots=slots))
    assert answer.status_code == 422
    assert [(each["key"], each["pointer"]) for each in answer.json()["errors"]] == [
        (key, "/slots")
    ]


def test_a_hub_without_an_id_is_given_one(client: TestClient) -> None:
    body = hub("x")
    del body["id"]
    created = client.post("/api/v1/hubs", json=body).json()
    assert client.get(f"/api/v1/hubs/{created['id']}").json() == created


def test_an_id_is_taken_only_once(client: TestClient) -> None:
    client.post("/api/v1/hubs", json=hub("pt"))
    again = client.post("/api/v1/hubs", json=hub("pt"))
    assert again.status_code == 409
    assert again.json()["code"] == "ALREADY_EXISTS"


def test_a_hub_at_an_unknown_place_is_refused_in_both_languages(client: TestClient) -> None:
    answer = client.post("/api/v1/hubs", json=hub("pt", place="Atlantis"))
    assert answer.status_code == 422
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["code"] == "BAD_INPUT"
    assert "Atlantis" in problem["errors"][0]["message_vi"]
    assert "Atlantis" in problem["errors"][0]["message_en"]
    assert client.get("/api/v1/hubs").json()["items"] == []


def test_every_fault_of_a_body_is_listed_with_its_pointer(client: TestClient) -> None:
    body = hub("a/b", open="6:00", close="25:00", intake_kg_per_day=-1, colour="red")
    problem = client.post("/api/v1/hubs", json=body).json()
    pointers = {fault["pointer"] for fault in problem["errors"]}
    assert pointers == {"/id", "/open", "/close", "/intake_kg_per_day", "/colour"}


def test_an_edit_needs_the_version_that_was_read(client: TestClient) -> None:
    client.post("/api/v1/hubs", json=hub("pt"))
    body = hub("pt", name="Kho mới")
    del body["id"]
    blind = client.put("/api/v1/hubs/pt", json=body)
    assert (blind.status_code, blind.json()["code"]) == (428, "IF_MATCH_REQUIRED")
    edited = client.put("/api/v1/hubs/pt", json=body, headers={"If-Match": '"1"'})
    assert (edited.status_code, edited.json()["name"]) == (200, "Kho mới")
    assert edited.headers["etag"] == '"2"'
    late = client.put("/api/v1/hubs/pt", json=body, headers={"If-Match": '"1"'})
    assert (late.status_code, late.json()["code"]) == (412, "CHANGED_MEANWHILE")
    assert late.json()["current_version"] == 2


def test_a_hub_in_use_is_not_removed(client: TestClient) -> None:
    client.post("/api/v1/hubs", json=hub("pt"))
    client.post("/api/v1/vehicles", json=vehicle("v", hub="pt"))
    client.post("/api/v1/requests", json=pickup("r", hub="pt"))
    refused = client.delete("/api/v1/hubs/pt", headers={"If-Match": '"1"'})
    assert (refused.status_code, refused.json()["code"]) == (409, "IN_USE")
    assert "2" in refused.json()["detail"]
    assert client.delete("/api/v1/vehicles/v", headers={"If-Match": "*"}).status_code == 204
    assert client.post("/api/v1/requests/r/cancel").status_code == 200
    assert client.delete("/api/v1/hubs/pt", headers={"If-Match": '"1"'}).status_code == 204
    assert client.get("/api/v1/hubs/pt").status_code == 404


def test_vehicles_read_back_as_they_were_stated(client: TestClient) -> None:
    client.post("/api/v1/hubs", json=hub("pt"))
    body = vehicle("v", count=3, capacity_m3=6.5, max_driving_h=8.5, skills=["4x4", "cold"])
    body |= {"overtime_h": 1.5, "cost_per_overtime_h": {"amount": 60_000, "currency": "VND"}}
    body["reload"] = ["same", "pt"]
    assert client.post("/api/v1/vehicles", json=body).status_code == 201
    read = client.get("/api/v1/vehicles/v").json()
    assert {name: read[name] for name in body} == body
    assert read["cost_per_day"] == {"amount": 0, "currency": "VND"}
    assert (read["max_stops"], read["shift_start"]) == (None, "06:00")


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"hub": "nowhere"}, "builder.unknown_hub"),
        ({"reload": ["nowhere"]}, "builder.unknown_hub"),
        ({"profile": "tank"}, "builder.unknown_profile"),
        ({"capacity_kg": 1251}, "builder.over_class"),
        ({"cost_per_day": {"amount": 1, "currency": "USD"}}, "api.bad_currency"),
    ],
)
def test_vehicles_that_cannot_be_are_refused(
    client: TestClient, more: dict[str, object], key: str
) -> None:
    client.post("/api/v1/hubs", json=hub("pt"))
    answer = client.post("/api/v1/vehicles", json=vehicle("v", **more))
    assert answer.status_code == 422
    assert [fault["key"] for fault in answer.json()["errors"]] == [key]


def test_lists_are_paged_without_loss_or_repetition(client: TestClient) -> None:
    for number in range(5):
        client.post("/api/v1/hubs", json=hub(f"h{number}"))
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        answer = client.get("/api/v1/hubs", params={"limit": 2, "cursor": cursor}).json()
        assert len(answer["items"]) <= 2
        seen += [item["id"] for item in answer["items"]]
        cursor = answer["next_cursor"]
    assert seen == ["h0", "h1", "h2", "h3", "h4"]


def test_a_foreign_cursor_is_refused(client: TestClient) -> None:
    answer = client.get("/api/v1/hubs", params={"cursor": "bm9uc2Vuc2U"})
    assert (answer.status_code, answer.json()["code"]) == (400, "BAD_CURSOR")
