"""What a new plan changes of a running one, and why it does."""

from dataclasses import replace
from typing import Final

from routing.problem.problem import Problem
from routing.problem.sequences import RouteSequence, Sequences
from routing.problem.time_window import cut_windows
from routing.problem.verdict import Reason, Rule
from routing.solver.answer import Changed, Running
from routing.solver.part import cut_out
from routing.solver.reasons import explain_dropped
from routing.solver.running import Promise, list_moves

MOST_EXPLAINED: Final = 50
"""Changes of one plan that get their reasons."""


def list_changed(
    problem: Problem, running: Running, plan: Sequences, dropped: dict[int, tuple[Reason, ...]]
) -> tuple[Changed, ...]:
    """Return every promise that a plan does not keep, with what stood in the way of it.

    Parameters
    ----------
    dropped
        The reasons of what the plan leaves out.
    """
    found = []
    for count, (index, before, after, what) in enumerate(list_moves(problem, running, plan)):
        reasons = dropped.get(index, ())
        if after is not None and count < MOST_EXPLAINED:
            reasons = explain_change(problem, running, plan, index, before)
        changed = Changed(
            request=index,
            what=what,
            shift=before.shift,
            start_s=before.start_s,
            new_shift=None if after is None else after.shift,
            new_start_s=None if after is None else after.start_s,
            reasons=reasons,
        )
        found.append(changed)
    return tuple(found)


def explain_change(
    problem: Problem, running: Running, plan: Sequences, index: int, before: Promise
) -> tuple[Reason, ...]:
    """Return why a request is not served as promised: what that would break, or its price."""
    unit = problem.shifts[before.shift].vehicle
    own = {number for number, shift in enumerate(problem.shifts) if shift.vehicle == unit}
    routes = [without(route, index) for route in plan.routes]
    rest = Sequences(tuple(route for route in routes if route.visits), (index,))
    part = cut_out(replace(problem, locks=()), rest, own, (index,))
    at = part.requests.index(index)
    request = part.problem.requests[at]
    windows = cut_windows(request.windows, before.hours(running.tolerance_s))
    held = replace(request, windows=windows, deferrable=False, required=True)
    requests = (*part.problem.requests[:at], held, *part.problem.requests[at + 1 :])
    promised = replace(part.problem, requests=requests)
    reasons = explain_dropped(promised, replace(part.narrow(rest), dropped=(at,)))[at]
    if any(reason.code is Rule.NO_REASON_FOUND for reason in reasons):
        return (Reason(Rule.PRICE, "solver.changed.cheaper"),)
    return reasons


def without(route: RouteSequence, index: int) -> RouteSequence:
    """Return a route that does not visit a request."""
    items = tuple(item for item in route.items if item.request != index)
    return RouteSequence(route.shift, items)
