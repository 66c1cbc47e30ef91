"""Trips: what a vehicle loads where a trip begins, and what is received where it ends."""

from dataclasses import dataclass

from routing.problem.problem import Problem
from routing.problem.request import RequestKind
from routing.problem.sequences import ItemKind, RouteSequence

_SENT = frozenset({RequestKind.DELIVERY, RequestKind.EXCHANGE})
_RECEIVED = frozenset({RequestKind.PICKUP, RequestKind.EXCHANGE})


@dataclass(frozen=True, slots=True)
class Trip:
    """The part of a route from its start or a reload to the next reload or the end.

    Its items are those from `first` up to the reload or end at `last`. Of its requests, `sent`
    are loaded at `from_hub` and `received` are unloaded at `to_hub`; pairs are in neither.
    """

    first: int
    last: int
    from_hub: int
    to_hub: int
    sent: tuple[int, ...]
    received: tuple[int, ...]


def find_trips(problem: Problem, route: RouteSequence) -> tuple[Trip, ...]:
    """Return the trips of a route, in order; the last one ends at the route's end."""
    trips: list[Trip] = []
    first, hub = 0, problem.shifts[route.shift].start_hub
    sent: list[int] = []
    received: list[int] = []
    for at, item in enumerate(route.items):
        if item.request >= 0:
            kind = problem.requests[item.request].kind
            if kind in _SENT:
                sent.append(item.request)
            if kind in _RECEIVED:
                received.append(item.request)
        elif item.kind is not ItemKind.BREAK:
            trips.append(Trip(first, at, hub, item.hub, tuple(sent), tuple(received)))
            first, hub, sent, received = at + 1, item.hub, [], []
    return tuple(trips)
