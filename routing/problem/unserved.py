"""Which requests of a plan are left out, alternatives taken as one."""

from collections.abc import Collection, Iterable

from routing.problem.problem import Problem
from routing.problem.request import NO_GROUP
from routing.problem.sequences import RouteSequence


def list_unserved(problem: Problem, routes: Iterable[RouteSequence]) -> tuple[int, ...]:
    """Return the requests that routes leave out, as `Sequences.dropped` wants them.

    Of alternatives that all stay unserved only the first is named; when one of them is served
    none is.
    """
    return find_unserved(problem, {index for route in routes for index in route.requests})


def find_unserved(problem: Problem, served: Collection[int]) -> tuple[int, ...]:
    """Return the requests left out when some are served, alternatives taken as one."""
    left = [
        index
        for index, request in enumerate(problem.requests)
        if request.alternative == NO_GROUP and index not in served
    ]
    left += [
        group[0] for group in problem.alternatives if not any(index in served for index in group)
    ]
    return tuple(sorted(left))
