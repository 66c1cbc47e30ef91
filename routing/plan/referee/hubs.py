"""Hubs: who may receive and send what, during which hours, and how much on a day or in a slot."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from routing.plan.plan import PlanStop
from routing.plan.referee.reading import RouteReading
from routing.plan.referee.rides import Call
from routing.problem.hub import Hub
from routing.problem.problem import Problem
from routing.problem.request import ANY_HUB
from routing.problem.verdict import Rule, Violation


def check_hub(problem: Problem, reading: RouteReading) -> Iterator[Violation]:
    """Yield faults of where and when one route's goods are received and sent."""
    ends = {problem.hubs[index].id for index in reading.shift.end_hubs}
    reloads = {problem.hubs[index].id for index in reading.shift.reload_hubs}
    for at, call in reading.calls.items():
        stop = reading.halts[at].stop
        if stop.kind == "reload" and not (call.hub.id in reloads and call.hub.receives):
            yield Violation(Rule.HUB, stop.id, 1)
        if stop.kind == "end" and call.hub.id not in ends:
            yield Violation(Rule.HUB, stop.id, 1)
        if stop.kind == "end" and not call.hub.receives and call.received:
            yield Violation(Rule.HUB, stop.id, len(call.received))
        for ride in (*call.received, *call.loaded):
            named = ride.request.hub
            if named != ANY_HUB and problem.hubs[named].id != call.hub.id:
                yield Violation(Rule.HUB, reading.halts[ride.visit].stop.id, 1)
        outside_s = _outside_hours_s(call, stop)
        if at > 0 and outside_s > 0:
            yield Violation(Rule.HUB_HOURS, stop.id, outside_s)


def _outside_hours_s(call: Call, stop: PlanStop) -> int:
    """Return how many seconds before opening or after closing the handling reaches."""
    done_s = stop.start_s + call.handling_s
    return min(
        (
            max(0, hours.earliest_s - stop.arrival_s) + max(0, done_s - hours.latest_s)
            for hours in call.hub.open_windows
        ),
        default=1,
    )


def check_intake(problem: Problem, readings: Sequence[RouteReading]) -> Iterator[Violation]:
    """Yield hubs that receive more on a local day or in a slot than they take in."""
    arrivals = [
        (reading.halts[at].stop, call)
        for reading in readings
        for at, call in reading.calls.items()
        if at > 0
    ]
    yield from _check_days(problem, arrivals)
    for hub in problem.hubs:
        here = [(stop, call) for stop, call in arrivals if call.hub.id == hub.id]
        yield from _check_slots(hub, here)


def _check_days(
    problem: Problem, arrivals: Sequence[tuple[PlanStop, Call]]
) -> Iterator[Violation]:
    sums = Counter[tuple[str, date, int]]()
    seen = set[tuple[str, date]]()
    for stop, call in arrivals:
        on = problem.horizon.local(stop.arrival_s).date()
        seen.add((call.hub.id, on))
        for quantity in (0, 1):
            sums[call.hub.id, on, quantity] += _received(call, quantity)
    dates = [problem.horizon.start + timedelta(days=d) for d in range(problem.horizon.days)]
    for hub in problem.hubs:
        for quantity, limits in enumerate((hub.intake_g, hub.intake_ml)):
            for on, limit in zip(dates, limits, strict=True):
                over = sums[hub.id, on, quantity] - limit
                if over > 0:
                    yield Violation(Rule.HUB_INTAKE, f"{hub.id}/{on}", over)
    for hub_id, on in sorted(seen):
        if on not in dates:
            yield Violation(Rule.HUB_INTAKE, f"{hub_id}/{on}", 1)


def _check_slots(hub: Hub, arrivals: Sequence[tuple[PlanStop, Call]]) -> Iterator[Violation]:
    for number, slot in enumerate(hub.slots, start=1):
        opens_s, closes_s = slot.window.earliest_s, slot.window.latest_s
        calls = [call for stop, call in arrivals if opens_s <= stop.arrival_s <= closes_s]
        grams, millilitres = (sum(_received(call, q) for call in calls) for q in (0, 1))
        for used, limit in (
            (grams, slot.intake_g),
            (millilitres, slot.intake_ml),
            (len(calls), slot.vehicles),
        ):
            if used > limit:
                yield Violation(Rule.HUB_INTAKE, f"{hub.id}/slot {number}", used - limit)


def _received(call: Call, quantity: int) -> int:
    return sum(ride.load(quantity) for ride in call.received)
