"""Costs worked out again from the plan's distances, durations and what is left out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields
from fractions import Fraction

from routing.plan.plan import Plan
from routing.plan.referee.driving import driven_s, worked_s
from routing.plan.referee.loads import aboard
from routing.plan.referee.reading import Halt, RouteReading
from routing.plan.referee.rounding import nearest
from routing.plan.referee.schedule import stay_s, wished_s
from routing.problem.cost import Cost
from routing.problem.problem import Problem
from routing.problem.request import NO_VEHICLE, Request
from routing.problem.verdict import Rule, Violation

THOUSAND = 1000


def check_costs(
    problem: Problem, plan: Plan, readings: Sequence[RouteReading]
) -> Iterator[Violation]:
    """Yield parts of a route's cost, or of the whole, that differ by a unit or more."""
    for reading in readings:
        yield from _compare(reading.route.id, reading.route.cost, _price(problem, reading))
    if len(readings) == len(plan.routes):
        parts = {name: sum(getattr(r.route.cost, name) for r in readings) for name in _NAMES}
        parts["other_minor"] += _price_unevenness(problem, readings)
        for name, amount in _left_out(problem, plan).items():
            parts[name] += amount
        yield from _compare("plan", plan.cost, parts)
    if plan.currency != problem.currency:
        yield Violation(Rule.COST, plan.currency, 1)


_NAMES = tuple(part.name for part in fields(Cost))


def _price(problem: Problem, reading: RouteReading) -> dict[str, int]:
    kind, stops = reading.kind, reading.route.stops
    metres = sum(stop.leg_distance_m for stop in stops)
    visits = [at for at, halt in enumerate(reading.halts) if halt.request is not None]
    time_milli = (
        worked_s(reading) * kind.rate_per_s_milli
        + driven_s(reading) * kind.rate_per_driving_s_milli
        + sum(stay_s(reading, at) for at in visits) * kind.rate_per_service_s_milli
    )
    over_s = max(
        stops[-1].departure_s - reading.shift.latest_s,
        worked_s(reading) - kind.max_duration_s,
        0,
    )
    served = reading.requests.values()
    return dict.fromkeys(_NAMES, 0) | {
        "fixed_minor": kind.fixed_minor,
        "distance_minor": _minor(metres * kind.rate_per_m_milli),
        "time_minor": _minor(time_milli),
        "fuel_minor": nearest(Fraction(_burnt_ml(reading) * kind.fuel_milli_per_l, THOUSAND**2)),
        "overtime_minor": _minor(over_s * kind.rate_per_overtime_s_milli),
        "lateness_minor": _minor(sum(_lateness_milli(halt) for halt in reading.halts)),
        "carry_minor": sum(part.serve_minor for part in served),
        "other_minor": sum(
            part.change_minor for part in served if _is_changed(problem, reading, part)
        ),
    }


def _minor(milli: int) -> int:
    return nearest(Fraction(milli, THOUSAND))


def _burnt_ml(reading: RouteReading) -> int:
    """Return the fuel of a route, between empty and full on each leg by what is on board."""
    if not reading.kind.fuel_milli_per_l:
        return 0
    full_g = reading.kind.full_g or reading.kind.capacity_g
    total_ml = 0
    for at in range(1, len(reading.halts)):
        pair = reading.halts[at - 1].stop_index, reading.halts[at].stop_index
        if reading.halts[at].stop.kind == "break" or min(pair) < 0:
            continue
        if reading.matrix.reaches(*pair):
            empty_ml, full_ml = (
                int(fuel[pair])
                for fuel in (reading.matrix.fuel_empty_ml, reading.matrix.fuel_full_ml)
            )
            share = min(Fraction(1), Fraction(aboard(reading, at, 0), full_g))
            total_ml += nearest(empty_ml * (1 - share) + full_ml * share)
    return total_ml


def _lateness_milli(halt: Halt) -> int:
    if halt.request is None:
        return 0
    return halt.request.lateness_rate_milli * max(0, halt.stop.start_s - wished_s(halt))


def _is_changed(problem: Problem, reading: RouteReading, part: Request) -> bool:
    if part.last_vehicle == NO_VEHICLE:
        return False
    return problem.vehicles[part.last_vehicle].id != reading.route.vehicle


def _price_unevenness(problem: Problem, readings: Sequence[RouteReading]) -> int:
    worked = Counter[str]()
    for reading in readings:
        worked[reading.route.vehicle] += worked_s(reading)
    return _minor(problem.balance_rate_milli * max(worked.values(), default=0))


def _left_out(problem: Problem, plan: Plan) -> dict[str, int]:
    listed = {(left.request, left.part) for left in plan.dropped}
    left = [part for part in problem.requests if (part.id, part.part) in listed]
    return {
        "penalty_minor": sum(part.penalty_minor for part in left if not part.required),
        "required_dropped": sum(part.required for part in left),
        "required_weight": sum(1 + part.priority for part in left if part.required),
    }


def _compare(where: str, said: Cost, true: dict[str, int]) -> Iterator[Violation]:
    for name, amount in true.items():
        off = abs(getattr(said, name) - amount)
        if off:
            yield Violation(Rule.COST, f"{where}/{name}", off)
