"""Limits of a vehicle and of its shift: loads, hours, kilometres, calls, reloads."""

from collections.abc import Iterator

from routing.problem.dated import DatedRoute
from routing.problem.evaluate.loads import Load
from routing.problem.fleet import Shift, VehicleType
from routing.problem.problem import Problem
from routing.problem.sequences import ItemKind
from routing.problem.verdict import Rule, Violation
from routing.units import NO_LIMIT


def check_limits(problem: Problem, dated: DatedRoute, where: str) -> Iterator[Violation]:
    """Yield limits of one shift that a route goes beyond."""
    shift = problem.shifts[dated.shift]
    kind = problem.type_of(shift)
    visits = len([item for item in dated.items if item.item.request >= 0])
    reloads = len([item for item in dated.items if item.item.kind is ItemKind.RELOAD])
    for rule, value, bound in (
        *((Rule.CAPACITY, load, bound) for load, bound in _pair_capacities(dated, kind)),
        (Rule.SHIFT, dated.end_s, shift.latest_s + kind.max_overtime_s),
        (Rule.MAX_DRIVING, dated.driving_s, min(kind.max_driving_s, problem.law.max_day_s)),
        (Rule.MAX_DURATION, dated.duration_s, kind.max_duration_s + kind.max_overtime_s),
        (Rule.MAX_DISTANCE, dated.distance_m, kind.max_distance_m),
        (Rule.MAX_STOPS, visits, kind.max_stops),
        (Rule.MAX_STOPS, reloads, kind.max_reloads),
    ):
        if value > bound:
            yield Violation(rule, where, value - bound)


def overtime_s(shift: Shift, kind: VehicleType, dated: DatedRoute) -> int:
    """Return the seconds worked beyond the shift's end or the longest duration."""
    return max(0, dated.end_s - shift.latest_s, dated.duration_s - kind.max_duration_s)


def capacities(kind: VehicleType, quantities: int) -> Load:
    """Return what a type may carry of each quantity."""
    known = (kind.capacity_g, kind.capacity_ml, *kind.extra)
    return known + (NO_LIMIT,) * (quantities - len(known))


def _pair_capacities(dated: DatedRoute, kind: VehicleType) -> Iterator[tuple[int, int]]:
    peak = dated.peak_load
    return zip(peak, capacities(kind, len(peak)), strict=True)
