"""Quotes that the plan stands behind: held, accepted, cancelled, never sold twice."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient

from api import clock
from api.db.engine import Database
from api.jobs.searcher import Worker
from api.knowledge import Knowledge
from api.main import create_app
from api.repositories import areas, bookings
from api.services import quotes
from api.services.scope import Scope
from api.settings import Settings
from routing.service.living.changing import check_living
from tests.api.conftest import LOCAL, admit, ask_plan, hub, pickup
from tests.api.living_days import (
    DAY,
    act,
    again_while_busy,
    assert_sound,
    head_of,
    items_on,
    quote,
    start_living,
)


@pytest.fixture
def knowledge(knowledge: Knowledge) -> Knowledge:
    """What is known in a demo: nothing of the planned days was driven yet."""
    return replace(knowledge, demo=True)


@pytest.fixture
def client(settings: Settings, knowledge: Knowledge) -> Iterator[TestClient]:
    app = create_app(replace(settings, calls_per_min=0), knowledge=knowledge)
    with TestClient(app, LOCAL, headers=admit(settings)) as client:
        yield client


@pytest.fixture
def living(client: TestClient, worker: Worker) -> TestClient:
    """A hub with one truck of 500 kg a day and a plan of two days in force."""
    return start_living(client, worker)


def test_others_write_while_a_quote_is_worked_out(
    living: TestClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def list_offers(scope: Scope, *rest: Any) -> Any:
        with database.write() as session:
            areas.lock_area(session, scope.area.id).currency = "VND"
        return whole(scope, *rest)

    whole = quotes.list_offers
    monkeypatch.setattr(quotes, "list_offers", list_offers)
    assert quote(living)["estimate"] is False


def test_a_quote_asked_again_under_its_key_is_not_worked_out_again(
    living: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = {"items": [{"from": "Mường So", "to": "pt", "weight_kg": 50, "ready": DAY}]}
    first = living.post("/api/v1/quotes", json=body, headers={"Idempotency-Key": "q"})
    monkeypatch.setattr(quotes, "list_offers", None)
    again = living.post("/api/v1/quotes", json=body, headers={"Idempotency-Key": "q"})
    assert (again.status_code, again.json()) == (200, first.json())
    assert again.headers["idempotency-replayed"] == "true"


def test_an_offer_of_the_plan_is_no_estimate_and_is_booked_at_its_price(
    living: TestClient, database: Database, knowledge: Knowledge
) -> None:
    offer = quote(living)
    assert offer["estimate"] is False
    option = offer["options"][0]
    answer = act(living, "accept", offer, contact_name="Chị Mỷ", contact_phone="0912 000 000")
    assert answer.status_code == 201, answer.text
    booking = answer.json()
    assert booking["state"] == "booked"
    assert booking["price"] == option["price"]
    assert booking["promise"]["window"] == option["window"]
    assert len(booking["code"]) == 12
    assert booking["id"] in items_on(living, DAY) + items_on(living, "2025-05-20")
    request = living.get(f"/api/v1/requests/{booking['id']}").json()
    assert (request["state"], request["contact_name"]) == ("booked", "Chị Mỷ")
    head = head_of(database, knowledge)
    assert head.living.holds(booking["id"])
    assert check_living(head.living).violations == ()


def test_a_held_option_is_accepted_whatever_others_take(living: TestClient) -> None:
    offer = quote(living, weight_kg=300, due=DAY)
    assert act(living, "hold", offer).status_code == 201
    assert quote(living, weight_kg=300, due=DAY)["estimate"] is True  # no place is left that day
    held = living.get("/api/v1/bookings", params={"state": "held"}).json()["items"]
    assert [each["quote_id"] for each in held] == [offer["quote_id"]]
    assert held[0]["id"] not in items_on(living, DAY)
    answer = act(living, "accept", offer)
    assert (answer.status_code, answer.json()["id"]) == (201, held[0]["id"])
    assert held[0]["id"] in items_on(living, DAY)


def test_who_comes_second_gets_a_fresh_quote(living: TestClient) -> None:
    first, second = (quote(living, weight_kg=300, due=DAY) for _ in range(2))
    assert act(living, "accept", first).status_code == 201
    answer = act(living, "accept", second)
    assert (answer.status_code, answer.json()["code"]) == (409, "QUOTE_BEATEN")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["quote"]["quote_id"] != second["quote_id"]


def test_a_planner_frees_holds_that_ran_out(
    living: TestClient, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = quote(living, weight_kg=300, due=DAY)
    held = act(living, "hold", offer).json()
    assert worker.work_once() is False
    assert living.get(f"/api/v1/bookings/{held['id']}").json()["state"] == "held"
    later = clock.now() + timedelta(minutes=31)
    for room in ("api.services.bookings", "api.jobs.searcher"):
        monkeypatch.setattr(f"{room}.now", lambda: later)
    worker.work_once()
    assert living.get(f"/api/v1/bookings/{held['id']}").json()["state"] == "expired"
    assert quote(living, weight_kg=300, due=DAY)["estimate"] is False


def test_a_plan_published_later_has_what_was_booked_since(
    living: TestClient, worker: Worker, database: Database, knowledge: Knowledge
) -> None:
    new = ask_plan(living)
    worker.work_once()
    first, second = quote(living, due=DAY), quote(living, weight_kg=70)
    kept = act(living, "accept", first).json()["id"]
    gone = act(living, "accept", second).json()["id"]
    living.post(f"/api/v1/bookings/{gone}/cancel")
    answer = living.post(f"/api/v1/plans/{new}/publish", headers={"Idempotency-Key": "later"})
    assert answer.status_code == 200, answer.text
    assert kept in items_on(living, DAY)
    head = head_of(database, knowledge)
    assert (head.plan.id, head.living.holds(kept), head.living.holds(gone)) == (new, True, False)
    assert check_living(head.living).violations == ()


def test_a_plan_without_room_for_what_was_booked_since_is_refused(
    living: TestClient, worker: Worker
) -> None:
    living.post("/api/v1/requests", json=pickup("R9", place="Mường So", weight_kg=300, due=DAY))
    new = ask_plan(living)
    worker.work_once()
    booked = act(living, "accept", quote(living, weight_kg=300, due=DAY)).json()["id"]
    answer = living.post(f"/api/v1/plans/{new}/publish", headers={"Idempotency-Key": "full"})
    assert (answer.status_code, answer.json()["code"]) == (409, "PLAN_STALE")
    assert answer.json()["lost"] == [booked]
    assert booked in items_on(living, DAY)


def test_an_ended_hold_frees_its_place(
    living: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = quote(living, weight_kg=300, due=DAY)
    held = act(living, "hold", offer).json()
    later = clock.now() + timedelta(minutes=31)
    monkeypatch.setattr("api.services.bookings.now", lambda: later)
    again = act(living, "accept", offer)
    assert (again.status_code, again.json()["code"]) == (409, "QUOTE_EXPIRED")
    # What is refused undoes what it did, so the place is freed by whoever changes the plan next.
    monkeypatch.undo()
    cancelled = living.post(f"/api/v1/bookings/{held['id']}/cancel")
    assert cancelled.json()["state"] == "cancelled"
    assert quote(living, weight_kg=300, due=DAY)["estimate"] is False


def test_cancelling_frees_the_place_and_the_drivers_stop(living: TestClient) -> None:
    before = items_on(living, DAY)
    offer = quote(living, weight_kg=300, due=DAY)
    booking = act(living, "accept", offer).json()
    assert booking["id"] in items_on(living, DAY)
    for _ in range(2):
        answer = living.post(f"/api/v1/bookings/{booking['id']}/cancel")
        assert answer.json()["state"] == "cancelled"
    assert items_on(living, DAY) == before
    assert quote(living, weight_kg=300, due=DAY)["estimate"] is False


def test_a_booking_cancelled_as_a_request_frees_its_place(living: TestClient) -> None:
    booking = act(living, "accept", quote(living, weight_kg=300, due=DAY)).json()
    answer = living.post(f"/api/v1/requests/{booking['id']}/cancel")
    assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")
    assert living.get(f"/api/v1/bookings/{booking['id']}").json()["state"] == "cancelled"
    assert quote(living, weight_kg=300, due=DAY)["estimate"] is False


def test_two_at_the_same_second_never_both_get_the_last_place(living: TestClient) -> None:
    offers = [quote(living, weight_kg=300, due=DAY) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda offer: act(living, "accept", offer), offers))
    assert sorted(each.status_code for each in answers) == [201, 409, 409, 409]


def test_the_same_key_books_once(living: TestClient) -> None:
    offer = quote(living)
    body = {"option_id": offer["options"][0]["option_id"]}
    path, key = f"/api/v1/quotes/{offer['quote_id']}/accept", {"Idempotency-Key": "once"}
    first, second = (living.post(path, json=body, headers=key) for _ in range(2))
    assert first.json() == second.json()
    assert second.headers["Idempotency-Replayed"] == "true"
    assert len(living.get("/api/v1/bookings").json()["items"]) == 1
    other = act(living, "accept", offer)
    assert (other.status_code, other.json()["code"]) == (409, "WRONG_STATE")


def test_a_key_is_required_and_an_estimate_cannot_be_booked(client: TestClient) -> None:
    client.post("/api/v1/hubs", json=hub("pt"))
    offer = quote(client, to="pt")
    assert offer["estimate"] is True
    path = f"/api/v1/quotes/{offer['quote_id']}/accept"
    assert client.post(path, json={"option_id": "standard"}).status_code == 400
    answer = act(client, "accept", offer)
    assert (answer.status_code, answer.json()["code"]) == (409, "WRONG_STATE")


def test_a_shop_books_and_sees_its_own_only(living: TestClient, settings: Settings) -> None:
    mine, other = (
        TestClient(living.app, LOCAL, headers=admit(settings, "shop", subject=name))
        for name in ("A", "B")
    )
    offer = quote(mine)
    assert act(other, "accept", offer).status_code == 404
    booking = act(mine, "accept", offer).json()
    assert booking["shop"] == "A"
    assert other.get(f"/api/v1/bookings/{booking['id']}").status_code == 404
    assert other.post(f"/api/v1/bookings/{booking['id']}/cancel").status_code == 404
    assert other.get("/api/v1/bookings").json()["items"] == []


def test_many_at_once_never_oversell_and_any_process_sees_the_same_plan(
    living: TestClient, database: Database, knowledge: Knowledge
) -> None:
    def deal(seed: int) -> list[int]:
        rng, statuses = np.random.default_rng(seed), []
        own: list[str] = []
        for _ in range(8):
            if own and rng.random() < 0.35:
                name = own.pop(int(rng.integers(len(own))))
                path = f"/api/v1/bookings/{name}/cancel"
                answer = again_while_busy(lambda path=path: living.post(path))
                statuses.append(answer.status_code)
                continue
            offer = quote(living, weight_kg=int(rng.integers(10, 120)))
            if offer["estimate"]:
                continue
            answer = act(living, str(rng.choice(["hold", "accept"])), offer)
            statuses.append(answer.status_code)
            if answer.status_code == 201:
                own.append(answer.json()["id"])
        return statuses

    with ThreadPoolExecutor(8) as threads:
        statuses = [each for found in threads.map(deal, range(8)) for each in found]
    assert set(statuses) <= {200, 201, 409}
    assert statuses.count(201) >= 3
    head = assert_sound(database, knowledge)
    with database.read() as session:
        open_ones = {each.id for each in bookings.list_in(session, "default", ("held", "booked"))}
    inside = {each.id for each in head.living.inputs.requests}
    assert inside - {"R1", "R2"} == open_ones
    here = knowledge.living.find(head.mark)
    assert here is None or here.sequences == head.living.sequences


def test_of_what_is_promised_only_contact_and_notes_are_edited(living: TestClient) -> None:
    booking = act(living, "accept", quote(living)).json()
    path = f"/api/v1/requests/{booking['id']}"
    read = living.get(path).json()
    names = {"place", "weight_kg", "volume_m3", "ready", "due", "hub", "product", "count"}
    body = {name: read[name] for name in names}
    headers = {"If-Match": "*"}
    heavier = living.put(path, json={**body, "weight_kg": 400}, headers=headers)
    assert (heavier.status_code, heavier.json()["code"]) == (409, "PROMISED")
    assert "/cancel" in heavier.json()["message_en"]
    assert living.get(path).json() == read
    called = living.put(
        path, json={**body, "contact_phone": "0912", "notes": "x"}, headers=headers
    )
    assert called.status_code == 200, called.text
    assert called.json()["contact_phone"] == "0912"
