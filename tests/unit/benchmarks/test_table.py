"""The table of results: gaps, means, who is ahead, and what is missing said as missing."""

from pathlib import Path

from benchmarks.solver.cases import Case
from benchmarks.solver.results import Results
from benchmarks.solver.table import gaps, tabulate

CASES = [
    Case("solomon", "R101", 100, 1000.0),
    Case("solomon", "C101", 100, 800.0),
    Case("lilim", "lr101", 106, 1650.0, 19),
    Case("mountain", "1", 300),
]


def row(instance: str, solver: str, cost: float, seed: int = 1, **more: object) -> dict:
    base = {"instance": instance, "solver": solver, "seed": seed, "time_s": 10.0, "routes": 19}
    base["wall_s"] = 10.1
    return {**base, "cost": cost, "faults": [], **more}


ROWS = [
    row("solomon/R101", "luco", 1001.0),
    row("solomon/R101", "luco", 1003.0, seed=2),
    row("solomon/R101", "pyvrp", 1010.0),
    row("solomon/C101", "luco", 800.0),
    row("solomon/C101", "pyvrp", 800.0),
    row("lilim/lr101", "luco", 1650.0),
    row("lilim/lr101", "pyvrp", 1600.0, routes=20),
    row("mountain/1", "luco", 95.0),
    row("mountain/1", "pyvrp", 120.0),
    row("mountain/1", "pyvrp:optional", 100.0),
    row("mountain/1", "ortools", 90.0, faults=["by hand: wrong"]),
]
TABLE = tabulate(CASES, ROWS, ["luco", "pyvrp", "pyvrp:optional", "ortools"])


def line(start: str) -> str:
    return next(one for one in TABLE.splitlines() if one.startswith(start))


def test_gaps_are_means_over_seeds_with_their_span() -> None:
    assert line("| R101*") == "| R101* | 1,000 | +0.20 (+0.10 … +0.30) | +1.00 | – | Lù Cở |"


def test_equal_gaps_are_shared() -> None:
    assert line("| C101").endswith("| Lù Cở = PyVRP |")


def test_tuned_instances_are_marked_and_left_out_of_a_second_mean() -> None:
    assert line("| **mean** |") == "| **mean** | | **+0.10** | **+0.50** | – | |"
    assert line("| **mean, tuned left out**").startswith(
        "| **mean, tuned left out** | | **+0.00** | **+0.00** | – |"
    )


def test_vehicles_come_before_distance_where_they_count() -> None:
    told = line("| lr101")
    assert "| 19 / 1,650.00 | +0.00, 19 vehicles | +5.19, 20 vehicles |" in told
    assert told.endswith("| Lù Cở |")


def test_pyvrp_gets_its_better_way() -> None:
    assert gaps(CASES[3], ROWS, "PyVRP", 100.0) == [0.0]
    assert line("| 1 | 100 | -5.00 | +0.00 | not valid | Lù Cở |")


def test_runs_over_their_time_are_told() -> None:
    assert "Over time" not in TABLE
    late = [*ROWS, row("solomon/R101", "luco", 1000.0, seed=3, wall_s=12.5)]
    told = tabulate(CASES, late, ["luco", "pyvrp"])
    assert told.endswith("- Lù Cở: 1 of 6 runs, at most 12.5 s for 10 on solomon/R101")


def test_runs_are_kept_and_found_again(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "results.jsonl"
    Results(path).add(row("solomon/R101", "luco", 1001.0))
    again = Results(path)
    key = {"instance": "solomon/R101", "solver": "luco", "seed": 1}
    assert again.has(key)
    assert not again.has({**key, "seed": 2})
    assert again.has({**key, "seed": 2}, ignore=["seed"])
