"""Breaks on the way: VROOM lets a vehicle drive on towards its next task until a break begins.

Ours stands where its last task was until then. That is what our searches plan; steps imposed
by others may hold only with breaks taken on the way, and then they are dated like this.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from routing.problem.dated import DatedItem, DatedRoute
from routing.problem.problem import Problem
from routing.problem.sequences import Item, ItemKind
from routing.problem.time_window import TimeWindow, fit_start


@dataclass(frozen=True, slots=True)
class _Halt:
    """An item as it is dated: the leg before it, when it may begin, how long it takes."""

    leg: int
    windows: tuple[TimeWindow, ...]
    stay: int
    is_break: bool


@dataclass(frozen=True, slots=True)
class _Times:
    """When a halt is reached and begins, and how much was driven since the last one."""

    arrival: int
    begin: int
    driven: int


def rest_on_the_way(
    problem: Problem, route: DatedRoute, stay_of: Callable[[DatedItem], int]
) -> DatedRoute:
    """Return a route with its times as they are when breaks are taken on the way.

    Parameters
    ----------
    stay_of
        Tells how long an item takes.
    """
    halts = [
        _Halt(
            each.leg_driving_s,
            _windows_of(problem, route.shift, each.item),
            stay_of(each),
            each.item.kind is ItemKind.BREAK,
        )
        for each in route.items
    ]
    opens = problem.shifts[route.shift].earliest_s
    soonest = _drive(halts, opens)
    start = _latest_start(halts, opens, soonest)
    times = _drive(halts, start)
    items = _lay_times(route.items, times)
    return replace(route, start_s=start, end_s=times[-1].begin, items=tuple(items))


def _drive(halts: Sequence[_Halt], leaving: int) -> list[_Times]:
    """Return the soonest times when leaving at a moment; who is late begins on arrival."""
    times: list[_Times] = []
    now, ahead = leaving, 0
    for at, halt in enumerate(halts):
        if halt.is_break:
            begin = fit_start(halt.windows, now)
            begin = now if begin is None else begin
            driven = min(begin - now, _next_leg(halts, at) - ahead)
            ahead += driven
        else:
            driven, ahead = halt.leg - ahead, 0
            fitted = fit_start(halt.windows, now + driven)
            begin = now + driven if fitted is None else fitted
        times.append(_Times(now + driven, begin, driven))
        now = begin + halt.stay
    return times


def _next_leg(halts: Sequence[_Halt], at: int) -> int:
    return next(halt.leg for halt in halts[at:] if not halt.is_break)


def _latest_start(halts: Sequence[_Halt], opens: int, soonest: list[_Times]) -> int:
    """Return the latest start after which the end comes no later, and nobody is late who was not.

    What begins later when leaving later goes on doing so, so the bound is found by halving.
    """
    low, high = opens, soonest[-1].begin
    while low < high:
        middle = (low + high + 1) // 2
        if _is_as_good(halts, soonest, _drive(halts, middle)):
            low = middle
        else:
            high = middle - 1
    return low


def _is_as_good(halts: Sequence[_Halt], soonest: list[_Times], times: list[_Times]) -> bool:
    if times[-1].begin > soonest[-1].begin:
        return False
    return all(
        now.begin <= before.begin or fit_start(halt.windows, now.begin) == now.begin
        for halt, before, now in zip(halts, soonest, times, strict=True)
    )


def _windows_of(problem: Problem, shift: int, item: Item) -> tuple[TimeWindow, ...]:
    if item.kind is ItemKind.BREAK:
        return problem.shifts[shift].breaks[item.planned].windows
    if item.request < 0:
        return problem.hubs[item.hub].open_windows
    request = problem.requests[item.request]
    is_second = item.kind is ItemKind.DELIVERY and request.to is not None
    return request.to.windows if is_second and request.to is not None else request.windows


def _lay_times(items: Sequence[DatedItem], times: Sequence[_Times]) -> list[DatedItem]:
    """Return items with their times; of a leg driven in parts each part has its metres."""
    laid: list[DatedItem] = []
    driven = told_m = 0
    for at, (item, time) in enumerate(zip(items, times, strict=True)):
        leg = next(each for each in items[at:] if each.item.kind is not ItemKind.BREAK)
        driven += time.driven
        is_done = leg is item
        until_m = leg.leg_distance_m * driven // max(1, leg.leg_driving_s)
        metres = (leg.leg_distance_m if is_done else until_m) - told_m
        laid.append(
            replace(
                item,
                arrival_s=time.arrival,
                start_s=time.begin,
                leg_driving_s=time.driven,
                leg_distance_m=metres,
            )
        )
        driven, told_m = (0, 0) if is_done else (driven, told_m + metres)
    return laid
