"""Reading a plan against its problem: every id found, or else a fault."""

from dataclasses import dataclass

from routing.matrix.travel_matrix import TravelMatrix
from routing.plan.plan import Plan, PlanRoute, PlanStop
from routing.plan.referee.rides import Call, Ride, find_calls, find_rides
from routing.problem.fleet import PlannedBreak, Shift, VehicleType
from routing.problem.hub import Hub
from routing.problem.problem import Problem
from routing.problem.request import Request
from routing.problem.time_window import TimeWindow
from routing.problem.verdict import Rule, Violation


@dataclass(frozen=True, slots=True)
class Halt:
    """A stop of the plan with what its ids stand for.

    `stop_index` is its row in the matrix, negative when it is nowhere. `windows` are when
    service or the planned break may begin; a `service_s` and `setup_s` are as the problem says.
    """

    stop: PlanStop
    stop_index: int
    request: Request | None = None
    hub: Hub | None = None
    rest: PlannedBreak | None = None
    windows: tuple[TimeWindow, ...] = ()
    service_s: int = 0
    setup_s: int = 0


@dataclass(frozen=True, slots=True)
class RouteReading:
    """A route of the plan with the shift it is driven in; the last halt is at the end hub.

    `calls` are its halts at hubs, by position; `rides` what is on board from where to where.
    """

    route: PlanRoute
    shift: Shift
    shift_index: int
    kind: VehicleType
    matrix: TravelMatrix
    halts: tuple[Halt, ...]
    rides: tuple[Ride, ...]
    calls: dict[int, Call]

    @property
    def requests(self) -> dict[tuple[str, int], Request]:
        """Requests visited, in order, each once, by id and part."""
        served = [halt.request for halt in self.halts if halt.request is not None]
        return {(part.id, part.part): part for part in served}


@dataclass(frozen=True, slots=True)
class PlanReading:
    """What could be read of a plan, and what could not."""

    routes: tuple[RouteReading, ...]
    faults: tuple[Violation, ...]


class _Ids:
    """What the ids of a plan stand for."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.hubs = {hub.id: hub for hub in problem.hubs}
        self.requests = {(part.id, part.part): part for part in problem.requests}
        self.shifts = {
            (problem.vehicles[shift.vehicle].id, shift.date): index
            for index, shift in enumerate(problem.shifts)
        }


def read_plan(problem: Problem, plan: Plan) -> PlanReading:
    """Return every route whose ids are known and whose shape is start, halts, end."""
    ids = _Ids(problem)
    routes: list[RouteReading] = []
    faults: list[Violation] = []
    for route in plan.routes:
        reading = _read_route(ids, route, faults)
        if reading is not None:
            routes.append(reading)
    return PlanReading(tuple(routes), tuple(faults))


def _read_route(ids: _Ids, route: PlanRoute, faults: list[Violation]) -> RouteReading | None:
    kinds = [stop.kind for stop in route.stops]
    if len(kinds) < 2 or kinds[0] != "start" or kinds[-1] != "end":
        faults.append(Violation(Rule.SCHEDULE, route.id, 1))
        return None
    if any(kind in ("start", "end") for kind in kinds[1:-1]):
        faults.append(Violation(Rule.SCHEDULE, route.id, 1))
        return None
    index = ids.shifts.get((route.vehicle, route.date))
    if index is None:
        faults.append(Violation(Rule.NO_VEHICLE, route.id, 1))
        return None
    shift = ids.problem.shifts[index]
    halts = _read_halts(ids, shift, route, faults)
    if len(halts) != len(route.stops):
        return None
    visited = [(halt.stop.kind, halt.request) for halt in halts]
    rides = find_rides(visited)
    return RouteReading(
        route=route,
        shift=shift,
        shift_index=index,
        kind=ids.problem.vehicle_types[ids.problem.vehicles[shift.vehicle].vehicle_type],
        matrix=ids.problem.matrices[shift.matrix],
        halts=tuple(halts),
        rides=rides,
        calls=find_calls([halt.hub for halt in halts], rides),
    )


def _read_halts(ids: _Ids, shift: Shift, route: PlanRoute, faults: list[Violation]) -> list[Halt]:
    """Return the halts up to the first whose id is unknown, which is a fault."""
    halts: list[Halt] = []
    stands_at = -1
    for stop in route.stops:
        halt: Halt | None
        if stop.kind == "break":
            halt = _read_break(shift, stop, stands_at)
        elif stop.kind in ("pickup", "delivery"):
            halt = _read_visit(ids, shift, stop, stands_at)
        else:
            hub = ids.hubs.get(stop.place)
            halt = None if hub is None else Halt(stop, hub.stop, hub=hub)
        if halt is None:
            rule = Rule.CONSERVATION if stop.kind in ("pickup", "delivery") else Rule.HUB
            faults.append(Violation(rule, stop.id, 1))
            break
        halts.append(halt)
        stands_at = halt.stop_index
    return halts


def _read_break(shift: Shift, stop: PlanStop, stands_at: int) -> Halt:
    if not 0 <= stop.planned < len(shift.breaks):
        return Halt(stop, stands_at)
    rest = shift.breaks[stop.planned]
    return Halt(stop, stands_at, rest=rest, windows=rest.windows)


def _read_visit(ids: _Ids, shift: Shift, stop: PlanStop, stands_at: int) -> Halt | None:
    request = ids.requests.get((stop.request, stop.part))
    if request is None:
        return None
    place = request.to if stop.second_visit and request.to is not None else request
    number = ids.problem.vehicles[shift.vehicle].vehicle_type
    service_s, setup_s = place.service_s, place.setup_s
    if place.service_by_type:
        service_s = place.service_by_type[number]
    if place.setup_by_type:
        setup_s = place.setup_by_type[number]
    return Halt(
        stop,
        place.stop,
        request=request,
        windows=place.windows,
        service_s=service_s,
        setup_s=setup_s if stands_at != place.stop else 0,
    )
