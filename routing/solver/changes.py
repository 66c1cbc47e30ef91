"""Single changes of a problem that might let one request in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from routing.problem.problem import Problem
from routing.problem.request import Request
from routing.problem.time_window import TimeWindow, cut_windows, join_windows
from routing.units import NO_LIMIT, SECONDS_PER_HOUR

HOURS: Final = (1, 2)
"""How many hours earlier or later a request may be asked for."""


@dataclass(frozen=True, slots=True)
class Change:
    """A problem with one thing changed, and the text that says what."""

    problem: Problem
    key: str
    params: tuple[tuple[str, object], ...]


def list_changes(problem: Problem, index: int) -> Iterator[Change]:
    """Yield changes for a request, the easiest first: hours, days, vehicles, hubs."""
    yield from other_hours(problem, index)
    yield from other_days(problem, index)
    yield from more_vehicles(problem)
    yield from bigger_intake(problem, index)


def other_hours(problem: Problem, index: int) -> Iterator[Change]:
    """Yield the request ready some hours earlier, or waiting some hours longer."""
    request = problem.requests[index]
    for hours in HOURS:
        for key, before_s, after_s in (
            ("earlier", hours * SECONDS_PER_HOUR, 0),
            ("later", 0, hours * SECONDS_PER_HOUR),
        ):
            wider = join_windows(
                TimeWindow(max(0, one.earliest_s - before_s), one.latest_s + after_s)
                for one in request.windows
            )
            if wider:
                changed = replace(request, windows=wider)
                yield _of_request(problem, index, changed, key, hours=hours)


def other_days(problem: Problem, index: int) -> Iterator[Change]:
    """Yield the request at its hours on each day on which it may not be served now."""
    request, horizon = problem.requests[index], problem.horizon
    if not request.windows:
        return
    longest = max(request.windows, key=lambda one: one.latest_s - one.earliest_s)
    from_s = horizon.day_start_s[min(horizon.days - 1, max(0, horizon.day_of(longest.earliest_s)))]
    for day in range(horizon.days):
        start_s, end_s = horizon.day_start_s[day], horizon.day_start_s[day + 1] - 1
        hours = TimeWindow(
            start_s + longest.earliest_s - from_s, start_s + longest.latest_s - from_s
        )
        today = cut_windows((hours,), TimeWindow(start_s, end_s))
        if today and not cut_windows(request.windows, TimeWindow(start_s, end_s)):
            windows = join_windows((*request.windows, *today))
            changed = replace(request, windows=windows)
            yield _of_request(problem, index, changed, "day", date=f"{horizon.date(day):%d.%m.}")


def more_vehicles(problem: Problem) -> Iterator[Change]:
    """Yield one more unit of each vehicle type at each hub, working as one there does."""
    seen: set[tuple[int, int]] = set()
    for unit, vehicle in enumerate(problem.vehicles):
        own = [shift for shift in problem.shifts if shift.vehicle == unit]
        if not own or (vehicle.vehicle_type, own[0].start_hub) in seen:
            continue
        seen.add((vehicle.vehicle_type, own[0].start_hub))
        added = replace(
            vehicle, id=f"{vehicle.id}+", driver="", driven_s=(0,) * problem.horizon.weeks
        )
        number = len(problem.vehicles)
        changed = replace(
            problem,
            vehicles=(*problem.vehicles, added),
            shifts=(*problem.shifts, *(replace(shift, vehicle=number) for shift in own)),
        )
        kind, hub = problem.vehicle_types[vehicle.vehicle_type], problem.hubs[own[0].start_hub]
        named = (("vehicle", kind.id), ("hub", hub.name or hub.id))
        yield Change(changed, "solver.repair.vehicle", named)


def bigger_intake(problem: Problem, index: int) -> Iterator[Change]:
    """Yield each hub that bounds what it takes in with room for the request."""
    request = problem.requests[index]
    for number, hub in enumerate(problem.hubs):
        if min(*hub.intake_g, *hub.intake_ml) >= NO_LIMIT:
            continue
        bigger = replace(
            hub,
            intake_g=tuple(grams + request.weight_g for grams in hub.intake_g),
            intake_ml=tuple(ml + request.volume_ml for ml in hub.intake_ml),
        )
        hubs = (*problem.hubs[:number], bigger, *problem.hubs[number + 1 :])
        named = (("hub", hub.name or hub.id), ("kg", request.weight_g / 1000))
        yield Change(replace(problem, hubs=hubs), "solver.repair.intake", named)


def _of_request(
    problem: Problem, index: int, changed: Request, key: str, **named: object
) -> Change:
    requests = (*problem.requests[:index], changed, *problem.requests[index + 1 :])
    return Change(
        replace(problem, requests=requests), f"solver.repair.{key}", tuple(named.items())
    )
