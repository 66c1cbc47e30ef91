"""Goods that may not ride together."""

from collections.abc import Iterator
from itertools import combinations

from routing.problem.evaluate.trips import Trip
from routing.problem.problem import Problem
from routing.problem.request import Request, RequestKind
from routing.problem.sequences import ItemKind, RouteSequence
from routing.problem.verdict import Rule, Violation


def check_compatibility(
    problem: Problem, route: RouteSequence, trips: tuple[Trip, ...], where: str
) -> Iterator[Violation]:
    """Yield each two requests that are on board on the same leg and may not be."""
    if not problem.has_exclusions:
        return
    rides = _find_rides(problem, route, trips)
    for (a, (a_from, a_to)), (b, (b_from, b_to)) in combinations(rides, 2):
        if a_from > b_to or b_from > a_to or a == b:
            continue
        if not may_ride_together(problem, problem.requests[a], problem.requests[b]):
            names = f"{problem.requests[a].id}+{problem.requests[b].id}"
            yield Violation(Rule.COMPATIBILITY, f"{where}/{names}", 1)


def may_ride_together(problem: Problem, a: Request, b: Request) -> bool:
    """Tell whether nothing forbids two requests to be on board at the same time."""
    if a.tags & b.exclude_tags or b.tags & a.exclude_tags:
        return False
    pairs = problem.forbidden_pairs
    return not any((s, t) in pairs or (t, s) in pairs for s in a.tags for t in b.tags)


def _find_rides(
    problem: Problem, route: RouteSequence, trips: tuple[Trip, ...]
) -> list[tuple[int, tuple[int, int]]]:
    """Return requests with tags and the first and last leg each is on board; leg i leads to i."""
    rides: list[tuple[int, tuple[int, int]]] = []
    fetched: dict[int, int] = {}
    for trip in trips:
        for at in range(trip.first, trip.last):
            item = route.items[at]
            if item.request < 0:
                continue
            request = problem.requests[item.request]
            if not (request.tags or request.exclude_tags):
                continue
            if request.kind is not RequestKind.PAIR:
                first = at + 1 if request.kind is RequestKind.PICKUP else trip.first
                last = at if request.kind is RequestKind.DELIVERY else trip.last
                rides.append((item.request, (first, last)))
            elif item.kind is ItemKind.PICKUP:
                fetched[item.request] = at + 1
            elif item.request in fetched:
                rides.append((item.request, (fetched.pop(item.request), at)))
    return rides
