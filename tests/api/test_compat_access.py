"""Programs that know OSRM and VROOM: open on this machine, by token elsewhere, or not at all."""

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from api.knowledge import Knowledge
from api.main import create_app
from api.settings import Settings
from tests.api.conftest import LOCAL, admit

NEAREST = "nearest/v1/car/103.3556,22.5327"
CALLS = (("GET", "/osrm/{}" + NEAREST), ("POST", "/vroom{}"), ("GET", "/vroom/health{}"))


@pytest.fixture
def backend() -> str:
    return "sqlite"


def test_it_is_open_here_and_takes_a_key_elsewhere() -> None:
    assert Settings().compat == "open"
    assert Settings(host="::1").compat == "open"
    assert Settings(host="0.0.0.0").compat == "key"  # noqa: S104 - a setting only
    assert Settings(public_url="https://luco.example/").compat == "key"
    assert Settings(host="10.0.0.1", compat_access="open").compat == "open"


def test_a_key_is_sent_in_the_address_or_a_header(
    settings: Settings, knowledge: Knowledge
) -> None:
    closed = replace(settings, compat_access="key")
    bearer = admit(settings, "shop", subject="A")
    key = bearer["Authorization"].removeprefix("Bearer ")
    with TestClient(create_app(closed, knowledge=knowledge), LOCAL) as client:
        assert client.get(f"/osrm/{NEAREST}").status_code == 401
        assert client.get(f"/osrm/k/luco_guess/{NEAREST}").status_code == 401
        assert client.post("/vroom", json={}).status_code == 401
        assert client.get("/vroom/health").status_code == 401
        assert client.get(f"/osrm/k/{key}/{NEAREST}").json()["code"] == "Ok"
        assert client.get(f"/osrm/{NEAREST}", headers=bearer).json()["code"] == "Ok"
        assert client.post(f"/vroom/k/{key}", json={}).status_code == 400
        assert client.post("/vroom", json={}, headers=bearer).status_code == 400
        assert client.options(f"/osrm/{NEAREST}").status_code == 204


def test_it_can_be_closed(settings: Settings, knowledge: Knowledge) -> None:
    off = replace(settings, compat_access="off")
    with TestClient(create_app(off, knowledge=knowledge), LOCAL) as client:
        assert client.get(f"/osrm/{NEAREST}").status_code == 404
        assert client.post("/vroom", json={}, headers=admit(settings)).status_code == 404
