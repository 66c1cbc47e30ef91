"""Repairs: for what is left out, the cheapest single change that would let it in.

Each change is tried by solving again what lies around the request; what is not served then, or
breaks a rule, is no repair.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from routing.problem.cost import Cost
from routing.problem.evaluate import evaluate
from routing.problem.problem import Problem
from routing.problem.sequences import RouteSequence, Sequences
from routing.problem.verdict import Repair
from routing.solver.answer import Judge
from routing.solver.changes import Change, list_changes
from routing.solver.engine import Turn, open_workshop
from routing.solver.part import cut_out
from routing.solver.ruin_recreate import RuinRecreate

STEPS: Final = 300
"""Rounds of ruin and recreate with which each change is tried."""
ROUTES: Final = 4
"""Routes near the request that may change, on each day."""
SPARE: Final = 12
"""Shifts without a route that may be used."""


@dataclass(frozen=True, slots=True)
class Trying:
    """How changes are tried: the referee of changed problems, a seed, and how long to go on.

    Without a referee nothing is tried. `may_go_on` is asked before each change.
    """

    judge: Judge | None
    seed: int
    may_go_on: Callable[[], bool] = lambda: True


def find_repairs(
    problem: Problem, plan: Sequences, trying: Trying, *, most: int
) -> dict[int, Repair]:
    """Return repairs of requests that a plan leaves out, by index.

    Repairs are looked for of so many requests at `most`: of required ones first, and of those
    with the highest priority, then of the heaviest.
    """
    if trying.judge is None or not RuinRecreate.supports(problem):
        return {}
    found: dict[int, Repair] = {}
    for index in sorted(plan.dropped, key=lambda i: _urgency(problem, i))[:most]:
        repair = find_repair(problem, plan, index, trying)
        if repair is not None:
            found[index] = repair
    return found


def _urgency(problem: Problem, index: int) -> tuple[bool, int, int, int]:
    request = problem.requests[index]
    return not request.required, -request.priority, -request.weight_g, index


def find_repair(problem: Problem, plan: Sequences, index: int, trying: Trying) -> Repair | None:
    """Return the cheapest change that lets a request in, None when none does.

    What may be left out must also cost less served than left out.
    """
    if not trying.may_go_on():
        return None
    part = cut_out(problem, plan, choose_around(problem, plan, index), (index,))
    own, start = part.requests.index(index), part.narrow(plan)
    before = evaluate(part.problem, start).cost
    best: Repair | None = None
    for change in list_changes(part.problem, own):
        if not trying.may_go_on():
            break
        after = try_change(change, start, own, trying)
        if after is None or after.objective >= before.objective:
            continue
        extra_minor = _money(after) - _money(before)
        if best is None or extra_minor < best.extra_minor:
            best = Repair(change.key, change.params, extra_minor)
    return best


def try_change(change: Change, start: Sequences, index: int, trying: Trying) -> Cost | None:
    """Return what the part costs once a change has let a request in, None when it does not.

    That is so when the evaluator and the referee find no fault in a plan that serves it.
    """
    engine = RuinRecreate(open_workshop(change.problem, trying.seed))
    plan = engine.fill(start)
    found = engine.propose(Turn(plan, STEPS, 1.0, 60.0))
    costs = []
    for option in [plan] if found is None else [found.sequences, plan]:
        evaluation = evaluate(change.problem, option)
        if index not in option.dropped and not evaluation.violations:
            costs.append((evaluation.cost, option))
    for cost, option in sorted(costs, key=lambda each: each[0].objective):
        if trying.judge and not trying.judge(change.problem, option).violations:
            return cost
    return None


def choose_around(problem: Problem, plan: Sequences, index: int) -> set[int]:
    """Return the shifts of the routes nearest to a request on each day, and some to spare."""
    chosen: set[int] = set()
    for day in range(problem.horizon.days):
        routes = [route for route in plan.routes if problem.shifts[route.shift].day == day]
        routes.sort(key=lambda route: (_apart_s(problem, route, index), route.shift))
        chosen.update(route.shift for route in routes[:ROUTES])
    used = {route.shift for route in plan.routes}
    spare: dict[tuple[int, ...], int] = {}
    for number, shift in enumerate(problem.shifts):
        kind = problem.vehicles[shift.vehicle].vehicle_type
        if number not in used:
            spare.setdefault((kind, shift.start_hub, shift.day), number)
    return chosen.union(list(spare.values())[:SPARE])


def _apart_s(problem: Problem, route: RouteSequence, index: int) -> int:
    """Return the seconds from a route's nearest stop to a request; no road is far."""
    shift, there = problem.shifts[route.shift], problem.requests[index].stop
    stops = [problem.requests[i].stop for i in route.requests]
    legs_s = problem.matrix_of(shift).duration_s[stops, there]
    reached_s = legs_s[legs_s >= 0]
    return int(reached_s.min()) if len(reached_s) else int(np.iinfo(np.int64).max)


def _money(cost: Cost) -> int:
    return cost.total_minor + cost.penalty_minor
