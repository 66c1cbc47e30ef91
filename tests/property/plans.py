"""Sequences for any problem: random, feasible by trial, and nearly feasible."""

import numpy as np

from routing.problem.evaluate import evaluate
from routing.problem.problem import Problem
from routing.problem.request import RequestKind
from routing.problem.sequences import (
    Item,
    RouteSequence,
    Sequences,
    deliver,
    end,
    pickup,
    reload,
    rest,
)
from routing.problem.unserved import list_unserved

Rng = np.random.Generator


def random_sequences(rng: Rng, problem: Problem) -> Sequences:
    """Return sequences of any quality: requests in any order, breaks and reloads anywhere."""
    carried: dict[int, list[Item]] = {}
    for index in rng.permutation(len(problem.requests)).tolist():
        if not problem.shifts or rng.random() < 0.2:
            continue
        if _rivals(problem, index) & _served(carried) and rng.random() < 0.9:
            continue
        shift = int(rng.integers(0, len(problem.shifts)))
        items = carried.setdefault(shift, [])
        items[:] = _inserted(rng, problem, items, index, at_end=rng.random() < 0.5)
        if rng.random() < 0.2:
            items.append(rest(int(rng.choice([600, 900, 1800]))))
    routes = tuple(
        RouteSequence(shift, _with_stays(rng, problem, shift, items, careless=0.1))
        for shift, items in sorted(carried.items())
    )
    return Sequences(routes, list_unserved(problem, routes))


def greedy_sequences(rng: Rng, problem: Problem, *, tries: int = 6) -> Sequences:
    """Return sequences that the evaluator finds feasible; what fits nowhere is dropped."""
    routes: dict[int, RouteSequence] = {}
    for index in rng.permutation(len(problem.requests)).tolist():
        for _ in range(tries if problem.shifts else 0):
            shift = int(rng.integers(0, len(problem.shifts)))
            if shift in routes:
                items = list(routes[shift].items[:-1])
                longer = _inserted(rng, problem, items, index)
                last = end(_random_end(rng, problem, shift))
                route = RouteSequence(shift, (*longer, last))
            else:
                items = _inserted(rng, problem, [], index)
                route = RouteSequence(shift, _with_stays(rng, problem, shift, items))
            if _fits(problem, {**routes, shift: route}):
                routes[shift] = route
                break
    ordered = tuple(routes[shift] for shift in sorted(routes))
    return Sequences(ordered, list_unserved(problem, ordered))


def nearly_feasible_sequences(rng: Rng, problem: Problem) -> Sequences:
    """Return feasible sequences with one change that may break a rule or two."""
    good = greedy_sequences(rng, problem)
    if not good.routes:
        return good
    routes = list(good.routes)
    at = int(rng.integers(0, len(routes)))
    items = list(routes[at].items[:-1])
    last = routes[at].items[-1]
    change = int(rng.integers(0, 6))
    if change == 0 and good.dropped:
        items = _inserted(rng, problem, items, int(rng.choice(good.dropped)))
    elif change == 1:
        items = [items[i] for i in rng.permutation(len(items))]
    elif change == 2:
        last = end(int(rng.integers(0, len(problem.hubs))))
    elif change == 3 and items:
        del items[int(rng.integers(0, len(items)))]
    elif change == 4:
        hub = int(rng.integers(0, len(problem.hubs)))
        items.insert(int(rng.integers(0, len(items) + 1)), reload(hub))
    else:
        items.insert(int(rng.integers(0, len(items) + 1)), rest(int(rng.choice([600, 900]))))
    routes[at] = RouteSequence(routes[at].shift, (*items, last))
    return Sequences(tuple(routes), list_unserved(problem, routes))


def _inserted(
    rng: Rng, problem: Problem, items: list[Item], index: int, *, at_end: bool = False
) -> list[Item]:
    """Return items with the visits of a request among them, a pair's in their order."""
    kind = problem.requests[index].kind
    visits = [deliver(index) if kind is RequestKind.DELIVERY else pickup(index)]
    if kind is RequestKind.PAIR:
        visits.append(deliver(index))
    longer = list(items)
    at = 0
    for visit in visits:
        at = len(longer) if at_end else int(rng.integers(at, len(longer) + 1))
        longer.insert(at, visit)
        at += 1
    return longer


def _with_stays(
    rng: Rng, problem: Problem, shift: int, items: list[Item], *, careless: float = 0.0
) -> tuple[Item, ...]:
    """Return items with the shift's breaks, perhaps reloads, and an end."""
    longer = list(items)
    for planned, one in enumerate(problem.shifts[shift].breaks):
        if rng.random() >= careless:
            longer.insert(int(rng.integers(0, len(longer) + 1)), rest(one.duration_s, planned))
    hubs = problem.shifts[shift].reload_hubs
    if rng.random() < careless:
        hubs = tuple(range(len(problem.hubs)))
    while hubs and rng.random() < 0.4:
        longer.insert(int(rng.integers(0, len(longer) + 1)), reload(int(rng.choice(hubs))))
    return (*longer, end(_random_end(rng, problem, shift)))


def _rivals(problem: Problem, index: int) -> set[int]:
    return {i for group in problem.alternatives if index in group for i in group}


def _served(carried: dict[int, list[Item]]) -> set[int]:
    return {item.request for items in carried.values() for item in items}


def _fits(problem: Problem, routes: dict[int, RouteSequence]) -> bool:
    left = list_unserved(problem, routes.values())
    return evaluate(problem, Sequences(tuple(routes.values()), left)).feasible


def _random_end(rng: Rng, problem: Problem, shift: int) -> int:
    return int(rng.choice(problem.shifts[shift].end_hubs))
