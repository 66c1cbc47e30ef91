"""Faults of vehicle types, units and shifts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from routing.errors import Fault
from routing.problem.bounds.values import (
    MAX_MAGNITUDE,
    bad_value,
    check_counts,
    check_index,
    check_loads,
    check_moments,
    check_windows,
)
from routing.problem.fleet import Shift, Vehicle, VehicleType
from routing.problem.hub import NOWHERE, Hub

_COUNTS = (
    *("fixed_minor", "rate_per_m_milli", "rate_per_s_milli", "rate_per_driving_s_milli"),
    *("rate_per_service_s_milli", "fuel_milli_per_l", "rate_per_overtime_s_milli", "full_g"),
    *("max_driving_s", "max_duration_s", "max_distance_m", "max_stops", "max_reloads"),
    "max_overtime_s",
)


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many of each thing shifts and units may refer to."""

    types: int
    vehicles: int
    matrices: int
    days: int
    weeks: int


def find_type_faults(types: Sequence[VehicleType]) -> Iterator[Fault]:
    """Yield every value of a vehicle type that is out of bounds."""
    for kind in types:
        name = f"vehicle type {kind.id}"
        yield from check_counts(name, **{column: getattr(kind, column) for column in _COUNTS})
        yield from check_loads(name, "extra", kind.extra)
        for column in ("capacity_g", "capacity_ml"):
            if not 0 < getattr(kind, column) <= MAX_MAGNITUDE:
                yield bad_value(name, column, getattr(kind, column), "> 0")


def find_unit_faults(units: Sequence[Vehicle], sizes: Sizes) -> Iterator[Fault]:
    """Yield units of unknown types or with wrong hours driven before."""
    for unit in units:
        name = f"vehicle {unit.id}"
        yield from check_index(name, "type", unit.vehicle_type, sizes.types)
        if len(unit.driven_s) != sizes.weeks or min(unit.driven_s) < 0:
            yield bad_value(name, "driven_s", unit.driven_s, f"{sizes.weeks} times >= 0")


def find_shift_faults(
    shifts: Sequence[Shift], hubs: Sequence[Hub], sizes: Sizes
) -> Iterator[Fault]:
    """Yield shifts that refer to nothing, end before they start, or take a unit's day twice."""
    taken: set[tuple[int, int]] = set()
    for i, shift in enumerate(shifts):
        name = f"shift {i}"
        yield from check_index(name, "vehicle", shift.vehicle, sizes.vehicles)
        yield from check_index(name, "day", shift.day, sizes.days)
        yield from check_index(name, "matrix", shift.matrix, sizes.matrices)
        yield from _find_hub_faults(name, shift, hubs)
        yield from check_moments(name, earliest_s=shift.earliest_s, latest_s=shift.latest_s)
        if shift.earliest_s > shift.latest_s:
            yield bad_value(name, "latest_s", shift.latest_s, f">= {shift.earliest_s}")
        if (shift.vehicle, shift.day) in taken:
            yield bad_value(name, "day", shift.day, "one shift per vehicle and day")
        taken.add((shift.vehicle, shift.day))
        for planned in shift.breaks:
            yield from check_windows(name, "breaks", planned.windows)
            yield from check_counts(name, duration_s=planned.duration_s)
            yield from check_loads(name, "max_load", planned.max_load)


def _find_hub_faults(name: str, shift: Shift, hubs: Sequence[Hub]) -> Iterator[Fault]:
    for hub in (shift.start_hub, *shift.end_hubs, *shift.reload_hubs):
        yield from check_index(name, "hub", hub, len(hubs))
    if not shift.end_hubs:
        yield bad_value(name, "end_hubs", "()", "at least one hub")
    for hub in shift.reload_hubs:
        if 0 <= hub < len(hubs) and (hubs[hub].stop == NOWHERE or not hubs[hub].receives):
            yield bad_value(name, "reload_hubs", hubs[hub].id, "a hub somewhere that receives")
