"""How long goods ride, and when they must be there."""

from collections.abc import Iterator

from routing.problem.evaluate.dating import Schedule
from routing.problem.evaluate.trips import Trip
from routing.problem.problem import Problem
from routing.problem.request import RequestKind
from routing.problem.sequences import ItemKind, RouteSequence
from routing.problem.verdict import Rule, Violation


def check_riding(
    problem: Problem,
    route: RouteSequence,
    trips: tuple[Trip, ...],
    schedule: Schedule,
    where: str,
) -> Iterator[Violation]:
    """Yield goods that ride too long or reach their hub too late."""
    times = schedule.times
    for trip in trips:
        arrival_s = times[trip.last].arrival_s
        for at in range(trip.first, trip.last):
            index = route.items[at].request
            if index < 0 or problem.requests[index].kind in _NEVER_RECEIVED:
                continue
            request = problem.requests[index]
            over_s = arrival_s - times[at].done_s - request.max_ride_s
            if over_s > 0:
                yield Violation(Rule.MAX_RIDE_TIME, f"{where}/{request.id}", over_s)
            if arrival_s > request.deliver_by_s:
                late_s = arrival_s - request.deliver_by_s
                yield Violation(Rule.TIME_WINDOW, f"{where}/{request.id}", late_s)
    yield from _check_pairs(problem, route, schedule, where)


_NEVER_RECEIVED = frozenset({RequestKind.DELIVERY, RequestKind.PAIR})


def _check_pairs(
    problem: Problem, route: RouteSequence, schedule: Schedule, where: str
) -> Iterator[Violation]:
    fetched_s: dict[int, int] = {}
    for item, times in zip(route.items, schedule.times, strict=True):
        if item.request < 0 or problem.requests[item.request].kind is not RequestKind.PAIR:
            continue
        if item.kind is ItemKind.PICKUP:
            fetched_s[item.request] = times.done_s
        elif item.request in fetched_s:
            request = problem.requests[item.request]
            over_s = times.start_s - fetched_s.pop(item.request) - request.max_ride_s
            if over_s > 0:
                yield Violation(Rule.MAX_RIDE_TIME, f"{where}/{request.id}", over_s)
