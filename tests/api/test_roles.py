"""Every operation of the interface in every role: what is not allowed here is refused."""

import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.db.migrate import prepare
from api.identity import new_id
from api.keys import GUARD_HEADER, SESSION_COOKIE, guard_of
from api.knowledge import Knowledge
from api.main import create_app
from api.policy import OPEN, RULES
from api.principal import ROLES, Role
from api.repositories import areas
from api.services.accounts import Draft, add_user
from api.services.door import open_session
from api.services.scope import Unit
from api.settings import Settings
from tests.api.conftest import LOCAL, admit

ALL = frozenset(ROLES)
STAFF = frozenset({"admin", "coordinator"})
WHO_MAY: dict[str, frozenset[str]] = {
    "list_hubs": ALL - {"driver"},
    "get_hub": ALL - {"driver"},
    "create_hub": STAFF,
    "update_hub": STAFF,
    "delete_hub": STAFF,
    "read_hub_day": STAFF | {"clerk"},
    "receive_goods": STAFF | {"clerk"},
    "hand_over_goods": STAFF | {"clerk"},
    "settle_receipt": STAFF,
    "list_lanes": ALL - {"driver"},
    "import_lanes": STAFF,
    "list_vehicles": STAFF,
    "get_vehicle": STAFF,
    "create_vehicle": STAFF,
    "update_vehicle": STAFF,
    "delete_vehicle": STAFF,
    "list_requests": ALL - {"driver"},
    "get_request": ALL - {"driver"},
    "create_request": STAFF | {"shop"},
    "update_request": STAFF | {"shop"},
    "cancel_request": STAFF | {"shop"},
    "import_requests": STAFF | {"shop"},
    "get_sender": STAFF | {"shop"},
    "update_sender": STAFF | {"shop"},
    "list_skus": STAFF | {"shop"},
    "import_skus": STAFF | {"shop"},
    "import_orders": STAFF | {"shop"},
    "create_integration": STAFF | {"shop"},
    "list_integrations": STAFF | {"shop"},
    "delete_integration": STAFF | {"shop"},
    "import_districts": STAFF,
    "create_webhook": STAFF | {"shop"},
    "list_webhooks": STAFF | {"shop"},
    "delete_webhook": STAFF | {"shop"},
    "list_deliveries": STAFF | {"shop"},
    "list_closures": STAFF | {"clerk"},
    "get_closure": STAFF | {"clerk"},
    "preview_closure": STAFF,
    "create_closure": STAFF,
    "update_closure": STAFF,
    "delete_closure": STAFF,
    "end_closure": STAFF,
    "list_plans": STAFF,
    "get_plan": STAFF,
    "list_plan_routes": STAFF,
    "list_plan_dropped": STAFF,
    "get_plan_geojson": STAFF,
    "get_plan_json": STAFF,
    "get_plan_route_paper": STAFF,
    "create_plan": STAFF,
    "cancel_plan": STAFF,
    "resume_plan": STAFF,
    "publish_plan": STAFF,
    "set_route_driver": STAFF,
    "get_driver_route": STAFF | {"driver"},
    "get_route_paper": STAFF | {"driver"},
    "list_stop_states": STAFF | {"driver"},
    "send_driver_events": STAFF | {"driver"},
    "decide_stop_state": STAFF,
    "upload_event_photo": STAFF | {"driver"},
    "get_event_photo": ALL,
    "give_booking_pin": STAFF | {"shop"},
    "create_quotes": STAFF | {"shop"},
    "get_quote": STAFF | {"shop"},
    "hold_quote": STAFF | {"shop"},
    "accept_quote": STAFF | {"shop"},
    "list_bookings": STAFF | {"shop"},
    "get_booking": STAFF | {"shop"},
    "cancel_booking": STAFF | {"shop"},
    "list_inbox": ALL - {"clerk"},
    "read_message": ALL - {"clerk"},
    "get_bill": STAFF | {"shop"},
    "get_statement": STAFF | {"shop"},
    "get_statement_csv": STAFF | {"shop"},
    "list_billed_days": STAFF,
    "search_places": ALL,
    "list_products": ALL,
    "get_road_map": ALL,
    "get_session": ALL,
    "get_driver_session": STAFF | {"driver"},
    "list_driver_links": STAFF,
    "create_driver_link": STAFF,
    "revoke_driver_link": STAFF,
    "revoke_driver_device": STAFF,
    "log_out": ALL,
    "change_password": ALL,
    "list_users": STAFF,
    "get_user": STAFF,
    "create_user": STAFF,
    "disable_user": STAFF,
    "invite_user": STAFF,
    "list_tokens": ALL - {"driver"},
    "create_token": ALL - {"driver"},
    "revoke_token": ALL - {"driver"},
    "list_changes": STAFF,
}
ANYONE = frozenset(
    {"get_health", "get_readiness", "solve_vroom", "check_vroom", "log_in", "enter_by_link"}
    | {"set_up", "enter_by_day_link", "track_booking"}
)
PERSONAL = frozenset(
    {"log_out", "change_password", "create_user", "disable_user", "invite_user"}
    | {"list_tokens", "create_token", "revoke_token"}
)
BOUNDS: dict[str, dict[str, object]] = {
    "shop": {"subject": "HTX"},
    "driver": {"subject": "v#1"},
    "clerk": {"hubs": ("pt",)},
}
OPERATIONS = {
    operation["operationId"]: (method.upper(), re.sub(r"\{\w+\}", "none", path))
    for path, operations in create_app(Settings()).openapi()["paths"].items()
    for method, operation in operations.items()
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> Iterator[FastAPI]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("roles"), calls_per_min=0)
    prepare(settings).close()
    app = create_app(settings, knowledge=knowledge)
    with TestClient(app, LOCAL, headers=admit(settings)) as client:
        body = {"id": "pt", "place": "Pa So", "name": "Kho", "open": "06:00", "close": "18:00"}
        assert client.post("/api/v1/hubs", json=body).status_code == 201
        yield app


def come_in(app: FastAPI, role: Role) -> tuple[str, str]:
    """A session's secret and guard for a new account of a role."""
    with app.state.luco.database.write() as session:
        unit = Unit(session, areas.ensure_area(session, "Asia/Ho_Chi_Minh"), "test")
        user = add_user(unit, Draft(new_id("u"), role, **BOUNDS.get(role, {})))  # type: ignore[arg-type]  # by name
        key = open_session(unit, user).key
    return key, guard_of(key)


def ask(
    app: FastAPI, operation: str, headers: dict[str, str], cookie: str = ""
) -> tuple[int, str]:
    """The status and code that a call with nothing in it is answered with."""
    method, path = OPERATIONS[operation]
    cookies = {SESSION_COOKIE: cookie} if cookie else {}
    client = TestClient(app, LOCAL, headers=headers, cookies=cookies)
    answer = client.request(method, path, params={"q": "x"})
    kind = answer.headers.get("content-type", "")
    return answer.status_code, answer.json()["code"] if "problem" in kind else ""


def test_every_operation_has_its_row() -> None:
    assert WHO_MAY.keys() | ANYONE == OPERATIONS.keys()
    assert not WHO_MAY.keys() & ANYONE
    assert RULES.keys() == WHO_MAY.keys()
    assert OPEN == ANYONE


@pytest.mark.parametrize("operation", sorted(WHO_MAY))
def test_only_the_roles_of_the_row_may(app: FastAPI, operation: str) -> None:
    assert ask(app, operation, {}) == (401, "UNAUTHENTICATED")
    assert ask(app, operation, {"Authorization": "Bearer luco_guess"})[0] == 401
    for role in ROLES:
        key, guard = come_in(app, role)
        status, code = ask(app, operation, {GUARD_HEADER: guard}, key)
        if role in WHO_MAY[operation]:
            assert status not in {401, 403}, (role, status, code)
        else:
            assert (status, code) == (403, "FORBIDDEN"), role


@pytest.mark.parametrize("operation", sorted(ANYONE))
def test_what_is_open_asks_nobody_who_they_are(app: FastAPI, operation: str) -> None:
    assert ask(app, operation, {})[1] != "UNAUTHENTICATED"


@pytest.mark.parametrize("operation", sorted(WHO_MAY))
def test_a_change_by_cookie_needs_the_guard(app: FastAPI, operation: str) -> None:
    key, guard = come_in(app, "admin")
    is_change = OPERATIONS[operation][0] != "GET"
    for wrong in ("", guard[:-1] + "!"):
        code = ask(app, operation, {GUARD_HEADER: wrong} if wrong else {}, key)[1]
        assert (code == "CSRF_REQUIRED") == is_change


@pytest.mark.parametrize("operation", sorted(PERSONAL))
def test_programs_do_not_do_what_is_personal(app: FastAPI, operation: str) -> None:
    assert ask(app, operation, admit(app.state.luco.settings)) == (403, "FORBIDDEN")


@pytest.mark.parametrize("operation", sorted(WHO_MAY.keys() - PERSONAL))
def test_a_token_does_what_its_scopes_say(app: FastAPI, operation: str) -> None:
    scope = RULES[operation].scope
    settings: Settings = app.state.luco.settings
    own, other = admit(settings, scopes=(scope,)), "places" if scope[:3] == "hub" else "hubs"
    assert ask(app, operation, own)[0] not in {401, 403}
    wrong = "hubs:write" if other == "hubs" else "quotes:write"
    assert ask(app, operation, admit(settings, scopes=(wrong,))) == (403, "FORBIDDEN")


def test_a_rule_that_is_missing_lets_nobody_in(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(RULES, "list_hubs")
    key, guard = come_in(app, "admin")
    assert ask(app, "list_hubs", {GUARD_HEADER: guard}, key) == (403, "FORBIDDEN")
