"""One route dated, with its cost and the rules it breaks by itself."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from routing.problem.cost import Cost
from routing.problem.dated import DatedItem, DatedRoute
from routing.problem.evaluate.compatibility import check_compatibility
from routing.problem.evaluate.cost import (
    RouteWork,
    lateness_milli,
    route_cost,
    route_fuel_ml,
    serve_cost,
)
from routing.problem.evaluate.dating import Schedule, date_halts
from routing.problem.evaluate.driving import check_driving
from routing.problem.evaluate.goods import check_goods
from routing.problem.evaluate.halts import Halt, find_halts, released_s
from routing.problem.evaluate.limits import check_limits, overtime_s
from routing.problem.evaluate.loads import Load, find_loads, find_peak, find_received
from routing.problem.evaluate.names import route_name
from routing.problem.evaluate.rests import check_rests
from routing.problem.evaluate.riding import check_riding
from routing.problem.evaluate.trips import Trip, find_trips
from routing.problem.evaluate.windows import check_windows
from routing.problem.problem import Problem
from routing.problem.sequences import ItemKind, RouteSequence
from routing.problem.verdict import Violation


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A route with all that is worked out of it before anything is judged."""

    route: RouteSequence
    trips: tuple[Trip, ...]
    halts: list[Halt]
    schedule: Schedule
    loads: list[Load]


def evaluate_route(problem: Problem, route: RouteSequence) -> DatedRoute:
    """Return one route dated, with its own cost and the rules it breaks by itself."""
    trips = find_trips(problem, route)
    halts = find_halts(problem, route, trips)
    opens_s = max(problem.shifts[route.shift].earliest_s, released_s(problem, trips[0]))
    schedule = date_halts(halts, opens_s)
    drawn = _Drawn(route, trips, halts, schedule, find_loads(problem, route, trips))
    dated = _date_route(problem, drawn)
    kind = problem.type_of(problem.shifts[route.shift])
    cost = route_cost(kind, _sum_work(problem, drawn, dated))
    return replace(dated, cost=cost, violations=tuple(_check(problem, drawn, dated)))


def _date_route(problem: Problem, drawn: _Drawn) -> DatedRoute:
    halts, items = drawn.halts, drawn.route.items
    rested_s = sum(
        [h.stay_s for item, h in zip(items, halts, strict=True) if item.kind is ItemKind.BREAK]
    )
    return DatedRoute(
        shift=drawn.route.shift,
        start_s=drawn.schedule.start_s,
        end_s=drawn.schedule.times[-1].departure_s,
        items=tuple(_date_items(problem, drawn)),
        distance_m=sum([halt.drive_m for halt in halts]),
        driving_s=sum([halt.drive_s for halt in halts]),
        service_s=sum([halt.stay_s for halt in halts]) - rested_s,
        break_s=rested_s,
        cost=Cost(),
        violations=(),
        start_load=drawn.loads[0],
        peak_load=find_peak(drawn.loads),
    )


def _date_items(problem: Problem, drawn: _Drawn) -> Iterator[DatedItem]:
    received = {trip.last: find_received(problem, trip) for trip in drawn.trips}
    for at, (item, halt) in enumerate(zip(drawn.route.items, drawn.halts, strict=True)):
        times, load = drawn.schedule.times[at], drawn.loads[at + 1]
        received_g, received_ml = received.get(at, (0, 0))
        yield DatedItem(
            item,
            times.arrival_s,
            times.start_s,
            times.departure_s,
            halt.drive_m,
            halt.drive_s,
            load[0],
            load[1],
            halt.setup_s,
            received_g,
            received_ml,
            load[2:],
        )


def _sum_work(problem: Problem, drawn: _Drawn, dated: DatedRoute) -> RouteWork:
    shift = problem.shifts[dated.shift]
    kind = problem.type_of(shift)
    carry_minor, change_minor = serve_cost(problem, shift.vehicle, drawn.route.requests)
    return RouteWork(
        distance_m=dated.distance_m,
        duration_s=dated.duration_s,
        driving_s=dated.driving_s,
        visiting_s=sum(
            halt.stay_s
            for item, halt in zip(drawn.route.items, drawn.halts, strict=True)
            if item.request >= 0
        ),
        overtime_s=overtime_s(shift, kind, dated),
        fuel_ml=route_fuel_ml(problem, shift, drawn.halts, drawn.loads)
        if kind.fuel_milli_per_l
        else 0,
        lateness_milli=lateness_milli(problem, drawn.route, drawn.halts, drawn.schedule.times),
        carry_minor=carry_minor,
        change_minor=change_minor,
    )


def _check(problem: Problem, drawn: _Drawn, dated: DatedRoute) -> Iterator[Violation]:
    where = route_name(problem, dated.shift)
    yield from check_windows(where, dated, drawn.halts)
    yield from check_limits(problem, dated, where)
    yield from check_driving(problem, dated, where)
    yield from check_rests(problem, dated, where)
    yield from check_goods(problem, drawn.route, drawn.trips, where)
    yield from check_riding(problem, drawn.route, drawn.trips, drawn.schedule, where)
    yield from check_compatibility(problem, drawn.route, drawn.trips, where)
