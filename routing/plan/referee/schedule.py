"""Times and legs as written in the plan: each drive true, no time backwards, windows kept."""

from collections.abc import Iterator

from routing.plan.referee.reading import Halt, RouteReading
from routing.problem.request import RequestKind
from routing.problem.verdict import Rule, Violation
from routing.units import NO_LIMIT


def check_schedule(reading: RouteReading) -> Iterator[Violation]:
    """Yield faults of the legs, times and sums of one route."""
    early_s = reading.shift.earliest_s - reading.route.stops[0].arrival_s
    if early_s > 0:
        yield Violation(Rule.SHIFT, reading.route.id, early_s)
    for at in range(1, len(reading.halts)):
        yield from _check_leg(reading, reading.halts[at - 1], reading.halts[at])
        yield from _check_times(reading, at)
        yield from _check_window(reading.halts[at])
    yield from _check_releases(reading)
    yield from _check_sums(reading)


def stay_s(reading: RouteReading, at: int) -> int:
    """Return how long the vehicle must stay at a halt: to serve, to handle, or to rest."""
    halt = reading.halts[at]
    if halt.request is not None:
        return halt.setup_s + halt.service_s
    if halt.stop.kind == "break":
        return halt.stop.departure_s - halt.stop.start_s
    return reading.calls[at].handling_s if at > 0 else 0


def wished_s(halt: Halt) -> int:
    """Return after which start of service somebody has waited too long."""
    if halt.request is None:
        return NO_LIMIT
    brings = halt.request.kind is RequestKind.PAIR and halt.stop.kind == "delivery"
    return NO_LIMIT if brings else halt.request.wish_by_s


def _check_leg(reading: RouteReading, before: Halt, here: Halt) -> Iterator[Violation]:
    stop, pair = here.stop, (before.stop_index, here.stop_index)
    if stop.kind == "break" or min(pair) < 0:
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


def _check_times(reading: RouteReading, at: int) -> Iterator[Violation]:
    before, stop = reading.halts[at - 1].stop, reading.halts[at].stop
    off_s = stop.arrival_s - (before.departure_s + stop.leg_driving_s)
    if off_s:
        yield Violation(Rule.SCHEDULE, stop.id, abs(off_s))
    if stop.start_s < stop.arrival_s:
        yield Violation(Rule.SCHEDULE, stop.id, stop.arrival_s - stop.start_s)
    short_s = stop.start_s + max(0, stay_s(reading, at)) - stop.departure_s
    if short_s > 0:
        yield Violation(Rule.SCHEDULE, stop.id, short_s)


def _check_window(here: Halt) -> Iterator[Violation]:
    if here.request is None and here.rest is None:
        return
    begins_s = here.stop.start_s
    outside_s = [max(one.earliest_s - begins_s, begins_s - one.latest_s) for one in here.windows]
    if min(outside_s, default=1) > 0:
        rule = Rule.BREAK if here.request is None else Rule.TIME_WINDOW
        yield Violation(rule, here.stop.id, min(outside_s, default=1))


def _check_releases(reading: RouteReading) -> Iterator[Violation]:
    """Yield goods that leave their hub before they are there."""
    for at, call in reading.calls.items():
        stop = reading.halts[at].stop
        early_s = call.released_s - stop.departure_s
        if early_s > 0:
            yield Violation(Rule.SCHEDULE, stop.id, early_s)


def _check_sums(reading: RouteReading) -> Iterator[Violation]:
    route, stops = reading.route, reading.route.stops
    working = [at for at, halt in enumerate(reading.halts) if halt.stop.kind != "break"]
    served_s = sum(stay_s(reading, at) for at in working)
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
    breaks = [at for at, stop in enumerate(stops) if stop.kind == "break"]
    rested_s = sum(stay_s(reading, at) for at in breaks)
    waited_s = route.end_s - route.start_s - driven_s - served_s - rested_s
    # A break right before the leg to a hub also holds the wait for it to open.
    unsure_s = sum(stay_s(reading, at) for at in breaks if at + 1 in reading.calls)
    if not waited_s <= route.waiting_s <= waited_s + unsure_s:
        yield Violation(Rule.SCHEDULE, route.id, abs(route.waiting_s - waited_s))
