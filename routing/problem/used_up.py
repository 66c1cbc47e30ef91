"""What hubs and drivers have left when some routes stay as they are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from routing.problem.dated import DatedItem, DatedRoute
from routing.problem.fleet import Vehicle
from routing.problem.hub import Hub, HubSlot
from routing.problem.problem import Problem
from routing.problem.sequences import ItemKind


def lessen_hubs(problem: Problem, routes: Iterable[DatedRoute]) -> tuple[Hub, ...]:
    """Return the hubs with the intake of days and slots that routes leave them."""
    calls: dict[int, list[DatedItem]] = defaultdict(list)
    for route in routes:
        for item in route.items:
            if item.item.kind in (ItemKind.RELOAD, ItemKind.END):
                calls[item.item.hub].append(item)
    return tuple(
        _lessen_hub(problem, hub, calls[i]) if i in calls else hub
        for i, hub in enumerate(problem.hubs)
    )


def lessen_driving(problem: Problem, routes: Iterable[DatedRoute]) -> tuple[Vehicle, ...]:
    """Return the units with the driving of routes counted as driven before."""
    driven = [list(unit.driven_s) for unit in problem.vehicles]
    for route in routes:
        shift = problem.shifts[route.shift]
        driven[shift.vehicle][problem.horizon.week_of(shift.day)] += route.driving_s
    return tuple(
        replace(unit, driven_s=tuple(weeks))
        for unit, weeks in zip(problem.vehicles, driven, strict=True)
    )


def _lessen_hub(problem: Problem, hub: Hub, calls: list[DatedItem]) -> Hub:
    grams, millilitres = list(hub.intake_g), list(hub.intake_ml)
    for call in calls:
        day = problem.horizon.day_of(call.arrival_s)
        if 0 <= day < problem.horizon.days:
            grams[day] = max(0, grams[day] - call.received_g)
            millilitres[day] = max(0, millilitres[day] - call.received_ml)
    return replace(
        hub,
        intake_g=tuple(grams),
        intake_ml=tuple(millilitres),
        slots=tuple(_lessen_slot(slot, calls) for slot in hub.slots),
    )


def _lessen_slot(slot: HubSlot, calls: list[DatedItem]) -> HubSlot:
    window = slot.window
    within = [call for call in calls if window.earliest_s <= call.arrival_s <= window.latest_s]
    return HubSlot(
        window,
        max(0, slot.intake_g - sum(call.received_g for call in within)),
        max(0, slot.intake_ml - sum(call.received_ml for call in within)),
        max(0, slot.vehicles - len(within)),
    )
