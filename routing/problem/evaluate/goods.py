"""Goods with the right vehicle and the right hubs: skills, kinds of visit, reloads."""

from collections.abc import Iterator

from routing.problem.evaluate.trips import Trip
from routing.problem.problem import Problem
from routing.problem.request import ANY_HUB, RequestKind
from routing.problem.sequences import ItemKind, RouteSequence
from routing.problem.verdict import Rule, Violation

_VISITS = {
    RequestKind.PICKUP: (ItemKind.PICKUP,),
    RequestKind.DELIVERY: (ItemKind.DELIVERY,),
    RequestKind.EXCHANGE: (ItemKind.PICKUP,),
    RequestKind.PAIR: (ItemKind.PICKUP, ItemKind.DELIVERY),
}


def check_goods(
    problem: Problem, route: RouteSequence, trips: tuple[Trip, ...], where: str
) -> Iterator[Violation]:
    """Yield requests that a route serves with the wrong vehicle, hub or kind of visit."""
    yield from _check_skills(problem, route, where)
    yield from _check_visits(problem, route, where)
    yield from _check_hubs(problem, route, trips, where)
    for trip in trips:
        yield from _check_trip(problem, trip, where)


def _check_skills(problem: Problem, route: RouteSequence, where: str) -> Iterator[Violation]:
    skills = problem.type_of(problem.shifts[route.shift]).skills
    for index in route.requests:
        request = problem.requests[index]
        if request.skills and not request.skills <= skills:
            lacking = len(request.skills - skills)
            yield Violation(Rule.SKILL, f"{where}/{request.id}", lacking)


def _check_visits(problem: Problem, route: RouteSequence, where: str) -> Iterator[Violation]:
    """Yield pairs that are not fetched once and then brought once, and visits of a wrong kind."""
    halves: dict[int, list[ItemKind]] = {}
    for item in route.visits:
        request = problem.requests[item.request]
        if request.kind is RequestKind.PAIR:
            halves.setdefault(item.request, []).append(item.kind)
        elif (item.kind,) != _VISITS[request.kind]:
            yield Violation(Rule.CONSERVATION, f"{where}/{request.id}", 1)
    for index, kinds in halves.items():
        if tuple(kinds) != _VISITS[RequestKind.PAIR]:
            yield Violation(Rule.CONSERVATION, f"{where}/{problem.requests[index].id}", 1)


def _check_hubs(
    problem: Problem, route: RouteSequence, trips: tuple[Trip, ...], where: str
) -> Iterator[Violation]:
    shift = problem.shifts[route.shift]
    for trip in trips[:-1]:
        if trip.to_hub not in shift.reload_hubs or not problem.hubs[trip.to_hub].receives:
            yield Violation(Rule.HUB, where, 1)
    if route.end_hub not in shift.end_hubs:
        yield Violation(Rule.HUB, where, 1)
    if not problem.hubs[route.end_hub].receives and trips[-1].received:
        yield Violation(Rule.HUB, where, len(trips[-1].received))


def _check_trip(problem: Problem, trip: Trip, where: str) -> Iterator[Violation]:
    for hub, indices in ((trip.from_hub, trip.sent), (trip.to_hub, trip.received)):
        for index in indices:
            request = problem.requests[index]
            if request.hub not in (ANY_HUB, hub):
                yield Violation(Rule.HUB, f"{where}/{request.id}", 1)
