"""Solutions as the literature writes them: a line of stops for each route, then the cost."""

import re
from collections.abc import Iterator
from typing import Final

from routing.formats.vrp.instance import VrpInstance
from routing.formats.vrp.text_rows import Notes
from routing.problem.problem import Problem
from routing.problem.request import RequestKind
from routing.problem.sequences import (
    Item,
    ItemKind,
    RouteSequence,
    Sequences,
    deliver,
    end,
    pickup,
    reload,
)

_ROUTE: Final = re.compile(r"^\s*Route\s*#?\s*(\d+)\s*:\s*(.*?)\s*$", re.IGNORECASE)
_SKIPPED: Final = re.compile(
    r"^\s*(Cost|Optimal|Time|Instance|Authors|Date|Reference|Solution)\b", re.IGNORECASE
)


def write_solution(instance: VrpInstance, sequences: Sequences, objective_minor: int) -> str:
    """Return a plan as a VRPLIB solution (``.sol``), which Solomon's and other sets use too.

    Depots inside a route are reloads. Where units differ there is a line for each unit of the
    file, in its order, empty when it stays; otherwise routes are counted from 1.
    """
    routes = _lines(instance, sequences)
    told = [f"Route #{number}: {stops}".rstrip() for number, stops in enumerate(routes, 1)]
    cost = instance.published_cost(objective_minor, len(sequences.routes))
    return "\n".join([*told, f"Cost {cost:.10g}", ""])


def write_sintef(instance: VrpInstance, sequences: Sequences) -> str:
    """Return a plan in the layout of SINTEF's collection for Solomon's and Li and Lim's sets.

    Who found it, when, and by which paper is left to whoever publishes it.
    """
    heads = [f"Instance name : {instance.name}", "Authors :", "Date :", "Reference :", "Solution"]
    routes = _lines(instance, sequences)
    told = [f"Route {number} : {stops}".rstrip() for number, stops in enumerate(routes, 1)]
    return "\n".join([*heads, *told, ""])


def _lines(instance: VrpInstance, sequences: Sequences) -> list[str]:
    """Return the stops of each line."""
    problem = instance.problem
    lines = {
        int(problem.vehicles[problem.shifts[route.shift].vehicle].id): _stops(problem, route)
        for route in sequences.routes
    }
    if instance.units_differ:
        return [lines.get(number, "") for number in range(1, len(instance.unit_groups) + 1)]
    return [lines[number] for number in sorted(lines)]


def _stops(problem: Problem, route: RouteSequence) -> str:
    return " ".join(
        str(_stop(problem, item)) for item in route.items if item.kind is not ItemKind.END
    )


def _stop(problem: Problem, item: Item) -> int:
    if item.kind is ItemKind.RELOAD:
        return problem.hubs[item.hub].stop
    request = problem.requests[item.request]
    second = item.kind is ItemKind.DELIVERY and request.to is not None
    return request.to.stop if second and request.to else request.stop


def read_solution(instance: VrpInstance, text: str, *, file: str = "") -> Sequences:
    """Return the routes of a solution in either layout; whom no route visits is dropped.

    Raises
    ------
    InputError
        With a fault for each line and stop number that means nothing.
    """
    notes = Notes(file)
    problem = instance.problem
    visits, hubs = _items_by_stop(problem), {hub.stop: i for i, hub in enumerate(problem.hubs)}
    shifts = _Shifts(instance)
    routes: list[RouteSequence] = []
    for row, number, cells in _route_lines(notes, text):
        items: list[Item] = []
        for cell in cells:
            stop = int(cell) if cell.isdigit() else -1
            if stop in hubs:
                items.append(reload(hubs[stop]))
            elif stop in visits:
                items.append(visits[stop])
            else:
                notes.refuse("stop", cell, f"0 … {len(problem.stops) - 1}", row)
        shift = shifts.take(number) if cells else None
        if shift is not None:
            routes.append(RouteSequence(shift, (*items, end(problem.shifts[shift].start_hub))))
        elif cells:
            notes.refuse("Route", number, f"1 … {len(instance.unit_groups)}", row)
    notes.stop_if_faulty()
    served = {request for route in routes for request in route.requests}
    left = tuple(i for i in range(len(problem.requests)) if i not in served)
    return Sequences(tuple(routes), left)


class _Shifts:
    """Which shift a line of a solution is driven in: one of a unit like the line's."""

    def __init__(self, instance: VrpInstance) -> None:
        self._groups = instance.unit_groups
        self._spare: dict[int, list[int]] = {group: [] for group in self._groups}
        problem = instance.problem
        for i, shift in reversed([*enumerate(problem.shifts)]):
            unit = int(problem.vehicles[shift.vehicle].id)
            self._spare[self._groups[unit - 1]].append(i)

    def take(self, number: int) -> int | None:
        """Return the shift of a line, or nothing when no unit is left for it."""
        if not 1 <= number <= len(self._groups):
            return None
        spare = self._spare[self._groups[number - 1]]
        return spare.pop() if spare else None


def _items_by_stop(problem: Problem) -> dict[int, Item]:
    """Return the visit at each stop."""
    found: dict[int, Item] = {}
    for i, request in enumerate(problem.requests):
        brought = request.kind is RequestKind.DELIVERY
        found[request.stop] = deliver(i) if brought else pickup(i)
        if request.to is not None:
            found[request.to.stop] = deliver(i)
    return found


def _route_lines(notes: Notes, text: str) -> Iterator[tuple[int, int, list[str]]]:
    """Yield line number, route number and cells of each route."""
    for row, line in enumerate(text.splitlines(), start=1):
        found = _ROUTE.match(line)
        if found:
            yield row, int(found[1]), found[2].split()
        elif line.strip() and not _SKIPPED.match(line):
            notes.refuse("line", line.strip()[:40], "Route #1: 3 1 2", row)
