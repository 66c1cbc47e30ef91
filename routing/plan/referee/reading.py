"""Reading a plan against its problem: every id found, or else a fault."""

from dataclasses import dataclass
from fractions import Fraction

from routing.matrix.travel_matrix import TravelMatrix
from routing.plan.plan import Plan, PlanRoute, PlanStop
from routing.plan.referee.rounding import nearest
from routing.problem.fleet import Shift, VehicleType
from routing.problem.hub import Hub
from routing.problem.problem import Problem
from routing.problem.request import Request
from routing.problem.verdict import Rule, Violation
from routing.units import GRAMS_PER_TONNE


@dataclass(frozen=True, slots=True)
class Halt:
    """A stop of the plan with what its ids stand for. `stop_index` is its row in the matrix."""

    stop: PlanStop
    stop_index: int
    request: Request | None = None
    hub: Hub | None = None


@dataclass(frozen=True, slots=True)
class RouteReading:
    """A route of the plan with the shift it is driven in; the last halt is at the end hub.

    `unload_s` is how long unloading takes there.
    """

    route: PlanRoute
    shift: Shift
    kind: VehicleType
    matrix: TravelMatrix
    halts: tuple[Halt, ...]
    end_hub: Hub
    unload_s: int

    @property
    def requests(self) -> tuple[Request, ...]:
        """Requests fetched, in order."""
        return tuple(halt.request for halt in self.halts if halt.request is not None)


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
            (problem.vehicles[shift.vehicle].id, shift.date): shift for shift in problem.shifts
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
    if any(kind not in ("pickup", "break") for kind in kinds[1:-1]):
        faults.append(Violation(Rule.SCHEDULE, route.id, 1))
        return None
    shift = ids.shifts.get((route.vehicle, route.date))
    if shift is None:
        faults.append(Violation(Rule.NO_VEHICLE, route.id, 1))
        return None
    halts = _read_halts(ids, route, faults)
    if len(halts) != len(route.stops) or halts[-1].hub is None:
        return None
    return RouteReading(
        route=route,
        shift=shift,
        kind=ids.problem.vehicle_types[ids.problem.vehicles[shift.vehicle].vehicle_type],
        matrix=ids.problem.matrices[shift.matrix],
        halts=tuple(halts),
        end_hub=halts[-1].hub,
        unload_s=_find_unload_s(halts[-1].hub, halts),
    )


def _find_unload_s(hub: Hub, halts: list[Halt]) -> int:
    """Return the seconds of unloading: once a call, and by weight for each part."""
    per_part = (
        nearest(Fraction(halt.request.weight_g * hub.unload_s_per_t, GRAMS_PER_TONNE))
        for halt in halts
        if halt.request is not None
    )
    return hub.unload_s + sum(per_part)


def _read_halts(ids: _Ids, route: PlanRoute, faults: list[Violation]) -> list[Halt]:
    """Return the halts up to the first whose id is unknown, which is a fault."""
    halts: list[Halt] = []
    for stop in route.stops:
        if stop.kind == "break":
            halts.append(Halt(stop, halts[-1].stop_index))
        elif stop.kind == "pickup":
            request = ids.requests.get((stop.request, stop.part))
            if request is None:
                faults.append(Violation(Rule.CONSERVATION, stop.id, 1))
                break
            halts.append(Halt(stop, request.stop, request=request))
        else:
            hub = ids.hubs.get(stop.place)
            if hub is None:
                faults.append(Violation(Rule.HUB, stop.id, 1))
                break
            halts.append(Halt(stop, hub.stop, hub=hub))
    return halts
