"""What is on board after each item of a route: weight, volume, and further loads."""

from operator import add, sub

from routing.problem.evaluate.trips import Trip
from routing.problem.problem import Problem
from routing.problem.request import Request, RequestKind
from routing.problem.sequences import ItemKind, RouteSequence

Load = tuple[int, ...]
"""Grams, millilitres, then the problem's further loads."""


def find_loads(problem: Problem, route: RouteSequence, trips: tuple[Trip, ...]) -> list[Load]:
    """Return the load when the route leaves its start, and then after each item.

    After a reload it is what the next trip begins with; after the end it is what was brought
    in.
    """
    requests, size = problem.requests, 2 + problem.further_loads
    load = _add((0,) * size, [_brought(requests[i], size) for i in trips[0].sent])
    loads = [load]
    trip = 0
    paired: set[int] = set()
    for item in route.items:
        if item.request >= 0:
            request = requests[item.request]
            if request.kind is not RequestKind.PAIR:
                load = _after_visit(load, request)
            elif item.kind is ItemKind.PICKUP:
                paired.add(item.request)
                load = _add(load, [_fetched(request, size)])
            elif item.request in paired:
                paired.discard(item.request)
                load = _subtract(load, [_fetched(request, size)])
        elif item.kind is ItemKind.RELOAD:
            load = _subtract(load, [_fetched(requests[i], size) for i in trips[trip].received])
            trip += 1
            load = _add(load, [_brought(requests[i], size) for i in trips[trip].sent])
        loads.append(load)
    return loads


def find_peak(loads: list[Load]) -> Load:
    """Return the most of each quantity that is on board on any leg."""
    return tuple(map(max, zip(*loads, strict=True)))


def find_received(problem: Problem, trip: Trip) -> tuple[int, int]:
    """Return the grams and millilitres that a hub receives at the end of a trip."""
    requests = problem.requests
    return (
        sum(requests[index].weight_g for index in trip.received),
        sum(requests[index].volume_ml for index in trip.received),
    )


def _after_visit(load: Load, request: Request) -> Load:
    size = len(load)
    if request.kind is RequestKind.DELIVERY:
        return _subtract(load, [_fetched(request, size)])
    if request.kind is RequestKind.EXCHANGE:
        load = _subtract(load, [_brought(request, size)])
    return _add(load, [_fetched(request, size)])


def _add(load: Load, more: list[Load]) -> Load:
    for one in more:
        load = tuple(map(add, load, one))
    return load


def _subtract(load: Load, less: list[Load]) -> Load:
    for one in less:
        load = tuple(map(sub, load, one))
    return load


def _fetched(request: Request, size: int) -> Load:
    missing = size - 2 - len(request.extra)
    return (request.weight_g, request.volume_ml, *request.extra) + (0,) * missing


def _brought(request: Request, size: int) -> Load:
    if request.kind is RequestKind.DELIVERY:
        return _fetched(request, size)
    return request.brought + (0,) * (size - len(request.brought))
