"""The problem: all data a solver may know, checked once and frozen."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from routing.errors import Fault, InputError, fault
from routing.geo import LonLat
from routing.matrix.travel_matrix import TravelMatrix
from routing.problem.driving_law import NO_LAW, DrivingLaw
from routing.problem.fleet import Shift, Vehicle, VehicleType
from routing.problem.horizon import Horizon
from routing.problem.hub import Hub
from routing.problem.lock import Lock
from routing.problem.request import ANY_HUB, Request
from routing.problem.time_window import TimeWindow

MAX_MAGNITUDE: Final = 2**50


@dataclass(frozen=True, slots=True)
class Stop:
    """A place where a vehicle may halt: a row and a column of every matrix."""

    place: str
    lonlat: LonLat
    name: str = ""


@dataclass(frozen=True)
class Problem:
    """Requests, hubs, fleet and roads over a horizon, referring to each other by index.

    Every count, time, weight and rate is a whole number below 2**50, so that sums of a plan
    stay inside int64. Tags of a pair in `forbidden_pairs`, in whichever order, are never on
    board at the same time. The longest working time of a unit over the horizon costs
    `balance_rate_milli` for each second.

    Raises
    ------
    InputError
        With every fault found, when any part refers to nothing or is out of bounds.
    """

    horizon: Horizon
    stops: tuple[Stop, ...]
    hubs: tuple[Hub, ...]
    vehicle_types: tuple[VehicleType, ...]
    vehicles: tuple[Vehicle, ...]
    shifts: tuple[Shift, ...]
    requests: tuple[Request, ...]
    matrices: tuple[TravelMatrix, ...]
    law: DrivingLaw = field(default=NO_LAW)
    currency: str = "VND"
    forbidden_pairs: frozenset[tuple[str, str]] = frozenset()
    locks: tuple[Lock, ...] = ()
    balance_rate_milli: int = 0

    def __post_init__(self) -> None:
        faults = [*self._find_faults()]
        if faults:
            raise InputError(faults)

    def type_of(self, shift: Shift) -> VehicleType:
        """Return the vehicle type that works a shift."""
        return self.vehicle_types[self.vehicles[shift.vehicle].vehicle_type]

    def matrix_of(self, shift: Shift) -> TravelMatrix:
        """Return the travel matrix of a shift."""
        return self.matrices[shift.matrix]

    def _find_faults(self) -> Iterator[Fault]:
        yield from self._find_matrix_faults()
        yield from self._find_hub_faults()
        yield from self._find_fleet_faults()
        yield from self._find_request_faults()

    def _find_matrix_faults(self) -> Iterator[Fault]:
        for i, matrix in enumerate(self.matrices):
            if matrix.size != len(self.stops):
                yield _bad(f"matrix {i}", "size", matrix.size, f"{len(self.stops)} stops")

    def _find_hub_faults(self) -> Iterator[Fault]:
        for hub in self.hubs:
            name = f"hub {hub.id}"
            yield from _check_index(name, "stop", hub.stop, len(self.stops))
            yield from _check_windows(name, hub.open_windows)
            yield from _check_counts(name, unload_s=hub.unload_s, per_t=hub.unload_s_per_t)
            for limits in (hub.intake_g, hub.intake_ml):
                if len(limits) != self.horizon.days or min(limits, default=0) < 0:
                    yield _bad(name, "intake", limits, f"{self.horizon.days} numbers >= 0")

    def _find_fleet_faults(self) -> Iterator[Fault]:
        for kind in self.vehicle_types:
            yield from _check_counts(
                f"vehicle type {kind.id}",
                fixed_minor=kind.fixed_minor,
                rate_per_m_milli=kind.rate_per_m_milli,
                rate_per_s_milli=kind.rate_per_s_milli,
                max_driving_s=kind.max_driving_s,
                max_duration_s=kind.max_duration_s,
                max_distance_m=kind.max_distance_m,
                max_stops=kind.max_stops,
            )
            for name in ("capacity_g", "capacity_ml"):
                if not 0 < getattr(kind, name) <= MAX_MAGNITUDE:
                    yield _bad(f"vehicle type {kind.id}", name, getattr(kind, name), "> 0")
        for unit in self.vehicles:
            name = f"vehicle {unit.id}"
            yield from _check_index(name, "type", unit.vehicle_type, len(self.vehicle_types))
            if len(unit.driven_s) != self.horizon.weeks or min(unit.driven_s) < 0:
                yield _bad(name, "driven_s", unit.driven_s, f"{self.horizon.weeks} times >= 0")
        yield from self._find_shift_faults()

    def _find_shift_faults(self) -> Iterator[Fault]:
        taken: set[tuple[int, int]] = set()
        for i, shift in enumerate(self.shifts):
            name = f"shift {i}"
            yield from _check_index(name, "vehicle", shift.vehicle, len(self.vehicles))
            yield from _check_index(name, "day", shift.day, self.horizon.days)
            yield from _check_index(name, "matrix", shift.matrix, len(self.matrices))
            for hub in (shift.start_hub, *shift.end_hubs):
                yield from _check_index(name, "hub", hub, len(self.hubs))
            if not shift.end_hubs:
                yield _bad(name, "end_hubs", "()", "at least one hub")
            if shift.earliest_s > shift.latest_s:
                yield _bad(name, "latest_s", shift.latest_s, f">= {shift.earliest_s}")
            if (shift.vehicle, shift.day) in taken:
                yield _bad(name, "day", shift.day, "one shift per vehicle and day")
            taken.add((shift.vehicle, shift.day))

    def _find_request_faults(self) -> Iterator[Fault]:
        seen: set[tuple[str, int]] = set()
        for request in self.requests:
            name = f"request {request.id}"
            yield from _check_index(name, "stop", request.stop, len(self.stops))
            yield from _check_windows(name, request.windows)
            yield from _check_counts(
                name,
                weight_g=request.weight_g,
                volume_ml=request.volume_ml,
                service_s=request.service_s,
                priority=request.priority,
                penalty_minor=request.penalty_minor,
            )
            if request.hub != ANY_HUB:
                yield from _check_index(name, "hub", request.hub, len(self.hubs))
            if not 1 <= request.part <= request.parts:
                yield _bad(name, "part", request.part, f"1 to {request.parts}")
            if (request.id, request.part) in seen:
                yield _bad(name, "part", request.part, "each part once")
            seen.add((request.id, request.part))


def _bad(name: str, column: str, value: object, want: str) -> Fault:
    return fault("problem.bad_value", column=column, name=name, value=value, want=want)


def _check_index(name: str, column: str, value: int, size: int) -> Iterator[Fault]:
    if not 0 <= value < size:
        yield _bad(name, column, value, f"0 to {size - 1}")


def _check_counts(name: str, **counts: int) -> Iterator[Fault]:
    for column, value in counts.items():
        if not 0 <= value <= MAX_MAGNITUDE:
            yield _bad(name, column, value, f"0 to {MAX_MAGNITUDE}")


def _check_windows(name: str, windows: tuple[TimeWindow, ...]) -> Iterator[Fault]:
    for before, after in pairwise(windows):
        if before.latest_s >= after.earliest_s:
            yield _bad(name, "windows", f"{before} {after}", "sorted and disjoint")
