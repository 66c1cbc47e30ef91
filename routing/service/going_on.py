"""A plan in the indices of another problem, so that a search can go on from it."""

from dataclasses import replace
from typing import Protocol

from routing.plan.plan import Plan
from routing.plan.promises import list_promises
from routing.problem.problem import Problem
from routing.problem.sequences import Item, ItemKind, RouteSequence, Sequences
from routing.problem.unserved import list_unserved
from routing.solver.answer import SolveOptions


class Planned(Protocol):
    """A plan, the problem it solves, and the sequences it was dated from."""

    @property
    def plan(self) -> Plan:
        """The plan as it was told."""

    @property
    def problem(self) -> Problem:
        """What it solves."""

    @property
    def sequences(self) -> Sequences:
        """Its routes, in the indices of that problem."""


def without_idle_past(problem: Problem, base: Planned, keep_days: int) -> Problem:
    """Return a problem without the shifts of kept days that a plan left unused: they are over."""
    kept_until = base.problem.horizon.date(keep_days)
    used = {(route.vehicle, route.date) for route in base.plan.routes}
    shifts = tuple(
        shift
        for shift in problem.shifts
        if shift.date >= kept_until or (problem.vehicles[shift.vehicle].id, shift.date) in used
    )
    return replace(problem, shifts=shifts)


def go_on_from(
    base: Planned, start: Planned, problem: Problem, keep_days: int, options: SolveOptions
) -> SolveOptions:
    """Return options that keep the first days of a base and search from where a start stands."""
    kept_until = base.problem.horizon.date(keep_days)
    fixed = tuple(
        route
        for route in move_plan(base, problem).routes
        if problem.shifts[route.shift].date < kept_until
    )
    return replace(options, fixed=fixed, start_from=move_plan(start, problem))


def move_plan(planned: Planned, problem: Problem) -> Sequences:
    """Return the routes of a plan in the indices of another problem, without what is gone."""
    shifts = _shifts_by_name(problem)
    requests = _requests_by_name(problem)
    hubs = {hub.id: i for i, hub in enumerate(problem.hubs)}
    old = planned.problem

    def move(item: Item) -> Item | None:
        if item.request >= 0:
            request = old.requests[item.request]
            index = requests.get((request.id, request.part))
            return None if index is None else replace(item, request=index)
        if item.kind is not ItemKind.BREAK:
            return replace(item, hub=hubs[old.hubs[item.hub].id])
        return item

    routes: list[RouteSequence] = []
    for route in planned.sequences.routes:
        shift = old.shifts[route.shift]
        new = shifts.get((old.vehicles[shift.vehicle].id, shift.date))
        items = tuple(item for item in map(move, route.items) if item is not None)
        if new is not None and any(item.request >= 0 for item in items):
            routes.append(RouteSequence(new, items))
    return Sequences(tuple(routes), list_unserved(problem, tuple(routes)))


def tell_promises(planned: Planned, problem: Problem) -> tuple[tuple[int, int, int], ...]:
    """Return what a plan told: the request, the shift and the start in s, as of a problem."""
    shifts = _shifts_by_name(problem)
    requests = _requests_by_name(problem)
    return tuple(
        (
            requests[key],
            shifts[promise.vehicle, promise.start.date()],
            problem.horizon.seconds(promise.start),
        )
        for key, promise in list_promises(planned.plan).items()
        if key in requests and (promise.vehicle, promise.start.date()) in shifts
    )


def _shifts_by_name(problem: Problem) -> dict[tuple[str, object], int]:
    return {
        (problem.vehicles[shift.vehicle].id, shift.date): i
        for i, shift in enumerate(problem.shifts)
    }


def _requests_by_name(problem: Problem) -> dict[tuple[str, int], int]:
    return {(request.id, request.part): i for i, request in enumerate(problem.requests)}
