"""Limits of the law and of the vehicle: hours at the wheel, duration, distance, calls."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from routing.plan.plan import PlanStop
from routing.plan.referee.reading import RouteReading
from routing.problem.driving_law import DrivingLaw
from routing.problem.problem import Problem
from routing.problem.verdict import Rule, Violation


def check_limits(problem: Problem, reading: RouteReading) -> Iterator[Violation]:
    """Yield limits of one shift that a route goes beyond."""
    kind, stops = reading.kind, reading.route.stops
    kinds = Counter(stop.kind for stop in stops)
    for rule, used, limit in (
        (Rule.MAX_DRIVING, driven_s(reading), min(kind.max_driving_s, problem.law.max_day_s)),
        (Rule.MAX_DURATION, worked_s(reading), kind.max_duration_s + kind.max_overtime_s),
        (Rule.SHIFT, stops[-1].departure_s, reading.shift.latest_s + kind.max_overtime_s),
        (Rule.MAX_DISTANCE, sum(stop.leg_distance_m for stop in stops), kind.max_distance_m),
        (Rule.MAX_STOPS, kinds["pickup"] + kinds["delivery"], kind.max_stops),
        (Rule.MAX_STOPS, kinds["reload"], kind.max_reloads),
    ):
        if used > limit:
            yield Violation(rule, reading.route.id, used - limit)
    longest_s = max(_spells_s(stops, problem.law), default=0)
    if longest_s > problem.law.max_continuous_s:
        over_s = longest_s - problem.law.max_continuous_s
        yield Violation(Rule.BREAK, reading.route.id, over_s)


def driven_s(reading: RouteReading) -> int:
    """Return the seconds at the wheel."""
    return sum(stop.leg_driving_s for stop in reading.route.stops)


def worked_s(reading: RouteReading) -> int:
    """Return the seconds from leaving the start to the last goods off board."""
    stops = reading.route.stops
    return stops[-1].departure_s - stops[0].departure_s


def _spells_s(stops: Sequence[PlanStop], law: DrivingLaw) -> list[int]:
    """Return the driving of each spell between two halts that are long enough to rest."""
    spells: list[int] = []
    wheels_stopped_s: int | None = None
    for stop in stops:
        if stop.leg_driving_s <= 0:
            continue
        wheels_turn_s = stop.arrival_s - stop.leg_driving_s
        if wheels_stopped_s is None or wheels_turn_s - wheels_stopped_s >= law.rest_s:
            spells.append(0)
        spells[-1] += stop.leg_driving_s
        wheels_stopped_s = stop.arrival_s
    return spells


def check_weeks(problem: Problem, readings: Sequence[RouteReading]) -> Iterator[Violation]:
    """Yield drivers who drive more in a week, Monday to Sunday, than the law allows."""
    first_monday = _monday(problem.horizon.start)
    weeks = Counter[tuple[str, int]]()
    for reading in readings:
        week = (_monday(reading.route.date) - first_monday).days // 7
        weeks[reading.route.vehicle, week] += driven_s(reading)
    for unit in problem.vehicles:
        for week, before_s in enumerate(unit.driven_s):
            # What was driven before is not the plan's to undo: it must only not add to it.
            seconds = weeks.get((unit.id, week), 0)
            over_s = before_s + seconds - problem.law.max_week_s
            if (unit.id, week) in weeks and over_s > 0:
                yield Violation(Rule.MAX_DRIVING, f"{unit.id}/week {week}", over_s)


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())
