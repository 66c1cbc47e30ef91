"""Requests as PyVRP's clients, groups of clients, and shipments."""

from collections import defaultdict
from dataclasses import dataclass, field

import pyvrp

from routing.problem.fleet import VehicleType
from routing.problem.problem import Problem
from routing.problem.request import NO_GROUP, Request, RequestKind
from routing.problem.sequences import Sequences
from routing.problem.time_window import TimeWindow
from routing.solver.pyvrp.legs import Places, visit_service_s
from routing.solver.pyvrp.scope import prize_milli
from routing.solver.pyvrp.windows import window_joiner
from routing.units import MILLI, NO_LIMIT


@dataclass
class Visits:
    """PyVRP's view of the requests, with the `loads` that can fill a vehicle.

    Client i is one window of request `of_client[i]`, shipment i is request `of_shipment[i]`;
    `windows` says when each client may be visited. `prize_milli` is what a required request
    of priority 0 is worth.
    """

    loads: list[int]
    prize_milli: int
    clients: list[pyvrp.Client] = field(default_factory=list)
    groups: list[pyvrp.ClientGroup] = field(default_factory=list)
    shipments: list[pyvrp.Shipment] = field(default_factory=list)
    of_client: list[int] = field(default_factory=list)
    of_shipment: list[int] = field(default_factory=list)
    windows: list[TimeWindow] = field(default_factory=list)


def build_visits(problem: Problem, places: Places, plan: Sequences) -> Visits:
    """Return the visits of all requests that some vehicle might make.

    What is required must be visited once a plan visits all that is; until then each is worth
    more than any plan.
    """
    visits, join = Visits(binding_loads(problem), prize_milli(problem)), window_joiner(problem)
    must = not any(problem.requests[i].required for i in plan.dropped)
    at = {visit: places.first_visit + k for k, visit in enumerate(places.visits)}
    members: dict[object, list[int]] = defaultdict(list)
    for index, request in enumerate(problem.requests):
        if request.kind is not RequestKind.PAIR:
            own = ("group", request.alternative)
            members[own if request.alternative != NO_GROUP else index].append(index)
    for indices in members.values():
        choices = [(i, window) for i in indices for window in join(problem.requests[i].windows)]
        if choices:
            _add_clients(visits, problem, at, choices, must=must)
    for index, request in enumerate(problem.requests):
        if request.kind is RequestKind.PAIR:
            _add_shipment(visits, problem, at, index, must=must)
    return visits


def _add_clients(
    visits: Visits,
    problem: Problem,
    at: dict[tuple[int, bool], int],
    choices: list[tuple[int, TimeWindow]],
    *,
    must: bool,
) -> None:
    """Add one client for each window of each alternative: at most one of them is visited."""
    first = problem.requests[choices[0][0]]
    needed, grouped = must and first.required, len(choices) > 1
    number = len(visits.groups) if grouped else None
    ids = list(range(len(visits.clients), len(visits.clients) + len(choices)))
    for index, window in choices:
        request = problem.requests[index]
        brings, fetches = loads(problem, request)
        releases = request.kind in (RequestKind.DELIVERY, RequestKind.EXCHANGE)
        visits.clients.append(
            pyvrp.Client(
                at[index, False],
                delivery=[brings[k] for k in visits.loads],
                pickup=[fetches[k] for k in visits.loads],
                service_duration=visit_service_s(request),
                tw_early=window.earliest_s,
                tw_late=window.latest_s,
                release_time=request.released_s if releases else 0,
                prize=_prize(visits, first),
                required=needed and not grouped,
                group=number,
            )
        )
        visits.of_client.append(index)
        visits.windows.append(window)
    if grouped:
        visits.groups.append(pyvrp.ClientGroup(ids, needed))


def _add_shipment(
    visits: Visits, problem: Problem, at: dict[tuple[int, bool], int], index: int, *, must: bool
) -> None:
    """Add a pair in the first window of each of its visits: a shipment has no other."""
    request, join = problem.requests[index], window_joiner(problem)
    if request.to is None:
        return
    fetched, brought = join(request.windows), join(request.to.windows)
    if not fetched or not brought:
        return
    amounts = [*_amounts(problem, request), 0]
    visits.shipments.append(
        pyvrp.Shipment(
            at[index, False],
            at[index, True],
            fetched[0].earliest_s,
            fetched[0].latest_s,
            visit_service_s(request),
            brought[-1].earliest_s,
            brought[-1].latest_s,
            visit_service_s(request.to),
            amount=[amounts[k] for k in visits.loads],
            prize=_prize(visits, request),
            required=must and request.required,
        )
    )
    visits.of_shipment.append(index)


def loads(problem: Problem, request: Request) -> tuple[list[int], list[int]]:
    """Return what a request brings from the hub and what it fetches; last, one visit."""
    fetched, none = [*_amounts(problem, request), 0], [0] * (load_count(problem) - 1)
    if request.kind is RequestKind.DELIVERY:
        return [*fetched[:-1], 1], [*none, 0]
    brought = list(request.brought) if request.kind is RequestKind.EXCHANGE else []
    return [*brought, *none[len(brought) :], 1], fetched


def load_count(problem: Problem) -> int:
    """Return how many loads there are: weight, volume, what vehicles carry besides, visits."""
    return 3 + max((len(kind.extra) for kind in problem.vehicle_types), default=0)


def capacities(problem: Problem, kind: VehicleType) -> list[int]:
    """Return how much of each load a vehicle type takes."""
    room = [kind.capacity_g, kind.capacity_ml, *kind.extra]
    return [*room, *[NO_LIMIT] * (load_count(problem) - 1 - len(room)), kind.max_stops]


def binding_loads(problem: Problem) -> list[int]:
    """Return the loads that can fill a vehicle: each of them slows the search."""
    totals = [0] * load_count(problem)
    for request in problem.requests:
        for pair in enumerate(zip(*loads(problem, request), strict=True)):
            totals[pair[0]] += sum(pair[1])
    rooms = [capacities(problem, kind) for kind in problem.vehicle_types]
    return [k for k, total in enumerate(totals) if any(room[k] < total for room in rooms)]


def _amounts(problem: Problem, request: Request) -> list[int]:
    amounts = [request.weight_g, request.volume_ml, *request.extra]
    return amounts + [0] * (load_count(problem) - 1 - len(amounts))


def _prize(visits: Visits, request: Request) -> int:
    if request.required:
        return visits.prize_milli * (1 + request.priority)
    return MILLI * request.penalty_minor
