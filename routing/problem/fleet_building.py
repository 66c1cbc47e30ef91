"""From rows of the fleet to vehicle types, units, and their shifts."""

from collections.abc import Callable, Mapping

from routing.matrix.travel_matrix import TravelMatrix
from routing.problem.driving_law import DrivingLaw
from routing.problem.fleet import Shift, Vehicle, VehicleType
from routing.problem.horizon import Horizon
from routing.problem.records import FleetRecord
from routing.problem.references import EVERY_HUB, OPEN_END, SAME_HUB
from routing.problem.stated import Stated
from routing.units import MILLI, SECONDS_PER_HOUR, divide_half_up

MatrixOf = Callable[[int, int], TravelMatrix]
"""The travel matrix of a fleet row (by index) on a day of the horizon."""


def build_type(record: FleetRecord, law: DrivingLaw) -> VehicleType:
    """Return the vehicle type of a row, within the driving law."""
    return VehicleType(
        id=record.id,
        profile=record.profile,
        capacity_g=record.capacity_g,
        capacity_ml=record.capacity_ml,
        fixed_minor=record.cost_per_day_minor,
        rate_per_m_milli=record.cost_per_km_minor,
        rate_per_s_milli=divide_half_up(record.cost_per_hour_minor * MILLI, SECONDS_PER_HOUR),
        max_driving_s=min(record.max_driving_s, law.max_day_s),
        max_duration_s=record.max_duration_s,
        max_distance_m=record.max_distance_m,
        max_stops=record.max_stops,
        skills=record.skills,
        max_overtime_s=record.overtime_s,
        rate_per_overtime_s_milli=divide_half_up(
            record.cost_per_overtime_hour_minor * MILLI, SECONDS_PER_HOUR
        ),
    )


def build_vehicles(
    horizon: Horizon, fleet: tuple[FleetRecord, ...]
) -> tuple[tuple[Vehicle, ...], list[int]]:
    """Return all units, and of which row each is."""
    vehicles: list[Vehicle] = []
    rows: list[int] = []
    for row, record in enumerate(fleet):
        driven_s = (record.driven_week_s,) + (0,) * (horizon.weeks - 1)
        for number in range(1, record.count + 1):
            vehicles.append(Vehicle(f"{record.id}#{number}", row, driven_s, record.driver))
            rows.append(row)
    return tuple(vehicles), rows


def build_shifts(
    horizon: Horizon,
    stated: Stated,
    vehicles: tuple[Vehicle, ...],
    rows: list[int],
    matrix_of: MatrixOf,
) -> tuple[tuple[Shift, ...], tuple[TravelMatrix, ...]]:
    """Return the shifts of all days, and the matrices they are driven by."""
    hub_index = {hub.id: i for i, hub in enumerate(stated.hubs)}
    nowhere = len(stated.hubs)
    matrices: list[TravelMatrix] = []
    shifts: list[Shift] = []
    for day in range(horizon.days):
        for unit, row in enumerate(rows):
            record = stated.fleet[row]
            if not works_on(record, horizon, day):
                continue
            matrix = matrix_of(row, day)
            if matrix not in matrices:
                matrices.append(matrix)
            earliest_s, latest_s = shift_span_s(record, horizon, day)
            shifts.append(
                Shift(
                    vehicle=unit,
                    day=day,
                    date=horizon.date(day),
                    earliest_s=earliest_s,
                    latest_s=latest_s,
                    start_hub=hub_index[record.hub],
                    end_hubs=_end_hubs(record, hub_index, nowhere),
                    matrix=matrices.index(matrix),
                    reload_hubs=_reload_hubs(record, hub_index),
                )
            )
    return tuple(shifts), tuple(matrices)


def works_on(record: FleetRecord, horizon: Horizon, day: int) -> bool:
    """Tell whether a fleet row works on a day of the horizon."""
    on = horizon.date(day)
    return on.weekday() in record.days and on not in record.off_dates


def shift_span_s(record: FleetRecord, horizon: Horizon, day: int) -> tuple[int, int]:
    """Return the first and last second of a fleet row's shift on a day."""
    return (
        horizon.clock_s(day, record.shift_start_min),
        horizon.clock_s(day, record.shift_end_min),
    )


def _end_hubs(record: FleetRecord, hub_index: Mapping[str, int], nowhere: int) -> tuple[int, ...]:
    if record.end_hub == EVERY_HUB:
        return tuple(hub_index.values())
    if record.end_hub == OPEN_END:
        return (nowhere,)
    return (hub_index[record.end_hub or record.hub],)


def _reload_hubs(record: FleetRecord, hub_index: Mapping[str, int]) -> tuple[int, ...]:
    if EVERY_HUB in record.reload:
        return tuple(hub_index.values())
    named = {hub for hub in record.reload if hub != SAME_HUB}
    if SAME_HUB in record.reload:
        named |= {record.hub, record.end_hub or record.hub} & hub_index.keys()
        if record.end_hub == EVERY_HUB:
            return tuple(hub_index.values())
    return tuple(sorted(hub_index[hub] for hub in named))
