"""What was decided before: requests that go together, and locks."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from routing.problem.evaluate.names import route_name
from routing.problem.lock import Lock, LockKind
from routing.problem.problem import Problem
from routing.problem.sequences import Item, Sequences
from routing.problem.verdict import Rule, Violation


def check_together(problem: Problem, sequences: Sequences) -> Iterator[Violation]:
    """Yield groups of requests that must be served by one vehicle and are not."""
    if not problem.togethers:
        return
    unit_of = {
        index: problem.shifts[route.shift].vehicle
        for route in sequences.routes
        for index in route.requests
    }
    for members in problem.togethers:
        units = {unit_of[index] for index in members if index in unit_of}
        if len(units) > 1:
            name = problem.requests[members[0]].id
            yield Violation(Rule.TOGETHER, name, len(units) - 1)


def check_locks(problem: Problem, sequences: Sequences) -> Iterator[Violation]:
    """Yield locks that a plan does not keep."""
    if not problem.locks:
        return
    items_of = {route.shift: route.items for route in sequences.routes}
    for lock in problem.locks:
        missing = count_displaced(lock, items_of.get(lock.shift, ()))
        if missing:
            yield Violation(Rule.LOCKED, route_name(problem, lock.shift), missing)


def count_displaced(lock: Lock, items: Sequence[Item]) -> int:
    """Return how many items of a lock are not where it wants them in a route's items."""
    wanted, found = (
        [replace(item, duration_s=0) for item in some] for some in (lock.items, items)
    )
    if lock.kind is LockKind.PREFIX:
        kept = sum(a == b for a, b in zip(wanted, found, strict=False))
    elif lock.kind is LockKind.ORDER:
        kept = _longest_common(wanted, found)
    else:
        kept = (Counter(wanted) & Counter(found)).total()
    return len(lock.items) - kept


def _longest_common(a: Sequence[Item], b: Sequence[Item]) -> int:
    """Return the length of the longest sequence of items found in both, in order."""
    best = [0] * (len(b) + 1)
    for item in a:
        row = [0]
        for at, other in enumerate(b):
            row.append(best[at] + 1 if item == other else max(row[at], best[at + 1]))
        best = row
    return best[-1]
