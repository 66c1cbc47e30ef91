"""Nothing lost, nothing twice: each request, of alternatives one, each vehicle-day once."""

from collections import Counter
from collections.abc import Iterator

from routing.problem.evaluate.names import route_name
from routing.problem.problem import Problem
from routing.problem.request import NO_GROUP, RequestKind
from routing.problem.sequences import ItemKind, Sequences
from routing.problem.verdict import Rule, Violation


def check_conservation(problem: Problem, sequences: Sequences) -> Iterator[Violation]:
    """Yield what is not exactly once served or left out, and vehicle-days driven twice."""
    served, dropped = _count_served(problem, sequences), Counter(sequences.dropped)
    for index, request in enumerate(problem.requests):
        if request.alternative == NO_GROUP:
            count = served[index] + dropped[index]
            if count != 1:
                yield Violation(Rule.CONSERVATION, request.id, abs(count - 1))
    for members in problem.alternatives:
        yield from _check_group(problem, members, served, dropped)
    driven = Counter(route.shift for route in sequences.routes)
    for shift in sorted(shift for shift, count in driven.items() if count > 1):
        yield Violation(Rule.CONSERVATION, route_name(problem, shift), 1)


def _count_served(problem: Problem, sequences: Sequences) -> Counter[int]:
    """Return how often each request is visited, the second visits of pairs aside."""
    return Counter(
        item.request
        for route in sequences.routes
        for item in route.visits
        if item.kind is ItemKind.PICKUP
        or problem.requests[item.request].kind is not RequestKind.PAIR
    )


def _check_group(
    problem: Problem, members: tuple[int, ...], served: Counter[int], dropped: Counter[int]
) -> Iterator[Violation]:
    name = problem.requests[members[0]].id
    visits = sum(served[index] for index in members)
    if visits > 1:
        yield Violation(Rule.ALTERNATIVE, name, visits - 1)
    wanted = 0 if visits else 1
    wrong = abs(dropped[members[0]] - wanted) + sum(dropped[index] for index in members[1:])
    if wrong:
        yield Violation(Rule.CONSERVATION, name, wrong)
