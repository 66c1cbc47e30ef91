"""Nothing lost, nothing twice: each part once, each vehicle-day once, grams in as grams out."""

from collections import Counter
from collections.abc import Iterator

from routing.plan.plan import Plan, PlanDropped
from routing.plan.referee.reading import RouteReading
from routing.problem.problem import Problem
from routing.problem.request import NO_GROUP, Request, RequestKind
from routing.problem.verdict import Rule, Violation


def check_presence(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield parts not exactly once served or left out, and things that occur twice."""
    yield from _check_parts(problem, plan)
    yield from _check_dropped(problem, plan)
    yield from _check_repeats(plan)
    yield from _check_received(problem, plan)


def _check_parts(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield parts, or groups of alternatives, that are not once served or left out."""
    visits = Counter(_visits(plan))
    left = Counter((one.request, one.part) for one in plan.dropped)
    groups: dict[int, list[Request]] = {}
    for part in problem.requests:
        if part.alternative != NO_GROUP:
            groups.setdefault(part.alternative, []).append(part)
            continue
        count = visits[part.id, part.part] + left[part.id, part.part]
        if count != 1:
            yield Violation(Rule.CONSERVATION, f"{part.id}.{part.part}", abs(count - 1))
    for members in groups.values():
        yield from _check_group([(part.id, part.part) for part in members], visits, left)
    known = {(part.id, part.part) for part in problem.requests}
    for (request, number), count in (visits + left).items():
        if (request, number) not in known and count > 1:
            yield Violation(Rule.CONSERVATION, f"{request}.{number}", count - 1)


def _visits(plan: Plan) -> Iterator[tuple[str, int]]:
    """Yield each time a part is served, by its first visit when it has two."""
    for route in plan.routes:
        for stop in route.stops:
            if stop.kind in ("pickup", "delivery") and not stop.second_visit:
                yield stop.request, stop.part


def _check_group(
    members: list[tuple[str, int]],
    visits: Counter[tuple[str, int]],
    left: Counter[tuple[str, int]],
) -> Iterator[Violation]:
    """Yield a group served more than once, or left out otherwise than by its first member."""
    where = "{}.{}".format(*members[0])
    times = sum(visits[member] for member in members)
    if times > 1:
        yield Violation(Rule.ALTERNATIVE, where, times - 1)
    listed = [left[member] for member in members]
    as_due = [1, *[0] * (len(members) - 1)] if times == 0 else [0] * len(members)
    off = sum(abs(said - due) for said, due in zip(listed, as_due, strict=True))
    if off:
        yield Violation(Rule.CONSERVATION, where, off)


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


def check_halves(reading: RouteReading) -> Iterator[Violation]:
    """Yield visits of a wrong kind, and pairs not fetched once and then brought once."""
    halves: dict[tuple[str, int], list[str]] = {}
    for halt in reading.halts:
        part, kind = halt.request, halt.stop.kind
        if part is None:
            continue
        where = f"{reading.route.id}/{part.id}.{part.part}"
        if part.kind is RequestKind.PAIR:
            halves.setdefault((part.id, part.part), []).append(kind)
            if halt.stop.second_visit != (kind == "delivery"):
                yield Violation(Rule.CONSERVATION, where, 1)
            continue
        right = "delivery" if part.kind is RequestKind.DELIVERY else "pickup"
        if kind != right or halt.stop.second_visit:
            yield Violation(Rule.CONSERVATION, where, 1)
    for (name, number), kinds in halves.items():
        if kinds != ["pickup", "delivery"]:
            yield Violation(Rule.CONSERVATION, f"{reading.route.id}/{name}.{number}", 1)


def _check_received(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield quantities that hubs do not receive as they were fetched for them."""
    kinds = {(part.id, part.part): part.kind for part in problem.requests}
    for quantity in ("weight_g", "volume_ml"):
        fetched = received = 0
        for route in plan.routes:
            for stop in route.stops:
                amount: int = getattr(stop, quantity)
                if stop.kind in ("reload", "end"):
                    received += amount
                elif kinds.get((stop.request, stop.part)) in _FOR_HUBS:
                    fetched += amount
        if fetched != received:
            yield Violation(Rule.CONSERVATION, quantity, abs(fetched - received))


_FOR_HUBS = frozenset({RequestKind.PICKUP, RequestKind.EXCHANGE})
