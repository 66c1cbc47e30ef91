"""The how-tos: each command and program of theirs that can be run, against a server."""

import importlib.util
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from threading import Event, Thread
from types import ModuleType

import pytest
import uvicorn
from fastapi.testclient import TestClient

from api.db.engine import Database
from api.jobs.courier import sign
from api.jobs.searcher import Worker, work_off
from api.knowledge import Knowledge, KnowledgeShelf
from api.main import create_app
from api.settings import Settings
from tests.api.conftest import LOCAL, admit, hub, pickup, put_in_force, vehicle

CAP_S = 240
SHOWN = "http://127.0.0.1:8000"
GUARD = 'set -euo pipefail\ncurl() { command curl --fail-with-body "$@"; }\n'


LANES = """id,hub,gateway,zone,depart,transit_days,price_per_kg
l1,pt,Nội Bài,Hà Nội,20:00,2,2000
"""


@dataclass(frozen=True)
class Live:
    """A server that listens, and what its callers send."""

    address: str
    client: TestClient
    settings: Settings


@pytest.fixture(scope="module")
def blocks(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("page_blocks", root / "scripts/docs_blocks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["page_blocks"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def backend() -> str:
    return "sqlite"


@pytest.fixture
def live(settings: Settings, knowledge: Knowledge, database: Database) -> Iterator[Live]:
    app, stop = create_app(settings, knowledge=knowledge), Event()
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    shelf = KnowledgeShelf(settings, knowledge)
    planner = Thread(target=work_off, args=(settings, database, shelf), kwargs={"stop": stop})
    with socket.create_server(("127.0.0.1", 0)) as sock:
        serving = Thread(target=server.run, kwargs={"sockets": [sock]})
        serving.start()
        planner.start()
        client = TestClient(app, LOCAL, headers=admit(settings))
        yield Live(f"http://127.0.0.1:{sock.getsockname()[1]}", client, settings)
        server.should_exit = True
        stop.set()
        serving.join(CAP_S)
        planner.join(CAP_S)


@pytest.fixture
def planned(client: TestClient, worker: Worker, request: pytest.FixtureRequest) -> Live:
    """The server with a plan in force for the day that the pages speak of."""
    day = (date.today() + timedelta(days=3)).isoformat()  # noqa: DTZ011 - as the pages have it
    for path, body in [
        ("hubs", hub("pt", place="Thị trấn Phong Thổ")),
        ("vehicles", vehicle("xe")),
        ("requests", pickup("R1", place="Mường So", ready=day, due=day)),
        ("requests", pickup("R2", place="Sin Suối Hồ", ready=day, due=day)),
    ]:
        assert client.post(f"/api/v1/{path}", json=body).status_code == 201
    put_in_force(client, worker, start=day)
    live: Live = request.getfixturevalue("live")
    return live


def list_code(blocks: ModuleType, page: Path, kind: str) -> str:
    """What of a page is run, joined."""
    found = [
        block.text
        for block in blocks.list_blocks(page.read_text("utf-8"))
        if block.kind == kind and block.note != "not run"
    ]
    assert len(found) >= 5
    return "\n".join(found)


def run(live: Live, root: Path, words: list[str], code: str, token: str) -> str:
    """What a page's code prints; it must end well."""
    done = subprocess.run(
        [*words, code.replace(SHOWN, live.address)],
        cwd=root,
        env={**os.environ, "LUCO_TOKEN": token, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        timeout=CAP_S,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout


def token_of(headers: dict[str, str]) -> str:
    return headers["Authorization"].partition(" ")[2]


def try_page(live: Live, root: Path, blocks: ModuleType, name: str, kind: str, token: str) -> str:
    code = list_code(blocks, root / "docs/how-to" / name, kind)
    if kind == "python":
        return run(live, root, [sys.executable, "-c"], code, token)
    if not all(map(shutil.which, ("bash", "curl", "openssl"))):
        pytest.skip("there is no bash, curl or openssl")
    return run(live, root, ["bash", "-c"], GUARD + code, token)


@pytest.mark.parametrize("kind", ["bash", "python"])
def test_shops(planned: Live, root: Path, blocks: ModuleType, kind: str) -> None:
    token = token_of(admit(planned.settings, "shop", subject="HTX Chè Shan"))
    said = try_page(planned, root, blocks, "shops.md", kind, token)
    assert "cancelled" in said
    [booking] = planned.client.get("/api/v1/bookings").json()["items"]
    assert (booking["state"], booking["shop"]) == ("cancelled", "HTX Chè Shan")
    assert len(planned.client.get("/api/v1/webhooks").json()["items"]) == 1
    booked = planned.client.get("/api/v1/requests", params={"state": "booked"}).json()["items"]
    assert [each["weight_kg"] for each in booked][-1] == 4.8  # the orders of the example


@pytest.mark.parametrize("kind", ["bash", "python"])
def test_coordinators(live: Live, root: Path, blocks: ModuleType, kind: str) -> None:
    token = token_of(admit(live.settings, "coordinator"))
    said = try_page(live, root, blocks, "coordinators.md", kind, token)
    assert "Sạt lở" in said
    plans = live.client.get("/api/v1/plans").json()["items"]
    assert [each["in_force"] for each in plans] == [False, True]


@pytest.mark.parametrize("kind", ["bash", "python"])
def test_drivers(planned: Live, root: Path, blocks: ModuleType, kind: str) -> None:
    token = token_of(admit(planned.settings, "coordinator"))
    said = try_page(planned, root, blocks, "drivers.md", kind, token)
    assert "/driver#k=" in said
    assert "stored" in said


@pytest.mark.parametrize("kind", ["bash", "python"])
def test_platforms(
    live: Live, root: Path, blocks: ModuleType, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers = admit(live.settings, "coordinator")
    monkeypatch.setenv("LUCO_OPERATOR_TOKEN", token_of(headers))
    place, lanes = {"place": "Sin Suối Hồ", "hub": "pt"}, LANES.encode()
    for answer in (
        live.client.post("/api/v1/hubs", json=hub("pt")),
        live.client.put(
            "/api/v1/sender", params={"shop": "HTX"}, json=place, headers={"If-Match": "*"}
        ),
        live.client.post(
            "/api/v1/lanes/import",
            files={"file": ("lanes.csv", lanes)},
            headers={"Idempotency-Key": "lanes"},
        ),
    ):
        assert answer.is_success, answer.text
    token = token_of(admit(live.settings, "shop", subject="HTX"))
    said = try_page(live, root, blocks, "platforms.md", kind, token)
    assert "service_fee" in said
    assert re.search(r"\d{5,}00\b", said)


def test_signatures_are_checked_as_the_page_shows(
    root: Path, blocks: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (root / "docs/how-to/shops.md").read_text("utf-8")
    [shown] = [each.text for each in blocks.list_blocks(page) if "is_genuine" in each.text]
    monkeypatch.setenv("LUCO_WEBHOOK_SECRET", "whsec_x")
    told: dict[str, object] = {"__name__": "page"}
    exec(shown, told)  # noqa: S102 - our own page
    monkeypatch.setattr(told["time"], "time", lambda: 1_700_000_000.0)
    genuine, body = told["is_genuine"], b'{"id":"evt_1"}'
    assert callable(genuine)
    signature = sign("whsec_x", 1_700_000_000, body)
    assert genuine(signature, body)
    assert not genuine(signature, body + b" ")
    assert not genuine(sign("whsec_y", 1_700_000_000, body), body)
    assert not genuine(sign("whsec_x", 1_600_000_000, body), body)
    assert not genuine("", body)


def test_the_provider_for_medusa_speaks_to_calls_that_are_there(root: Path) -> None:
    page = (root / "docs/how-to/platforms.md").read_text("utf-8")
    paths = set(re.findall(r"/api/v1/\w+", page))
    assert paths <= set(create_app(Settings()).openapi()["paths"])
