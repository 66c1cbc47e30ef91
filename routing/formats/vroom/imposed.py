"""Routes as the steps of vehicles impose them: dated as they stand, whatever they break."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from routing.formats.vroom.case import Case
from routing.formats.vroom.clock import Clock
from routing.formats.vroom.document import Step, Vehicle
from routing.formats.vroom.errors import Code, VroomError
from routing.formats.vroom.on_the_way import rest_on_the_way
from routing.formats.vroom.told import ToldRoute, ToldStep, task_of, tell_route
from routing.formats.vroom.violations import find_violations
from routing.problem.dated import DatedItem
from routing.problem.evaluate import evaluate_route
from routing.problem.fleet import PlannedBreak, Shift
from routing.problem.hub import Hub
from routing.problem.problem import Problem
from routing.problem.request import Request, RequestKind
from routing.problem.sequences import Item, RouteSequence, deliver, end, pickup, rest
from routing.problem.time_window import TimeWindow, cut_windows


def impose_routes(case: Case) -> tuple[ToldRoute, ...]:
    """Return the route of every vehicle that has steps, with times that its steps allow.

    Raises
    ------
    VroomError
        With every vehicle whose steps cannot happen when they are told to.
    """
    routes: list[ToldRoute] = []
    faults: list[str] = []
    for index, vehicle in enumerate(case.document.vehicles):
        if not vehicle.steps:
            continue
        route = _impose(case, index, vehicle)
        if _keeps_bounds(route, vehicle, case.clock):
            routes.append(route)
        else:
            faults.append(f"Infeasible route for vehicle {vehicle.id}.")
    if faults:
        raise VroomError(Code.INPUT, faults)
    return tuple(routes)


def list_steps(case: Case) -> tuple[RouteSequence, ...]:
    """Return the steps of vehicles that have tasks to do, as routes of the problem."""
    return tuple(
        RouteSequence(index, (*_items(case, vehicle), _end_of(case, index)))
        for index, vehicle in enumerate(case.document.vehicles)
        if any(step.is_task for step in vehicle.steps)
    )


def _impose(case: Case, index: int, vehicle: Vehicle) -> ToldRoute:
    items = [*_items(case, vehicle), _end_of(case, index)]
    problem = _with_bounds(case, index, vehicle)
    if _start_bounds(vehicle, case.clock) is not None:
        items.insert(0, rest(0, len(vehicle.breaks)))
    dated = evaluate_route(problem, RouteSequence(index, tuple(items)))
    told = tell_route(case, dated)
    if not vehicle.breaks or not _delay_s(told, case.clock):
        return told
    on_the_way = tell_route(
        case, rest_on_the_way(problem, dated, partial(_stay_of, case, vehicle))
    )
    return min(told, on_the_way, key=lambda route: _delay_s(route, case.clock))


def _delay_s(route: ToldRoute, clock: Clock) -> int:
    """Return by how many seconds steps are too early or too late, all together."""
    per_step, _ = find_violations(route, clock)
    return sum(each.duration_s for found in per_step for each in found)


def _stay_of(case: Case, vehicle: Vehicle, dated: DatedItem) -> int:
    item = dated.item
    if item.request >= 0:
        return dated.setup_s + case.clock.length(task_of(case, item).service_of(vehicle.type))
    return item.duration_s


def _items(case: Case, vehicle: Vehicle) -> Iterator[Item]:
    breaks = {each.id: i for i, each in enumerate(vehicle.breaks)}
    for step in vehicle.steps:
        if step.kind == "break":
            planned = breaks[step.id]
            yield rest(case.clock.length(vehicle.breaks[planned].service_s), planned)
        elif step.is_task:
            index = _request_of(case, step)
            brings = case.problem.requests[index].kind is RequestKind.DELIVERY
            yield deliver(index) if brings or step.kind == "delivery" else pickup(index)


def _request_of(case: Case, step: Step) -> int:
    if step.kind not in ("job", "pickup", "delivery"):
        raise ValueError(f"{step.kind} {step.id}: want a task")
    return case.request_of[step.kind, step.id]


def _end_of(case: Case, index: int) -> Item:
    return end(case.problem.shifts[index].end_hubs[0])


# Bounds on times -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Bounds:
    """When a step must begin, both ends allowed, in units."""

    low: int
    high: int

    def narrow(self, windows: tuple[TimeWindow, ...]) -> tuple[TimeWindow, ...]:
        """Return the windows within the bounds, or the bounds when none is."""
        own = TimeWindow(self.low, max(self.low, self.high))
        return cut_windows(windows, own) or (own,)


def _bounds_of(step: Step, clock: Clock) -> _Bounds | None:
    if step.at_s is not None:
        return _Bounds(clock.units(step.at_s), clock.units(step.at_s))
    if step.after_s is None and step.before_s is None:
        return None
    low = 0 if step.after_s is None else clock.units(step.after_s)
    high = clock.units(clock.end_s if step.before_s is None else step.before_s)
    return _Bounds(low, high)


def _bounds(vehicle: Vehicle, kind: str, clock: Clock) -> _Bounds | None:
    """Return the bounds of the start or of the end of a route."""
    steps = (step for step in vehicle.steps if step.kind == kind)
    return next((_bounds_of(step, clock) for step in steps), None)


def _start_bounds(vehicle: Vehicle, clock: Clock) -> _Bounds | None:
    """Return when a vehicle must start: as it is told to, else within its working hours."""
    told = _bounds(vehicle, "start", clock)
    if told is not None or vehicle.window is None:
        return told
    window = clock.window(vehicle.window)
    return _Bounds(window.earliest_s, window.latest_s)


def _with_bounds(case: Case, index: int, vehicle: Vehicle) -> Problem:
    """Return the problem with the windows that the steps of one vehicle leave open."""
    requests, shifts = list(case.problem.requests), list(case.problem.shifts)
    hubs = list(case.problem.hubs)
    breaks = list(shifts[index].breaks)
    for step in vehicle.steps:
        bounds = _bounds_of(step, case.clock)
        if bounds is None:
            continue
        if step.is_task:
            request = _request_of(case, step)
            requests[request] = _narrow(requests[request], step, bounds)
        elif step.kind == "break":
            at = next(i for i, each in enumerate(vehicle.breaks) if each.id == step.id)
            breaks[at] = replace(breaks[at], windows=bounds.narrow(breaks[at].windows))
    shifts[index] = replace(shifts[index], breaks=tuple(breaks))
    start, finish = _start_bounds(vehicle, case.clock), _bounds(vehicle, "end", case.clock)
    if start is not None:
        shifts[index] = _begin_within(shifts[index], start)
    if finish is not None:
        hub = shifts[index].end_hubs[0]
        hubs[hub] = _open_within(hubs[hub], finish)
    return replace(case.problem, requests=tuple(requests), shifts=tuple(shifts), hubs=tuple(hubs))


def _narrow(request: Request, step: Step, bounds: _Bounds) -> Request:
    if step.kind == "delivery" and request.to is not None:
        return replace(request, to=replace(request.to, windows=bounds.narrow(request.to.windows)))
    return replace(request, windows=bounds.narrow(request.windows))


def _begin_within(shift: Shift, bounds: _Bounds) -> Shift:
    """Return a shift with a break of no length that marks when the vehicle leaves."""
    earliest_s = max(bounds.low, min(shift.earliest_s, bounds.high))
    mark = PlannedBreak((TimeWindow(earliest_s, max(earliest_s, bounds.high)),), 0)
    return replace(
        shift,
        earliest_s=earliest_s,
        latest_s=max(earliest_s, shift.latest_s),
        breaks=(*shift.breaks, mark),
    )


def _open_within(hub: Hub, bounds: _Bounds) -> Hub:
    return replace(hub, open_windows=(TimeWindow(bounds.low, max(bounds.low, bounds.high)),))


def _keeps_bounds(route: ToldRoute, vehicle: Vehicle, clock: Clock) -> bool:
    told = {(step.kind, _id_of(step)): step.begin for step in route.steps}
    for step in vehicle.steps:
        bounds = _bounds_of(step, clock)
        begin = told[step.kind, step.id]
        if bounds is not None and not bounds.low <= begin <= bounds.high:
            return False
    return True


def _id_of(step: ToldStep) -> int:
    what = step.task or step.rest
    return what.id if what else 0
