"""What is on board: each load true, no leg overloaded, goods only where they may ride."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from routing.plan.referee.reading import RouteReading
from routing.plan.referee.rides import Ride
from routing.problem.problem import Problem
from routing.problem.request import RequestKind
from routing.problem.verdict import Rule, Violation


def aboard(reading: RouteReading, position: int, quantity: int) -> int:
    """Return how much of a quantity (0 grams, 1 millilitres) rides on the leg to a position."""
    return sum(ride.load(quantity) for ride in reading.rides if ride.on_leg(position))


def check_loads(reading: RouteReading) -> Iterator[Violation]:
    """Yield faults of the loads of one route, and skills its vehicle lacks."""
    route, kind = reading.route, reading.kind
    said = [(stop.weight_g, stop.load_g, stop.brought_g) for stop in route.stops]
    yield from _check_quantity(reading, 0, said)
    said = [(stop.volume_ml, stop.load_ml, stop.brought_ml) for stop in route.stops]
    yield from _check_quantity(reading, 1, said)
    said_peaks = {0: route.peak_load_g, 1: route.peak_volume_ml}
    for quantity, limit in enumerate((kind.capacity_g, kind.capacity_ml, *kind.extra)):
        peak = max(aboard(reading, at, quantity) for at in range(1, len(reading.halts)))
        if said_peaks.get(quantity, peak) != peak:
            yield Violation(Rule.LOAD, route.id, abs(said_peaks[quantity] - peak))
        if peak > limit:
            yield Violation(Rule.CAPACITY, route.id, peak - limit)
    for part in reading.requests.values():
        lacking = part.skills - kind.skills
        if lacking:
            yield Violation(Rule.SKILL, f"{route.id}/{part.id}.{part.part}", len(lacking))
    for halt in reading.halts:
        if halt.request is not None and halt.stop.parts != halt.request.parts:
            off = abs(halt.stop.parts - halt.request.parts)
            yield Violation(Rule.CONSERVATION, halt.stop.id, off)


def _check_quantity(
    reading: RouteReading, quantity: int, said: Sequence[tuple[int, int, int]]
) -> Iterator[Violation]:
    """Yield faults of what each stop says it moves, has on board after, and brings."""
    for at, (halt, (moved, load, brought)) in enumerate(zip(reading.halts, said, strict=True)):
        true_moved, true_brought = _moves(reading, at, quantity)
        is_call = at in reading.calls and at > 0
        if moved != true_moved:
            rule = Rule.CONSERVATION if is_call else Rule.LOAD
            yield Violation(rule, halt.stop.id, abs(moved - true_moved))
        for stated, true in ((load, aboard(reading, at + 1, quantity)), (brought, true_brought)):
            if stated != true:
                yield Violation(Rule.LOAD, halt.stop.id, abs(stated - true))


def _moves(reading: RouteReading, at: int, quantity: int) -> tuple[int, int]:
    """Return what a stop moves or receives, and what it brings beside."""
    if at in reading.calls:
        return sum(ride.load(quantity) for ride in reading.calls[at].received), 0
    request = reading.halts[at].request
    if request is None:
        return 0, 0
    brought = request.brought if request.kind is RequestKind.EXCHANGE else ()
    moved = (request.weight_g, request.volume_ml)[quantity]
    return moved, brought[quantity] if quantity < len(brought) else 0


def check_company(problem: Problem, reading: RouteReading) -> Iterator[Violation]:
    """Yield each two requests on board on the same leg that may not be."""
    legs = range(1, len(reading.halts))
    rides_of: dict[tuple[str, int], list[Ride]] = {}
    for ride in reading.rides:
        rides_of.setdefault((ride.request.id, ride.request.part), []).append(ride)
    for ones, others in combinations(rides_of.values(), 2):
        a, b = ones[0].request, others[0].request
        if not _excludes(problem, a.tags, b.tags) and not (
            a.tags & b.exclude_tags or b.tags & a.exclude_tags
        ):
            continue
        meet = [leg for leg in legs if _on_leg(ones, leg) and _on_leg(others, leg)]
        if meet:
            where = f"{reading.route.id}/{a.id}.{a.part}+{b.id}.{b.part}"
            yield Violation(Rule.COMPATIBILITY, where, 1)


def _on_leg(rides: Sequence[Ride], leg: int) -> bool:
    return any(ride.on_leg(leg) for ride in rides)


def _excludes(problem: Problem, ones: frozenset[str], others: frozenset[str]) -> bool:
    return any(
        (a in ones and b in others) or (b in ones and a in others)
        for a, b in problem.forbidden_pairs
    )
