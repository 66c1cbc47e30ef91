"""The locks pin every package by hash and name no place to fetch it from."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

LOCKS = [
    "requirements.lock",
    "requirements-dev.lock",
    "requirements-bench.lock",
    "scripts/uv.lock",
]


def read_requirements(text: str) -> list[str]:
    """One string per requirement: its pin, marker and hashes, without comments."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    return "\n".join(lines).replace("\\\n", " ").split("\n")


def find_faults(text: str) -> list[str]:
    faults = [f"URL: {line}" for line in text.splitlines() if "://" in line or " @ " in line]
    for requirement in filter(str.strip, read_requirements(text)):
        if requirement.startswith("-"):
            faults.append(f"option: {requirement}")
        elif not re.match(r"[a-z0-9._-]+==\S+", requirement):
            faults.append(f"not pinned: {requirement}")
        elif not re.search(r"--hash=sha256:[0-9a-f]{64}", requirement):
            faults.append(f"no hash: {requirement}")
    return faults


def pins(path: Path) -> set[str]:
    return {each.split()[0] for each in read_requirements(path.read_text()) if each.strip()}


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_pins_by_hash_and_names_no_url(root: Path, lock: str) -> None:
    text = (root / lock).read_text()
    assert len(text) > 100
    assert find_faults(text) == []


@pytest.mark.parametrize(
    "planted",
    [
        "idna==3.20\n",
        "idna>=3 \\\n    --hash=sha256:" + "0" * 64,
        "idna @ https://example.org/idna.whl \\\n    --hash=sha256:" + "0" * 64,
        "--index-url https://example.org/simple",
    ],
)
def test_a_planted_fault_is_found(planted: str) -> None:
    assert find_faults(planted)


def test_development_lock_holds_all_of_the_run_lock(root: Path) -> None:
    assert pins(root / "requirements.lock") < pins(root / "requirements-dev.lock")


@pytest.mark.parametrize("needed", ["hatchling", "editables"])
def test_build_backend_is_locked_as_the_install_is_not_isolated(root: Path, needed: str) -> None:
    names = {pin.split("==")[0] for pin in pins(root / "requirements.lock")}
    assert needed in names


def test_run_lock_holds_every_dependency_of_the_project(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    wanted = {re.split(r"[\[><=~!]", each)[0] for each in project["dependencies"]}
    assert wanted <= {pin.split("==")[0] for pin in pins(root / "requirements.lock")}


def find_page_faults(lock: dict[str, Any]) -> list[str]:  # Any: JSON
    """What is wrong with npm's lock; whom to thank for a package may be an address."""
    faults = []
    for name, package in lock["packages"].items():
        told = {
            key: value for key, value in package.items() if key not in {"funding", "deprecated"}
        }
        if "://" in json.dumps(told):
            faults.append(f"URL: {name}")
        if name and "integrity" not in package:
            faults.append(f"no hash: {name}")
    return faults


def test_lock_of_the_pages_pins_by_hash_and_names_no_url(root: Path) -> None:
    lock = json.loads((root / "web" / "package-lock.json").read_text())
    assert len(lock["packages"]) > 20
    assert find_page_faults(lock) == []


@pytest.mark.parametrize(
    "planted",
    [{"version": "1.0.0"}, {"integrity": "sha512-x", "resolved": "https://example.org/a.tgz"}],
)
def test_a_planted_fault_of_the_pages_is_found(planted: dict[str, str]) -> None:
    assert find_page_faults({"packages": {"node_modules/a": planted}})


def test_packages_of_the_pages_are_pinned(root: Path) -> None:
    project = json.loads((root / "web" / "package.json").read_text())
    wanted = {**project.get("dependencies", {}), **project["devDependencies"]}
    assert [name for name, version in wanted.items() if not version[0].isdigit()] == []
