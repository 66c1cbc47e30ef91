"""Random problems in VROOM's format: our answers beside VROOM's, judged by its own plan mode.

Usage: python -m benchmarks.solver.vroom_random [--seeds 0:100] [--shape 10,4,4]

Ours gets VROOM's own time at its deepest search, at least a second, and one thread like VROOM.
"""

import argparse
import json
from collections import Counter
from time import perf_counter

from benchmarks.solver.vroom_problems import (
    Json,
    Shape,
    check_by_vroom,
    impose,
    make_problem,
    solve_by_vroom,
)
from routing.formats.vroom.read_document import read_document
from routing.service.vroom.solving import answer_vroom, open_case
from routing.solver.answer import SolveOptions
from routing.solver.ready import ready_kernel

LEAST_S = 1.0


def main() -> None:
    """Solve each problem by both and print what differs, then the sums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="0:100")
    parser.add_argument("--shape", default="10,4,4", help="jobs,shipments,vehicles")
    asked = parser.parse_args()
    first, last = map(int, asked.seeds.split(":"))
    shape = Shape(*map(int, asked.shape.split(",")))
    ready_kernel()
    counts, shares = Counter[str](), list[float]()
    for seed in range(first, last):
        problem = make_problem(seed, shape)
        theirs, ours = solve_both(problem)
        verdict = compare(theirs, ours)
        counts[verdict] += 1
        if theirs["unassigned"] == ours["unassigned"] and verdict != "invalid":
            shares.append(ours["cost"] / max(1, theirs["cost"]))
        if verdict not in ("equal", "cheaper"):
            print(f"seed {seed}: {verdict}: {brief(ours)}, VROOM {brief(theirs)}")
    mean = sum(shares) / max(1, len(shares))
    print(f"{dict(counts)}; mean cost {mean:.4f} of VROOM's where both leave as many")


def solve_both(problem: Json) -> tuple[Json, Json]:
    """Return the summaries of VROOM's answer and of ours, both as VROOM tells them."""
    began = perf_counter()
    theirs = solve_by_vroom(problem)
    seconds = max(LEAST_S, perf_counter() - began)
    case = open_case(read_document(json.dumps(problem)))
    answer = answer_vroom(case, SolveOptions(time_limit_s=seconds))
    return theirs["summary"], check_by_vroom(impose(problem, answer))["summary"]


def compare(theirs: Json, ours: Json) -> str:
    """Return how our answer compares by VROOM's own order of goals."""
    if ours["violations"]:
        return "invalid"
    mine, other = ((-each["priority"], each["unassigned"]) for each in (ours, theirs))
    if mine != other:
        return "serves more" if mine < other else "serves less"
    if ours["cost"] == theirs["cost"]:
        return "equal"
    return "cheaper" if ours["cost"] < theirs["cost"] else "dearer"


def brief(told: Json) -> str:
    """Return the goals of a summary in a few words."""
    return f"priority {told['priority']}, {told['unassigned']} left, cost {told['cost']}"


if __name__ == "__main__":
    main()
