"""A problem with some of its rules lifted, to see which of them keep a request out."""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any, Final

from routing.problem.fleet import PlannedBreak, Shift, VehicleType
from routing.problem.hub import Hub
from routing.problem.problem import Problem
from routing.problem.request import NO_GROUP, Request
from routing.problem.time_window import TimeWindow
from routing.problem.verdict import Rule
from routing.units import NO_LIMIT, SECONDS_PER_DAY

LIFTABLE: Final = (
    *(Rule.CAPACITY, Rule.TIME_WINDOW, Rule.SHIFT, Rule.MAX_DRIVING, Rule.BREAK),
    *(Rule.HUB_INTAKE, Rule.MAX_DURATION, Rule.MAX_STOPS, Rule.SKILL, Rule.MAX_DISTANCE),
    *(Rule.COMPATIBILITY, Rule.MAX_RIDE_TIME, Rule.TOGETHER, Rule.LOCKED),
)
"""Rules that can be lifted, those first that most often keep something out."""

_LIMITS: Final[dict[Rule, tuple[str, ...]]] = {
    Rule.MAX_DRIVING: ("max_driving_s",),
    Rule.MAX_DURATION: ("max_duration_s",),
    Rule.MAX_DISTANCE: ("max_distance_m",),
    Rule.MAX_STOPS: ("max_stops", "max_reloads"),
    Rule.CAPACITY: ("capacity_g", "capacity_ml"),
}
_Parts = dict[str, Any]  # Any: fields of whatever is changed


def lift(problem: Problem, rules: Collection[Rule]) -> Problem:
    """Return a problem in which some rules no longer bind."""
    return replace(problem, **_change(problem, rules))


def list_binding(problem: Problem) -> tuple[Rule, ...]:
    """Return the rules that a problem makes use of, so that there is something to lift."""
    return tuple(rule for rule in LIFTABLE if _binds(problem, rule))


def _binds(problem: Problem, rule: Rule) -> bool:
    requests = problem.requests
    if rule is Rule.COMPATIBILITY:
        return problem.has_exclusions
    if rule in _OF_REQUESTS:
        return any(_OF_REQUESTS[rule](request) for request in requests)
    changed = _change(problem, {rule})
    return any(part != getattr(problem, name) for name, part in changed.items())


def open_hours(problem: Problem) -> Problem:
    """Return a problem in which every request may be served at any time."""
    always = (TimeWindow(0, _far_s(problem)),)
    requests = tuple(
        replace(one, windows=always, to=one.to and replace(one.to, windows=always))
        for one in problem.requests
    )
    return replace(problem, requests=requests)


def _change(problem: Problem, rules: Collection[Rule]) -> _Parts:
    """Return the parts of a problem that look otherwise without some rules."""
    parts: _Parts = {}
    if not _OF_KINDS.isdisjoint(rules):
        parts["vehicle_types"] = tuple(_free_kind(k, rules) for k in problem.vehicle_types)
    if Rule.SHIFT in rules or Rule.BREAK in rules:
        parts["shifts"] = tuple(_free_shift(problem, one, rules) for one in problem.shifts)
    if Rule.SHIFT in rules or Rule.HUB_INTAKE in rules:
        parts["hubs"] = tuple(_free_hub(problem, hub, rules) for hub in problem.hubs)
    if not _OF_REQUESTS.keys().isdisjoint(rules):
        far_s = _far_s(problem)
        parts["requests"] = tuple(_free_request(one, rules, far_s) for one in problem.requests)
    if Rule.MAX_DRIVING in rules or Rule.BREAK in rules:
        daily: _Parts = {"max_day_s": NO_LIMIT, "max_week_s": NO_LIMIT}
        changed = daily if Rule.MAX_DRIVING in rules else {}
        changed |= {"max_continuous_s": NO_LIMIT} if Rule.BREAK in rules else {}
        parts["law"] = replace(problem.law, **changed)
    if Rule.COMPATIBILITY in rules:
        parts["forbidden_pairs"] = frozenset()
    if Rule.LOCKED in rules:
        parts["locks"] = ()
    return parts


_OF_KINDS: Final = frozenset(_LIMITS)
_OF_REQUESTS: Final[dict[Rule, Callable[[Request], bool]]] = {
    Rule.TIME_WINDOW: lambda one: bool(one.windows),
    Rule.SKILL: lambda one: bool(one.skills),
    Rule.MAX_RIDE_TIME: lambda one: one.max_ride_s < NO_LIMIT,
    Rule.COMPATIBILITY: lambda one: bool(one.exclude_tags),
    Rule.TOGETHER: lambda one: one.together != NO_GROUP,
}
"""Rules that requests state, and which requests do."""


def _free_kind(kind: VehicleType, rules: Collection[Rule]) -> VehicleType:
    names = [name for rule in rules for name in _LIMITS.get(rule, ())]
    limits: _Parts = dict.fromkeys(names, NO_LIMIT)
    if Rule.CAPACITY not in rules:
        return replace(kind, **limits)
    full_g = kind.full_g or kind.capacity_g if kind.fuel_milli_per_l else kind.full_g
    return replace(kind, **limits, extra=(NO_LIMIT,) * len(kind.extra), full_g=full_g)


def _free_shift(problem: Problem, shift: Shift, rules: Collection[Rule]) -> Shift:
    if Rule.SHIFT in rules:
        shift = replace(shift, latest_s=shift.latest_s + SECONDS_PER_DAY)
    if Rule.BREAK in rules:
        far_s = _far_s(problem)
        breaks = (
            PlannedBreak(_until(each.windows, far_s), each.duration_s) for each in shift.breaks
        )
        shift = replace(shift, breaks=tuple(breaks))
    return shift


def _free_hub(problem: Problem, hub: Hub, rules: Collection[Rule]) -> Hub:
    if Rule.SHIFT in rules:
        hub = replace(hub, open_windows=_until(hub.open_windows, _far_s(problem)))
    if Rule.HUB_INTAKE in rules:
        none = (NO_LIMIT,) * problem.horizon.days
        hub = replace(hub, intake_g=none, intake_ml=none, slots=())
    return hub


def _free_request(request: Request, rules: Collection[Rule], far_s: int) -> Request:
    changed: _Parts = {}
    if Rule.TIME_WINDOW in rules:
        to = request.to and replace(request.to, windows=_until(request.to.windows, far_s))
        windows = _until(request.windows, far_s)
        changed |= {"windows": windows, "to": to, "deliver_by_s": NO_LIMIT}
    if Rule.SKILL in rules:
        changed["skills"] = frozenset()
    if Rule.MAX_RIDE_TIME in rules:
        changed["max_ride_s"] = NO_LIMIT
    if Rule.COMPATIBILITY in rules:
        changed["exclude_tags"] = frozenset()
    if Rule.TOGETHER in rules:
        changed["together"] = NO_GROUP
    return replace(request, **changed)


def _until(windows: tuple[TimeWindow, ...], far_s: int) -> tuple[TimeWindow, ...]:
    """Return windows of which the last one is open until late."""
    if not windows:
        return ()
    last = windows[-1]
    return (*windows[:-1], TimeWindow(last.earliest_s, max(last.latest_s, far_s)))


def _far_s(problem: Problem) -> int:
    """Return a moment after everything that is planned, a shift that is a day longer included."""
    return problem.horizon.day_start_s[-1] + 2 * SECONDS_PER_DAY
