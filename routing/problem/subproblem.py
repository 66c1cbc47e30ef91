"""What is left to decide when some routes stay as they are."""

from collections import defaultdict
from dataclasses import replace

from routing.problem.evaluate import evaluate_route
from routing.problem.hub import Hub
from routing.problem.problem import Problem
from routing.problem.sequences import Item, ItemKind, RouteSequence, Sequences


def without_routes(
    problem: Problem, fixed: tuple[RouteSequence, ...]
) -> tuple[Problem, tuple[int, ...], tuple[int, ...]]:
    """Return the problem that fixed routes leave, and how its indices map back.

    Shifts and requests of the fixed routes are gone; hub intake and weekly driving are
    lessened by what the fixed routes use.

    Returns
    -------
    The smaller problem; for each of its shifts and for each of its requests the index in the
    given problem.
    """
    if not fixed:
        every = tuple(range(len(problem.shifts))), tuple(range(len(problem.requests)))
        return problem, *every
    used = {route.shift for route in fixed}
    served = {index for route in fixed for index in route.requests}
    shifts = tuple(i for i in range(len(problem.shifts)) if i not in used)
    requests = tuple(i for i in range(len(problem.requests)) if i not in served)
    hubs, driven = _use_up(problem, fixed)
    smaller = replace(
        problem,
        shifts=tuple(problem.shifts[i] for i in shifts),
        requests=tuple(problem.requests[i] for i in requests),
        hubs=hubs,
        vehicles=tuple(
            replace(unit, driven_s=driven[i]) for i, unit in enumerate(problem.vehicles)
        ),
    )
    return smaller, shifts, requests


def join_routes(
    fixed: tuple[RouteSequence, ...],
    rest: Sequences,
    shifts: tuple[int, ...],
    requests: tuple[int, ...],
) -> Sequences:
    """Return fixed routes and the answer of the smaller problem in the indices of the whole."""
    moved = tuple(
        RouteSequence(
            shifts[route.shift], tuple(_move_item(item, requests) for item in route.items)
        )
        for route in rest.routes
    )
    routes = sorted((*fixed, *moved), key=lambda route: route.shift)
    return Sequences(tuple(routes), tuple(sorted(requests[i] for i in rest.dropped)))


def _move_item(item: Item, requests: tuple[int, ...]) -> Item:
    if item.kind is ItemKind.PICKUP:
        return replace(item, request=requests[item.request])
    return item


def _use_up(
    problem: Problem, fixed: tuple[RouteSequence, ...]
) -> tuple[tuple[Hub, ...], list[tuple[int, ...]]]:
    grams: dict[tuple[int, int], int] = defaultdict(int)
    millilitres: dict[tuple[int, int], int] = defaultdict(int)
    driven = [list(unit.driven_s) for unit in problem.vehicles]
    for route in fixed:
        dated = evaluate_route(problem, route)
        shift = problem.shifts[route.shift]
        key = route.end_hub, problem.horizon.day_of(dated.items[-1].arrival_s)
        grams[key] += dated.load_g
        millilitres[key] += dated.load_ml
        driven[shift.vehicle][problem.horizon.week_of(shift.day)] += dated.driving_s
    days = range(problem.horizon.days)
    hubs = tuple(
        replace(
            hub,
            intake_g=tuple(max(0, hub.intake_g[day] - grams[i, day]) for day in days),
            intake_ml=tuple(max(0, hub.intake_ml[day] - millilitres[i, day]) for day in days),
        )
        for i, hub in enumerate(problem.hubs)
    )
    return hubs, [tuple(weeks) for weeks in driven]
