"""A living plan made better while every promise holds, and what cannot hold promised anew."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from routing.plan.promises import TOLERANCE_S
from routing.pricing.interval import STANDARD_S, choose_interval
from routing.problem.problem import Problem
from routing.problem.records import RequestRecord
from routing.service.living.changing import (
    Place,
    change_to_insert,
    change_to_remove,
    check_living,
    find_places,
)
from routing.service.living.relaying import list_served, put_back
from routing.service.living.state import Change, LivingPlan
from routing.service.solving import judge_plan, referee_of
from routing.solver.answer import OnProgress, Running, ShouldStop, SolveOptions
from routing.solver.solve import solve

CHANGE: Final = 0.1
"""What it costs to send another vehicle or at another hour, in shares of a stop's mean cost."""


@dataclass(frozen=True)
class Tended:
    """A living plan after some care.

    `found` are requests that were left out and are served as promised now; `moved` those that
    no plan found serves as promised, with the span promised anew.
    """

    living: LivingPlan
    found: tuple[str, ...] = ()
    moved: tuple[tuple[str, datetime, datetime], ...] = ()


def tend(
    living: LivingPlan,
    options: SolveOptions,
    *,
    now_s: int = 0,
    anew: Sequence[str] = (),
    on_progress: OnProgress | None = None,
    should_stop: ShouldStop | None = None,
) -> Tended:
    """Return the best plan found in which every promise holds, and what is promised anew.

    Days that have begun stay as they are, but for what is left out and fits into them.

    Parameters
    ----------
    anew
        Requests that may be promised another time when the search finds none as promised.
    """
    better = improve(
        living, options, now_s=now_s, on_progress=on_progress, should_stop=should_stop
    )
    before, moved = set(list_served(living)), []
    for name in anew:
        better = put_back(better, name, now_s=now_s)
    for name in anew:
        found = promise_anew(better, name, now_s=now_s)
        if found is not None:
            better, record = found
            moved.append((name, record.ready, record.due))
    apart = before | {name for name, _, _ in moved}
    served = tuple(name for name in list_served(better) if name not in apart)
    return Tended(better, served, tuple(moved))


def improve(
    living: LivingPlan,
    options: SolveOptions,
    *,
    now_s: int = 0,
    on_progress: OnProgress | None = None,
    should_stop: ShouldStop | None = None,
) -> LivingPlan:
    """Return the best plan found of the days ahead, the same one when none is better.

    Routes of days that have begun by `now_s` stay, and none comes beside them.
    """
    problem, kept = _without_begun(living, now_s)
    cost = living.evaluation.cost
    each_minor = cost.total_minor / max(1, len(list_served(living)))
    running = Running(living.sequences, round(CHANGE * each_minor), TOLERANCE_S)
    answer = solve(
        problem,
        check=referee_of(problem),
        judge=judge_plan,
        options=replace(
            options,
            fixed=tuple(route for route in living.sequences.routes if route.shift in kept),
            start_from=living.sequences,
            running=running,
        ),
        on_progress=on_progress,
        should_stop=should_stop,
    )
    better = replace(living, sequences=answer.sequences)
    is_better = _worth(better) < _worth(living)
    return better if is_better and check_living(better).ok else living


def promise_anew(
    living: LivingPlan, name: str, *, now_s: int = 0
) -> tuple[LivingPlan, RequestRecord] | None:
    """Return a plan that serves a request as soon after its time as it can, and its new span.

    None when the plan serves it already, or nowhere.
    """
    record = next((each for each in living.inputs.requests if each.id == name), None)
    if record is None or name in list_served(living):
        return None
    removal = change_to_remove(living, name)
    if removal is None or record.terms.to is not None or record.terms.alternatives:
        return None
    bare, horizon = living.applied(removal), living.problem.horizon
    free = replace(record, due=horizon.local(horizon.end_s) - timedelta(seconds=1))
    places = find_places(bare, free, now_s=now_s)
    for place in sorted(places, key=lambda each: (each.day, each.extra_minor)):
        told = _told(living, record, place)
        for fitting in find_places(bare, told, now_s=now_s):
            after = bare.applied(change_to_insert(bare, told, fitting))
            if check_living(after).ok:
                return after, told
    return None


def rebase(after: LivingPlan, changes: Sequence[Change], *, now_s: int = 0) -> LivingPlan | None:
    """Return a plan with the changes that others made meanwhile, None where one has no place."""
    for change in changes:
        if change.removed:
            removal = change_to_remove(after, change.removed)
            if removal is None:
                return None
            after = after.applied(removal)
        if change.record is not None:
            places = find_places(after, change.record, now_s=now_s)
            if not places:
                return None
            after = after.applied(change_to_insert(after, change.record, places[0]))
    return after if check_living(after).ok else None


def _told(living: LivingPlan, record: RequestRecord, place: Place) -> RequestRecord:
    """Return a request with the interval around its place as its only time."""
    first = place.first
    parts = [each.begin_s for each in place.insertions]
    window = choose_interval(
        place.candidates[0].request.windows,
        first.begin_s,
        soonest_s=first.soonest_s,
        width_s=STANDARD_S,
    )
    local = living.problem.horizon.local
    ready, due = min(window.earliest_s, *parts), max(window.latest_s, *parts)
    return replace(record, ready=local(ready), due=local(due))


def _without_begun(living: LivingPlan, now_s: int) -> tuple[Problem, frozenset[int]]:
    """Return the problem in which nothing begins on days that have begun, and their shifts."""
    problem, starts = living.problem, living.problem.horizon.day_start_s
    begun = frozenset(
        i for i, shift in enumerate(problem.shifts) if now_s > 0 and starts[shift.day] <= now_s
    )
    used = {route.shift for route in living.sequences.routes}
    shifts = tuple(
        replace(shift, earliest_s=shift.latest_s, breaks=()) if i in begun - used else shift
        for i, shift in enumerate(problem.shifts)
    )
    return replace(problem, shifts=shifts), begun


def _worth(living: LivingPlan) -> tuple[int, int]:
    cost = living.evaluation.cost
    return cost.required_dropped, cost.total_minor + cost.penalty_minor
