"""Planners care for the plan in force: once each, after bookings, never against a promise."""

from collections.abc import Iterator
from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.db.engine import Database
from api.jobs import tending
from api.jobs.searcher import Worker
from api.knowledge import Knowledge, KnowledgeShelf
from api.main import create_app
from api.settings import Settings
from tests.api.conftest import LOCAL, admit, vehicle
from tests.api.living_days import DAY, act, assert_sound, inbox, items_on, quote, start_living
from tests.api.test_road_changes import book, cut_off, state_of

NEXT = "2025-05-20"
ONE_DAY = {"start": f"{DAY}T00:00:00+07:00", "end": f"{NEXT}T00:00:00+07:00"}


@pytest.fixture
def knowledge(knowledge: Knowledge) -> Knowledge:
    return replace(knowledge, demo=True)


@pytest.fixture
def client(settings: Settings, knowledge: Knowledge) -> Iterator[TestClient]:
    app = create_app(settings, knowledge=knowledge)
    with TestClient(app, LOCAL, headers=admit(settings)) as client:
        yield client


@pytest.fixture
def living(client: TestClient, worker: Worker) -> TestClient:
    return start_living(client, worker, vehicle("xe", capacity_kg=500, count=2))


def test_what_a_closure_broke_is_promised_anew_and_told(
    living: TestClient, worker: Worker, database: Database, knowledge: Knowledge
) -> None:
    hit, kept = book(living, "Sin Suối Hồ"), book(living, "Mường So")
    body = {**cut_off(knowledge, "Sin Suối Hồ"), **ONE_DAY}
    assert living.post("/api/v1/closures", json=body).status_code == 201
    assert state_of(living, hit) == "at_risk"
    assert worker.work_once() is True
    assert worker.work_once() is False
    after = living.get(f"/api/v1/bookings/{hit['id']}").json()
    assert (after["state"], after["promise"]["day"]) == ("re_promised", NEXT)
    assert after["first_promise"] == hit["first_promise"]
    assert after["price"] == hit["price"]
    assert state_of(living, kept) == "booked"
    assert hit["id"] in items_on(living, NEXT) + items_on(living, NEXT, "xe#2")
    request = living.get(f"/api/v1/requests/{hit['id']}").json()
    assert request["ready"] == after["promise"]["window"]["start"]
    told = {each["kind"] for each in inbox(living) if each["booking_id"] == hit["id"]}
    assert told == {"at_risk", "re_promised"}
    assert_sound(database, knowledge)


def idle_worker(settings: Settings, database: Database, knowledge: Knowledge) -> Worker:
    lively = replace(settings, improve_steps=40)
    return Worker(lively, database, KnowledgeShelf(lively, knowledge), Event())


def test_an_idle_planner_cares_once_for_each_change(
    living: TestClient,
    settings: Settings,
    database: Database,
    knowledge: Knowledge,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book(living, "Mường So")
    before = assert_sound(database, knowledge).living.evaluation.cost
    monkeypatch.setattr(tending, "REST", tending.REST * 0)
    first, second = (idle_worker(settings, database, knowledge) for _ in range(2))
    assert first.work_once() is True
    assert second.work_once() is False
    after = assert_sound(database, knowledge).living.evaluation.cost
    assert after.total_minor <= before.total_minor
    book(living, "Mường So", weight_kg=10)
    assert second.work_once() is True
    assert first.work_once() is False
    assert_sound(database, knowledge)


def test_what_is_booked_during_a_search_is_in_the_better_plan(
    living: TestClient,
    settings: Settings,
    database: Database,
    knowledge: Knowledge,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    booked: list[dict[str, Any]] = []

    def tend(*args: Any, **options: Any) -> Any:
        booked.append(book(living, "Mường So", weight_kg=10))
        return found(*args, **options)

    found = tending.tend
    monkeypatch.setattr(tending, "tend", tend)
    assert idle_worker(settings, database, knowledge).work_once() is True
    assert len(booked) == 1
    assert assert_sound(database, knowledge).living.holds(booked[0]["id"])


def test_a_search_that_bookings_keep_coming_between_yields(
    living: TestClient,
    settings: Settings,
    database: Database,
    knowledge: Knowledge,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    booked: list[dict[str, Any]] = []

    def tend(*args: Any, **options: Any) -> Any:
        booked.append(book(living, "Mường So", weight_kg=10))
        return found(*args, **options)

    found = tending.tend
    monkeypatch.setattr(tending, "tend", tend)
    monkeypatch.setattr(tending, "rebase", lambda *_, **__: None)
    assert idle_worker(settings, database, knowledge).work_once() is True
    assert len(booked) == tending.TRIES
    head = assert_sound(database, knowledge)
    assert all(head.living.holds(each["id"]) for each in booked)
    assert act(living, "accept", quote(living)).status_code == 201
