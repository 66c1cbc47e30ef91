"""What was decided before the search: requests that stay together, and locks."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from routing.plan.referee.reading import Halt, RouteReading
from routing.problem.lock import Lock, LockKind
from routing.problem.problem import Problem
from routing.problem.request import NO_GROUP, Request
from routing.problem.sequences import Item, ItemKind
from routing.problem.verdict import Rule, Violation


def check_together(problem: Problem, readings: Sequence[RouteReading]) -> Iterator[Violation]:
    """Yield groups that more than one vehicle serves."""
    units: defaultdict[int, set[str]] = defaultdict(set)
    for reading in readings:
        for part in reading.requests.values():
            units[part.together].add(reading.route.vehicle)
    for group, vehicles in units.items():
        if group != NO_GROUP and len(vehicles) > 1:
            first = next(part for part in problem.requests if part.together == group)
            yield Violation(Rule.TOGETHER, f"{first.id}.{first.part}", len(vehicles) - 1)


def check_locks(problem: Problem, readings: Sequence[RouteReading]) -> Iterator[Violation]:
    """Yield locks whose items are not where they must be."""
    driven = {reading.shift_index: reading for reading in readings}
    for lock in problem.locks:
        reading = driven.get(lock.shift)
        signs = [] if reading is None else [_sign(problem, halt) for halt in reading.halts[1:]]
        wanted = [_sign_of(problem, item) for item in lock.items]
        missing = len(wanted) - _count_kept(lock, wanted, signs)
        if missing:
            shift = problem.shifts[lock.shift]
            where = f"{shift.date}/{problem.vehicles[shift.vehicle].id}"
            yield Violation(Rule.LOCKED, where, missing)


Sign = tuple[object, ...]
"""What is done at a halt, so that two halts can be told the same; a break of any length."""


def _sign(problem: Problem, halt: Halt) -> Sign:
    if halt.request is not None:
        return halt.stop.kind, halt.request.id, halt.request.part
    if halt.hub is not None:
        return halt.stop.kind, halt.hub.id
    return halt.stop.kind, halt.stop.planned


def _sign_of(problem: Problem, item: Item) -> Sign:
    if item.kind in (ItemKind.PICKUP, ItemKind.DELIVERY):
        part: Request = problem.requests[item.request]
        return item.kind.value, part.id, part.part
    if item.kind is ItemKind.BREAK:
        return item.kind.value, item.planned
    return item.kind.value, problem.hubs[item.hub].id


def _count_kept(lock: Lock, wanted: Sequence[Sign], signs: Sequence[Sign]) -> int:
    if lock.kind is LockKind.VEHICLE:
        return sum(min(wanted.count(sign), signs.count(sign)) for sign in set(wanted))
    if lock.kind is LockKind.PREFIX:
        return sum(at < len(signs) and signs[at] == sign for at, sign in enumerate(wanted))

    best: dict[tuple[int, int], int] = {}
    for i in reversed(range(len(wanted))):
        for j in reversed(range(len(signs))):
            if wanted[i] == signs[j]:
                best[i, j] = 1 + best.get((i + 1, j + 1), 0)
            else:
                best[i, j] = max(best.get((i + 1, j), 0), best.get((i, j + 1), 0))
    return best.get((0, 0), 0)
