"""Vehicles with their breaks, costs and told steps out of VROOM's JSON."""

from typing import Final

from routing.formats.vroom.document import (
    DEFAULT_PER_HOUR,
    DEFAULT_PROFILE,
    Break,
    Costs,
    Step,
    StepKind,
    Vehicle,
)
from routing.formats.vroom.read_tasks import note_twins, read_id
from routing.formats.vroom.values import MOST_ID, Values
from routing.units import NO_LIMIT

MAX_SPEED_FACTOR: Final = 5.0
_KINDS: Final[tuple[StepKind, ...]] = ("start", "job", "pickup", "delivery", "break", "end")


def read_vehicles(root: Values) -> tuple[Vehicle, ...]:
    """Return the vehicles; the first one's capacity says how many components amounts have."""
    listed = root.objects("vehicles")
    size = count_dimensions(root)
    return tuple(_read_vehicle(Values(each, "vehicle", root.faults), size) for each in listed)


def count_dimensions(root: Values) -> int:
    """Return how many components every amount has."""
    vehicles = root.value.get("vehicles")
    first = vehicles[0] if isinstance(vehicles, list) and vehicles else None
    capacity = first.get("capacity") if isinstance(first, dict) else None
    return len(capacity) if isinstance(capacity, list) else 0


def _read_vehicle(values: Values, size: int) -> Vehicle:
    number = read_id(values, "vehicle")
    start, end = values.place("start", "start_index"), values.place("end", "end_index")
    if start is None and end is None:
        values.note(f"No start or end specified for {values.name}")
    if size and not values.has("capacity"):
        values.note(f"Inconsistent capacity length for {values.name}: 0 instead of {size}")
    return Vehicle(
        id=number,
        start=start,
        end=end,
        profile=values.text("profile", DEFAULT_PROFILE) or DEFAULT_PROFILE,
        capacity=values.amount("capacity", size),
        costs=_read_costs(values),
        skills=frozenset(values.wholes("skills")),
        type=values.text("type"),
        window=values.window("time_window"),
        breaks=_read_breaks(values, size),
        speed_factor=values.factor("speed_factor", most=MAX_SPEED_FACTOR),
        max_tasks=values.whole("max_tasks", NO_LIMIT),
        max_travel_time_s=values.whole("max_travel_time", NO_LIMIT),
        max_distance_m=values.whole("max_distance", NO_LIMIT),
        steps=_read_steps(values),
        description=values.text("description"),
    )


def _read_costs(values: Values) -> Costs:
    costs = values.within("costs", f"costs of {values.name}")
    return Costs(
        fixed=costs.whole("fixed", what="cost"),
        per_hour=costs.whole("per_hour", DEFAULT_PER_HOUR, what="cost"),
        per_km=costs.whole("per_km", what="cost"),
        per_task_hour=costs.whole("per_task_hour", what="cost"),
    )


def _read_breaks(vehicle: Values, size: int) -> tuple[Break, ...]:
    breaks: list[Break] = []
    for each in vehicle.objects("breaks"):
        values = Values(each, "break", vehicle.faults)
        number = read_id(values, "break")
        values.name = f"{values.name} of {vehicle.name}"
        rest = Break(
            id=number,
            windows=values.windows(),
            service_s=values.whole("service", what="duration"),
            description=values.text("description"),
            max_load=values.amount("max_load", size) if values.has("max_load") else (),
        )
        breaks.append(rest)
    note_twins(vehicle, "break", (rest.id for rest in breaks))
    return tuple(breaks)


def _read_steps(vehicle: Values) -> tuple[Step, ...]:
    steps: list[Step] = []
    for each in vehicle.objects("steps"):
        values = Values(each, f"steps of {vehicle.name}", vehicle.faults)
        kind = next((known for known in _KINDS if known == each.get("type")), None)
        if kind is None:
            values.refuse("type", "value", " | ".join(_KINDS))
            continue
        is_end = kind in ("start", "end")
        if not is_end and not values.has("id"):
            values.note(f"Invalid id in steps for {vehicle.name}")
        steps.append(
            Step(
                kind=kind,
                id=0 if is_end else values.whole("id", high=MOST_ID),
                at_s=values.find_whole("service_at"),
                after_s=values.find_whole("service_after"),
                before_s=values.find_whole("service_before"),
            )
        )
    return tuple(steps)
