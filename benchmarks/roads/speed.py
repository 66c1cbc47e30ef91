"""How fast matrices, closures and seasons are: every engine in turn, over and over."""

import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.roads.engines import Engine
from benchmarks.roads.networks import Longs, Network

COLUMNS = ("order", "season", "10 closed", "500²", "closed + 500²", "2000²", "one path")
PATHS = 200
TRIES = 3
LONG_MS = 5000

Table = dict[str, dict[str, float]]
"""Least milliseconds by engine and column."""


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds that something takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def least_ms(work: Callable[[], object]) -> float:
    """Return the least milliseconds of some tries, of one where that takes long."""
    least = timed(work)
    for _ in range(TRIES - 1 if least < LONG_MS else 0):
        least = min(least, timed(work))
    return least


class Race:
    """Measures all engines one right after the other, so that a busy moment meets all alike.

    Each has three tries in a row, as the first may still have to get its memory, but only one
    where that takes long. The least is kept, which other load on the machine disturbs least.
    """

    def __init__(self, engines: Sequence[Engine], network: Network, nodes: Longs) -> None:
        self.engines, self.nodes = engines, nodes
        self.found: Table = defaultdict(dict)
        rng = np.random.default_rng(2)
        self.closed = rng.choice(network.n_edges, 10, replace=False)
        self.pairs = rng.choice(nodes, (PATHS, 2)).tolist()

    def run(self, rounds: int) -> Table:
        """Return what every engine takes at least."""
        self._each("order", "order", lambda engine: engine.order)
        for engine in self.engines:
            engine.customise()
        for _ in range(rounds):
            self._each("season", "season", lambda engine: engine.customise)
        for _ in range(rounds):
            for engine in self.engines:
                self._close(engine)
        for engine in self.engines:
            engine.customise()
        for _ in range(rounds):
            for size in (500, len(self.nodes)):
                self._each(f"{size}²", "table", lambda engine, n=size: self._table(engine, n))
            self._each("one path", "path", self._paths, PATHS)
        return self.found

    def _each(
        self, column: str, step: str, work_of: Callable[[Engine], Callable[[], object]],
        times: int = 1,
    ) -> None:  # fmt: skip
        for engine in self.engines:
            if step in engine.steps:
                share = engine.share if step == "table" else 1
                work = work_of(engine)
                self._keep(engine, column, least_ms(work) * share / times)

    def _keep(self, engine: Engine, column: str, value: float) -> None:
        row = self.found[engine.name]
        row[column] = min(value, row.get(column, value))

    def _table(self, engine: Engine, size: int) -> Callable[[], object]:
        return lambda: engine.many_to_many(self.nodes[: size // engine.share], self.nodes[:size])

    def _paths(self, engine: Engine) -> Callable[[], object]:
        return lambda: [engine.path(a, b) for a, b in self.pairs]

    def _close(self, engine: Engine) -> None:
        if "close" in engine.steps:
            engine.customise()
            alone = timed(lambda: engine.close(self.closed))
            self._keep(engine, "10 closed", alone)
            self._keep(engine, "closed + 500²", alone + timed(self._table(engine, 500)))


def print_table(network: Network, rows: Table, first: str) -> None:
    """Print one network's table in Markdown, and how many times faster than others `first` is."""
    print(f"\n### {network.title}\n")
    print("| ms | " + " | ".join(COLUMNS) + " |")
    print("|---" * (len(COLUMNS) + 1) + "|")
    ours = rows[first]
    for name, found in rows.items():
        cells = [_cell(found.get(column), ours[column], name == first) for column in COLUMNS]
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


def _cell(value: float | None, ours: float, is_first: bool) -> str:  # noqa: FBT001
    if value is None:
        return ""
    text = f"{value:,.2f}" if value < 10 else f"{value:,.0f}"
    return text if is_first else f"{text} (×{value / ours:,.1f})"


@dataclass(frozen=True)
class Child:
    """What a program took: seconds, seconds of a processor, MB at most; and what it printed."""

    seconds: float
    processor_s: float
    peak_mb: float
    told: str


def measure_child(command: Sequence[str]) -> Child:
    """Run a program and measure it.

    A small process of its own starts it: a child's peak counts what its parent held before.
    """
    launcher = Path(__file__).with_name("launch.py")
    done = subprocess.run(
        [sys.executable, str(launcher), *command], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    *told, last = done.stdout.splitlines()
    return Child(*map(float, last.split()), "\n".join(told))
