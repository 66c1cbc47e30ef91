"""What hubs take in: on each day, and from arrivals in each of their slots."""

from collections import defaultdict
from collections.abc import Iterator

from routing.problem.dated import DatedItem, DatedRoute
from routing.problem.hub import Hub
from routing.problem.problem import Problem
from routing.problem.sequences import ItemKind
from routing.problem.verdict import Rule, Violation

_CALLS = frozenset({ItemKind.RELOAD, ItemKind.END})


def check_intake(problem: Problem, routes: tuple[DatedRoute, ...]) -> Iterator[Violation]:
    """Yield hubs that receive more on a day or in a slot than they take in."""
    calls: dict[int, list[DatedItem]] = defaultdict(list)
    for route in routes:
        for item in route.items:
            if item.item.kind in _CALLS:
                calls[item.item.hub].append(item)
    for hub, items in sorted(calls.items()):
        yield from _check_days(problem, problem.hubs[hub], items)
        yield from _check_slots(problem.hubs[hub], items)


def _check_days(problem: Problem, hub: Hub, calls: list[DatedItem]) -> Iterator[Violation]:
    received: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for call in calls:
        sums = received[problem.horizon.day_of(call.arrival_s)]
        sums[0] += call.received_g
        sums[1] += call.received_ml
    for day, (grams, millilitres) in sorted(received.items()):
        if not 0 <= day < problem.horizon.days:
            yield Violation(Rule.HUB_INTAKE, f"{hub.id}/{day}", 1)
            continue
        for value, bound in ((grams, hub.intake_g[day]), (millilitres, hub.intake_ml[day])):
            if value > bound:
                yield Violation(Rule.HUB_INTAKE, f"{hub.id}/{day}", value - bound)


def _check_slots(hub: Hub, calls: list[DatedItem]) -> Iterator[Violation]:
    for number, slot in enumerate(hub.slots, start=1):
        window = slot.window
        within = [c for c in calls if window.earliest_s <= c.arrival_s <= window.latest_s]
        for value, bound in (
            (sum(call.received_g for call in within), slot.intake_g),
            (sum(call.received_ml for call in within), slot.intake_ml),
            (len(within), slot.vehicles),
        ):
            if value > bound:
                yield Violation(Rule.HUB_INTAKE, f"{hub.id}/slot {number}", value - bound)
