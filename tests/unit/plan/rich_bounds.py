"""More of the valley's bounds, drawn tight round routes that deliver, reload, pair and rest.

For each a rule, and the problem and the sequences that lie above the bound by an amount.
Numbers are those of `valley`; H-A takes 3,600 s, A-B 1,800, B-H 4,200, A-H 3,000, H-B 4,500.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from routing.problem.fleet import PlannedBreak
from routing.problem.hub import HubSlot
from routing.problem.problem import Problem
from routing.problem.request import RequestKind, Visit
from routing.problem.sequences import (
    RouteSequence,
    Sequences,
    deliver,
    end,
    pickup,
    reload,
    rest,
)
from routing.problem.time_window import TimeWindow
from routing.problem.verdict import Rule
from tests.unit.plan.valley import THERE_AND_BACK, B, change, valley

DAY = TimeWindow(0, 86_400)
DELIVERED = Sequences((RouteSequence(0, (deliver(0), deliver(1), end(0))),), ())
PAIRED = Sequences((RouteSequence(0, (pickup(0), pickup(1), deliver(0), end(0))),), ())
RELOADED = Sequences((RouteSequence(0, (pickup(0), reload(0), pickup(1), end(0))),), ())
RESTED = Sequences((RouteSequence(0, (pickup(0), rest(900, 0), pickup(1), end(0))),), ())


def each(**values: Any) -> Problem:
    """The valley with both of its requests changed alike."""
    return change(change(valley(), "requests", 0, **values), "requests", 1, **values)


def delivering() -> Problem:
    """The valley with its goods brought from H to the villages."""
    return each(kind=RequestKind.DELIVERY)


def paired(**values: Any) -> Problem:
    """The valley with r1 brought from Bản A to Bản B, where it takes 300 s."""
    to = Visit(B, (DAY,), 300)
    return change(valley(), "requests", 0, kind=RequestKind.PAIR, to=to, **values)


def reloading(**values: Any) -> Problem:
    """The valley with a truck that may reload at H."""
    return change(change(valley(), "shifts", reload_hubs=(0,)), "vehicle_types", **values)


def resting(*, latest_s: int = 86_400, max_load: tuple[int, ...] = ()) -> Problem:
    """The valley with a break of 900 s planned."""
    planned = PlannedBreak((TimeWindow(0, latest_s),), 900, max_load)
    return change(valley(), "shifts", breaks=(planned,))


def slotted(**values: Any) -> Problem:
    """The valley with one slot at H, from a second before the route's arrival to one after."""
    slot = HubSlot(TimeWindow(36_299, 36_301), **values)
    return change(valley(), "hubs", slots=(slot,))


def overtime(*, latest_s: int = 64_800, max_duration_s: int = 2**50, over_s: int) -> Problem:
    """The valley with a truck that may work overtime."""
    problem = change(valley(), "shifts", latest_s=latest_s)
    return change(problem, "vehicle_types", max_duration_s=max_duration_s, max_overtime_s=over_s)


def further(over: int) -> Problem:
    """The valley with crates: 3 of r1, 4 of r2."""
    problem = change(valley(), "requests", 0, extra=(0, 3))
    problem = change(problem, "requests", 1, extra=(0, 4))
    return change(problem, "vehicle_types", extra=(0, 7 - over))


def limited(problem: Problem, **values: Any) -> Problem:
    """A problem with another limit of its truck."""
    return change(problem, "vehicle_types", **values)


def exchanged(over: int) -> Problem:
    """The valley with 650 kg brought to Bản A, where 400 kg are fetched."""
    problem = change(
        valley(), "requests", 0, kind=RequestKind.EXCHANGE, brought=(650_000, 900_000)
    )
    # H-A 650 kg, A-B 400 kg, B-H 700 kg.
    return limited(problem, capacity_g=700_000 - over)


Case = tuple[Problem, Sequences]

RICH_BOUNDS: dict[str, tuple[Rule, Callable[[int], Case]]] = {
    # Bản A is left at 29,400, H reached at 36,300.
    "ride to the hub": (
        Rule.MAX_RIDE_TIME,
        lambda over: (change(valley(), "requests", max_ride_s=6_900 - over), THERE_AND_BACK),
    ),
    "arrival at the hub": (
        Rule.TIME_WINDOW,
        lambda over: (change(valley(), "requests", deliver_by_s=36_300 - over), THERE_AND_BACK),
    ),
    # Bản B is reached at 31,200 and left at 32,100; a pair's second visit starts then.
    "ride of a pair": (
        Rule.MAX_RIDE_TIME,
        lambda over: (paired(max_ride_s=2_700 - over), PAIRED),
    ),
    "visits of a pair": (
        Rule.MAX_STOPS,
        lambda over: (limited(paired(), max_stops=3 - over), PAIRED),
    ),
    # 400 kg of the pair and 300 kg fetched at Bản B before the pair is off.
    "grams of a pair": (
        Rule.CAPACITY,
        lambda over: (limited(paired(), capacity_g=700_000 - over), PAIRED),
    ),
    "second window of a pair": (
        Rule.TIME_WINDOW,
        lambda over: (
            paired_until(32_100 - over),
            PAIRED,
        ),
    ),
    "grams to deliver": (
        Rule.CAPACITY,
        lambda over: (limited(delivering(), capacity_g=700_000 - over), DELIVERED),
    ),
    "millilitres to deliver": (
        Rule.CAPACITY,
        lambda over: (limited(delivering(), capacity_ml=1_800_000 - over), DELIVERED),
    ),
    "grams exchanged": (Rule.CAPACITY, lambda over: (exchanged(over), THERE_AND_BACK)),
    "further loads": (Rule.CAPACITY, lambda over: (further(over), THERE_AND_BACK)),
    "overtime after the shift": (
        Rule.SHIFT,
        lambda over: (overtime(latest_s=36_700, over_s=600 - over), THERE_AND_BACK),
    ),
    "overtime beyond the duration": (
        Rule.MAX_DURATION,
        lambda over: (overtime(max_duration_s=11_500, over_s=600 - over), THERE_AND_BACK),
    ),
    "grams in a slot": (
        Rule.HUB_INTAKE,
        lambda over: (slotted(intake_g=700_000 - over), THERE_AND_BACK),
    ),
    "millilitres in a slot": (
        Rule.HUB_INTAKE,
        lambda over: (slotted(intake_ml=1_800_000 - over), THERE_AND_BACK),
    ),
    "vehicles in a slot": (
        Rule.HUB_INTAKE,
        lambda over: (slotted(vehicles=1 - over), THERE_AND_BACK),
    ),
    "reloads": (Rule.MAX_STOPS, lambda over: (reloading(max_reloads=1 - over), RELOADED)),
    "grams of a trip": (
        Rule.CAPACITY,
        lambda over: (reloading(capacity_g=400_000 - over), RELOADED),
    ),
    "intake of two trips": (
        Rule.HUB_INTAKE,
        lambda over: (change(reloading(), "hubs", intake_g=(700_000 - over,)), RELOADED),
    ),
    "window of a break": (Rule.BREAK, lambda over: (resting(latest_s=29_400 - over), RESTED)),
    "load during a break": (
        Rule.BREAK,
        lambda over: (resting(max_load=(400_000 - over,)), RESTED),
    ),
}


def paired_until(latest_s: int) -> Problem:
    """The valley with a pair whose second visit starts until a moment."""
    problem = paired()
    visit = problem.requests[0].to
    if visit is None:
        raise ValueError("want a pair")
    return change(problem, "requests", to=replace(visit, windows=(TimeWindow(0, latest_s),)))
