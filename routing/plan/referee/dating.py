"""The dating rule, tried out: nobody could end earlier, nor start later at nobody's cost.

The referee drives the route's order again from any moment of leaving. Nothing ever comes
earlier for leaving later, so the latest good moment is found by halving.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from routing.plan.referee.reading import Halt, RouteReading
from routing.plan.referee.schedule import stay_s, wished_s
from routing.problem.verdict import Rule, Violation


class Times(NamedTuple):
    """When a halt is reached, begun and left."""

    arrival_s: int
    start_s: int
    departure_s: int


def check_dating(reading: RouteReading) -> Iterator[Violation]:
    """Yield where the times of a route are not those of the dating rule.

    A route that misses a window even when leaving at once has no such times; the missed window
    is reported elsewhere.
    """
    route = reading.route
    opens_s = max(reading.shift.earliest_s, reading.calls[0].released_s)
    soonest = _drive(reading, opens_s)
    if soonest is None:
        return
    end_s = soonest[-1].departure_s
    if route.end_s != end_s:
        yield Violation(Rule.SCHEDULE, route.id, abs(route.end_s - end_s))
    moments = range(opens_s, end_s + 1)
    late = bisect_left(moments, 1, key=lambda s: _is_late(reading, s, soonest))
    latest_s = opens_s - 1 + late
    if route.start_s != latest_s:
        yield Violation(Rule.SCHEDULE, route.stops[0].id, abs(route.start_s - latest_s))
    yield from _check_each(reading, _drive(reading, latest_s))


def _is_late(reading: RouteReading, leaving_s: int, soonest: Sequence[Times]) -> bool:
    times = _drive(reading, leaving_s)
    if times is None or times[-1].departure_s > soonest[-1].departure_s:
        return True
    return any(
        now.start_s > max(then.start_s, wished_s(halt))
        for halt, now, then in zip(reading.halts, times, soonest, strict=True)
    )


def _check_each(reading: RouteReading, times: list[Times] | None) -> Iterator[Violation]:
    for halt, want in zip(reading.halts, times or (), strict=True):
        stop = halt.stop
        said = Times(stop.arrival_s, stop.start_s, stop.departure_s)
        off_s = max(abs(a - b) for a, b in zip(said, want, strict=True))
        if off_s:
            yield Violation(Rule.SCHEDULE, stop.id, off_s)
            return


def _drive(reading: RouteReading, leaving_s: int) -> list[Times] | None:
    """Return the soonest times when leaving at a moment, or None when a window is missed."""
    times = [Times(leaving_s, leaving_s, leaving_s)]
    for at, halt in enumerate(reading.halts[1:], start=1):
        leg_s = halt.stop.leg_driving_s
        arrival_s = times[-1].departure_s + leg_s
        start_s = _soonest_start(reading, at, halt, arrival_s)
        if start_s is None:
            return None
        if at in reading.calls:
            # The wait for a hub to open is spent before the leg to it.
            arrival_s = start_s
            if at > 1:
                times[-1] = times[-1]._replace(departure_s=start_s - leg_s)
        departure_s = start_s + stay_s(reading, at)
        if at in reading.calls:
            departure_s = max(departure_s, reading.calls[at].released_s)
        times.append(Times(arrival_s, start_s, departure_s))
    return times


def _soonest_start(reading: RouteReading, at: int, halt: Halt, arrival_s: int) -> int | None:
    if at in reading.calls:
        return _soonest_receipt(reading, at, arrival_s)
    if halt.request is None and halt.rest is None:
        return arrival_s
    fitting = [w for w in halt.windows if arrival_s <= w.latest_s]
    return min((max(arrival_s, w.earliest_s) for w in fitting), default=None)


def _soonest_receipt(reading: RouteReading, at: int, arrival_s: int) -> int | None:
    """Return when the vehicle may pull in so that all is handled before the hub closes."""
    call = reading.calls[at]
    for hours in sorted(call.hub.open_windows):
        pulls_in_s = max(arrival_s, hours.earliest_s)
        if pulls_in_s + call.handling_s <= hours.latest_s:
            return pulls_in_s
    return None
