"""Vehicles of a document as types and shifts of a problem.

A cost of VROOM's is `MINOR` minor units, so that all its rates are whole numbers of ours: one
an hour is 100 thousandths a second, one a kilometre is 360 thousandths a metre.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from routing.formats.vroom.clock import Clock
from routing.formats.vroom.document import Vehicle, VroomDocument
from routing.problem.fleet import PlannedBreak, Shift, VehicleType
from routing.problem.time_window import TimeWindow
from routing.units import MILLI, NO_LIMIT, divide_half_up

MINOR: Final = 360
_PER_HOUR_MILLI: Final = 100
_PER_KM_MILLI: Final = 360
_FUEL_PARTS: Final = 1_000_000
_OWN_LOADS: Final = 2


class VehicleTypes:
    """The types of a document's vehicles: those alike in all that types know are one.

    Attributes
    ----------
    doubled
        Whether amounts count twice and capacities twice and one more, which changes nothing
        and spares the capacity 0.
    """

    def __init__(self, document: VroomDocument, clock: Clock) -> None:
        self.doubled = any(0 in vehicle.capacity[:_OWN_LOADS] for vehicle in document.vehicles)
        self._clock = clock
        self._custom = {
            name for name, given in document.matrices.items() if given.costs is not None
        }
        found: dict[object, int] = {}
        types: list[VehicleType] = []
        names: list[str] = []
        of_vehicle: list[int] = []
        for vehicle in document.vehicles:
            kind = self._build(vehicle)
            key = kind, vehicle.type
            if key not in found:
                found[key] = len(types)
                types.append(kind)
                names.append(vehicle.type)
            of_vehicle.append(found[key])
        self.types = tuple(_named(kind, i) for i, kind in enumerate(types))
        self.names = tuple(names)
        self.of_vehicle = tuple(of_vehicle)

    def _build(self, vehicle: Vehicle) -> VehicleType:
        loads = [room(each, doubled=self.doubled) for each in vehicle.capacity]
        costs, parts = vehicle.costs, self._clock.parts
        rests_s = sum(rest.service_s for rest in vehicle.breaks)
        rests_minor = divide_half_up(rests_s * costs.per_task_hour * _PER_HOUR_MILLI, MILLI)
        is_custom = vehicle.profile in self._custom
        return VehicleType(
            id="",
            profile=vehicle.profile,
            capacity_g=loads[0] if loads else NO_LIMIT,
            capacity_ml=loads[1] if len(loads) > 1 else NO_LIMIT,
            extra=tuple(loads[_OWN_LOADS:]),
            fixed_minor=costs.fixed * MINOR + rests_minor,
            rate_per_m_milli=costs.per_km * _PER_KM_MILLI,
            rate_per_driving_s_milli=(
                0 if is_custom else costs.per_hour * _PER_HOUR_MILLI // parts
            ),
            rate_per_service_s_milli=costs.per_task_hour * _PER_HOUR_MILLI // parts,
            fuel_milli_per_l=MINOR * _FUEL_PARTS if is_custom else 0,
            max_driving_s=min(NO_LIMIT, vehicle.max_travel_time_s * parts),
            max_distance_m=vehicle.max_distance_m,
            max_stops=vehicle.max_tasks,
            skills=frozenset(map(str, vehicle.skills)),
        )


def build_shift(
    vehicle: Vehicle,
    index: int,
    clock: Clock,
    *,
    ends: tuple[int, int],
    matrix: int,
    doubled: bool,
) -> Shift:
    """Return the shift of a vehicle between the hubs it begins and ends at."""
    begin_s = vehicle.window.earliest_s if vehicle.window else 0
    end_s = min(vehicle.window.latest_s, clock.end_s) if vehicle.window else clock.end_s
    return Shift(
        vehicle=index,
        day=0,
        date=clock.horizon.start,
        earliest_s=clock.units(begin_s),
        latest_s=clock.units(max(begin_s, end_s)),
        start_hub=ends[0],
        end_hubs=(ends[1],),
        matrix=matrix,
        breaks=tuple(
            PlannedBreak(
                windows_in(clock, rest.windows),
                clock.length(rest.service_s),
                tuple(room(each, doubled=doubled) for each in rest.max_load),
            )
            for rest in vehicle.breaks
        ),
    )


def windows_in(clock: Clock, windows: Sequence[TimeWindow]) -> tuple[TimeWindow, ...]:
    """Return windows in units, all the time when there are none."""
    if not windows:
        return (TimeWindow(0, clock.units(clock.end_s)),)
    return tuple(clock.window(window) for window in windows)


def room(capacity: int, *, doubled: bool) -> int:
    """Return a capacity as the problem counts amounts."""
    return 2 * capacity + 1 if doubled else capacity


def _named(kind: VehicleType, index: int) -> VehicleType:
    return replace(kind, id=f"type {index + 1}")
