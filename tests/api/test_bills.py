"""Days billed, bills of bookings, monthly statements: each shop its own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api import clock
from api.jobs.searcher import Worker
from api.knowledge import Knowledge
from api.settings import Settings
from tests.api.conftest import LOCAL, admit
from tests.api.living_days import DAY, act, quote, start_living

MONTH = {"month": "2025-05"}


@pytest.fixture
def knowledge(knowledge: Knowledge) -> Knowledge:
    return replace(knowledge, demo=True)


@pytest.fixture
def shop(client: TestClient, settings: Settings) -> Callable[[str], TestClient]:
    return lambda name: TestClient(
        client.app, LOCAL, headers=admit(settings, "shop", subject=name)
    )


def book(client: TestClient, **more: Any) -> dict[str, Any]:
    answer = act(client, "accept", quote(client, due=DAY, **more))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_booking_is_charged_its_share_and_never_more_than_quoted(
    client: TestClient, worker: Worker, shop: Callable[[str], TestClient]
) -> None:
    start_living(client, worker)
    mine, other = shop("A"), shop("B")
    booking = book(mine)
    path = f"/api/v1/bookings/{booking['id']}/bill"
    assert mine.get(path).status_code == 404
    worker.work_once()
    bill = mine.get(path).json()
    assert bill["price"] == booking["price"]
    assert 0 < bill["total"]["amount"] <= booking["price"]["amount"]
    assert bill["share"]["amount"] <= bill["alone"]["amount"]
    assert sum(line["amount"]["amount"] for line in bill["lines"]) == bill["total"]["amount"]
    english = mine.get(path, headers={"Accept-Language": "en"}).json()
    for ours, theirs in zip(bill["lines"], english["lines"], strict=True):
        assert (ours["code"], ours["amount"]) == (theirs["code"], theirs["amount"])
        assert ours["text"] != theirs["text"]
    assert other.get(path).status_code == 404
    [day] = client.get("/api/v1/billed-days", params=MONTH).json()["items"]
    left = day["charged"]["amount"] - day["cost"]["amount"]
    assert (day["day"], day["platform_balance"]["amount"]) == (DAY, left)


def test_days_are_billed_anew_after_their_cut_off_only(
    client: TestClient, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_living(client, worker)
    before = clock.now() - timedelta(days=3650)
    monkeypatch.setattr("api.services.billing.now", lambda: before)
    worker.work_once()
    path = f"/api/v1/bookings/{book(client)['id']}/bill"
    worker.work_once()
    assert client.get(path).status_code == 404
    monkeypatch.undo()
    worker.work_once()
    assert client.get(path).status_code == 200


def test_a_statement_sums_up_what_one_owes(
    client: TestClient, worker: Worker, shop: Callable[[str], TestClient]
) -> None:
    start_living(client, worker)
    mine, other = shop("=A"), shop("B")
    booking, gone = book(mine), book(mine, weight_kg=5)
    book(other)
    mine.post(f"/api/v1/bookings/{gone['id']}/cancel")
    [quoted] = mine.get("/api/v1/statement", params=MONTH).json()["items"]
    assert (quoted["billed"], quoted["total"]) == (False, booking["price"])
    worker.work_once()
    found = mine.get("/api/v1/statement", params=MONTH).json()
    [row] = found["items"]
    assert (row["booking_id"], row["billed"]) == (booking["id"], True)
    assert found["total"] == row["total"]
    assert "không phải hoá đơn" in found["note"]
    table = mine.get("/api/v1/statement.csv", params=MONTH)
    assert table.headers["content-type"].startswith("text/csv")
    assert f"{booking['id']},{booking['code']},'=A,{DAY},booked," in table.text
    assert "không phải hoá đơn" in table.text.splitlines()[-1]
    assert mine.get("/api/v1/statement", params={**MONTH, "shop": "B"}).json()["items"] == []
    everybody = client.get("/api/v1/statement", params=MONTH).json()["items"]
    assert len(everybody) == 2
    assert client.get("/api/v1/statement", params={"month": "2025-13"}).status_code == 422
