"""Times and legs as written in the plan: each drive true, no time backwards, windows kept."""

from collections.abc import Iterator
from itertools import pairwise

from routing.plan.referee.reading import Halt, RouteReading
from routing.problem.time_window import TimeWindow
from routing.problem.verdict import Rule, Violation


def check_schedule(reading: RouteReading) -> Iterator[Violation]:
    """Yield faults of the legs, times and sums of one route."""
    yield from _check_shift(reading)
    for before, here in pairwise(reading.halts):
        yield from _check_leg(reading, before, here)
        yield from _check_times(reading, before, here)
        if here.request is not None:
            yield from _check_window(here, here.request.windows)
    yield from _check_sums(reading)


def stay_s(reading: RouteReading, halt: Halt) -> int:
    """Return how long the vehicle must stay: to serve, to unload, or the break as written."""
    if halt.request is not None:
        return halt.request.service_s
    if halt.stop.kind == "break":
        return halt.stop.departure_s - halt.stop.start_s
    return reading.unload_s if halt.stop.kind == "end" else 0


def _check_shift(reading: RouteReading) -> Iterator[Violation]:
    route, shift = reading.route, reading.shift
    early_s = shift.earliest_s - route.stops[0].arrival_s
    late_s = route.stops[-1].departure_s - shift.latest_s
    for over_s in (early_s, late_s):
        if over_s > 0:
            yield Violation(Rule.SHIFT, route.id, over_s)


def _check_leg(reading: RouteReading, before: Halt, here: Halt) -> Iterator[Violation]:
    stop, pair = here.stop, (before.stop_index, here.stop_index)
    if stop.kind == "break":
        true_s, true_m = 0, 0
    elif not reading.matrix.reaches(*pair):
        yield Violation(Rule.REACHABLE, stop.id, 1)
        return
    else:
        true_s = int(reading.matrix.duration_s[pair])
        true_m = int(reading.matrix.distance_m[pair])
    for said, true in ((stop.leg_driving_s, true_s), (stop.leg_distance_m, true_m)):
        if said != true:
            yield Violation(Rule.LEG, stop.id, abs(said - true))


def _check_times(reading: RouteReading, before: Halt, here: Halt) -> Iterator[Violation]:
    stop = here.stop
    off_s = stop.arrival_s - (before.stop.departure_s + stop.leg_driving_s)
    if off_s:
        yield Violation(Rule.SCHEDULE, stop.id, abs(off_s))
    if stop.start_s < stop.arrival_s:
        yield Violation(Rule.SCHEDULE, stop.id, stop.arrival_s - stop.start_s)
    short_s = stop.start_s + max(0, stay_s(reading, here)) - stop.departure_s
    if short_s > 0:
        yield Violation(Rule.SCHEDULE, stop.id, short_s)


def _check_window(here: Halt, windows: tuple[TimeWindow, ...]) -> Iterator[Violation]:
    begins_s = here.stop.start_s
    outside_s = [max(one.earliest_s - begins_s, begins_s - one.latest_s) for one in windows]
    if min(outside_s, default=1) > 0:
        yield Violation(Rule.TIME_WINDOW, here.stop.id, min(outside_s, default=1))


def _check_sums(reading: RouteReading) -> Iterator[Violation]:
    route, stops = reading.route, reading.route.stops
    working = [halt for halt in reading.halts if halt.stop.kind != "break"]
    served_s = sum(stay_s(reading, halt) for halt in working)
    driven_s = sum(stop.leg_driving_s for stop in stops)
    for rule, said, true in (
        (Rule.SCHEDULE, route.start_s, stops[0].departure_s),
        (Rule.SCHEDULE, stops[0].start_s, stops[0].departure_s),
        (Rule.SCHEDULE, route.end_s, stops[-1].departure_s),
        (Rule.LEG, route.distance_m, sum(stop.leg_distance_m for stop in stops)),
        (Rule.LEG, route.driving_s, driven_s),
        (Rule.SCHEDULE, route.service_s, served_s),
    ):
        if said != true:
            yield Violation(rule, route.id, abs(said - true))
    rested_s = [stop.departure_s - stop.start_s for stop in stops if stop.kind == "break"]
    waited_s = route.end_s - route.start_s - driven_s - served_s - sum(rested_s)
    # A break right before the last leg also holds the wait for the hub to open.
    unsure_s = rested_s[-1] if stops[-2].kind == "break" else 0
    if not waited_s <= route.waiting_s <= waited_s + unsure_s:
        yield Violation(Rule.SCHEDULE, route.id, abs(route.waiting_s - waited_s))
