"""Plan anew at a price for each changed promise.

A request that the running plan serves is promised a vehicle, and a time give or take a
tolerance. It becomes two alternatives: one at the promised time, which pays when another
vehicle comes, and one at any time, which always pays. So engines see the price as they see
every other, and change only what is worth it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from routing.problem.evaluate import evaluate_route
from routing.problem.problem import Problem
from routing.problem.request import NO_GROUP, NO_VEHICLE, Request
from routing.problem.sequences import RouteSequence, Sequences
from routing.problem.subproblem import move_item
from routing.problem.time_window import TimeWindow, cut_windows
from routing.solver.answer import Running

MOVED = "moved"
"""What the id of a request at any other time ends with."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What a running plan promises a request: a shift, and when its service begins."""

    shift: int
    start_s: int

    def hours(self, tolerance_s: int) -> TimeWindow:
        """Return when the promise is kept."""
        return TimeWindow(self.start_s - tolerance_s, self.start_s + tolerance_s)


def list_promises(problem: Problem, running: Running) -> dict[int, Promise]:
    """Return what a running plan promises each request it serves, by index."""
    if running.told:
        return {request: Promise(shift, start_s) for request, shift, start_s in running.told}
    return date_promises(problem, running.plan)


def date_promises(problem: Problem, plan: Sequences) -> dict[int, Promise]:
    """Return the shift and the start of service of each request that a plan serves."""
    return {
        request: Promise(route.shift, start_s)
        for route in plan.routes
        for request, start_s in _find_starts(problem, route).items()
    }


@dataclass(frozen=True)
class PricedChanges:
    """A problem in which changes have a price, and the way from and to the one without.

    `kept_in` says when a request's promise is kept and `moved` is the index of its alternative
    at any other time.
    """

    problem: Problem
    origin: Problem
    kept_in: dict[int, TimeWindow]
    moved: dict[int, int]

    def restore(self, plan: Sequences) -> Sequences:
        """Return a plan of the priced problem as one of the problem without prices."""
        own = dict(enumerate(range(len(self.origin.requests))))
        own |= {moved: index for index, moved in self.moved.items()}
        routes = tuple(
            RouteSequence(route.shift, tuple(move_item(item, own) for item in route.items))
            for route in plan.routes
        )
        return Sequences(routes, tuple(sorted(own[index] for index in plan.dropped)))

    def adapt(self, plan: Sequences) -> Sequences:
        """Return a plan of the problem without prices as one of the priced problem."""
        return Sequences(tuple(self.adapt_route(route) for route in plan.routes), plan.dropped)

    def adapt_route(self, route: RouteSequence) -> RouteSequence:
        """Return a route with each request at its promised time where it can be, or at any."""
        held = self._hold(route)
        return self._as_dated(route) if evaluate_route(self.problem, held).violations else held

    def list_late(self, plan: Sequences) -> list[int]:
        """Return the requests whose promised time a plan without prices cannot keep."""
        own = {moved: index for index, moved in self.moved.items()}
        adapted = [index for route in plan.routes for index in self.adapt_route(route).requests]
        return sorted({own[index] for index in adapted if index in own})

    def _hold(self, route: RouteSequence) -> RouteSequence:
        """Return a route at the promised times, without the first that is late, until none is."""
        while True:
            starts_s = _find_starts(self.problem, route)
            late = (i for i, hours in self.kept_in.items() if starts_s.get(i, 0) > hours.latest_s)
            first = min(late, key=lambda i: starts_s[i], default=None)
            if first is None:
                return route
            route = self._at_any_time(route, {first})

    def _as_dated(self, route: RouteSequence) -> RouteSequence:
        """Return a route with what is not served at its promised time put at any."""
        starts_s = _find_starts(self.origin, route)
        other = {
            i
            for i, hours in self.kept_in.items()
            if i in starts_s and not hours.earliest_s <= starts_s[i] <= hours.latest_s
        }
        return self._at_any_time(route, other)

    def _at_any_time(self, route: RouteSequence, which: set[int]) -> RouteSequence:
        choice = {i: self.moved[i] if i in which else i for i in route.requests}
        return RouteSequence(route.shift, tuple(move_item(item, choice) for item in route.items))


def price_changes(problem: Problem, running: Running) -> PricedChanges:
    """Return a problem with the changes of a running plan priced.

    What is locked, and what has alternatives of its own, may change its time for nothing.
    """
    locked = {item.request for lock in problem.locks for item in lock.items}
    group = 1 + max((request.alternative for request in problem.requests), default=NO_GROUP)
    requests, added = list(problem.requests), list[Request]()
    kept_in, moved = dict[int, TimeWindow](), dict[int, int]()
    for index, promise in list_promises(problem, running).items():
        request, unit = requests[index], problem.shifts[promise.shift].vehicle
        if index in locked:
            continue
        hours = promise.hours(running.tolerance_s)
        inside = cut_windows(request.windows, hours)
        if request.alternative == NO_GROUP and inside and inside != request.windows:
            kept_in[index], moved[index] = hours, len(problem.requests) + len(added)
            other = replace(
                request,
                id=f"{request.id}/{MOVED}",
                alternative=group,
                serve_minor=request.serve_minor + running.price_minor,
            )
            added.append(other)
            request = replace(request, windows=inside, alternative=group)
            group += 1
        if request.last_vehicle in (NO_VEHICLE, unit):
            change_minor = request.change_minor + running.price_minor
            request = replace(request, last_vehicle=unit, change_minor=change_minor)
        requests[index] = request
    priced = replace(problem, requests=(*requests, *added))
    return PricedChanges(priced, problem, kept_in, moved)


def list_moves(
    problem: Problem, running: Running, plan: Sequences
) -> Iterator[tuple[int, Promise, Promise | None, tuple[str, ...]]]:
    """Yield each promise that a plan changes: the request, before, after, and what changed."""
    after = date_promises(problem, plan)
    for index, before in sorted(list_promises(problem, running).items()):
        now = after.get(index)
        if now is None:
            yield index, before, None, ("dropped",)
            continue
        old, new = problem.shifts[before.shift], problem.shifts[now.shift]
        late = abs(now.start_s - before.start_s) > running.tolerance_s
        found = {
            "vehicle": old.vehicle != new.vehicle,
            "day": old.day != new.day,
            "start": old.day == new.day and late,
        }
        if any(found.values()):
            yield index, before, now, tuple(name for name, holds in found.items() if holds)


def _find_starts(problem: Problem, route: RouteSequence) -> dict[int, int]:
    """Return when a route begins to serve each request, of a pair at its first visit."""
    starts_s: dict[int, int] = {}
    for item in evaluate_route(problem, route).items:
        if item.item.request >= 0:
            starts_s.setdefault(item.item.request, item.start_s)
    return starts_s
