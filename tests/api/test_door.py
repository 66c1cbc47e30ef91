"""Coming in: by password, by link, the first time; and what ends it."""

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from api import clock
from api.db.engine import Database
from api.keys import GUARD_HEADER, SESSION_COOKIE
from api.knowledge import Knowledge
from api.main import create_app
from api.pace import Pace
from api.repositories import areas, users
from api.services.accounts import Draft, add_user
from api.services.door import (
    TRIES_PER_ACCOUNT,
    TRIES_PER_ADDRESS,
    find_set_up_key,
    is_set_up,
    make_link,
)
from api.services.scope import Unit
from api.settings import Settings
from api.tables import Credential, LoginTry, User
from api.tables.credential import ENTRY
from tests.api.conftest import LOCAL

ZONE = "Asia/Ho_Chi_Minh"
PASSWORD = "ba con suối nhỏ"


@pytest.fixture
def anybody(settings: Settings, knowledge: Knowledge) -> Any:
    """The service as a browser calls it that nobody has logged in with."""
    with TestClient(create_app(settings, knowledge=knowledge), LOCAL) as client:
        yield client


@pytest.fixture
def lan(database: Database) -> User:
    """An admin with a password."""
    with database.write() as session:
        return add_user(unit_of(session), Draft("lan", "admin"), PASSWORD)


def unit_of(session: Any) -> Unit:
    return Unit(session, areas.ensure_area(session, ZONE), "test")


def log_in(client: TestClient, name: str = "lan", password: str = PASSWORD) -> Any:
    return client.post("/api/v1/session", json={"name": name, "password": password})


def test_a_password_opens_a_session_until_it_is_closed(anybody: TestClient, lan: User) -> None:
    answer = log_in(anybody, " LAN ")
    assert (answer.status_code, answer.json()["id"]) == (201, lan.id)
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    who = anybody.get("/api/v1/session").json()
    assert (who["role"], who["csrf"]) == ("admin", answer.json()["csrf"])
    key = anybody.cookies[SESSION_COOKIE]
    assert anybody.delete("/api/v1/session").json()["code"] == "CSRF_REQUIRED"
    gone = anybody.delete("/api/v1/session", headers={GUARD_HEADER: who["csrf"]})
    assert gone.status_code == 204
    assert SESSION_COOKIE not in anybody.cookies
    anybody.cookies[SESSION_COOKIE] = key
    assert anybody.get("/api/v1/session").status_code == 401


def test_a_cookie_is_kept_to_tls_where_there_is_tls(
    settings: Settings, knowledge: Knowledge, lan: User
) -> None:
    public = replace(settings, public_url="https://luco.example/")
    with TestClient(create_app(public, knowledge=knowledge), "https://luco.example") as client:
        assert "Secure" in log_in(client).headers["set-cookie"]


def test_a_wrong_name_and_a_wrong_password_are_told_alike(anybody: TestClient, lan: User) -> None:
    wrong, nobody = log_in(anybody, password="không phải"), log_in(anybody, "nobody")
    assert wrong.status_code == nobody.status_code == 401
    assert wrong.json() == nobody.json()
    assert wrong.headers["www-authenticate"] == "Bearer"


def test_tries_at_an_account_are_limited(
    anybody: TestClient, lan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = [log_in(anybody, password="không phải").json()["code"] for _ in range(6)]
    assert codes == ["BAD_LOGIN"] * TRIES_PER_ACCOUNT + ["TOO_MANY_TRIES"]
    refused = log_in(anybody)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= 15 * 60
    later = clock.now() + timedelta(minutes=15, seconds=1)
    monkeypatch.setattr("api.services.door.now", lambda: later)
    monkeypatch.setattr("api.services.recognition.now", lambda: later)
    assert log_in(anybody).status_code == 201


def test_a_login_forgets_the_tries_before_it(
    anybody: TestClient, lan: User, database: Database
) -> None:
    for _ in range(TRIES_PER_ACCOUNT - 1):
        log_in(anybody, password="không phải")
    assert log_in(anybody).status_code == 201
    with database.read() as session:
        assert session.exec(select(LoginTry)).all() == []


def test_tries_from_an_address_are_limited(anybody: TestClient) -> None:
    call = {"key": "guess"}
    codes = [
        anybody.post("/api/v1/session/link", json=call).json()["code"]
        for _ in range(TRIES_PER_ADDRESS + 1)
    ]
    assert codes == ["BAD_LINK"] * TRIES_PER_ADDRESS + ["TOO_MANY_TRIES"]


def test_the_first_admin_is_made_once(anybody: TestClient, database: Database) -> None:
    assert not is_set_up(database)
    key, other = find_set_up_key(database, ZONE), find_set_up_key(database, ZONE)
    body = {"key": key, "name": "Lan", "password": PASSWORD}
    short = anybody.post("/api/v1/set-up", json={**body, "password": "ngắn"})
    assert short.json()["errors"][0]["key"] == "identity.bad_password"
    made = anybody.post("/api/v1/set-up", json=body)
    assert (made.status_code, made.json()["role"]) == (201, "admin")
    assert anybody.get("/api/v1/users").json()["items"][0]["name"] == "lan"
    for used in (key, other):
        again = anybody.post("/api/v1/set-up", json={**body, "key": used, "name": "mai"})
        assert (again.status_code, again.json()["code"]) == (401, "BAD_LINK")
    assert is_set_up(database)
    assert find_set_up_key(database, ZONE) == ""


def test_a_set_up_link_ends_after_half_an_hour(
    anybody: TestClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = find_set_up_key(database, ZONE)
    later = clock.now() + timedelta(minutes=30, seconds=1)
    monkeypatch.setattr("api.services.door.now", lambda: later)
    body = {"key": key, "name": "lan", "password": PASSWORD}
    assert anybody.post("/api/v1/set-up", json=body).json()["code"] == "BAD_LINK"


def test_a_shop_is_invited_and_chooses_a_password(anybody: TestClient, lan: User) -> None:
    guard = {GUARD_HEADER: log_in(anybody).json()["csrf"]}
    body = {"name": "mai", "role": "shop", "subject": "HTX Chè Shan"}
    invited = anybody.post("/api/v1/users", json=body, headers=guard)
    assert (invited.status_code, invited.json()["state"]) == (201, "invited")
    key = invited.json()["link"].partition("#k=")[2]
    anybody.cookies.clear()
    chosen = {"key": key, "password": "bốn con suối nhỏ"}
    assert anybody.post("/api/v1/set-up", json=chosen).json()["subject"] == "HTX Chè Shan"
    anybody.cookies.clear()
    assert log_in(anybody, "mai", "bốn con suối nhỏ").status_code == 201


def test_an_entry_link_opens_sessions_until_the_account_is_disabled(
    anybody: TestClient, lan: User, database: Database
) -> None:
    with database.write() as session:
        unit = unit_of(session)
        mai = add_user(unit, Draft("mai", "coordinator"), PASSWORD)
        key = make_link(unit, ENTRY, mai, timedelta(hours=1))
    assert anybody.post("/api/v1/session/link", json={"key": key}).status_code == 201
    inside = anybody.cookies[SESSION_COOKIE]
    anybody.cookies.clear()
    guard = {GUARD_HEADER: log_in(anybody).json()["csrf"]}
    gone = anybody.post(f"/api/v1/users/{mai.id}/disable", headers=guard)
    assert gone.json()["state"] == "disabled"
    anybody.cookies.clear()
    assert anybody.post("/api/v1/session/link", json={"key": key}).json()["code"] == "BAD_LINK"
    assert log_in(anybody, "mai").json()["code"] == "BAD_LOGIN"
    anybody.cookies[SESSION_COOKIE] = inside
    assert anybody.get("/api/v1/session").status_code == 401


def test_what_has_ended_is_forgotten_and_what_is_revoked_is_not(
    anybody: TestClient, lan: User, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard = {GUARD_HEADER: log_in(anybody).json()["csrf"]}
    anybody.delete("/api/v1/session", headers=guard)
    log_in(anybody)
    with database.read() as session:
        assert [row.revoked_at is None for row in session.exec(select(Credential))] == [
            False,
            True,
        ]
    later = clock.now() + timedelta(days=15)
    monkeypatch.setattr("api.services.door.now", lambda: later)
    log_in(anybody)
    with database.read() as session:
        assert len(session.exec(select(Credential)).all()) == 1


def test_a_new_password_ends_every_session(anybody: TestClient, lan: User) -> None:
    guard = {GUARD_HEADER: log_in(anybody).json()["csrf"]}
    wrong = {"old": "không phải", "new": "bốn con suối nhỏ"}
    refused = anybody.put("/api/v1/session/password", json=wrong, headers=guard)
    assert refused.json()["code"] == "BAD_LOGIN"
    right = {"old": PASSWORD, "new": "bốn con suối nhỏ"}
    done = anybody.put("/api/v1/session/password", json=right, headers=guard)
    assert done.status_code == 204
    assert anybody.get("/api/v1/session").status_code == 401


def test_a_token_is_made_shown_once_and_revoked(
    anybody: TestClient, lan: User, database: Database
) -> None:
    guard = {GUARD_HEADER: log_in(anybody).json()["csrf"], "Idempotency-Key": "k"}
    made = anybody.post("/api/v1/tokens", json={"scopes": ["hubs:read"]}, headers=guard)
    assert made.status_code == 201
    token = made.json()["token"]
    [listed] = anybody.get("/api/v1/tokens").json()["items"]
    assert listed["id"] == made.json()["id"]
    assert "token" not in listed
    anybody_with = {"Authorization": f"Bearer {token}"}
    cookies = dict(anybody.cookies)
    anybody.cookies.clear()
    assert anybody.get("/api/v1/hubs", headers=anybody_with).status_code == 200
    assert anybody.get("/api/v1/plans", headers=anybody_with).status_code == 403
    anybody.cookies.update(cookies)
    assert anybody.delete(f"/api/v1/tokens/{listed['id']}", headers=guard).status_code == 204
    anybody.cookies.clear()
    assert anybody.get("/api/v1/hubs", headers=anybody_with).status_code == 401
    with database.read() as session:
        kept = [row.model_dump_json() for row in session.exec(select(Credential))]
    assert all(token not in row for row in kept)


def test_a_coordinator_lets_in_shops_but_no_admin(anybody: TestClient, database: Database) -> None:
    with database.write() as session:
        unit = unit_of(session)
        add_user(unit, Draft("mai", "coordinator"), PASSWORD)
        admin = add_user(unit, Draft("lan", "admin"), PASSWORD)
    guard = {GUARD_HEADER: log_in(anybody, "mai").json()["csrf"]}
    for role, status in (("admin", 403), ("coordinator", 403), ("shop", 201)):
        body = {"name": f"x-{role}", "role": role, "subject": "A" if role == "shop" else ""}
        assert anybody.post("/api/v1/users", json=body, headers=guard).status_code == status
    assert anybody.get(f"/api/v1/users/{admin.id}").status_code == 404
    assert [user["name"] for user in anybody.get("/api/v1/users").json()["items"]] == ["x-shop"]


def test_what_is_done_is_written_down(anybody: TestClient, lan: User) -> None:
    guard = {GUARD_HEADER: log_in(anybody).json()["csrf"]}
    hub = {"id": "pt", "place": "Pa So", "name": "Kho", "open": "06:00", "close": "18:00"}
    anybody.post("/api/v1/hubs", json=hub, headers=guard)
    changes = anybody.get("/api/v1/changes").json()["items"]
    last = [(each["actor"], each["noun"], each["subject"], each["action"]) for each in changes[:2]]
    assert last[0] == (lan.id, "hub", "pt", "create")
    assert (last[1][1], last[1][3]) == ("session", "create")
    first = anybody.get("/api/v1/changes", params={"limit": 1}).json()
    following = anybody.get("/api/v1/changes", params={"cursor": first["next_cursor"]}).json()
    assert first["items"] + following["items"] == changes
    assert anybody.get("/api/v1/changes", params={"noun": "plan"}).json()["items"] == []


def test_no_secret_reaches_the_log_or_the_record(
    anybody: TestClient, lan: User, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    guard = log_in(anybody).json()["csrf"]
    key = anybody.cookies[SESSION_COOKIE]
    token = anybody.post("/api/v1/tokens", json={}, headers={GUARD_HEADER: guard}).json()["token"]
    anybody.get("/api/v1/changes", headers={"Authorization": f"Bearer {token}"})
    log_in(anybody, password=f"{PASSWORD}!")
    said = caplog.text + anybody.get("/api/v1/changes").text
    with database.read() as session:
        assert users.find_by_name(session, "lan") is not None
        said += str([row.model_dump_json() for row in session.exec(select(User))])
    for secret in (PASSWORD, key, token, guard):
        assert secret not in said


def test_the_way_in_is_a_page(anybody: TestClient, lan: User) -> None:
    for path in ("/", "/enter", "/setup"):
        page = anybody.get(path)
        assert page.status_code == 200
        assert 'src="/door.js"' in page.text
    script = anybody.get("/door.js")
    assert script.headers["content-type"].startswith("text/javascript")
    log_in(anybody)
    assert 'type="password"' not in anybody.get("/").text
    plain = anybody.get("/status").text
    assert 'type="password"' not in plain
    assert 'data-method="DELETE"' in plain


def test_a_caller_is_let_through_at_a_pace() -> None:
    pace = Pace(60)
    assert [pace.find_wait_s("a", 0.0) for _ in range(61)] == [0] * 60 + [1]
    assert pace.find_wait_s("b", 0.0) == 0
    assert pace.find_wait_s("a", 1.0) == 0
    assert pace.find_wait_s("a", 1.0) == 1
    assert Pace(0).find_wait_s("a") == 0


def test_too_many_calls_are_told_when_to_come_again(
    settings: Settings, knowledge: Knowledge, lan: User
) -> None:
    slow = replace(settings, calls_per_min=1)
    with TestClient(create_app(slow, knowledge=knowledge), LOCAL) as client:
        log_in(client)
        assert client.get("/api/v1/products").status_code == 200
        refused = client.get("/api/v1/products")
    assert (refused.status_code, refused.json()["code"]) == (429, "TOO_MANY_CALLS")
    assert int(refused.headers["retry-after"]) >= 1
