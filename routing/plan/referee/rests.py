"""Breaks that a shift must have, each once and as it was planned."""

from collections import Counter
from collections.abc import Iterator

from routing.plan.referee.loads import aboard
from routing.plan.referee.reading import RouteReading
from routing.problem.verdict import Rule, Violation


def check_rests(reading: RouteReading) -> Iterator[Violation]:
    """Yield planned breaks that are missing, repeated, cut short, drawn out or too loaded."""
    planned = reading.shift.breaks
    named = Counter(halt.stop.planned for halt in reading.halts if halt.stop.kind == "break")
    for index in range(len(planned)):
        if named[index] != 1:
            yield Violation(Rule.BREAK, reading.route.id, abs(named[index] - 1))
    for index, count in named.items():
        if index >= len(planned):
            yield Violation(Rule.BREAK, reading.route.id, count)
    for at, halt in enumerate(reading.halts):
        if halt.rest is None:
            continue
        rested_s = halt.stop.departure_s - halt.stop.start_s
        # A break right before the leg to a hub also holds the wait for it to open.
        most_s = rested_s if at + 1 in reading.calls else halt.rest.duration_s
        off_s = max(halt.rest.duration_s - rested_s, rested_s - most_s)
        if off_s > 0:
            yield Violation(Rule.BREAK, halt.stop.id, off_s)
        for quantity, limit in enumerate(halt.rest.max_load):
            over = aboard(reading, at + 1, quantity) - limit
            if over > 0:
                yield Violation(Rule.BREAK, halt.stop.id, over)
