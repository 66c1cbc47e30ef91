"""From what users state to the problem: references joined, days laid out, big requests split."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from routing.errors import Fault, InputError, fault
from routing.matrix.travel_matrix import TravelMatrix
from routing.problem.driving_law import DrivingLaw
from routing.problem.fleet import Shift, Vehicle, VehicleType
from routing.problem.horizon import Horizon
from routing.problem.hub import Hub
from routing.problem.problem import Problem, Stop
from routing.problem.records import FleetRecord, HubRecord, RequestRecord
from routing.problem.request import ANY_HUB, Request
from routing.problem.split import Capacity, split_by_weights, split_request
from routing.problem.time_window import TimeWindow, cut_windows, join_windows
from routing.units import MILLI, SECONDS_PER_HOUR, divide_half_up

SAME_HUB, EVERY_HUB, OPEN_END = "", "*", "-"


@dataclass(frozen=True, slots=True)
class Settings:
    """Money that planning assumes for what is left out; every amount is a setting.

    An optional request without a penalty of its own costs `penalty_base_minor` times
    1 + priority / 10 when left out. Goods due beyond the horizon may wait, at
    `waiting_minor_per_day`, but not more than `max_wait_days`.
    """

    penalty_base_minor: int = 150_000
    waiting_minor_per_day: int = 60_000
    max_wait_days: int = 7


@dataclass(frozen=True, slots=True)
class Stated:
    """All records of a plan, with the stop each hub and request stands at."""

    hubs: tuple[HubRecord, ...]
    hub_stops: tuple[int, ...]
    fleet: tuple[FleetRecord, ...]
    requests: tuple[RequestRecord, ...]
    request_stops: tuple[int, ...]


MatrixOf = Callable[[int, int], TravelMatrix]
"""The travel matrix of a fleet row (by index) on a day of the horizon."""


def find_reference_faults(
    hubs: Sequence[HubRecord],
    fleet: Sequence[FleetRecord],
    requests: Sequence[RequestRecord],
    payloads_g: Mapping[str, int],
) -> Iterator[Fault]:
    """Yield every reference to nothing and every capacity above its profile's class.

    Parameters
    ----------
    payloads_g
        Payload of each profile's class.
    """
    known = {hub.id for hub in hubs}
    for row in fleet:
        yield from _find_fleet_faults(row, known, payloads_g)
    for request in requests:
        if request.hub and request.hub not in known:
            yield _unknown_hub(request, "hub", request.hub, known)


def build_problem(
    horizon: Horizon,
    stops: tuple[Stop, ...],
    stated: Stated,
    matrix_of: MatrixOf,
    *,
    law: DrivingLaw,
    settings: Settings,
    parts_of: Mapping[str, tuple[int, ...]] | None = None,
    currency: str = "VND",
) -> Problem:
    """Return the problem of records whose references were found sound.

    Requests of unknown weight are left out: nothing can be planned for them.

    Parameters
    ----------
    parts_of
        Grams of each part of requests split by an earlier plan, which stay split alike.

    Raises
    ------
    InputError
        When the joined data break a bound of the problem.
    """
    hubs = tuple(
        _build_hub(horizon, record, stop)
        for record, stop in zip(stated.hubs, stated.hub_stops, strict=True)
    )
    types = tuple(_build_type(record, law) for record in stated.fleet)
    vehicles, rows = _build_vehicles(horizon, stated.fleet)
    shifts, matrices = _build_shifts(horizon, stated, vehicles, rows, matrix_of)
    draft = Problem(horizon, stops, hubs, types, vehicles, shifts, (), matrices, law, currency)
    requests: list[Request] = []
    for record, stop in zip(stated.requests, stated.request_stops, strict=True):
        if record.weight_g is not None:
            whole = _build_request(draft, record, stop, settings)
            weights_g = (parts_of or {}).get(record.id, ())
            if weights_g and sum(weights_g) == whole.weight_g:
                requests += split_by_weights(whole, weights_g)
            else:
                capacities = find_capacities(draft, whole)
                requests += split_request(whole, record.pack_g, capacities)
    return Problem(
        horizon, stops, hubs, types, vehicles, shifts, tuple(requests), matrices, law, currency
    )


def find_capacities(problem: Problem, request: Request) -> tuple[Capacity, ...]:
    """Return the capacities of the vehicles that may reach a request and bring it to a hub."""
    found: set[tuple[int, int]] = set()
    for shift in problem.shifts:
        kind = problem.type_of(shift)
        if request.skills <= kind.skills and may_fetch(problem, shift, request):
            found.add((kind.capacity_g, kind.capacity_ml))
    return tuple(Capacity(*pair) for pair in sorted(found))


def may_fetch(problem: Problem, shift: Shift, request: Request) -> bool:
    """Tell whether roads lead a shift from its hub to a request and on to a hub it may go to."""
    matrix = problem.matrix_of(shift)
    if not matrix.reaches(problem.hubs[shift.start_hub].stop, request.stop):
        return False
    ends = shift.end_hubs if request.hub == ANY_HUB else {request.hub} & {*shift.end_hubs}
    return any(matrix.reaches(request.stop, problem.hubs[hub].stop) for hub in ends)


def _find_fleet_faults(
    row: FleetRecord, known: set[str], payloads_g: Mapping[str, int]
) -> Iterator[Fault]:
    if row.hub not in known:
        yield _unknown_hub(row, "hub", row.hub, known)
    if row.end_hub not in (known | {SAME_HUB, EVERY_HUB, OPEN_END}):
        yield _unknown_hub(row, "end_hub", row.end_hub, known)
    if row.end_hub == OPEN_END:
        yield _fault(row, "builder.open_end", "end_hub", vehicle=row.id)
    payload_g = payloads_g.get(row.profile)
    if payload_g is None:
        known_profiles = ", ".join(sorted(payloads_g))
        yield _fault(
            row, "builder.unknown_profile", "profile", value=row.profile, known=known_profiles
        )
    elif row.capacity_g > payload_g:
        yield _fault(
            row,
            "builder.over_class",
            "capacity_kg",
            value=row.capacity_g / MILLI,
            profile=row.profile,
            limit=payload_g / MILLI,
        )


def _fault(
    record: FleetRecord | RequestRecord | HubRecord, key: str, column: str, **params: object
) -> Fault:
    source = record.source
    return fault(key, file=source.file, row=source.row, column=column, **params)


def _unknown_hub(
    record: FleetRecord | RequestRecord, column: str, value: str, known: set[str]
) -> Fault:
    return _fault(
        record, "builder.unknown_hub", column, value=value, known=", ".join(sorted(known))
    )


def _build_hub(horizon: Horizon, record: HubRecord, stop: int) -> Hub:
    open_days = [
        day
        for day in range(horizon.days)
        if horizon.date(day).weekday() in record.days and horizon.date(day) not in record.off_dates
    ]
    windows = join_windows(
        TimeWindow(horizon.clock_s(day, record.open_min), horizon.clock_s(day, record.close_min))
        for day in open_days
    )
    return Hub(
        id=record.id,
        stop=stop,
        open_windows=windows,
        intake_g=(record.intake_g_per_day,) * horizon.days,
        intake_ml=(record.intake_ml_per_day,) * horizon.days,
        unload_s=record.unload_s,
        unload_s_per_t=record.unload_s_per_t,
        name=record.name,
    )


def _build_type(record: FleetRecord, law: DrivingLaw) -> VehicleType:
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
    )


def _build_vehicles(
    horizon: Horizon, fleet: tuple[FleetRecord, ...]
) -> tuple[tuple[Vehicle, ...], list[int]]:
    vehicles: list[Vehicle] = []
    rows: list[int] = []
    for row, record in enumerate(fleet):
        driven_s = (record.driven_week_s,) + (0,) * (horizon.weeks - 1)
        for number in range(1, record.count + 1):
            vehicles.append(Vehicle(f"{record.id}#{number}", row, driven_s, record.driver))
            rows.append(row)
    return tuple(vehicles), rows


def _build_shifts(
    horizon: Horizon,
    stated: Stated,
    vehicles: tuple[Vehicle, ...],
    rows: list[int],
    matrix_of: MatrixOf,
) -> tuple[tuple[Shift, ...], tuple[TravelMatrix, ...]]:
    hub_index = {hub.id: i for i, hub in enumerate(stated.hubs)}
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
                    end_hubs=_end_hubs(record, hub_index),
                    matrix=matrices.index(matrix),
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


def _end_hubs(record: FleetRecord, hub_index: Mapping[str, int]) -> tuple[int, ...]:
    if record.end_hub == EVERY_HUB:
        return tuple(hub_index.values())
    return (hub_index[record.end_hub or record.hub],)


def _build_request(
    problem: Problem, record: RequestRecord, stop: int, settings: Settings
) -> Request:
    horizon = problem.horizon
    hub = ANY_HUB
    if record.hub:
        hub = next(i for i, known in enumerate(problem.hubs) if known.id == record.hub)
    weight_g = record.weight_g
    if weight_g is None:
        raise InputError([_fault(record, "builder.unknown_weight", "weight_kg", id=record.id)])
    penalty = record.penalty_minor
    if penalty is None:
        penalty = settings.penalty_base_minor * (10 + record.priority) // 10
    deferrable, waiting_minor = _may_wait(horizon, record, settings)
    return Request(
        id=record.id,
        stop=stop,
        weight_g=weight_g,
        volume_ml=record.volume_ml,
        windows=_build_windows(problem, record, hub),
        service_s=record.service_s,
        hub=hub,
        required=record.required and not deferrable,
        priority=record.priority,
        penalty_minor=waiting_minor if deferrable else penalty,
        deferrable=deferrable,
        skills=record.skills,
        shop=record.shop,
        product=record.product,
    )


def _may_wait(horizon: Horizon, record: RequestRecord, settings: Settings) -> tuple[bool, int]:
    """Return whether goods may be fetched after the horizon, and what that waiting costs."""
    if horizon.seconds(record.due) <= horizon.end_s:
        return False, 0
    ready_day = max(0, min(horizon.days, horizon.day_of(horizon.seconds(record.ready))))
    waited_days = horizon.days - ready_day
    if waited_days > settings.max_wait_days:
        return False, 0
    return True, settings.waiting_minor_per_day * waited_days


def _build_windows(problem: Problem, record: RequestRecord, hub: int) -> tuple[TimeWindow, ...]:
    horizon = problem.horizon
    ready_s = max(0, horizon.seconds(record.ready))
    due_s = min(horizon.end_s - 1, horizon.seconds(record.due))
    if ready_s > due_s:
        return ()
    if record.windows:
        daily = [
            TimeWindow(horizon.clock_s(day, first), horizon.clock_s(day, last))
            for day in range(horizon.days)
            for first, last in record.windows
        ]
    else:
        receiving = problem.hubs if hub == ANY_HUB else (problem.hubs[hub],)
        daily = [window for one in receiving for window in one.open_windows]
    return cut_windows(join_windows(daily), TimeWindow(ready_s, due_s))
