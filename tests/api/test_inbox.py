"""Messages reach whom they are for, and nobody else."""

from datetime import date

from fastapi.testclient import TestClient

from api.db.engine import Database
from api.knowledge import Knowledge
from api.principal import Principal
from api.repositories import areas
from api.services.message_words import Words, tell_day
from api.services.messages import COORDINATORS, Addressee, driver_of, tell
from api.services.scope import Scope
from api.settings import Settings
from tests.api.conftest import LOCAL, admit

DAY = date(2025, 5, 19)


def write(database: Database, knowledge: Knowledge, whom: Addressee) -> str:
    with database.write() as session:
        area = areas.ensure_area(session, "Asia/Ho_Chi_Minh")
        scope = Scope(session, area, "test", knowledge, Principal("test", "admin"))
        words = {"vehicle": "xe#1", "day": tell_day(DAY), "why": Words("QL4D", "QL4D")}
        return tell(scope, whom, "route_changed", booking_id="b1", **words).id


def come_in(client: TestClient, settings: Settings, role: str, subject: str) -> TestClient:
    headers = admit(settings, role, subject=subject)  # type: ignore[arg-type]  # a role
    return TestClient(client.app, LOCAL, headers=headers)


def seen(client: TestClient, **query: object) -> list[str]:
    answer = client.get("/api/v1/inbox", params=query)
    assert answer.status_code == 200, answer.text
    return [each["id"] for each in answer.json()["items"]]


def test_each_sees_their_own_and_coordinators_all(
    client: TestClient, settings: Settings, database: Database, knowledge: Knowledge
) -> None:
    to_a = write(database, knowledge, Addressee("shop", shop="A"))
    to_b = write(database, knowledge, Addressee("shop", shop="B"))
    to_xe = write(database, knowledge, driver_of("xe#1", DAY, "Anh Páo"))
    to_desk = write(database, knowledge, COORDINATORS)
    assert seen(come_in(client, settings, "shop", "A")) == [to_a]
    assert seen(come_in(client, settings, "driver", "xe#1")) == [to_xe]
    assert seen(come_in(client, settings, "driver", "Anh Páo")) == [to_xe]
    assert seen(come_in(client, settings, "driver", "xe#2")) == []
    assert seen(client) == [to_desk, to_xe, to_b, to_a]
    assert seen(client, to="coordinator") == [to_desk]
    first = client.get("/api/v1/inbox", params={"limit": 3}).json()
    assert seen(client, cursor=first["next_cursor"]) == [to_a]


def test_only_whom_it_is_for_marks_it_as_read(
    client: TestClient, settings: Settings, database: Database, knowledge: Knowledge
) -> None:
    message = write(database, knowledge, Addressee("shop", shop="A"))
    mine, other = (come_in(client, settings, "shop", name) for name in ("A", "B"))
    path = f"/api/v1/inbox/{message}/read"
    assert other.post(path).status_code == 404
    assert client.post(path).status_code == 404
    assert seen(mine, unread=True) == [message]
    first = mine.post(path).json()
    assert first["read_at"] is not None
    assert mine.post(path).json() == first
    assert seen(mine, unread=True) == []
    assert seen(mine) == [message]
    assert "QL4D" in first["vi"]
    assert "QL4D" in first["en"]
