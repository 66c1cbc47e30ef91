"""The driver's page as the web build made it, and what there is without it."""

import base64
import hashlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.clock import now
from api.endpoints import built_pages
from api.endpoints.driver.page import FILES
from api.knowledge import Knowledge
from api.main import create_app
from api.settings import Settings
from tests.api.conftest import LOCAL, admit

SCRIPT = "console.log(1)"
PAGE = f'<html data-demo=""><script type="module">{SCRIPT}</script></html>'


@pytest.fixture
def backend() -> str:
    return "sqlite"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where pages are built; nothing is yet."""
    monkeypatch.setattr(built_pages, "FOLDER", tmp_path / "dist")
    return tmp_path / "dist" / "driver"


@pytest.fixture
def built(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(PAGE, "utf-8")
    for name in FILES.values():
        (folder / name).write_text("{}", "utf-8")
    return folder


@pytest.mark.usefixtures("built")
def test_the_page_runs_its_own_script_only(client: TestClient) -> None:
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    for path in ("/driver", "/driver/", "/driver?lang=en"):
        answer = client.get(path)
        assert answer.text == PAGE
        policy = answer.headers["content-security-policy"]
        assert f"script-src 'self' 'sha256-{digest}';" in policy
    known = {"If-None-Match": answer.headers["etag"]}
    same = client.get("/driver", headers=known)
    assert (same.status_code, same.content) == (304, b"")


@pytest.mark.usefixtures("built")
def test_its_files_are_sent_and_its_worker_looks_after_it(client: TestClient) -> None:
    for path, name in FILES.items():
        wanted = built_pages.TYPES[Path(name).suffix]
        assert client.get(path).headers["content-type"] == wanted
    assert client.get("/driver-sw.js").headers["service-worker-allowed"] == "/driver"


@pytest.mark.usefixtures("built")
def test_the_demo_says_so(settings: Settings, knowledge: Knowledge) -> None:
    with TestClient(create_app(replace(settings, demo=True), knowledge=knowledge), LOCAL) as demo:
        assert 'data-demo="1"' in demo.get("/driver").text


@pytest.mark.usefixtures("folder")
def test_without_it_there_is_a_way_in_and_the_sheet(
    client: TestClient, settings: Settings
) -> None:
    today = (now() + timedelta(hours=7)).date()
    body = {"subject": "pt-truck#1", "date": today.isoformat()}
    key = client.post("/api/v1/driver-links", json=body).json()["link"].partition("#k=")[2]
    assert client.get("/driver-sw.js").status_code == 404
    with TestClient(client.app, LOCAL, follow_redirects=False) as phone:
        way_in = phone.get("/driver").text
        assert 'data-call="/api/v1/driver/session"' in way_in
        assert 'data-next="/api/v1/driver/route.html"' in way_in
        phone.post("/api/v1/driver/session", json={"key": key})
        answer = phone.get("/driver")
    assert (answer.status_code, answer.headers["location"]) == (303, "/api/v1/driver/route.html")


def test_large_answers_are_packed_and_tables_of_programs_are_not(
    client: TestClient, settings: Settings
) -> None:
    packed = client.get("/openapi.json")
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get("/health").headers
    points = ";".join(f"103.{i},22.5" for i in range(30, 60))
    table = client.get(f"/osrm/table/v1/car/{points}", headers=admit(settings))
    assert len(table.content) > 1_000
    assert "content-encoding" not in table.headers
