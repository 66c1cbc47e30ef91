"""`luco serve`, `luco db` and `luco openapi`."""

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LUCO_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.delenv("LUCO_DATABASE_URL", raising=False)
    return tmp_path / "var"


def test_serving_others_than_this_machine_is_refused(run: Run) -> None:
    ran = run("serve", "--host", "192.0.2.1")
    assert ran.code == 2
    assert "192.0.2.1" in ran.err


def test_a_database_is_made_and_then_found_current(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    assert run("db", "check", "--data-dir", folder).code == 2
    made = run("db", "upgrade", "--data-dir", folder, "--json")
    assert made.code == 0, made.err
    assert made.json["backup"] is None
    checked = run("db", "check", "--data-dir", folder, "--json")
    assert checked.code == 0
    assert checked.json == {
        "current": made.json["after"],
        "head": made.json["after"],
        "is_current": True,
    }
    assert (folder / "luco.db").exists()


def test_a_database_can_be_named_by_url(run: Run, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'own.db'}"
    assert run("db", "upgrade", "--db", url).code == 0
    assert "phiên bản" in run("db", "check", "--db", url).out
    assert (tmp_path / "own.db").exists()


def test_the_interface_is_described(run: Run) -> None:
    ran = run("openapi")
    assert ran.code == 0, ran.err
    assert ran.json["info"]["title"] == "Lù Cở"
    assert "/api/v1/plans" in ran.json["paths"]
