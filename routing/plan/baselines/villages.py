"""What a plan fetches, put together again by where it was fetched."""

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from routing.plan.plan import Plan
from routing.problem.problem import Problem
from routing.problem.request import ANY_HUB, Request


@dataclass(frozen=True, slots=True)
class Fetched:
    """Parts (by index in the problem) that a plan fetches at one stop on one day.

    They are in the plan's order of service; `hub` is the one that must receive them, or any.
    """

    day: int
    stop: int
    hub: int
    parts: tuple[int, ...]


def group_fetched(
    problem: Problem, plan: Plan, key: Callable[[Request], Hashable]
) -> tuple[Fetched, ...]:
    """Return what a plan fetches by day, stop, hub and a key of the request, days first."""
    index = {(part.id, part.part): i for i, part in enumerate(problem.requests)}
    groups: dict[tuple[int, int, int, Hashable], list[int]] = defaultdict(list)
    pickups = [
        (stop.start_s, route.day, index[stop.request, stop.part])
        for route in plan.routes
        for stop in route.stops
        if stop.serves
    ]
    for _, day, part in sorted(pickups):
        request = problem.requests[part]
        groups[day, request.stop, request.hub, key(request)].append(part)
    found = [
        Fetched(day, stop, hub, tuple(parts)) for (day, stop, hub, _), parts in groups.items()
    ]
    return tuple(sorted(found, key=lambda group: (group.day, group.stop, group.parts)))


def group_by_sender(problem: Problem, plan: Plan) -> tuple[Fetched, ...]:
    """Return what each sender (a shop at its stop, or a request without one) hands over a day."""
    return group_fetched(problem, plan, lambda request: request.shop or ("", request.id))


def group_by_village(problem: Problem, plan: Plan) -> tuple[Fetched, ...]:
    """Return what is fetched in each village on a day; goods for any hub join a named one."""
    by_hub: dict[tuple[int, int], list[Fetched]] = defaultdict(list)
    for group in group_fetched(problem, plan, lambda _: ""):
        by_hub[group.day, group.stop].append(group)
    villages: list[Fetched] = []
    for groups in by_hub.values():
        anywhere = [group for group in groups if group.hub == ANY_HUB]
        named = [group for group in groups if group.hub != ANY_HUB]
        if anywhere and named:
            first, *others = named
            parts = first.parts + anywhere[0].parts
            named = [Fetched(first.day, first.stop, first.hub, parts), *others]
            anywhere = []
        villages += [*named, *anywhere]
    return tuple(villages)
