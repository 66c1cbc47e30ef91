"""Locks that can be kept: each by itself, on a route of its own, breaks no rule."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from routing.errors import Fault, InputError, fault
from routing.problem.evaluate import evaluate_route, route_name
from routing.problem.lock import Lock, LockKind
from routing.problem.problem import Problem
from routing.problem.request import ANY_HUB, RequestKind
from routing.problem.sequences import (
    Item,
    ItemKind,
    RouteSequence,
    deliver,
    end,
    pickup,
    reload,
)
from routing.problem.verdict import Rule, Violation
from routing.units import NO_LIMIT

_MENDED_BY_RELOADS: Final = frozenset({Rule.CAPACITY, Rule.HUB})


def require_feasible_locks(problem: Problem) -> None:
    """Do nothing when every lock of a problem can be kept.

    Raises
    ------
    InputError
        Naming each lock that breaks a rule by itself, the rule, and by how much.
    """
    faults = list(find_lock_faults(problem))
    if faults:
        raise InputError(faults)


def find_lock_faults(problem: Problem) -> Iterator[Fault]:
    """Yield a fault for each rule that a lock breaks on the best route with nothing else on it.

    What other items could mend (a rest, a reload, a pair's second half) is not held against it.
    """
    for number, lock in enumerate(problem.locks):
        for violation in _find_broken(problem, lock):
            yield fault(
                "problem.lock_cannot_hold",
                column="locks",
                lock=number,
                kind=lock.kind.value,
                where=violation.where,
                rule=violation.rule.value,
                amount=violation.amount,
            )


def _find_broken(problem: Problem, lock: Lock) -> tuple[Violation, ...]:
    """Return what is broken on the route of a lock that breaks least."""
    ordered = lock.kind is not LockKind.VEHICLE
    trials = [lock.items] if ordered else [(item,) for item in _first_visits(lock)]
    found: list[Violation] = []
    for items in trials:
        routes = list(_list_routes(problem, lock, _complete(problem, items)))
        broken = [_judge(problem, lock, route) for route in routes]
        least: tuple[Violation, ...] = min(broken, key=len, default=())
        found += least
    return tuple(found)


def _first_visits(lock: Lock) -> list[Item]:
    visits = {item.request: item for item in reversed(lock.items) if item.request >= 0}
    return list(reversed(visits.values()))


def _complete(problem: Problem, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return items with the missing halves of pairs."""
    had = {(item.kind, item.request) for item in items}
    before: list[Item] = []
    after: list[Item] = []
    for index in dict.fromkeys(item.request for item in items if item.request >= 0):
        if problem.requests[index].kind is RequestKind.PAIR:
            before += [pickup(index)] * ((ItemKind.PICKUP, index) not in had)
            after += [deliver(index)] * ((ItemKind.DELIVERY, index) not in had)
    closing = items[-1:] if items and items[-1].kind is ItemKind.END else ()
    return (*before, *items[: len(items) - len(closing)], *after, *closing)


def _list_routes(problem: Problem, lock: Lock, items: tuple[Item, ...]) -> Iterator[RouteSequence]:
    """Yield the ways a route of these items alone may be closed."""
    if items and items[-1].kind is ItemKind.END:
        yield RouteSequence(lock.shift, items)
        return
    shift = problem.shifts[lock.shift]
    for last in shift.end_hubs:
        yield RouteSequence(lock.shift, (*items, end(last)))
        for hub in shift.reload_hubs:
            yield RouteSequence(lock.shift, (*items, reload(hub), end(last)))


def _judge(problem: Problem, lock: Lock, route: RouteSequence) -> tuple[Violation, ...]:
    """Return what a route breaks and no further item could mend."""
    mended: frozenset[Rule] = frozenset()
    if lock.kind is not LockKind.PREFIX and problem.shifts[lock.shift].reload_hubs:
        problem, mended = _without_rides(problem, route), _MENDED_BY_RELOADS
    name = route_name(problem, route.shift)
    return tuple(
        found
        for found in evaluate_route(problem, route).violations
        if found.rule not in mended and not (found.rule is Rule.BREAK and found.where == name)
    )


def _without_rides(problem: Problem, route: RouteSequence) -> Problem:
    """Return the problem with nothing asked of a route's requests that a reload could give."""
    requests = list(problem.requests)
    for index in route.requests:
        requests[index] = replace(
            requests[index],
            max_ride_s=NO_LIMIT,
            deliver_by_s=NO_LIMIT,
            released_s=0,
            hub=ANY_HUB,
            tags=frozenset(),
            exclude_tags=frozenset(),
        )
    return replace(problem, requests=tuple(requests), locks=())
