"""How fast matrices, closures and seasons are, ours and peers in one run.

python -m benchmarks.roads.speed FOLDER [--profile truck] [--tiles 1 6 10]
"""

import argparse
import resource
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.roads.engines import Engine, Ours, SciPy, list_engines
from benchmarks.roads.networks import (
    Longs,
    Network,
    draw_nodes,
    flat,
    open_roads,
    tile,
    weigh_roads,
)
from routing.roads.hierarchy import warm_up

COLUMNS = ("order", "season", "10 closed", "500²", "closed + 500²", "2000²", "one path")
SLOW_NODES = 100_000
"""From this size on SciPy is asked for a twentieth of the sources and the time multiplied."""

SHARE = 20


def best_ms(work: Callable[[], object], repeats: int) -> float:
    """Return the least time of several runs, which other load on the machine disturbs least."""
    return min(_timed(work) for _ in range(repeats))


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def measure(engine: Engine, network: Network, nodes: Longs) -> dict[str, float]:
    """Return milliseconds by column."""
    rng = np.random.default_rng(2)
    closed = rng.choice(network.n_edges, 10, replace=False)
    pairs = rng.choice(nodes, (200, 2)).tolist()
    found = {"order": best_ms(engine.order, 1), "season": best_ms(engine.customise, 3)}
    alone, with_table = [], []
    for _ in range(5):
        engine.customise()
        alone.append(_timed(lambda: engine.close(closed)))
        with_table.append(alone[-1] + _timed(lambda: engine.many_to_many(nodes[:500])))
    engine.customise()
    paths = best_ms(lambda: [engine.path(a, b) for a, b in pairs], 3)
    return found | {
        "10 closed": min(alone),
        "closed + 500²": min(with_table),
        "500²": best_ms(lambda: engine.many_to_many(nodes[:500]), 5),
        "2000²": best_ms(lambda: engine.many_to_many(nodes), 3),
        "one path": paths / len(pairs),
    }


def measure_scipy(engine: SciPy, nodes: Longs) -> dict[str, float]:
    """Return what SciPy takes; on large networks from a share of the sources, multiplied."""
    share = SHARE if engine.network.n_nodes >= SLOW_NODES else 1
    engine.customise()
    return {
        f"{size}²": share * _timed(partial(engine.rows, nodes[: size // share]))
        for size in (500, 2000)
    }


def print_table(network: Network, rows: dict[str, dict[str, float]]) -> None:
    """Print one network's table in Markdown, milliseconds, and how many times ours is faster."""
    print(f"\n### {network.title}\n")
    print("| ms | " + " | ".join(COLUMNS) + " |")
    print("|---" * (len(COLUMNS) + 1) + "|")
    ours = rows[Ours.name]
    for name, found in rows.items():
        cells = [_cell(found.get(column), ours[column], name) for column in COLUMNS]
        print(f"| {name} | " + " | ".join(cells) + " |")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"\nPeak memory of this process so far, all engines: {peak} MB.")


def _cell(value: float | None, ours: float, name: str) -> str:
    if value is None:
        return ""
    text = f"{value:,.2f}" if value < 10 else f"{value:,.0f}"
    return text if name == Ours.name else f"{text} (×{value / ours:,.1f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="imported roads")
    parser.add_argument("--profile", default="truck")
    parser.add_argument("--tiles", type=int, nargs="+", default=[1, 6])
    parser.add_argument("--ours-only", action="store_true", help="for the peak of memory")
    options = parser.parse_args()
    roads = flat(weigh_roads(open_roads(options.folder), options.profile, "dry"))
    warm_up()
    for side in options.tiles:
        network = tile(roads, side) if side > 1 else roads
        nodes = draw_nodes(network, 2000)
        engines = [Ours(network)] if options.ours_only else list_engines(network)
        rows = {each.name: measure(each, network, nodes) for each in engines}
        if not options.ours_only:
            rows[SciPy.name] = measure_scipy(SciPy(network), nodes)
        print_table(network, rows)


if __name__ == "__main__":
    main()
