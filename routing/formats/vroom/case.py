"""A document as a problem of ours, and the way back from its indices."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from routing.errors import InputError
from routing.formats.vroom.clock import PARTS, Clock, leg_parts, set_clock
from routing.formats.vroom.document import Longs, Task, TaskKind, Vehicle, VroomDocument
from routing.formats.vroom.errors import Code, VroomError
from routing.formats.vroom.measures import Measures
from routing.formats.vroom.requests import build_requests
from routing.formats.vroom.stops import Stops
from routing.formats.vroom.vehicles import MINOR, VehicleTypes, build_shift
from routing.matrix.travel_matrix import TravelMatrix
from routing.problem.bounds.values import MAX_MAGNITUDE
from routing.problem.fleet import Vehicle as Unit
from routing.problem.hub import NOWHERE, Hub
from routing.problem.problem import Problem
from routing.problem.time_window import TimeWindow
from routing.units import NO_LIMIT

_MatrixKey = tuple[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A document with the problem it states.

    Vehicle, unit and shift have the same index. `tasks` holds one job or the two steps of a
    shipment for each request; `request_of` leads back from a task.
    """

    document: VroomDocument
    problem: Problem
    clock: Clock
    stops: Stops
    measures: Mapping[str, Measures]
    tasks: tuple[tuple[Task, ...], ...]
    request_of: Mapping[tuple[TaskKind, int], int]


def build_case(document: VroomDocument, stops: Stops, measures: dict[str, Measures]) -> Case:
    """Return a document as a problem.

    Raises
    ------
    VroomError
        With code `Code.INPUT` when its numbers are too big to be added up.
    """
    clock = set_clock(document, measures)
    _check_size(document, clock, measures)
    tasks = (
        *((job,) for job in document.jobs),
        *((s.pickup, s.delivery) for s in document.shipments),
    )
    try:
        problem = _build_problem(document, stops, measures, clock, tasks)
    except InputError as error:
        raise VroomError(Code.INPUT, [each.message("en") for each in error.faults]) from error
    request_of = {(task.kind, task.id): i for i, each in enumerate(tasks) for task in each}
    return Case(document, problem, clock, stops, measures, tasks, request_of)


def _build_problem(
    document: VroomDocument,
    stops: Stops,
    measures: dict[str, Measures],
    clock: Clock,
    tasks: tuple[tuple[Task, ...], ...],
) -> Problem:
    hubs = _lay_hubs(document, stops, clock)
    hub_of = {hub.stop: i for i, hub in enumerate(hubs)}
    types = VehicleTypes(document, clock)
    keys = list(dict.fromkeys(_matrix_key(vehicle) for vehicle in document.vehicles))
    shifts = tuple(
        build_shift(
            vehicle,
            i,
            clock,
            ends=(hub_of[stops.index_of(vehicle.start)], hub_of[stops.index_of(vehicle.end)]),
            matrix=keys.index(_matrix_key(vehicle)),
            doubled=types.doubled,
        )
        for i, vehicle in enumerate(document.vehicles)
    )
    no_hours = (0,) * clock.horizon.weeks
    return Problem(
        horizon=clock.horizon,
        stops=stops.to_problem(),
        hubs=hubs,
        vehicle_types=types.types,
        vehicles=tuple(
            Unit(name, kind, no_hours)
            for name, kind in zip(_name_units(document), types.of_vehicle, strict=True)
        ),
        shifts=shifts,
        requests=build_requests(document, stops, clock, types, tasks),
        matrices=tuple(_scale(measures[profile], profile, part, clock) for profile, part in keys),
        currency="",
    )


def _matrix_key(vehicle: Vehicle) -> _MatrixKey:
    return vehicle.profile, leg_parts(vehicle.speed_factor)


def _lay_hubs(document: VroomDocument, stops: Stops, clock: Clock) -> tuple[Hub, ...]:
    """Return a hub for every place where a vehicle begins or ends, always open."""
    ends = (end for vehicle in document.vehicles for end in (vehicle.start, vehicle.end))
    always = (TimeWindow(0, clock.units(clock.end_s)),)
    no_limit = (NO_LIMIT,) * clock.horizon.days
    return tuple(
        Hub("nowhere" if stop == NOWHERE else f"place {stop}", stop, always, no_limit, no_limit)
        for stop in dict.fromkeys(map(stops.index_of, ends))
    )


def _name_units(document: VroomDocument) -> list[str]:
    """Return a name for each vehicle; ids need not be unique, names are."""
    ids = [vehicle.id for vehicle in document.vehicles]
    return [
        str(number) if ids.count(number) == 1 else f"{number}#{i + 1}"
        for i, number in enumerate(ids)
    ]


def _scale(measures: Measures, profile: str, part: int, clock: Clock) -> TravelMatrix:
    """Return a matrix in units of the clock; costs of its own ride where fuel does."""
    gone = measures.durations_s < 0
    nothing = np.where(gone, -1, 0).astype(np.int64)
    costs = nothing if measures.costs is None else measures.costs.copy()
    metres = nothing.copy() if measures.distances_m is None else measures.distances_m.copy()
    units: Longs = np.where(gone, -1, measures.durations_s * (part * clock.parts // PARTS))
    return TravelMatrix(profile, "", units, metres, costs.copy(), costs.copy())


def _check_size(document: VroomDocument, clock: Clock, measures: dict[str, Measures]) -> None:
    """Refuse numbers whose sums a problem cannot hold, in units of time or minor units."""
    units, legs = clock.units(clock.end_s), 1 + len(document.tasks)
    tables = (each for found in measures.values() for each in (found.distances_m, found.costs))
    farthest = max((int(table.max(initial=0)) for table in tables if table is not None), default=0)
    dearest = max(
        MINOR * (costs.fixed + legs * farthest * max(1, costs.per_km))
        + units * (costs.per_hour + costs.per_task_hour)
        for costs in (vehicle.costs for vehicle in document.vehicles)
    )
    if max(units, dearest) > MAX_MAGNITUDE:
        raise VroomError(Code.INPUT, ["Too high cost values, stopping to avoid overflowing."])
