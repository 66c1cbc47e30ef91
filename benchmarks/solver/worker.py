"""One run in a process of its own: an order as JSON on standard input, the result on output."""

import importlib
import json
import resource
import sys
import time
from pathlib import Path

from benchmarks.solver.cases import Case
from benchmarks.solver.mountain_check import check_day
from benchmarks.solver.raw_check import check_solution
from routing.formats.vrp.instance import VrpInstance
from routing.formats.vrp.solution import write_solution
from routing.problem.evaluate import evaluate
from routing.problem.sequences import Sequences
from routing.service.solving import referee_of

SOLVERS = ("luco", "pyvrp", "vroom", "ortools")


def work(order: dict) -> dict[str, object]:
    """Run one solver on one instance and judge what it answers."""
    told = order["case"]
    case = Case(**{**told, "path": Path(told["path"]) if told["path"] else None})
    instance = case.load()
    name, _, variant = order["solver"].partition(":")
    if name not in SOLVERS:
        return {"error": f"{name}: want one of {' '.join(SOLVERS)}", "wall_s": 0.0}
    solver = importlib.import_module(f"benchmarks.solver.run_{name}")
    solver.warm_up()
    begun = time.perf_counter()
    try:
        plan, more = solver.run(
            instance, order["time_s"], order["threads"], order["seed"], variant
        )
    except RuntimeError as error:
        return {"error": str(error), "wall_s": round(time.perf_counter() - begun, 3)}
    wall_s = time.perf_counter() - begun
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"wall_s": round(wall_s, 3), "peak_mb": peak_mb, **judge(case, instance, plan), **more}


def judge(case: Case, instance: VrpInstance, plan: Sequences) -> dict[str, object]:
    """Return the cost of a plan with what the referee and the check by hand find wrong in it."""
    found = evaluate(instance.problem, plan)
    cost = case.published(instance, found.cost.objective, len(plan.routes))
    report = referee_of(instance.problem)(plan)
    faults = [f"referee: {v.rule.value} {v.where}" for v in report.violations]
    told: dict[str, object] = {
        "cost": cost,
        "routes": len(plan.routes),
        "dropped": len(plan.dropped),
        "required_dropped": found.cost.required_dropped,
    }
    if case.path is not None:
        solution = write_solution(instance, plan, found.cost.objective[1])
        by_hand, wrong = check_solution(case.family, case.path.read_text(), solution)
        faults += [f"by hand: {fault}" for fault in wrong]
        if abs(by_hand - cost) > 1e-6 * max(1.0, cost):
            faults.append(f"by hand: costs {by_hand}, not {cost}")
        told["solution"] = solution
    elif case.family == "mountain":
        by_hand, wrong = check_day(instance.problem, plan)
        faults += [f"by hand: {fault}" for fault in wrong]
        if by_hand != found.cost.objective[1]:
            faults.append(f"by hand: costs {by_hand}, not {found.cost.objective[1]}")
    return {**told, "fault_count": len(faults), "faults": faults[:20]}


if __name__ == "__main__":
    print(json.dumps(work(json.load(sys.stdin))))
