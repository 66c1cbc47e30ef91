"""The evaluator: date sequences, add loads and cost, and name every rule they break.

Dating rule: the earliest schedule from the shift's start fixes the end; then the latest start
that keeps that end; at each stop the earliest window that fits; a break at its item. Waiting
for a hub to open is done where the vehicle stood before, so arrival lies within its hours.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from routing.matrix.travel_matrix import UNREACHABLE
from routing.problem.cost import Cost
from routing.problem.dated import DatedItem, DatedRoute, Evaluation
from routing.problem.fleet import Shift
from routing.problem.hub import Hub
from routing.problem.problem import Problem
from routing.problem.request import ANY_HUB
from routing.problem.sequences import ItemKind, RouteSequence, Sequences
from routing.problem.time_window import TimeWindow, fit_start, latest_start
from routing.problem.verdict import Rule, Violation
from routing.units import minor_from_milli


@dataclass(frozen=True, slots=True)
class _Halt:
    """What dating needs of an item: its leg, when it may start, how long it lasts."""

    leg_s: int
    leg_m: int
    windows: tuple[TimeWindow, ...]
    stay_s: int
    fixed: bool
    """Whether it happens where the vehicle already stands (a break)."""


def evaluate(problem: Problem, sequences: Sequences) -> Evaluation:
    """Return all routes dated, the cost of the plan and every rule it breaks."""
    routes = tuple(evaluate_route(problem, route) for route in sequences.routes)
    cost = sum((route.cost for route in routes), drop_cost(problem, sequences.dropped))
    violations = [found for route in routes for found in route.violations]
    violations += _check_intake(problem, routes)
    violations += _check_weeks(problem, routes)
    violations += _check_conservation(problem, sequences)
    return Evaluation(routes, cost, tuple(violations))


def drop_cost(problem: Problem, dropped: tuple[int, ...]) -> Cost:
    """Return what leaving requests out costs."""
    cost = Cost()
    for index in dropped:
        request = problem.requests[index]
        if request.required:
            cost += Cost(required_dropped=1, required_weight=1 + request.priority)
        else:
            cost += Cost(penalty_minor=request.penalty_minor)
    return cost


def evaluate_route(problem: Problem, route: RouteSequence) -> DatedRoute:
    """Return one route dated, with its own cost and the rules it breaks by itself."""
    shift = problem.shifts[route.shift]
    halts = _find_halts(problem, shift, route)
    earliest = _date_forward(halts, shift.earliest_s)
    start_s = _find_latest_start(halts, earliest, shift.earliest_s)
    times = _date_forward(halts, start_s)
    items = tuple(_date_items(problem, route, halts, times))
    service_s = sum(halt.stay_s for halt in halts if not halt.fixed)
    dated = DatedRoute(
        shift=route.shift,
        start_s=start_s,
        end_s=items[-1].departure_s,
        items=items,
        distance_m=sum(halt.leg_m for halt in halts if halt.leg_m != UNREACHABLE),
        driving_s=sum(_leg_s(halt) for halt in halts),
        service_s=service_s,
        break_s=sum(halt.stay_s for halt in halts if halt.fixed),
        cost=Cost(),
        violations=(),
    )
    return _with_cost(problem, dated, tuple(_check_route(problem, dated, halts)))


def route_cost(problem: Problem, shift: Shift, distance_m: int, duration_s: int) -> Cost:
    """Return the cost of a route, each part rounded half-up once."""
    kind = problem.type_of(shift)
    return Cost(
        fixed_minor=kind.fixed_minor,
        distance_minor=minor_from_milli(kind.rate_per_m_milli * distance_m),
        time_minor=minor_from_milli(kind.rate_per_s_milli * duration_s),
    )


def unload_s(problem: Problem, route: RouteSequence) -> int:
    """Return the seconds of unloading at the route's end."""
    hub = problem.hubs[route.end_hub]
    return hub.unload_s + sum(problem.requests[i].unload_s(hub) for i in route.requests)


def _with_cost(
    problem: Problem, dated: DatedRoute, violations: tuple[Violation, ...]
) -> DatedRoute:
    shift = problem.shifts[dated.shift]
    return DatedRoute(
        dated.shift,
        dated.start_s,
        dated.end_s,
        dated.items,
        dated.distance_m,
        dated.driving_s,
        dated.service_s,
        dated.break_s,
        route_cost(problem, shift, dated.distance_m, dated.duration_s),
        violations,
    )


def _find_halts(problem: Problem, shift: Shift, route: RouteSequence) -> list[_Halt]:
    matrix = problem.matrix_of(shift)
    here = problem.hubs[shift.start_hub].stop
    halts: list[_Halt] = []
    for item in route.items:
        if item.kind is ItemKind.BREAK:
            halts.append(_Halt(0, 0, (), item.duration_s, fixed=True))
            continue
        if item.kind is ItemKind.PICKUP:
            request = problem.requests[item.request]
            there, windows, stay_s = request.stop, request.windows, request.service_s
        else:
            there = problem.hubs[item.hub].stop
            stay_s = unload_s(problem, route)
            windows = receiving_windows(problem.hubs[item.hub], stay_s)
        leg_s, leg_m = int(matrix.duration_s[here, there]), int(matrix.distance_m[here, there])
        halts.append(_Halt(leg_s, leg_m, windows, stay_s, fixed=False))
        here = there
    return halts


def receiving_windows(hub: Hub, stay_s: int) -> tuple[TimeWindow, ...]:
    """Return when a vehicle may arrive at a hub so that unloading ends before it closes."""
    return tuple(
        TimeWindow(window.earliest_s, window.latest_s - stay_s)
        for window in hub.open_windows
        if window.latest_s - stay_s >= window.earliest_s
    )


def _leg_s(halt: _Halt) -> int:
    return max(0, halt.leg_s)


def _date_forward(halts: list[_Halt], start_s: int) -> list[tuple[int, int]]:
    """Return arrival and start of each halt when leaving at a moment."""
    times: list[tuple[int, int]] = []
    now_s = start_s
    for halt in halts:
        arrival_s = now_s + _leg_s(halt)
        fitted = arrival_s if halt.fixed else fit_start(halt.windows, arrival_s)
        begin_s = arrival_s if fitted is None else fitted
        times.append((arrival_s, begin_s))
        now_s = begin_s + halt.stay_s
    end_arrival_s, end_start_s = times[-1]
    times[-1] = (max(end_arrival_s, end_start_s), end_start_s)
    return times


def _find_latest_start(halts: list[_Halt], times: list[tuple[int, int]], earliest_s: int) -> int:
    """Return the latest start that keeps the end; the earliest when a window is missed."""
    latest_s = times[-1][1] + halts[-1].stay_s
    for halt, (_, begin_s) in zip(reversed(halts), reversed(times), strict=True):
        latest_s -= halt.stay_s
        if halt.fixed:
            continue
        fitted = latest_start(halt.windows, latest_s)
        if fitted is None or fitted < begin_s:
            return earliest_s
        latest_s = fitted - _leg_s(halt)
    return max(latest_s, earliest_s)


def _date_items(
    problem: Problem, route: RouteSequence, halts: list[_Halt], times: list[tuple[int, int]]
) -> Iterator[DatedItem]:
    load_g = load_ml = 0
    leave_for_end_s = times[-1][0] - _leg_s(halts[-1])
    for i, (item, halt, (arrival_s, begin_s)) in enumerate(
        zip(route.items, halts, times, strict=True)
    ):
        if item.kind is ItemKind.PICKUP:
            load_g += problem.requests[item.request].weight_g
            load_ml += problem.requests[item.request].volume_ml
        before_end = i == len(halts) - 2
        departure_s = leave_for_end_s if before_end else begin_s + halt.stay_s
        leg_m = max(0, halt.leg_m)
        yield DatedItem(
            item, arrival_s, begin_s, departure_s, leg_m, _leg_s(halt), load_g, load_ml
        )


def _check_route(problem: Problem, dated: DatedRoute, halts: list[_Halt]) -> Iterator[Violation]:
    shift = problem.shifts[dated.shift]
    where = route_name(problem, dated.shift)
    yield from _check_halts(where, dated, halts)
    yield from _check_limits(problem, dated, where)
    yield from _check_driving(problem, dated, where)
    for item in dated.items:
        if item.item.kind is ItemKind.PICKUP:
            yield from _check_pickup(problem, dated, item.item.request, where)
    end_hub = dated.items[-1].item.hub
    if end_hub not in shift.end_hubs:
        yield Violation(Rule.HUB, where, 1)


def _check_halts(where: str, dated: DatedRoute, halts: list[_Halt]) -> Iterator[Violation]:
    for i, (item, halt) in enumerate(zip(dated.items, halts, strict=True)):
        place = f"{where}/{i + 1}"
        if halt.leg_s == UNREACHABLE:
            yield Violation(Rule.REACHABLE, place, 1)
        if halt.fixed or fit_start(halt.windows, item.arrival_s) is not None:
            continue
        last_s = halt.windows[-1].latest_s if halt.windows else item.arrival_s - 1
        rule = Rule.HUB_HOURS if item.item.kind is ItemKind.END else Rule.TIME_WINDOW
        yield Violation(rule, place, item.arrival_s - last_s)


def _check_limits(problem: Problem, dated: DatedRoute, where: str) -> Iterator[Violation]:
    shift = problem.shifts[dated.shift]
    kind = problem.type_of(shift)
    pickups = sum(item.item.kind is ItemKind.PICKUP for item in dated.items)
    for rule, value, bound in (
        (Rule.CAPACITY, dated.load_g, kind.capacity_g),
        (Rule.CAPACITY, dated.load_ml, kind.capacity_ml),
        (Rule.SHIFT, dated.end_s, shift.latest_s),
        (Rule.MAX_DRIVING, dated.driving_s, min(kind.max_driving_s, problem.law.max_day_s)),
        (Rule.MAX_DURATION, dated.duration_s, kind.max_duration_s),
        (Rule.MAX_DISTANCE, dated.distance_m, kind.max_distance_m),
        (Rule.MAX_STOPS, pickups, kind.max_stops),
    ):
        if value > bound:
            yield Violation(rule, where, value - bound)


def _check_driving(problem: Problem, dated: DatedRoute, where: str) -> Iterator[Violation]:
    driven_s, still_s, last_s = 0, problem.law.rest_s, dated.start_s
    for item in dated.items:
        left_s = item.arrival_s - item.leg_driving_s
        still_s += left_s - last_s
        if item.leg_driving_s > 0:
            driven_s = item.leg_driving_s + (0 if still_s >= problem.law.rest_s else driven_s)
            still_s = 0
        if driven_s > problem.law.max_continuous_s:
            yield Violation(Rule.BREAK, where, driven_s - problem.law.max_continuous_s)
            return
        last_s = item.arrival_s


def _check_pickup(
    problem: Problem, dated: DatedRoute, index: int, where: str
) -> Iterator[Violation]:
    request = problem.requests[index]
    kind = problem.type_of(problem.shifts[dated.shift])
    if not request.skills <= kind.skills:
        yield Violation(Rule.SKILL, f"{where}/{request.id}", len(request.skills - kind.skills))
    if request.hub not in (ANY_HUB, dated.items[-1].item.hub):
        yield Violation(Rule.HUB, f"{where}/{request.id}", 1)


def _check_intake(problem: Problem, routes: tuple[DatedRoute, ...]) -> Iterator[Violation]:
    received: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    for route in routes:
        last = route.items[-1]
        day = problem.horizon.day_of(last.arrival_s)
        sums = received[last.item.hub, day]
        sums[0] += route.load_g
        sums[1] += route.load_ml
    for (hub_index, day), (grams, millilitres) in sorted(received.items()):
        hub = problem.hubs[hub_index]
        if not 0 <= day < problem.horizon.days:
            yield Violation(Rule.HUB_INTAKE, f"{hub.id}/{day}", 1)
            continue
        for value, bound in ((grams, hub.intake_g[day]), (millilitres, hub.intake_ml[day])):
            if value > bound:
                yield Violation(Rule.HUB_INTAKE, f"{hub.id}/{day}", value - bound)


def _check_weeks(problem: Problem, routes: tuple[DatedRoute, ...]) -> Iterator[Violation]:
    driven: dict[tuple[int, int], int] = defaultdict(int)
    for route in routes:
        shift = problem.shifts[route.shift]
        driven[shift.vehicle, problem.horizon.week_of(shift.day)] += route.driving_s
    for (unit, week), seconds in sorted(driven.items()):
        vehicle = problem.vehicles[unit]
        over_s = seconds + vehicle.driven_s[week] - problem.law.max_week_s
        if over_s > 0:
            yield Violation(Rule.MAX_DRIVING, f"{vehicle.id}/week {week}", over_s)


def _check_conservation(problem: Problem, sequences: Sequences) -> Iterator[Violation]:
    times = [0] * len(problem.requests)
    for index in (*sequences.dropped, *(i for r in sequences.routes for i in r.requests)):
        times[index] += 1
    for index, count in enumerate(times):
        if count != 1:
            yield Violation(Rule.CONSERVATION, problem.requests[index].id, abs(count - 1))
    shifts = [route.shift for route in sequences.routes]
    for shift in sorted({shift for shift in shifts if shifts.count(shift) > 1}):
        yield Violation(Rule.CONSERVATION, route_name(problem, shift), 1)


def route_name(problem: Problem, shift_index: int) -> str:
    """Return the id of a route: its date and vehicle."""
    shift = problem.shifts[shift_index]
    return f"{shift.date}/{problem.vehicles[shift.vehicle].id}"
