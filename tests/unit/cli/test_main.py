"""The root command: help in two languages, usage faults, exit codes of a real process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from routing.texts import load_catalogue
from tests.unit.cli.conftest import Run

COMMANDS = (
    "demo",
    "plan",
    "quote",
    "solve",
    "export",
    "serve",
    "worker",
    "openapi",
    "roads",
    "user",
    "db",
)


def luco(root: Path, *words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-c", "from cli.main import app; app()"]
    env = {**os.environ, "LUCO_LANG": "vi", **environment}
    return subprocess.run(
        [*program, *map(str, words)],
        cwd=root,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_speaks_the_language_asked_for(run: Run) -> None:
    vi, en = run("--help"), run("--help", "--lang", "en")
    assert vi.code == en.code == 0
    assert "Lập kế hoạch gom hàng" in vi.out
    assert "Plan the pickups" in en.out
    for command in COMMANDS:
        assert command in vi.out


@pytest.mark.parametrize(
    "words",
    [
        *([command] for command in COMMANDS),
        ["roads", "matrix"],
        ["roads", "route"],
        ["db", "check"],
        *(["user", verb] for verb in ("add", "list", "disable", "password", "token")),
    ],
)
def test_every_command_has_help_without_a_raw_text_key(run: Run, words: list[str]) -> None:
    ran = run(*words, "--help")
    assert ran.code == 0
    assert "cli.help" not in ran.out
    assert "--lang" in ran.out


@pytest.mark.parametrize(
    "words",
    [["fly"], ["plan"], ["plan", "--fast"], ["quote", "--from"], ["plan", "--days", "two"]],
)
def test_wrong_usage_leaves_with_2_and_points_to_help(run: Run, words: list[str]) -> None:
    ran = run(*words)
    assert ran.code == 2
    assert "Lệnh chưa đúng" in ran.err
    assert "--help" in ran.err


def test_a_program_gets_usage_faults_as_json(run: Run) -> None:
    ran = run("plan", "--json")
    assert ran.code == 2
    assert ran.json["error"]["code"] == "cli.usage"


def test_an_unknown_language_leaves_with_2(run: Run) -> None:
    ran = run("plan", "--lang", "fr")
    assert ran.code == 2
    assert "fr" in ran.err


def test_a_real_process_leaves_with_the_codes_of_the_contract(root: Path, tmp_path: Path) -> None:
    done = luco(root, "roads", "info", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("{")
    bad = luco(root, "export", tmp_path / "none.json", "--format", "csv")
    assert (bad.returncode, bad.stdout) == (2, "")
    assert bad.stderr.startswith("none.json: ")


def test_output_that_nobody_reads_is_no_failure(root: Path) -> None:
    program = [sys.executable, "-c", "from cli.main import app; app()"]
    process = subprocess.Popen(
        [*program, "roads", "info", "--json"],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    with process.stderr as told:
        assert told.read() == b""
    assert process.wait() == 141


def test_every_help_key_has_words() -> None:
    assert sum(key.startswith("cli.help.") for key in load_catalogue()) > 40
