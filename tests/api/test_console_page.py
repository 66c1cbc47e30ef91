"""Who is shown the console at the address of the service, and who something else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.db.engine import Database
from api.endpoints import built_pages
from api.keys import SESSION_COOKIE
from api.knowledge import Knowledge
from api.main import create_app
from api.principal import Role
from api.repositories import areas
from api.services.accounts import Draft, add_user
from api.services.door import open_session
from api.services.scope import Unit
from api.settings import Settings
from tests.api.conftest import LOCAL

PAGE = '<html data-demo=""><title>console</title></html>'


@pytest.fixture
def backend() -> str:
    return "sqlite"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the pages were built."""
    monkeypatch.setattr(built_pages, "FOLDER", tmp_path / "dist")
    folder = tmp_path / "dist" / "console"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(PAGE, "utf-8")
    (folder / "index-abc.js").write_text("1", "utf-8")
    return folder


@pytest.fixture
def browser(settings: Settings, knowledge: Knowledge) -> Iterator[TestClient]:
    with TestClient(create_app(settings, knowledge=knowledge), LOCAL) as browser:
        yield browser


def come_in(browser: TestClient, database: Database, role: Role, **bounds: object) -> None:
    """Sign somebody in as a browser does."""
    with database.write() as session:
        unit = Unit(session, areas.ensure_area(session, "Asia/Ho_Chi_Minh"), "test")
        user = add_user(unit, Draft(f"the-{role}{len(bounds)}", role, **bounds))  # type: ignore[arg-type]  # of any bound
        browser.cookies[SESSION_COOKIE] = open_session(unit, user).key


@pytest.mark.usefixtures("folder")
def test_who_plans_the_whole_area_gets_the_console(
    browser: TestClient, database: Database
) -> None:
    assert PAGE not in browser.get("/").text
    come_in(browser, database, "coordinator")
    assert browser.get("/").text == PAGE
    assert "<table>" in browser.get("/status").text


@pytest.mark.usefixtures("folder", "valley")
@pytest.mark.parametrize(
    ("role", "bounds"),
    [
        ("shop", {"subject": "HTX"}),
        ("clerk", {"hubs": ("pt",)}),
        ("coordinator", {"hubs": ("pt",)}),
    ],
)
def test_others_get_what_is_theirs(
    browser: TestClient, database: Database, role: Role, bounds: dict[str, object]
) -> None:
    come_in(browser, database, role, **bounds)
    assert PAGE not in browser.get("/").text


def test_its_parts_are_kept_for_good_and_nothing_else_is_sent(
    browser: TestClient, folder: Path
) -> None:
    sent = browser.get("/console/index-abc.js")
    assert "immutable" in sent.headers["cache-control"]
    (folder.parent / "secret.js").write_text("1", "utf-8")
    for name in ("index.html", "none.js", "..%2Fsecret.js", "%2E%2E", ""):
        assert browser.get(f"/console/{name}").status_code == 404
