"""What a plan repeats of its problem for readers: places, classes, windows. All must be true."""

from collections.abc import Iterator

from routing.plan.referee.reading import Halt, RouteReading
from routing.problem.problem import Problem
from routing.problem.time_window import TimeWindow
from routing.problem.verdict import Rule, Violation


def check_labels(problem: Problem, reading: RouteReading) -> Iterator[Violation]:
    """Yield what a route says of known things and the problem says otherwise."""
    yield from _check_route(problem, reading)
    place = reading.halts[0].stop.place
    for position, halt in enumerate(reading.halts):
        stop = halt.stop
        if stop.seq != position:
            yield Violation(Rule.SCHEDULE, stop.id, abs(stop.seq - position))
        there = problem.stops[halt.stop_index]
        if halt.hub is not None:
            place = halt.hub.id
        elif halt.request is not None:
            place = there.place
        if stop.place != place or stop.lonlat != there.lonlat:
            yield Violation(Rule.UNKNOWN_PLACE, stop.id, 1)
        if stop.window != _find_window(halt):
            yield Violation(Rule.TIME_WINDOW, stop.id, 1)


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
    if route.end_hub != reading.end_hub.id:
        yield Violation(Rule.HUB, route.id, 1)
    if not route.start_hub == route.stops[0].place == problem.hubs[shift.start_hub].id:
        yield Violation(Rule.HUB, route.stops[0].id, 1)


def _find_window(halt: Halt) -> TimeWindow | None:
    """Return the window that service starts in: of the request, or the hub's hours at the end."""
    windows: tuple[TimeWindow, ...] = ()
    if halt.request is not None:
        windows = halt.request.windows
    elif halt.hub is not None and halt.stop.kind == "end":
        windows = halt.hub.open_windows
    began_s = halt.stop.start_s
    return next((one for one in windows if one.earliest_s <= began_s <= one.latest_s), None)
