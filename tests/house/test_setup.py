"""The scripts of set-up: quick when all is ready, plain words when it cannot be."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

NEEDED = [
    "luco",
    "scripts",
    "pyproject.toml",
    "requirements.lock",
    "requirements-dev.lock",
    "requirements-bench.lock",
    "routing/roads/hierarchy",
    "routing/solver/kernel",
    "routing/texts",
    "web",
]


@pytest.fixture
def checkout(root: Path, tmp_path: Path) -> Path:
    """A copy of what set-up reads, with a pretended environment and no stamp."""
    for name in NEEDED:
        if (root / name).is_dir():
            built = shutil.ignore_patterns("__pycache__", "node_modules", "dist", "generated")
            shutil.copytree(root / name, tmp_path / name, ignore=built)
        else:
            shutil.copy2(root / name, tmp_path / name)
    program = tmp_path / ".venv" / "bin" / "luco"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\necho "luco was called with: $*"\n')
    program.chmod(0o755)
    return tmp_path


def run(checkout: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run with a Python that does not work, so that no set-up can get far."""
    return subprocess.run(
        command,
        cwd=checkout,
        env={"PATH": os.environ["PATH"], "LUCO_PYTHON": "/bin/false", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def ask(checkout: Path, function: str, *arguments: str, **environment: str) -> str:
    """Return what a function of the set-up script prints, called before anything is done."""
    script = (checkout / "scripts" / "setup").read_text().split("\nis_all_ready &&", 1)[0]
    probe = checkout / "scripts" / "probe"
    probe.write_text(f"{script}\n{function}\n")
    result = run(checkout, "bash", "scripts/probe", *arguments, **environment)
    assert result.returncode == 0, result.stderr
    return result.stdout


def write_stamp(checkout: Path, kind: str) -> None:
    """Write the stamps that a finished set-up leaves, computed by the script itself."""
    stamp = ask(checkout, "current_stamp")
    assert len(stamp.split()) == 2
    (checkout / ".venv" / "luco-stamp").write_text(f"{kind} {stamp}")
    compiled = checkout / ".venv" / "cache" / "numba" / "luco-stamp"
    compiled.parent.mkdir(parents=True, exist_ok=True)
    compiled.write_text(ask(checkout, "code_digest"))
    built = checkout / "web" / "dist" / "luco-stamp"
    built.parent.mkdir()
    built.write_text(f"{ask(checkout, 'pages_digest').strip()} built\n")


@pytest.mark.parametrize(
    ("stamped", "wanted", "code"),
    [("run", "run", 0), ("dev", "run", 0), ("dev", "dev", 0), ("run", "dev", 3)],
)
def test_a_fresh_stamp_is_enough_unless_tools_are_missing(
    checkout: Path, stamped: str, wanted: str, code: int
) -> None:
    write_stamp(checkout, stamped)
    result = run(checkout, "scripts/setup", wanted)
    assert result.returncode == code
    assert (result.stderr == "") is (code == 0)


@pytest.mark.parametrize(
    "changed",
    [
        "requirements.lock",
        "pyproject.toml",
        "routing/roads/hierarchy/fields.py",
        "routing/solver/kernel/facts.py",
        "routing/texts/driver_page.toml",
        "web/driver/main.ts",
        "web/package-lock.json",
    ],
)
def test_a_changed_lock_project_or_compiled_source_asks_for_set_up(
    checkout: Path, changed: str
) -> None:
    write_stamp(checkout, "run")
    with (checkout / changed).open("a") as file:
        file.write("# changed\n")
    assert run(checkout, "scripts/setup").returncode == 3


@pytest.mark.parametrize(("code", "is_kept"), [(0, True), (1, False)])
def test_compiling_begins_with_nothing_old_and_its_failure_stops_nobody(
    checkout: Path, code: int, is_kept: bool
) -> None:
    python = checkout / ".venv" / "bin" / "python"
    python.write_text(f"#!/bin/sh\nexit {code}\n")
    python.chmod(0o755)
    cache = checkout / ".venv" / "cache" / "numba"
    old = cache / "hierarchy_0" / "sweep.nbc"
    old.parent.mkdir(parents=True)
    old.write_text("made from other sources")
    told = ask(checkout, "compile_code && is_compiled && echo compiled || echo not yet")
    assert told == ("compiled\n" if is_kept else "not yet\n")
    assert not old.exists()


@pytest.mark.parametrize("code", [0, 1])
def test_pages_that_cannot_be_built_stop_nobody_and_are_tried_again(
    checkout: Path, code: int
) -> None:
    builder = checkout / "scripts" / "build_pages"
    builder.write_text(f"#!/bin/sh\nexit {code}\n")
    assert ask(checkout, "build_pages && is_built && echo for now") == "for now\n"
    old = checkout / "web" / "dist" / "luco-stamp"
    os.utime(old, (0, 0))
    again = ask(checkout, "is_built && echo built || echo again")
    assert again == ("again\n" if code else "built\n")


def test_what_others_have_compiled_is_left_alone(checkout: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "shared" / "theirs.nbc"
    theirs.parent.mkdir()
    theirs.write_text("code of another program")
    python = checkout / ".venv" / "bin" / "python"
    python.write_text("#!/bin/sh\nexit 0\n")
    python.chmod(0o755)
    ask(checkout, "compile_code", NUMBA_CACHE_DIR=str(theirs.parent))
    assert sorted(theirs.parent.iterdir()) == [theirs.parent / "luco-stamp", theirs]


def test_peers_have_an_environment_of_their_own(checkout: Path) -> None:
    assert ask(checkout, "echo $venv $lock") == f"{checkout}/.venv requirements.lock\n"
    theirs = ask(checkout, "echo $venv $lock", "bench")
    assert theirs == f"{checkout}/.venv-bench requirements-bench.lock\n"


def test_no_stamp_means_a_half_finished_set_up(checkout: Path) -> None:
    assert run(checkout, "scripts/setup").returncode == 3


def test_a_python_that_does_not_work_is_named_in_both_languages(checkout: Path) -> None:
    result = run(checkout, "./luco", "demo")
    assert result.returncode == 3
    assert result.stdout == ""
    vietnamese, english = result.stderr.splitlines()
    assert "LUCO_PYTHON=/bin/false không phải" in vietnamese
    assert "LUCO_PYTHON=/bin/false: want a working Python 3.11" in english


def test_without_any_python_the_message_says_what_to_install(checkout: Path) -> None:
    programs = checkout / "programs"
    programs.mkdir()
    for name in ["bash", "cat", "cut", "dirname", "readlink", "sha256sum"]:
        found = shutil.which(name)
        assert found is not None
        (programs / name).symlink_to(found)
    result = run(checkout, str(programs / "bash"), "luco", PATH=str(programs), LUCO_PYTHON="")
    assert result.returncode == 3
    assert "apt install python3" in result.stderr
    assert "Không tìm thấy Python" in result.stderr


def test_wrapper_hands_on_its_arguments_from_any_folder(checkout: Path, tmp_path: Path) -> None:
    write_stamp(checkout, "run")
    link = tmp_path / "link"
    link.symlink_to(checkout / "luco")
    result = run(checkout / "scripts", str(link), "plan", "--out", "a b")
    assert result.stdout == "luco was called with: plan --out a b\n"
    assert result.returncode == 0


def test_ci_runs_the_test_script_and_nothing_more(root: Path) -> None:
    commands = (root / ".ci" / "run").read_text().splitlines()[2:]
    assert commands == ['exec "$(dirname "${BASH_SOURCE[0]}")/../scripts/test"']


@pytest.mark.parametrize(
    "name",
    [
        "luco",
        ".ci/run",
        "scripts/bench",
        "scripts/build_pages",
        "scripts/demo",
        "scripts/setup",
        "scripts/test",
    ],
)
def test_script_is_executable_and_parses(root: Path, name: str) -> None:
    assert os.access(root / name, os.X_OK)
    subprocess.run(["bash", "-n", str(root / name)], check=True, timeout=10)
