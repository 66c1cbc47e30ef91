"""Run solvers in turn on a folder of instances, or print the table of what was run.

python -m benchmarks.solver [FOLDER] --sets solomon,X,mountain --time 10 --seeds 3 \\
    --solvers luco,pyvrp,vroom,ortools [--instances R108,…] [--threads 1] [--table]

FOLDER holds a folder for each set and a table `bks.csv` with the columns class, instance, clients,
bks, bks_vehicles. Without it only the drawn sets `mountain` and `week` are run.
"""

import argparse
import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from benchmarks.solver.cases import Case, list_cases
from benchmarks.solver.results import Results, commit, machine, peer_version, solver_state
from benchmarks.solver.table import tabulate

FILE = Path("out/benchmarks/solver.jsonl")
PAGE = "docs/explanation/solver-benchmarks.md"
GRACE_S = 300.0
"""How much longer than its time a run may take before it counts as hung."""
UNSEEDED = ("vroom", "ortools")
"""Solvers that know no seed: one run each."""


def main() -> None:
    given = parse()
    families, names = split(given.sets), split(given.instances)
    if given.folder is not None and not (given.folder / "bks.csv").exists():
        raise SystemExit(f"{given.folder}: no folder with a bks.csv; see {PAGE}")
    if given.folder is None:
        print("# no folder of instances given: only the drawn sets are run", file=sys.stderr)
    cases = list_cases(given.folder, families, names)
    if not cases:
        raise SystemExit("no instance has those sets and names")
    results = Results(given.results)
    solvers = given.solvers.split(",")
    if not given.table:
        for case in cases:
            run_case(case, solvers, given, results)
    rows = [row for row in results.rows if wanted(row, given)]
    print(tabulate(cases, rows, solvers))


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--sets", default="", help="all when not given")
    parser.add_argument("--instances", default="", help="all of the sets when not given")
    parser.add_argument("--time", type=float, help="seconds; else what the goals are stated for")
    parser.add_argument("--seeds", type=int, default=1, help="how many, from 1")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--solvers", default="luco,pyvrp,pyvrp:optional,vroom,ortools")
    parser.add_argument("--results", type=Path, default=FILE)
    parser.add_argument("--table", action="store_true", help="only print what was run already")
    parser.add_argument(
        "--keep-peers", action="store_true", help="peers' results of other states of ours count"
    )
    return parser.parse_args()


def split(names: str) -> set[str]:
    return {name for name in names.split(",") if name}


def run_case(case: Case, solvers: list[str], given: argparse.Namespace, results: Results) -> None:
    """Run every solver on a case, seed by seed, so that all meet the same state of the machine."""
    for seed in range(1, given.seeds + 1):
        for solver in solvers:
            if not meant(case, solver, seed):
                continue
            key = make_key(case, solver, seed, given)
            if results.has(key, ignore=ignored(solver, given)):
                continue
            row = {**key, "commit": commit(), **start(case, key)}
            results.add(row)
            print(tell(row), flush=True, file=sys.stderr)


def meant(case: Case, solver: str, seed: int) -> bool:
    """Tell whether a solver runs: PyVRP's optional way where it can help, unseeded ones once."""
    if solver == "pyvrp:optional":
        return case.path is None
    return solver not in UNSEEDED or seed == 1


def make_key(case: Case, solver: str, seed: int, given: argparse.Namespace) -> dict[str, object]:
    return {
        "state": solver_state(),
        "machine": machine(),
        "instance": case.key,
        "solver": solver,
        "version": peer_version(solver),
        "seed": seed,
        "time_s": given.time or case.usual_time_s,
        "threads": given.threads,
    }


def ignored(solver: str, given: argparse.Namespace) -> tuple[str, ...]:
    return ("state",) if given.keep_peers and not solver.startswith("luco") else ()


def wanted(row: dict, given: argparse.Namespace) -> bool:
    """Tell whether a row belongs to the table: the same state, machine, threads and time."""
    state = row["state"] == solver_state() or bool(ignored(row["solver"], given))
    times = given.time is None or row["time_s"] == given.time
    return state and times and row["machine"] == machine() and row["threads"] == given.threads


def start(case: Case, key: dict[str, object]) -> dict[str, object]:
    """Run a worker and return what it tells, or why it told nothing."""
    told = {**asdict(case), "path": str(case.path) if case.path else None}
    order = {"case": told, **{k: key[k] for k in ("solver", "time_s", "threads", "seed")}}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.solver.worker"],
            input=json.dumps(order),
            capture_output=True,
            text=True,
            check=False,
            timeout=float(str(key["time_s"])) * 2 + GRACE_S,
        )
    except subprocess.TimeoutExpired:
        return {"error": "hung", "wall_s": float(str(key["time_s"])) * 2 + GRACE_S}
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["died"])[-1]
        return {"error": last[:200], "wall_s": 0.0}
    answer: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return answer


def tell(row: dict) -> str:
    if "cost" not in row:
        return f"{row['instance']:24} {row['solver']:16} {row['seed']:3}  {row['error']}"
    faults = f"  {row['faults'][:2]}" if row["faults"] else ""
    return (
        f"{row['instance']:24} {row['solver']:16} {row['seed']:3} {row['cost']:14,.2f}"
        f" {row['routes']:4} routes {row['wall_s']:7.2f} s{faults}"
    )


if __name__ == "__main__":
    main()
