"""`luco user`: accounts are made, listed and disabled; secrets are shown once or never."""

import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app
from tests.unit.cli.conftest import Ran, Run

PASSWORD = "ba con suối nhỏ"


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LUCO_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.delenv("LUCO_DATABASE_URL", raising=False)
    return tmp_path / "var"


def user(*words: str, password: str = PASSWORD) -> Ran:
    line = ["user", *words]
    found = CliRunner().invoke(app, line, input=f"{password}\n", env={"COLUMNS": "200"})
    return Ran(found.exit_code, found.stdout, found.stderr)


def test_an_account_is_made_listed_and_disabled(run: Run) -> None:
    assert user("add", "Lan", "--role", "admin").code == 0
    assert user("add", "mai", "--role", "shop", "--of", "HTX Chè Shan").code == 0
    listed = run("user", "list", "--json").json
    assert [(each["name"], each["role"], each["state"]) for each in listed] == [
        ("lan", "admin", "active"),
        ("mai", "shop", "active"),
    ]
    assert run("user", "disable", "MAI").code == 0
    assert run("user", "list", "--json").json[1]["state"] == "disabled"
    assert "đã khóa" in run("user", "list").out


def test_the_last_admin_stays(run: Run) -> None:
    user("add", "lan", "--role", "admin")
    ran = run("user", "disable", "lan")
    assert ran.code == 2
    assert "LAST_ADMIN" in ran.err


@pytest.mark.parametrize(
    ("words", "password", "key"),
    [
        (("x", "--role", "king"), PASSWORD, "identity.bad_role"),
        (("x", "--role", "shop"), PASSWORD, "identity.no_subject"),
        (("x", "--role", "admin", "--of", "A"), PASSWORD, "identity.subject_unused"),
        (("x", "--role", "clerk"), PASSWORD, "identity.no_hubs"),
        (("x", "--role", "clerk", "--hub", "h"), PASSWORD, "identity.unknown_hub"),
        (("x", "--role", "shop", "--of", "A", "--hub", "h"), PASSWORD, "identity.hubs_unused"),
        (("a/b", "--role", "admin"), PASSWORD, "identity.bad_name"),
        (("x", "--role", "admin"), "ngắn", "identity.bad_password"),
    ],
)
def test_every_fault_of_an_account_is_named(
    words: tuple[str, ...], password: str, key: str
) -> None:
    ran = user("add", *words, "--json", password=password)
    assert ran.code == 2
    assert key in [each["code"] for each in ran.json["error"]["faults"]]


def test_a_name_is_taken_once_whatever_its_case() -> None:
    assert user("add", "Lan", "--role", "admin").code == 0
    assert (
        user("add", "lAN", "--role", "admin", "--json").json["error"]["code"] == "ALREADY_EXISTS"
    )


def test_no_secret_lies_in_the_database(run: Run, data_dir: Path) -> None:
    user("add", "lan", "--role", "admin")
    token = run("user", "token", "lan", "--scope", "quotes:write").out.strip()
    assert token.startswith("luco_")
    with sqlite3.connect(data_dir / "luco.db") as database:
        dump = "\n".join(database.iterdump())
    database.close()
    assert "$argon2id$" in dump
    assert PASSWORD not in dump
    assert token not in dump
    assert token.removeprefix("luco_") not in dump


def test_an_unknown_scope_and_an_unknown_account_are_refused(run: Run) -> None:
    user("add", "lan", "--role", "admin")
    ran = run("user", "token", "lan", "--scope", "moon:read", "--json")
    assert ran.json["error"]["faults"][0]["code"] == "identity.unknown_scope"
    assert run("user", "password", "nobody").code == 2


def test_a_new_password_takes_the_place_of_the_old(data_dir: Path) -> None:
    user("add", "lan", "--role", "admin")
    before = _hash(data_dir)
    assert user("password", "lan", password="một mật khẩu khác").code == 0
    assert _hash(data_dir) != before


def _hash(data_dir: Path) -> str:
    with sqlite3.connect(data_dir / "luco.db") as database:
        found = database.execute("SELECT password_hash FROM users").fetchone()[0]
    database.close()
    return str(found)
