"""Hubs: who may receive what, during which hours, and how much on a day."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from routing.plan.referee.reading import RouteReading
from routing.problem.problem import Problem
from routing.problem.request import ANY_HUB
from routing.problem.verdict import Rule, Violation


def check_hub(problem: Problem, reading: RouteReading) -> Iterator[Violation]:
    """Yield faults of where and when one route is received."""
    allowed = {problem.hubs[index].id for index in reading.shift.end_hubs}
    if reading.end_hub.id not in allowed:
        yield Violation(Rule.HUB, reading.halts[-1].stop.id, 1)
    for halt in reading.halts:
        named = halt.request.hub if halt.request else ANY_HUB
        if named != ANY_HUB and problem.hubs[named].id != reading.end_hub.id:
            yield Violation(Rule.HUB, halt.stop.id, 1)
    outside_s = _outside_hours_s(reading)
    if outside_s > 0:
        yield Violation(Rule.HUB_HOURS, reading.halts[-1].stop.id, outside_s)


def _outside_hours_s(reading: RouteReading) -> int:
    """Return how many seconds before opening or after closing the unloading reaches."""
    last = reading.halts[-1].stop
    return min(
        (
            max(0, hours.earliest_s - last.arrival_s) + max(0, last.departure_s - hours.latest_s)
            for hours in reading.end_hub.open_windows
        ),
        default=1,
    )


def check_intake(problem: Problem, readings: Sequence[RouteReading]) -> Iterator[Violation]:
    """Yield hubs that receive more on a local day than they take in."""
    grams, millilitres = Counter[tuple[str, date]](), Counter[tuple[str, date]]()
    for reading in readings:
        arrived = problem.horizon.local(reading.route.stops[-1].arrival_s).date()
        key = reading.end_hub.id, arrived
        grams[key] += sum(part.weight_g for part in reading.requests)
        millilitres[key] += sum(part.volume_ml for part in reading.requests)
    dates = [problem.horizon.start + timedelta(days=d) for d in range(problem.horizon.days)]
    for hub in problem.hubs:
        for received, limits in ((grams, hub.intake_g), (millilitres, hub.intake_ml)):
            for on, limit in zip(dates, limits, strict=True):
                over = received[hub.id, on] - limit
                if over > 0:
                    yield Violation(Rule.HUB_INTAKE, f"{hub.id}/{on}", over)
    for hub_id, on in sorted(grams):
        if on not in dates:
            yield Violation(Rule.HUB_INTAKE, f"{hub_id}/{on}", 1)
