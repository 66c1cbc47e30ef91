"""Costs worked out again from the plan's distances, durations and what is left out."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from fractions import Fraction

from routing.plan.plan import Plan
from routing.plan.referee.reading import RouteReading
from routing.plan.referee.rounding import nearest
from routing.problem.cost import Cost
from routing.problem.problem import Problem
from routing.problem.verdict import Rule, Violation

THOUSAND = 1000


def check_costs(
    problem: Problem, plan: Plan, readings: Sequence[RouteReading]
) -> Iterator[Violation]:
    """Yield parts of a route's cost, or of the whole, that differ by a unit or more."""
    for reading in readings:
        yield from _compare(reading.route.id, reading.route.cost, _price(reading))
    if len(readings) == len(plan.routes):
        parts = {name: sum(getattr(r.route.cost, name) for r in readings) for name in _NAMES}
        for name, amount in _left_out(problem, plan).items():
            parts[name] += amount
        yield from _compare("plan", plan.cost, parts)
    if plan.currency != problem.currency:
        yield Violation(Rule.COST, plan.currency, 1)


_NAMES = tuple(part.name for part in fields(Cost))


def _price(reading: RouteReading) -> dict[str, int]:
    kind, stops = reading.kind, reading.route.stops
    metres = sum(stop.leg_distance_m for stop in stops)
    seconds = stops[-1].departure_s - stops[0].departure_s
    prices = dict.fromkeys(_NAMES, 0)
    prices["fixed_minor"] = kind.fixed_minor
    prices["distance_minor"] = nearest(Fraction(metres * kind.rate_per_m_milli, THOUSAND))
    prices["time_minor"] = nearest(Fraction(seconds * kind.rate_per_s_milli, THOUSAND))
    return prices


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
