"""Halts: what dating needs to know of each item of a route."""

from typing import Final, NamedTuple

from routing.matrix.travel_matrix import UNREACHABLE, TravelMatrix
from routing.problem.evaluate.trips import Trip
from routing.problem.fleet import Shift
from routing.problem.hub import NOWHERE, Hub
from routing.problem.problem import Problem
from routing.problem.request import Request, Visit
from routing.problem.sequences import Item, ItemKind, RouteSequence
from routing.problem.time_window import TimeWindow
from routing.units import NO_LIMIT

ANY_TIME: Final = (TimeWindow(-NO_LIMIT, NO_LIMIT),)


class Halt(NamedTuple):
    """An item as dating sees it: the leg to it, when it may start, how long it lasts.

    No road leads there when it is not `reached`; the leg then counts as nothing. Waiting is
    done before the leg when `at_hub`, else at the place. The vehicle leaves no earlier than
    `released_s`; somebody is late when it starts after `wish_by_s`. Setup is part of the stay.
    `cell` is the leg's in the matrix, or nothing when the vehicle is not on the road.
    """

    drive_s: int
    drive_m: int
    windows: tuple[TimeWindow, ...]
    stay_s: int
    setup_s: int = 0
    at_hub: bool = False
    released_s: int = 0
    wish_by_s: int = NO_LIMIT
    cell: tuple[int, int] | None = None
    reached: bool = True


def find_halts(problem: Problem, route: RouteSequence, trips: tuple[Trip, ...]) -> list[Halt]:
    """Return a halt for each item of a route."""
    shift = problem.shifts[route.shift]
    matrix = problem.matrix_of(shift)
    vehicle_type = problem.vehicles[shift.vehicle].vehicle_type
    here = problem.hubs[shift.start_hub].stop
    halts: list[Halt] = []
    trip = 0
    for item in route.items:
        if item.kind is ItemKind.BREAK:
            halts.append(_rest(shift, item))
        elif item.request >= 0:
            request = problem.requests[item.request]
            halts.append(_visit(matrix, request, item, here, vehicle_type))
            here = _place(request, item).stop
        else:
            following = trips[trip + 1] if trip + 1 < len(trips) else None
            halts.append(_call(problem, matrix, trips[trip], following, here))
            here = problem.hubs[item.hub].stop
            trip += 1
    return halts


def released_s(problem: Problem, trip: Trip) -> int:
    """Return when all goods that a trip brings can leave their hub."""
    return max((problem.requests[i].released_s for i in trip.sent), default=0)


def receiving_windows(hub: Hub, stay_s: int) -> tuple[TimeWindow, ...]:
    """Return when a vehicle may arrive at a hub so that handling ends before it closes."""
    return tuple(
        TimeWindow(window.earliest_s, window.latest_s - stay_s)
        for window in hub.open_windows
        if window.latest_s - stay_s >= window.earliest_s
    )


def _place(request: Request, item: Item) -> Request | Visit:
    if request.to is not None and item.kind is ItemKind.DELIVERY:
        return request.to
    return request


def _rest(shift: Shift, item: Item) -> Halt:
    planned = 0 <= item.planned < len(shift.breaks)
    windows = shift.breaks[item.planned].windows if planned else ANY_TIME
    return Halt(0, 0, windows, item.duration_s)


def _visit(
    matrix: TravelMatrix, request: Request, item: Item, here: int, vehicle_type: int
) -> Halt:
    place = _place(request, item)
    setup_s = 0
    if place.stop != here:
        setup_s = place.setup_by_type[vehicle_type] if place.setup_by_type else place.setup_s
    by_type = place.service_by_type
    service_s = by_type[vehicle_type] if by_type else place.service_s
    wished = place is request
    leg = _find_leg(matrix, here, place.stop)
    return Halt(
        leg.drive_s,
        leg.drive_m,
        place.windows,
        setup_s + service_s,
        setup_s,
        wish_by_s=request.wish_by_s if wished else NO_LIMIT,
        cell=leg.cell,
        reached=leg.reached,
    )


def _call(
    problem: Problem, matrix: TravelMatrix, trip: Trip, following: Trip | None, here: int
) -> Halt:
    hub = problem.hubs[trip.to_hub]
    handled = (*trip.received, *(following.sent if following else ()))
    stay_s = hub.unload_s
    if hub.unload_s_per_t:
        stay_s += sum(problem.requests[index].unload_s(hub) for index in handled)
    leg = _find_leg(matrix, here, hub.stop)
    return Halt(
        leg.drive_s,
        leg.drive_m,
        receiving_windows(hub, stay_s),
        stay_s,
        at_hub=True,
        released_s=released_s(problem, following) if following else 0,
        cell=leg.cell,
        reached=leg.reached,
    )


class _Leg(NamedTuple):
    drive_s: int
    drive_m: int
    cell: tuple[int, int] | None
    reached: bool = True


_NO_LEG = _Leg(0, 0, None)
_NO_ROAD = _Leg(0, 0, None, reached=False)


def _find_leg(matrix: TravelMatrix, here: int, there: int) -> _Leg:
    if NOWHERE in (here, there):
        return _NO_LEG
    leg_s = int(matrix.duration_s[here, there])
    if leg_s == UNREACHABLE:
        return _NO_ROAD
    return _Leg(leg_s, int(matrix.distance_m[here, there]), (here, there))
