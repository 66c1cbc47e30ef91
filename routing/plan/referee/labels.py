"""What a plan repeats of its problem for readers: places, classes, windows. All must be true."""

from collections.abc import Iterator

from routing.geo import LonLat
from routing.plan.referee.reading import Halt, RouteReading
from routing.problem.problem import Problem
from routing.problem.time_window import TimeWindow
from routing.problem.verdict import Rule, Violation


def check_labels(problem: Problem, reading: RouteReading) -> Iterator[Violation]:
    """Yield what a route says of known things and the problem says otherwise."""
    yield from _check_route(problem, reading)
    place = reading.halts[0].stop.place
    lonlat = _find_start(problem, reading)
    trip = 1
    for position, halt in enumerate(reading.halts):
        stop = halt.stop
        for said, true in ((stop.seq, position), (stop.trip, trip), (stop.setup_s, halt.setup_s)):
            if said != true:
                yield Violation(Rule.SCHEDULE, stop.id, abs(said - true))
        if halt.stop_index >= 0:
            lonlat = problem.stops[halt.stop_index].lonlat
        if halt.hub is not None:
            place = halt.hub.id
        elif halt.request is not None:
            place = problem.stops[halt.stop_index].place
        if stop.place != place or stop.lonlat != lonlat:
            yield Violation(Rule.UNKNOWN_PLACE, stop.id, 1)
        if stop.window != _find_window(halt):
            yield Violation(Rule.TIME_WINDOW, stop.id, 1)
        trip += stop.kind == "reload"
    if reading.route.trip_count != trip:
        yield Violation(Rule.SCHEDULE, reading.route.id, abs(reading.route.trip_count - trip))


def _find_start(problem: Problem, reading: RouteReading) -> LonLat:
    """Return where a route that starts nowhere begins: at the first place it knows."""
    known = [halt.stop_index for halt in reading.halts if halt.stop_index >= 0]
    return problem.stops[known[0] if known else 0].lonlat


def _check_route(problem: Problem, reading: RouteReading) -> Iterator[Violation]:
    route, shift, kind = reading.route, reading.shift, reading.kind
    if route.profile != kind.profile:
        yield Violation(Rule.CLASS_ACCESS, route.id, 1)
    for rule, said, true in (
        (Rule.SCHEDULE, route.day, shift.day),
        (Rule.CAPACITY, route.capacity_g, kind.capacity_g),
        (Rule.CAPACITY, route.capacity_ml, kind.capacity_ml),
    ):
        if said != true:
            yield Violation(rule, route.id, abs(said - true))
    if route.end_hub != route.stops[-1].place:
        yield Violation(Rule.HUB, route.id, 1)
    if not route.start_hub == route.stops[0].place == problem.hubs[shift.start_hub].id:
        yield Violation(Rule.HUB, route.stops[0].id, 1)


def _find_window(halt: Halt) -> TimeWindow | None:
    """Return the window that service starts in: of the request, the break, or the hub."""
    on_call = halt.hub is not None and halt.stop.kind != "start"
    windows = halt.hub.open_windows if on_call and halt.hub is not None else halt.windows
    began_s = halt.stop.start_s
    return next((one for one in windows if one.earliest_s <= began_s <= one.latest_s), None)
