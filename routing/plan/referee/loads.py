"""What is on board: each load true, no leg overloaded, goods only where they may ride."""

from collections.abc import Iterator, Sequence

from routing.plan.referee.reading import RouteReading
from routing.problem.verdict import Rule, Violation


def check_loads(reading: RouteReading) -> Iterator[Violation]:
    """Yield faults of weight and volume of one route, and skills its vehicle lacks."""
    route, kind = reading.route, reading.kind
    yield from _check_quantity(
        reading,
        [(stop.weight_g, stop.load_g) for stop in route.stops],
        [halt.request.weight_g if halt.request else 0 for halt in reading.halts],
        route.peak_load_g,
        kind.capacity_g,
    )
    yield from _check_quantity(
        reading,
        [(stop.volume_ml, stop.load_ml) for stop in route.stops],
        [halt.request.volume_ml if halt.request else 0 for halt in reading.halts],
        route.peak_volume_ml,
        kind.capacity_ml,
    )
    for halt in reading.halts:
        if halt.request is not None:
            lacking = halt.request.skills - kind.skills
            if lacking:
                yield Violation(Rule.SKILL, halt.stop.id, len(lacking))
            if halt.stop.parts != halt.request.parts:
                off = abs(halt.stop.parts - halt.request.parts)
                yield Violation(Rule.CONSERVATION, halt.stop.id, off)


def _check_quantity(
    reading: RouteReading,
    said: Sequence[tuple[int, int]],
    fetched: Sequence[int],
    said_peak: int,
    capacity: int,
) -> Iterator[Violation]:
    """Yield faults of one quantity, given what each stop says it moves and has on board."""
    aboard = peak = 0
    for halt, (said_moved, said_aboard), moved in zip(reading.halts, said, fetched, strict=True):
        aboard += moved
        peak = max(peak, aboard)
        is_end = halt.stop.kind == "end"
        if said_moved != (aboard if is_end else moved):
            off = abs(said_moved - (aboard if is_end else moved))
            rule = Rule.CONSERVATION if is_end else Rule.LOAD
            yield Violation(rule, halt.stop.id, off)
        if said_aboard != (0 if is_end else aboard):
            off = abs(said_aboard - (0 if is_end else aboard))
            yield Violation(Rule.LOAD, halt.stop.id, off)
    if said_peak != peak:
        yield Violation(Rule.LOAD, reading.route.id, abs(said_peak - peak))
    if peak > capacity:
        yield Violation(Rule.CAPACITY, reading.route.id, peak - capacity)
