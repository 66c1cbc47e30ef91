"""Webhooks: signed, to their own shop only, eight tries over a day, each event once."""

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from api.clock import now
from api.db.engine import Database
from api.jobs.courier import PAUSES_S, Courier
from api.jobs.searcher import Worker
from api.knowledge import Knowledge, KnowledgeShelf
from api.main import create_app
from api.repositories import changes, rows, webhooks
from api.settings import Settings
from api.tables import Booking, Change, StoredAnswer
from api.web_post import socket
from tests.api.conftest import LOCAL, admit
from tests.api.living_days import act, quote, start_living
from tests.api.test_road_changes import cut_off

URL = "https://shop.example/luco"


@dataclass
class Post:
    """A transport that notes what it is given; `answers` are its statuses, the last for ever."""

    answers: list[int | Exception] = field(default_factory=lambda: [200])
    sent: list[tuple[str, bytes, Mapping[str, str]]] = field(default_factory=list)

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        self.sent.append((url, body, headers))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body, _ in self.sent]


@dataclass
class Clock:
    at: datetime = field(default_factory=now)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def knowledge(knowledge: Knowledge) -> Knowledge:
    return replace(knowledge, demo=True)


@pytest.fixture
def client(settings: Settings, knowledge: Knowledge) -> Iterator[TestClient]:
    app = create_app(settings, knowledge=knowledge)
    with TestClient(app, LOCAL, headers=admit(settings)) as client:
        yield client


@pytest.fixture
def shop(client: TestClient, settings: Settings) -> TestClient:
    """A shop's program."""
    return TestClient(client.app, LOCAL, headers=admit(settings, "shop", subject="HTX"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sent() -> Post:
    return Post()


@pytest.fixture
def courier(
    settings: Settings, database: Database, knowledge: Knowledge, clock: Clock, sent: Post
) -> Courier:
    shelf = KnowledgeShelf(settings, knowledge)
    return Courier(settings, database, shelf, send=sent, now=clock)


def hook(client: TestClient, **more: Any) -> dict[str, Any]:
    answer = client.post("/api/v1/webhooks", json={"url": URL, **more})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def note(database: Database, action: str, booking: str = "bok_1") -> None:
    """Write down that something happened to a booking of the shop, made at its first time."""
    at = datetime(2025, 5, 19, 1, tzinfo=UTC)
    with database.write() as session:
        if rows.find(session, Booking, "default", booking) is None:
            row = Booking(
                area_id="default",
                id=booking,
                code=booking,
                shop="HTX",
                state="held",
                quote_id="quo",
                option_id="economy",
                level="economy",
                day=at.date(),
                start=at,
                end=at + timedelta(hours=1),
                first_promise={"start": at.isoformat(), "end": at.isoformat()},
                price_minor=1000,
                extra_minor=0,
                lines=[],
                record={},
            )
            rows.add(session, row, "booking")
        changes.record(session, "default", "test", "booking", booking, action)


def work(courier: Courier) -> None:
    """Let the courier do all there is."""
    courier.work_once()
    courier.work_once()


def deliveries(client: TestClient, made: dict[str, Any]) -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/webhooks/{made['id']}/deliveries")
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def test_a_shop_is_told_of_its_bookings_and_messages_signed(
    shop: TestClient,
    client: TestClient,
    worker: Worker,
    courier: Courier,
    sent: Post,
    clock: Clock,
    knowledge: Knowledge,
) -> None:
    start_living(client, worker)
    made = hook(shop)
    booking = act(shop, "accept", quote(shop, **{"from": "Sin Suối Hồ"})).json()
    work(courier)
    assert [event["kind"] for event in sent.events] == ["booking.hold", "booking.accept"]
    url, body, headers = sent.sent[-1]
    event = json.loads(body)
    assert url == URL
    assert (event["data"]["id"], event["data"]["state"]) == (booking["id"], "booked")
    assert headers["X-Luco-Event"] == event["id"]
    at_s = int(clock.at.timestamp())
    signed = hmac.new(made["secret"].encode(), f"{at_s}.".encode() + body, hashlib.sha256)
    assert headers["X-Luco-Signature"] == f"t={at_s},v1={signed.hexdigest()}"
    span = {"start": "2025-05-19T00:00:00+07:00", "end": "2025-05-21T00:00:00+07:00"}
    closed = client.post("/api/v1/closures", json={**cut_off(knowledge, "Sin Suối Hồ"), **span})
    assert closed.status_code == 201, closed.text
    work(courier)
    told = {event["kind"]: event["data"] for event in sent.events}
    assert told["booking.at_risk"]["state"] == "at_risk"
    assert "Sin Suối Hồ" in told["message.at_risk"]["vi"]


def test_each_event_is_sent_once_and_the_body_stays(
    shop: TestClient, courier: Courier, sent: Post, clock: Clock, database: Database
) -> None:
    made = hook(shop)
    note(database, "hold")
    note(database, "accept")
    for _ in range(3):
        work(courier)
        clock.at += timedelta(hours=1)
    assert len(sent.sent) == 2
    assert {each["state"] for each in deliveries(shop, made)} == {"sent"}
    assert {each["answer"] for each in deliveries(shop, made)} == {"200"}


def test_what_happened_before_is_not_told(
    shop: TestClient, courier: Courier, sent: Post, database: Database
) -> None:
    note(database, "hold")
    hook(shop)
    work(courier)
    assert sent.sent == []


def test_others_are_not_told_of_a_shop(
    shop: TestClient,
    client: TestClient,
    courier: Courier,
    sent: Post,
    settings: Settings,
    database: Database,
) -> None:
    other = TestClient(client.app, LOCAL, headers=admit(settings, "shop", subject="Khác"))
    theirs, everybodys = hook(other), hook(client, url="https://operator.example/")
    note(database, "accept")
    work(courier)
    assert {url for url, _, _ in sent.sent} == {"https://operator.example/"}
    assert deliveries(other, theirs) == []
    assert shop.get(f"/api/v1/webhooks/{theirs['id']}/deliveries").status_code == 404
    assert shop.delete(f"/api/v1/webhooks/{everybodys['id']}").status_code == 404
    assert shop.get("/api/v1/webhooks").json() == {"items": []}
    refused = other.post("/api/v1/webhooks", json={"url": URL, "shop": "HTX"})
    assert refused.json()["errors"][0]["key"] == "identity.other_shop"


def test_eight_tries_over_a_day_and_then_no_more(
    shop: TestClient, courier: Courier, sent: Post, clock: Clock, database: Database
) -> None:
    made, start = hook(shop), clock.at
    note(database, "hold")
    sent.answers = [302, ConnectionRefusedError(), 500]
    tried = []
    courier.work_once()
    for pause_s in (0, *PAUSES_S):
        clock.at += timedelta(seconds=pause_s)
        before = len(sent.sent)
        work(courier)
        tried.append(len(sent.sent) - before)
        clock.at -= timedelta(seconds=1)  # a second early there is nothing to do yet
        work(courier)
        clock.at += timedelta(seconds=1)
        assert len(sent.sent) - before == tried[-1]
    assert tried == [1] * 8
    assert clock.at - start == timedelta(hours=24)
    [told] = deliveries(shop, made)
    assert (told["state"], told["tries"], told["answer"]) == ("given_up", 8, "500")
    clock.at += timedelta(days=3)
    work(courier)
    assert len(sent.sent) == 8
    assert len({body for _, body, _ in sent.sent}) == 1


def test_a_later_try_that_is_taken_ends_it(
    shop: TestClient, courier: Courier, sent: Post, clock: Clock, database: Database
) -> None:
    made = hook(shop)
    note(database, "hold")
    sent.answers = [TimeoutError(), 204]
    work(courier)
    assert [each["answer"] for each in deliveries(shop, made)] == ["TimeoutError"]
    clock.at += timedelta(seconds=PAUSES_S[0])
    work(courier)
    [told] = deliveries(shop, made)
    assert (told["state"], told["tries"], told["next_try_at"]) == ("sent", 2, None)


def test_two_couriers_share_the_work(
    shop: TestClient,
    courier: Courier,
    settings: Settings,
    database: Database,
    knowledge: Knowledge,
    clock: Clock,
    sent: Post,
) -> None:
    shelf = KnowledgeShelf(settings, knowledge)
    hook(shop)
    note(database, "hold")
    courier.work_once()
    theirs = Post()
    second = Courier(settings, database, shelf, send=theirs, now=clock)

    def send_meanwhile(*call: Any) -> int:
        second.work_once()
        return sent(*call)

    Courier(settings, database, shelf, send=send_meanwhile, now=clock).work_once()
    assert (len(sent.sent), theirs.sent) == (1, [])


def test_a_webhook_that_is_gone_is_told_no_more(
    shop: TestClient, courier: Courier, sent: Post, database: Database
) -> None:
    made = hook(shop)
    note(database, "hold")
    courier.work_once()
    assert shop.delete(f"/api/v1/webhooks/{made['id']}").status_code == 204
    work(courier)
    assert sent.sent == []


def test_events_are_taken_when_their_changes_come_late(
    shop: TestClient, courier: Courier, sent: Post, clock: Clock, database: Database
) -> None:
    """A unit that began first may end last: its change has the lower number."""
    hook(shop)
    note(database, "hold")
    work(courier)
    with database.write() as session:
        first = webhooks.find_last_change(session, "default") + 1
        change = {"area_id": "default", "actor": "x", "noun": "booking", "subject": "bok_1"}
        session.add(Change(id=first + 1, action="accept", at=clock.at, **change))
    work(courier)
    with database.write() as session:
        session.add(Change(id=first, action="cancel", at=clock.at, **change))
    work(courier)
    kinds = [event["kind"] for event in sent.events]
    assert kinds == ["booking.hold", "booking.accept", "booking.cancel"]


def test_the_secret_is_told_once_and_kept_nowhere(
    shop: TestClient, database: Database, settings: Settings
) -> None:
    made = hook(shop)
    assert made["secret"].startswith("whsec_")
    assert hook(shop)["secret"] != made["secret"]
    assert made["secret"] not in shop.get("/api/v1/webhooks").text
    assert (settings.data_dir / "secret.key").stat().st_mode & 0o777 == 0o600
    answer = shop.post("/api/v1/webhooks", json={"url": URL}, headers={"Idempotency-Key": "again"})
    assert answer.status_code == 201
    with database.read() as session:
        kept = [each.body for each in session.exec(select(StoredAnswer))]
    assert not any("whsec_" in body for body in kept)


@pytest.mark.parametrize(
    "url", ["http://shop.example/", "https://127.0.0.1/", "https://10.0.0.1/x"]
)
def test_where_nothing_may_go_is_refused_at_once(shop: TestClient, url: str) -> None:
    answer = shop.post("/api/v1/webhooks", json={"url": url})
    assert answer.json()["errors"][0]["key"] == "trade.bad_webhook"


def test_an_address_that_came_to_lead_home_fails_like_any_other(
    shop: TestClient,
    courier: Courier,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    database: Database,
) -> None:
    made = hook(shop)
    note(database, "hold")
    home = [(0, 0, 0, "", ("127.0.0.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: home)
    courier = Courier(courier._settings, courier._database, courier._knowledge, now=clock)
    work(courier)
    assert deliveries(shop, made)[0]["answer"] == "not a public address"


def test_pauses_are_a_day() -> None:
    assert (len(PAUSES_S) + 1, sum(PAUSES_S)) == (8, 86_400)
