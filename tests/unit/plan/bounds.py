"""The valley's problem with one bound at a time drawn tight round its route."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from routing.problem.problem import Problem
from routing.problem.time_window import TimeWindow
from routing.problem.verdict import Rule
from tests.unit.plan.valley import LAW, change, valley


def limited(name: str, value: int) -> Problem:
    return change(valley(), "vehicle_types", **{name: value})


def lawful(**values: Any) -> Problem:
    return replace(valley(), law=replace(LAW, **values))


def driven_before(driven_s: int) -> Problem:
    return change(lawful(max_week_s=172_800), "vehicles", driven_s=(driven_s,))


# For each bound its rule and the problem whose route lies above the bound by an amount.
BOUNDS: dict[str, tuple[Rule, Callable[[int], Problem]]] = {
    "grams": (Rule.CAPACITY, lambda over: limited("capacity_g", 700_000 - over)),
    "millilitres": (Rule.CAPACITY, lambda over: limited("capacity_ml", 1_800_000 - over)),
    "driving": (Rule.MAX_DRIVING, lambda over: limited("max_driving_s", 9_600 - over)),
    "duration": (Rule.MAX_DURATION, lambda over: limited("max_duration_s", 12_100 - over)),
    "distance": (Rule.MAX_DISTANCE, lambda over: limited("max_distance_m", 82_000 - over)),
    "pickups": (Rule.MAX_STOPS, lambda over: limited("max_stops", 2 - over)),
    "driving a day": (Rule.MAX_DRIVING, lambda over: lawful(max_day_s=9_600 - over)),
    "driving a week": (
        Rule.MAX_DRIVING,
        lambda over: driven_before(172_800 - 9_600 + over),
    ),
    # Bản A is a halt of 600 s, too short to rest; Bản B one of 900 s, just long enough: the
    # spells are 3,600 + 1,800 and 4,200 s.
    "driving on end": (Rule.BREAK, lambda over: lawful(max_continuous_s=5_400 - over)),
    "end of shift": (
        Rule.SHIFT,
        lambda over: change(valley(), "shifts", latest_s=37_300 - over),
    ),
    "end of window": (
        Rule.TIME_WINDOW,
        lambda over: change(valley(), "requests", 1, windows=(TimeWindow(25_200, 31_200 - over),)),
    ),
    "closing time": (
        Rule.HUB_HOURS,
        lambda over: change(valley(), "hubs", open_windows=(TimeWindow(21_600, 37_300 - over),)),
    ),
    "intake by weight": (
        Rule.HUB_INTAKE,
        lambda over: change(valley(), "hubs", intake_g=(700_000 - over,)),
    ),
    "intake by volume": (
        Rule.HUB_INTAKE,
        lambda over: change(valley(), "hubs", intake_ml=(1_800_000 - over,)),
    ),
}
