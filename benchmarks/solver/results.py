"""Results as JSON lines: one run for each state, machine, instance, solver and seed."""

import hashlib
import json
import os
import platform
import subprocess
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = ("routing/problem", "routing/solver")
LOCK = "requirements-bench.lock"
PACKAGES = {"pyvrp": "pyvrp", "vroom": "pyvroom", "ortools": "ortools"}


def solver_state() -> str:
    """Return a hash of the solver's sources and of the bench's lock, which a table shares."""
    digest = hashlib.sha256()
    files = [file for name in SOURCES for file in sorted((ROOT / name).rglob("*.py"))]
    for file in [*files, ROOT / LOCK]:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:10]


def commit() -> str:
    """Return the commit that is checked out, with a mark when files differ from it."""
    command = ["git", "describe", "--always", "--dirty", "--abbrev=10", "--exclude=*"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def machine() -> str:
    """Return what the machine is: its processor and how many of them."""
    names = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    return f"{names[0] if names else platform.machine()} x{os.cpu_count()}"


def peer_version(solver: str) -> str:
    """Return which version of a peer is installed; empty for our own solver or none."""
    package = PACKAGES.get(solver.partition(":")[0])
    return "" if package is None else version(package)


class Results:
    """The lines of one file, appended to as runs end."""

    def __init__(self, path: Path) -> None:
        self.path = path
        lines = path.read_text().splitlines() if path.exists() else []
        self.rows: list[dict] = [json.loads(line) for line in lines if line.strip()]

    def has(self, key: dict[str, object], ignore: Iterable[str] = ()) -> bool:
        """Tell whether there is a run with all the values of a key."""
        wanted = {name: value for name, value in key.items() if name not in set(ignore)}
        return any(all(row.get(n) == v for n, v in wanted.items()) for row in self.rows)

    def add(self, row: dict[str, object]) -> None:
        """Append a run."""
        self.rows.append(row)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a") as file:
            file.write(json.dumps(row) + "\n")
