"""The problem: all data a solver may know, checked once and frozen."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from routing.errors import Fault, InputError
from routing.geo import LonLat
from routing.matrix.travel_matrix import TravelMatrix
from routing.problem.bounds.fleet import Sizes as FleetSizes
from routing.problem.bounds.fleet import find_shift_faults, find_type_faults, find_unit_faults
from routing.problem.bounds.hubs import find_hub_faults
from routing.problem.bounds.locks import find_lock_faults
from routing.problem.bounds.requests import Sizes as RequestSizes
from routing.problem.bounds.requests import find_request_faults
from routing.problem.bounds.values import bad_value, check_counts
from routing.problem.driving_law import NO_LAW, DrivingLaw
from routing.problem.fleet import Shift, Vehicle, VehicleType
from routing.problem.horizon import Horizon
from routing.problem.hub import Hub
from routing.problem.lock import Lock
from routing.problem.request import NO_GROUP, Request


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

    @cached_property
    def further_loads(self) -> int:
        """Number of loads beside weight and volume."""
        named = [len(kind.extra) for kind in self.vehicle_types]
        named += [len(request.extra) for request in self.requests]
        named += [len(request.brought) - 2 for request in self.requests]
        named += [len(rest.max_load) - 2 for shift in self.shifts for rest in shift.breaks]
        return max((0, *named))

    @cached_property
    def alternatives(self) -> tuple[tuple[int, ...], ...]:
        """Groups of requests of which at most one is served, each in order of index."""
        return _group(request.alternative for request in self.requests)

    @cached_property
    def togethers(self) -> tuple[tuple[int, ...], ...]:
        """Groups of requests that one vehicle serves, each in order of index."""
        return _group(request.together for request in self.requests)

    @cached_property
    def has_exclusions(self) -> bool:
        """Whether any two requests may be forbidden to ride together."""
        if any(request.exclude_tags for request in self.requests):
            return True
        return bool(self.forbidden_pairs) and any(request.tags for request in self.requests)

    def _find_faults(self) -> Iterator[Fault]:
        horizon, stops, hubs = self.horizon, len(self.stops), len(self.hubs)
        types, units = len(self.vehicle_types), len(self.vehicles)
        for i, matrix in enumerate(self.matrices):
            if matrix.size != stops:
                yield bad_value(f"matrix {i}", "size", matrix.size, f"{stops} stops")
        yield from find_hub_faults(self.hubs, stops, horizon.days)
        yield from find_type_faults(self.vehicle_types)
        fleet = FleetSizes(types, units, len(self.matrices), horizon.days, horizon.weeks)
        yield from find_unit_faults(self.vehicles, fleet)
        yield from find_shift_faults(self.shifts, self.hubs, fleet)
        yield from find_request_faults(self.requests, RequestSizes(stops, hubs, types, units))
        requests, shifts = len(self.requests), len(self.shifts)
        yield from find_lock_faults(self.locks, shifts=shifts, requests=requests, hubs=hubs)
        yield from check_counts("problem", balance_rate_milli=self.balance_rate_milli)


def _group(keys: Iterable[int]) -> tuple[tuple[int, ...], ...]:
    members: dict[int, list[int]] = {}
    for index, key in enumerate(keys):
        if key != NO_GROUP:
            members.setdefault(key, []).append(index)
    return tuple(tuple(group) for group in members.values())
