"""VROOM over HTTP: status codes, codes, headers, limits, roads of the moment."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.services.vroom_desk import MOST_TASKS, MOST_VEHICLES
from tests.unit.formats.vroom.documents import job, stated, step, vehicle

LAI_CHAU, PHONG_THO = [103.4712, 22.3996], [103.3556, 22.5327]


def on_roads(**more: Any) -> dict[str, Any]:
    told = {"id": 1, "start": LAI_CHAU, "end": LAI_CHAU, "steps": [step("job", 7)]}
    jobs = [{"id": 7, "location": PHONG_THO}]
    return {"vehicles": [told], "jobs": jobs, "options": {"c": True}, **more}


@pytest.mark.parametrize("path", ["/vroom", "/vroom/"])
def test_imposed_steps_are_answered(client: TestClient, path: str) -> None:
    document = stated(vehicles=[vehicle(step("job", 1))], options={"c": True})
    answer = client.post(path, json=document)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert (answer.json()["code"], answer.json()["summary"]["duration"]) == (0, 200)


@pytest.mark.parametrize(
    ("document", "status", "code"),
    [
        (stated(jobs=[job(service=-1)]), 400, 2),
        (stated(jobs=[]), 400, 2),
        ([], 400, 2),
        (stated(options={"t": 0}), 400, 2),
        (stated(jobs=[job(i) for i in range(MOST_TASKS + 1)]), 413, 4),
        (stated(vehicles=[vehicle(id=i) for i in range(MOST_VEHICLES + 1)]), 413, 4),
        (on_roads(jobs=[{"id": 7, "location": [-60.0, 10.0]}]), 500, 3),
    ],
)
def test_refusals_have_the_status_of_vroom_express(
    client: TestClient, document: object, status: int, code: int
) -> None:
    answer = client.post("/vroom", json=document)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["error"]
    assert answer.headers["access-control-allow-origin"] == "*"


def test_a_body_that_is_no_json_is_refused_as_vroom_does(client: TestClient) -> None:
    answer = client.post("/vroom", content=b'{"jobs":', headers={"content-type": "text/plain"})
    assert (answer.status_code, answer.json()["code"]) == (400, 2)


def test_pages_of_any_origin_may_ask(client: TestClient) -> None:
    origin = {"Origin": "https://maps.example"}
    document = stated(vehicles=[vehicle(step("job", 1))], options={"c": True})
    assert client.post("/vroom", json=document, headers=origin).status_code == 200
    asked = client.options("/vroom", headers=origin)
    assert (asked.status_code, asked.headers["access-control-allow-origin"]) == (204, "*")
    assert client.post("/vroomed", json=document, headers=origin).status_code == 404


def test_travel_is_that_of_the_osrm_interface(client: TestClient) -> None:
    answer = client.post("/vroom", json=on_roads(options={"c": True, "g": True})).json()
    there = ";".join(f"{lon},{lat}" for lon, lat in (LAI_CHAU, PHONG_THO, LAI_CHAU))
    route = client.get(f"/osrm/route/v1/car/{there}?overview=full").json()["routes"][0]
    assert answer["summary"]["duration"] == pytest.approx(route["duration"], abs=2)
    assert answer["summary"]["distance"] == pytest.approx(route["distance"], abs=2)
    assert answer["routes"][0]["geometry"] == route["geometry"]


def test_large_matrices_are_let_in(client: TestClient) -> None:
    size = 700
    document = stated(vehicles=[vehicle(step("job", 1))], options={"c": True})
    document["matrices"] = {"car": {"durations": [[1000] * size] * size}}
    body = json.dumps(document)
    assert len(body) > 2_500_000
    assert client.post("/vroom", content=body).status_code == 200


def test_a_plan_is_sought_over_the_roads(client: TestClient) -> None:
    document = on_roads(options={"luco_steps": 20, "g": True})
    del document["vehicles"][0]["steps"]
    document["jobs"].append({"id": 8, "location": PHONG_THO, "skills": [1]})
    answer = client.post("/vroom", json=document)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert [each["id"] for each in found["unassigned"]] == [8]
    assert found["unassigned"][0]["luco_reasons"][0]["code"] == "SKILL"
    assert [each["type"] for each in found["routes"][0]["steps"]] == ["start", "job", "end"]
    assert found["routes"][0]["geometry"]


def test_health_is_told_by_the_status(client: TestClient) -> None:
    assert client.get("/vroom/health").status_code == 200
