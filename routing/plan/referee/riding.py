"""Goods that ride too long, or are not where they were promised to be in time."""

from collections.abc import Iterator

from routing.plan.referee.reading import RouteReading
from routing.plan.referee.schedule import stay_s
from routing.problem.verdict import Rule, Violation


def check_riding(reading: RouteReading) -> Iterator[Violation]:
    """Yield rides that are longer, or end later, than their goods allow."""
    for ride in reading.rides:
        if ride.sent:
            continue
        visit, there = reading.halts[ride.visit].stop, reading.halts[ride.alights].stop
        away_s = visit.start_s + stay_s(reading, ride.visit)
        if ride.received:
            late_s = there.arrival_s - ride.request.deliver_by_s
            if late_s > 0:
                yield Violation(Rule.TIME_WINDOW, visit.id, late_s)
            rode_s = there.arrival_s - away_s
        elif there.kind == "end":
            continue  # never brought, which is reported elsewhere
        else:
            rode_s = there.start_s - away_s
        if rode_s > ride.request.max_ride_s:
            yield Violation(Rule.MAX_RIDE_TIME, visit.id, rode_s - ride.request.max_ride_s)
