"""Closures: stored when the roads know where they are, previewed, ended, removed."""

from datetime import timedelta
from typing import Any

from fastapi.testclient import TestClient

from api.clock import now


def ql4d(**more: Any) -> dict[str, Any]:
    where = {"road_ref": "QL4D", "km_from": 25.3, "km_to": 25.4}
    when = {"start": "2025-05-20T05:00:00+07:00", "end": "2025-06-01T00:00:00+07:00"}
    return {"id": "c1", "profiles": ["light_truck", "truck"], **where, **when, **more}


def test_a_closure_reads_back_as_it_was_stated(client: TestClient) -> None:
    assert client.post("/api/v1/closures", json=ql4d()).status_code == 201
    read = client.get("/api/v1/closures/c1").json()
    assert {name: read[name] for name in ql4d()} == ql4d()


def test_a_preview_names_edges_and_stores_nothing(client: TestClient) -> None:
    body = ql4d()
    del body["id"]
    answer = client.post("/api/v1/closures/preview", json=body)
    assert answer.status_code == 200, answer.text
    assert answer.json()["edges"] > 0
    assert any("QL4D" in road for road in answer.json()["roads"])
    assert client.get("/api/v1/closures").json()["items"] == []


def test_an_unknown_road_is_refused_with_the_known_spans(client: TestClient) -> None:
    answer = client.post("/api/v1/closures", json=ql4d(km_from=400, km_to=401))
    assert answer.status_code == 422
    assert "25" in answer.json()["errors"][0]["message_en"]


def test_an_end_before_the_start_is_refused(client: TestClient) -> None:
    answer = client.post("/api/v1/closures", json=ql4d(end="2025-05-20T05:00:00+07:00"))
    assert answer.json()["errors"][0]["key"] == "api.validation.ends_before_start"


def test_a_list_shows_what_holds_at_a_time(client: TestClient) -> None:
    client.post("/api/v1/closures", json=ql4d())
    held = {"at": "2025-05-20T05:00:00+07:00"}
    over = {"at": "2025-06-01T00:00:00+07:00"}
    assert len(client.get("/api/v1/closures", params=held).json()["items"]) == 1
    assert client.get("/api/v1/closures", params=over).json()["items"] == []


def test_a_closure_ends_now_and_only_once(client: TestClient) -> None:
    start, end = now() - timedelta(days=1), now() + timedelta(days=1)
    client.post("/api/v1/closures", json=ql4d(start=start.isoformat(), end=end.isoformat()))
    ended = client.post("/api/v1/closures/c1/end", headers={"If-Match": '"1"'})
    assert ended.status_code == 200, ended.text
    assert ended.json()["end"] < end.isoformat()
    again = client.post("/api/v1/closures/c1/end")
    assert again.json() == ended.json()


def test_a_closure_that_has_not_begun_is_deleted_instead(client: TestClient) -> None:
    start, end = now() + timedelta(days=1), now() + timedelta(days=2)
    client.post("/api/v1/closures", json=ql4d(start=start.isoformat(), end=end.isoformat()))
    refused = client.post("/api/v1/closures/c1/end")
    assert (refused.status_code, refused.json()["code"]) == (409, "WRONG_STATE")
    assert client.delete("/api/v1/closures/c1", headers={"If-Match": '"1"'}).status_code == 204
