"""Nothing lost, nothing twice: each part once, each vehicle-day once, grams in as grams out."""

from collections import Counter
from collections.abc import Iterator

from routing.plan.plan import Plan, PlanDropped
from routing.problem.problem import Problem
from routing.problem.request import Request
from routing.problem.verdict import Rule, Violation


def check_presence(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield parts not exactly once served or left out, and things that occur twice."""
    yield from _check_parts(problem, plan)
    yield from _check_dropped(problem, plan)
    yield from _check_repeats(plan)
    yield from _check_received(plan)


def _check_parts(problem: Problem, plan: Plan) -> Iterator[Violation]:
    times = Counter(
        (stop.request, stop.part)
        for route in plan.routes
        for stop in route.stops
        if stop.kind == "pickup"
    )
    times.update((left.request, left.part) for left in plan.dropped)
    for part in problem.requests:
        count = times.pop((part.id, part.part), 0)
        if count != 1:
            yield Violation(Rule.CONSERVATION, f"{part.id}.{part.part}", abs(count - 1))
    for (request, number), count in times.items():
        if count > 1:
            yield Violation(Rule.CONSERVATION, f"{request}.{number}", count - 1)


def _check_dropped(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield what is wrongly said of things left out.

    Requests that are not in the problem (of unknown weight, say) may be listed, with a reason.
    """
    parts = {(part.id, part.part): part for part in problem.requests}
    known = {part.id for part in problem.requests}
    for left in plan.dropped:
        part = parts.get((left.request, left.part))
        if part is not None:
            yield from _check_left(left, part)
        elif left.request in known or not left.reasons:
            yield Violation(Rule.CONSERVATION, f"{left.request}.{left.part}", 1)


def _check_left(left: PlanDropped, part: Request) -> Iterator[Violation]:
    where = f"{part.id}.{part.part}"
    if left.state != ("deferred" if part.deferrable else "dropped"):
        yield Violation(Rule.DEFERRED, where, 1)
    if left.weight_g != part.weight_g:
        yield Violation(Rule.LOAD, where, max(1, abs((left.weight_g or 0) - part.weight_g)))


def _check_repeats(plan: Plan) -> Iterator[Violation]:
    vehicle_days = Counter((route.vehicle, route.date) for route in plan.routes)
    for (vehicle, on), count in vehicle_days.items():
        if count > 1:
            yield Violation(Rule.CONSERVATION, f"{on}/{vehicle}", 1)
    ids = Counter(stop.id for route in plan.routes for stop in route.stops)
    ids.update(route.id for route in plan.routes)
    for name, count in ids.items():
        if count > 1 and name not in {f"{on}/{unit}" for unit, on in vehicle_days}:
            yield Violation(Rule.CONSERVATION, name, count - 1)


def _check_received(plan: Plan) -> Iterator[Violation]:
    for quantity in ("weight_g", "volume_ml"):
        sums = Counter[str]()
        for route in plan.routes:
            for stop in route.stops:
                sums[stop.kind] += getattr(stop, quantity)
        if sums["pickup"] != sums["end"]:
            yield Violation(Rule.CONSERVATION, quantity, abs(sums["pickup"] - sums["end"]))
