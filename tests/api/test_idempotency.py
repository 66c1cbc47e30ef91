"""A call repeated under its key has its effect once and is answered the same."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from fastapi.testclient import TestClient
from sqlmodel import select

from api.clock import now
from api.db.engine import Database
from api.tables import StoredAnswer
from tests.api.conftest import hub

KEY = {"Idempotency-Key": "k1"}


def test_a_repeated_call_is_answered_from_what_was_stored(client: TestClient) -> None:
    body = hub("x")
    del body["id"]
    first = client.post("/api/v1/hubs", json=body, headers=KEY)
    again = client.post("/api/v1/hubs", json=body, headers=KEY)
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert first.headers["location"] == again.headers["location"]
    assert first.headers["etag"] == again.headers["etag"]
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert len(client.get("/api/v1/hubs").json()["items"]) == 1


def test_a_key_with_another_content_is_refused(client: TestClient) -> None:
    client.post("/api/v1/hubs", json=hub("a"), headers=KEY)
    other = client.post("/api/v1/hubs", json=hub("b"), headers=KEY)
    assert (other.status_code, other.json()["code"]) == (422, "IDEMPOTENCY_MISMATCH")


def test_a_key_counts_for_one_path_only(client: TestClient) -> None:
    client.post("/api/v1/hubs", json=hub("a"), headers=KEY)
    answer = client.put(
        "/api/v1/hubs/a",
        json={name: value for name, value in hub("a").items() if name != "id"},
        headers={**KEY, "If-Match": '"1"'},
    )
    assert answer.status_code == 200


def test_a_refusal_decided_inside_is_stored(client: TestClient) -> None:
    client.post("/api/v1/hubs", json=hub("a"))
    first = client.post("/api/v1/hubs", json=hub("a"), headers=KEY)
    assert first.status_code == 409
    client.delete("/api/v1/hubs/a", headers={"If-Match": "*"})
    again = client.post("/api/v1/hubs", json=hub("a"), headers=KEY)
    assert (again.status_code, again.headers["idempotency-replayed"]) == (409, "true")
    assert again.headers["content-type"] == "application/problem+json"


def test_a_fault_of_the_input_is_not_stored(client: TestClient) -> None:
    wrong = client.post("/api/v1/hubs", json=hub("a", place="Atlantis"), headers=KEY)
    assert wrong.status_code == 422
    right = client.post("/api/v1/hubs", json=hub("a"), headers=KEY)
    assert right.status_code == 201


def test_an_answer_is_forgotten_after_two_days(client: TestClient, database: Database) -> None:
    client.post("/api/v1/hubs", json=hub("a"), headers=KEY)
    with database.write() as session:
        stored = session.exec(select(StoredAnswer)).one()
        stored.created_at = now() - timedelta(hours=49)
    again = client.post("/api/v1/hubs", json=hub("a"), headers=KEY)
    assert (again.status_code, again.json()["code"]) == (409, "ALREADY_EXISTS")
    assert "idempotency-replayed" not in again.headers


def test_calls_at_once_under_one_key_have_one_effect(client: TestClient) -> None:
    body = hub("x")
    del body["id"]
    with ThreadPoolExecutor(8) as pool:
        answers = [
            *pool.map(lambda _: client.post("/api/v1/hubs", json=body, headers=KEY), range(8))
        ]
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert all(
        answer.json()["code"] == "IN_FLIGHT" and "retry-after" in answer.headers
        for answer in answers
        if answer.status_code == 409
    )
    assert len(client.get("/api/v1/hubs").json()["items"]) == 1
