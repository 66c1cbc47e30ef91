"""Breaks a shift must have: each once, as long as planned, with no more on board than said."""

from collections.abc import Iterator

from routing.problem.dated import DatedItem, DatedRoute
from routing.problem.problem import Problem
from routing.problem.sequences import ItemKind
from routing.problem.verdict import Rule, Violation


def check_rests(problem: Problem, dated: DatedRoute, where: str) -> Iterator[Violation]:
    """Yield planned breaks that are missing, repeated, of another length, or too loaded."""
    planned = problem.shifts[dated.shift].breaks
    times = [0] * len(planned)
    for item in dated.items:
        index = item.item.planned
        if item.item.kind is not ItemKind.BREAK or index < 0:
            continue
        if index >= len(planned):
            yield Violation(Rule.BREAK, where, 1)
            continue
        times[index] += 1
        off_s = abs(item.item.duration_s - planned[index].duration_s)
        if off_s:
            yield Violation(Rule.BREAK, where, off_s)
        for load, bound in zip(_load(item), planned[index].max_load, strict=False):
            if load > bound:
                yield Violation(Rule.BREAK, where, load - bound)
    for count in times:
        if count != 1:
            yield Violation(Rule.BREAK, where, abs(count - 1))


def _load(item: DatedItem) -> tuple[int, ...]:
    return item.load_g, item.load_ml, *item.extra
