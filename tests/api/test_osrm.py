"""OSRM's interface over HTTP: codes, headers, bodies, closures of the moment."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.clock import now

LAI_CHAU, PHONG_THO, FAR = "103.4712,22.3996", "103.3556,22.5327", "-60.0,10.0"
TWO = f"{LAI_CHAU};{PHONG_THO}"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("route/v1", "InvalidUrl"),
        (f"match/v1/car/{TWO}", "InvalidService"),
        (f"route/v2/car/{TWO}", "InvalidVersion"),
        (f"route/v1/spaceship/{TWO}", "InvalidValue"),
        (f"route/v1/car/{LAI_CHAU}", "InvalidOptions"),
        (f"route/v1/car/{TWO};x", "InvalidQuery"),
        (f"route/v1/car/{TWO}?steps=perhaps", "InvalidQuery"),
        (f"table/v1/car/{TWO}?steps=true", "InvalidQuery"),
        (f"table/v1/car/{TWO}?exclude=cats", "InvalidValue"),
        (f"nearest/v1/car/{FAR}?radiuses=100", "NoSegment"),
    ],
)
def test_refusals_are_400_with_a_code(client: TestClient, address: str, code: str) -> None:
    answer = client.get(f"/osrm/{address}")
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert answer.json()["message"]
    assert answer.headers["access-control-allow-origin"] == "*"


def test_the_position_without_a_road_is_named_as_clients_expect(client: TestClient) -> None:
    answer = client.get(f"/osrm/table/v1/car/{LAI_CHAU};{FAR}?radiuses=35000;35000")
    assert answer.json() == {
        "code": "NoSegment",
        "message": "Could not find a matching segment for coordinate 1",
    }


def test_usual_names_mean_the_profile_of_the_settings(client: TestClient) -> None:
    answers = {
        name: client.get(f"/osrm/table/v1/{name}/{TWO}").json()["durations"]
        for name in ("car", "driving", "light_truck", "truck")
    }
    assert answers["car"] == answers["driving"] == answers["light_truck"]
    assert answers["car"] != answers["truck"]


def test_json_and_address_are_answered_alike(client: TestClient) -> None:
    by_url = client.get(f"/osrm/route/v1/car/{TWO}?steps=true&overview=false&radiuses=;9000")
    body = {
        "coordinates": [[103.4712, 22.3996], [103.3556, 22.5327]],
        "steps": True,
        "overview": "false",
        "radiuses": [None, 9000],
    }
    by_body = client.post("/osrm/route/v1/car", json=body)
    assert by_url.status_code == by_body.status_code == 200
    assert by_url.json() == by_body.json()
    del body["coordinates"]
    assert client.post(f"/osrm/route/v1/car/{TWO}", json=body).json() == by_url.json()


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"coordinates": NaN}', b"[" * 100_000, b"\xff"])
def test_a_body_that_is_no_object_is_refused(client: TestClient, body: bytes) -> None:
    answer = client.post("/osrm/table/v1/car", content=body)
    assert (answer.status_code, answer.json()["code"]) == (400, "InvalidQuery")


def test_pages_of_any_origin_may_ask_here_and_only_here(client: TestClient) -> None:
    foreign = {"Origin": "https://maps.example"}
    body: dict[str, Any] = {"coordinates": [[103.47, 22.4], [103.36, 22.53]]}
    assert client.post("/osrm/table/v1/car", json=body, headers=foreign).status_code == 200
    preflight = client.options("/osrm/table/v1/car", headers=foreign)
    assert preflight.status_code == 204
    assert preflight.headers["access-control-allow-headers"] == "Content-Type, X-Requested-With"
    refused = client.post("/api/v1/closures/preview", json={}, headers=foreign)
    assert refused.status_code == 403
    assert "access-control-allow-origin" not in refused.headers


def test_a_closure_counts_from_the_next_call_on(client: TestClient) -> None:
    address = f"/osrm/table/v1/car/{TWO}?annotations=duration,distance"
    before = client.get(address).json()
    closure = {
        "id": "slide",
        "road_ref": "QL4D",
        "km_from": 25.3,
        "km_to": 25.4,
        "start": (now() - timedelta(hours=1)).isoformat(),
        "end": (now() + timedelta(hours=1)).isoformat(),
    }
    assert client.post("/api/v1/closures", json=closure).status_code == 201
    during = client.get(address).json()
    assert during["durations"][0][1] > before["durations"][0][1] + 600
    assert client.post("/api/v1/closures/slide/end").status_code == 200
    assert client.get(address).json() == before


def test_a_long_address_is_read(client: TestClient) -> None:
    places = ";".join(f"{103.2 + i % 40 / 100:.6f},{22.3 + i % 50 / 100:.6f}" for i in range(2000))
    answer = client.get(f"/osrm/table/v1/car/{places}?sources=0&generate_hints=false")
    assert answer.status_code == 200
    assert len(answer.json()["durations"][0]) == 2000


def test_a_table_too_big_is_refused_before_it_is_worked_out(client: TestClient) -> None:
    body = {"coordinates": [[103.4, 22.4]] * 2001}
    answer = client.post("/osrm/table/v1/car", json=body)
    assert (answer.status_code, answer.json()["code"]) == (400, "TooBig")


def test_a_preview_tells_whom_a_closure_cuts_off(client: TestClient) -> None:
    body = {
        "road_ref": "QL4D",
        "km_from": 25.3,
        "km_to": 25.4,
        "start": "2025-05-20T05:00:00+07:00",
        "end": "2025-06-01T00:00:00+07:00",
        "profiles": ["light_truck"],
    }
    found = client.post("/api/v1/closures/preview", json=body)
    assert found.status_code == 200, found.text
    impact = {each["profile"]: each for each in found.json()["impact"]}
    link = next(each for each in impact["light_truck"]["links"])
    assert {link["name"], link["goal_name"]} == {"TP Lai Châu", "Thị trấn Phong Thổ"}
    assert link["extra_s"] > 1800
    assert impact["truck"]["detours"] == []
