"""One function for each rule that OR-Tools must keep.

A rule that cannot bind adds nothing, since every dimension slows the search down.
"""

from collections import defaultdict
from functools import partial
from itertools import pairwise

import numpy as np

from routing.problem.fleet import VehicleType
from routing.problem.request import ANY_HUB, Request
from routing.problem.time_window import TimeWindow, cut_windows
from routing.solver.ortools_vrp.model import Ints, RoutingModel
from routing.solver.ortools_vrp.vehicles import EndingShift

TIME = "time"
WEIGHT = "weight"
VOLUME = "volume"
DRIVING = "driving"
DISTANCE = "distance"
UNLOADING = "unloading"
STOPS = "stops"
STRETCH = "stretch"

FROM_ZERO = True
AT_ANY_TIME = False
"""Whether a dimension is 0 when a vehicle starts."""


def add_rules(model: RoutingModel) -> None:
    """Add every rule of the problem to a model."""
    add_time(model)
    add_time_windows(model)
    allow_vehicles(model)
    drive_one_ending(model)
    add_capacity(model)
    add_unloading(model)
    add_duration(model)
    add_driving(model)
    add_week(model)
    add_continuous_driving(model)
    add_distance(model)
    add_stops(model)
    add_intake(model)


def add_time(model: RoutingModel) -> None:
    """Keep shifts and hub hours; pay for the time from start to arrival."""
    problem = model.problem
    too_long_s = model.horizon_s + 1
    transits = []
    for vehicle in model.vehicles:
        matrix = problem.shifts[vehicle.shift].matrix
        key = (TIME, matrix)
        transits.append(model.transit(key, partial(_busy_s, model, matrix, too_long_s)))
    horizon_s = model.horizon_s
    model.routing.AddDimensionWithVehicleTransits(
        transits, horizon_s, horizon_s, AT_ANY_TIME, TIME
    )
    time = model.dimension(TIME)
    for number, vehicle in enumerate(model.vehicles):
        shift = problem.shifts[vehicle.shift]
        start, end = model.routing.Start(number), model.routing.End(number)
        time.CumulVar(start).SetRange(shift.earliest_s, vehicle.arrival.latest_s)
        time.CumulVar(end).SetRange(vehicle.arrival.earliest_s, vehicle.arrival.latest_s)
        rate = problem.type_of(shift).rate_per_s_milli
        if rate:
            time.SetSpanCostCoefficientForVehicle(rate, number)
        model.routing.AddVariableMinimizedByFinalizer(time.CumulVar(end))
        model.routing.AddVariableMaximizedByFinalizer(time.CumulVar(start))


def _busy_s(model: RoutingModel, matrix: int, missing: int) -> Ints:
    cells = model.legs(matrix, "duration_s", missing)
    for node, halt_s in enumerate(model.halts_s()):
        cells[node] += halt_s
    return cells


def unloading_s(model: RoutingModel, hub: int) -> Ints:
    """Return what each node's goods add to unloading, as a matrix by the node left.

    As one number per node (a unary transit) it is read beyond its bounds by OR-Tools 9.15 when
    vehicles differ and a request may be left out.
    """
    cells = np.zeros((len(model.requests) + len(model.hubs),) * 2, np.int64)
    for node, request in enumerate(model.requests):
        cells[node] = model.problem.requests[request].unload_s(model.problem.hubs[hub])
    return cells


def add_time_windows(model: RoutingModel) -> None:
    """Keep when service may start."""
    time = model.dimension(TIME)
    within = TimeWindow(0, model.horizon_s)
    for node in model.nodes:
        windows = cut_windows(_request(model, node).windows, within)
        if not windows:
            continue
        cumul = time.CumulVar(model.index(node))
        cumul.SetRange(windows[0].earliest_s, windows[-1].latest_s)
        for before, after in pairwise(windows):
            if before.latest_s + 1 < after.earliest_s:
                cumul.RemoveInterval(before.latest_s + 1, after.earliest_s - 1)


def allow_vehicles(model: RoutingModel) -> None:
    """Keep skills, named hubs, reach and days: offer each request only shifts it may go by."""
    for node in model.nodes:
        request = _request(model, node)
        allowed = [
            number
            for number, vehicle in enumerate(model.vehicles)
            if may_fetch(model, vehicle, request)
        ]
        if len(allowed) < len(model.vehicles):
            model.routing.VehicleVar(model.index(node)).SetValues([-1, *allowed])


def may_fetch(model: RoutingModel, vehicle: EndingShift, request: Request) -> bool:
    """Tell whether what a request needs, its size and its times allow a vehicle."""
    shift, kind = model.problem.shifts[vehicle.shift], _kind(model, vehicle)
    if request.hub not in (ANY_HUB, vehicle.hub) or not request.skills <= kind.skills:
        return False
    if request.weight_g > kind.capacity_g or request.volume_ml > kind.capacity_ml:
        return False
    hours = TimeWindow(shift.earliest_s, vehicle.arrival.latest_s)
    return bool(cut_windows(request.windows, hours))


def drive_one_ending(model: RoutingModel) -> None:
    """Let each shift be driven once, however it ends."""
    endings: dict[int, list[int]] = defaultdict(list)
    for number, vehicle in enumerate(model.vehicles):
        endings[vehicle.shift].append(number)
    solver = model.routing.solver()
    for numbers in endings.values():
        if len(numbers) > 1:
            used = [model.routing.ActiveVehicleVar(number) for number in numbers]
            solver.Add(solver.Sum(used) <= 1)


def add_capacity(model: RoutingModel) -> None:
    """Keep what each vehicle may carry, in grams and in millilitres."""
    for name, unit, limit in (
        (WEIGHT, "weight_g", "capacity_g"),
        (VOLUME, "volume_ml", "capacity_ml"),
    ):
        values = model.of_requests(unit)
        limits = [getattr(_kind(model, vehicle), limit) for vehicle in model.vehicles]
        transit = model.unary((name,), values)
        total = sum(values)
        model.routing.AddDimensionWithVehicleCapacity(
            transit, 0, [min(bound, total) for bound in limits], FROM_ZERO, name
        )


def add_unloading(model: RoutingModel) -> None:
    """Keep hub hours and shifts with the time that unloading takes."""
    problem = model.problem
    if not _unloading_depends_on_load(model):
        return
    transits = [
        model.transit((UNLOADING, vehicle.hub), partial(unloading_s, model, vehicle.hub))
        for vehicle in model.vehicles
    ]
    model.routing.AddDimensionWithVehicleTransitAndCapacity(
        transits, 0, [model.horizon_s] * len(transits), FROM_ZERO, UNLOADING
    )
    time, unloading = model.dimension(TIME), model.dimension(UNLOADING)
    solver = model.routing.solver()
    for number, vehicle in enumerate(model.vehicles):
        end = model.routing.End(number)
        limit_s = vehicle.close_s - problem.hubs[vehicle.hub].unload_s
        solver.Add(time.CumulVar(end) + unloading.CumulVar(end) <= limit_s)


def _unloading_depends_on_load(model: RoutingModel) -> bool:
    return any(model.problem.hubs[vehicle.hub].unload_s_per_t for vehicle in model.vehicles)


def add_duration(model: RoutingModel) -> None:
    """Keep the longest duration of a shift, unloading in."""
    time = model.dimension(TIME)
    unloads = _unloading_depends_on_load(model)
    solver = model.routing.solver()
    for number, vehicle in enumerate(model.vehicles):
        shift = model.problem.shifts[vehicle.shift]
        limit_s = _kind(model, vehicle).max_duration_s
        if limit_s >= shift.latest_s - shift.earliest_s:
            continue
        limit_s = max(0, limit_s - model.problem.hubs[vehicle.hub].unload_s)
        time.SetSpanUpperBoundForVehicle(limit_s, number)
        if unloads:
            start, end = model.routing.Start(number), model.routing.End(number)
            stay = model.dimension(UNLOADING).CumulVar(end)
            solver.Add(time.CumulVar(end) - time.CumulVar(start) + stay <= limit_s)


def add_driving(model: RoutingModel) -> None:
    """Keep the longest driving of a shift, and of its unit's week when it has no other shift."""
    limits = [driving_limit_s(model, vehicle) for vehicle in model.vehicles]
    if not (limits_bind(model, limits) or _week_binds(model)):
        return
    transits = [_driving(model, vehicle) for vehicle in model.vehicles]
    capped = [min(limit, model.horizon_s) for limit in limits]
    model.routing.AddDimensionWithVehicleTransitAndCapacity(
        transits, 0, capped, FROM_ZERO, DRIVING
    )


def driving_limit_s(model: RoutingModel, vehicle: EndingShift) -> int:
    """Return how long a vehicle may drive, by its type and by what its week leaves."""
    problem = model.problem
    shift = problem.shifts[vehicle.shift]
    done_s = problem.vehicles[shift.vehicle].driven_s[problem.horizon.week_of(shift.day)]
    longest_s = min(_kind(model, vehicle).max_driving_s, problem.law.max_day_s)
    return max(0, min(longest_s, problem.law.max_week_s - done_s))


def limits_bind(model: RoutingModel, limits: list[int]) -> bool:
    """Tell whether any limit is shorter than the shift it holds for."""
    return any(
        limit < vehicle.arrival.latest_s - model.problem.shifts[vehicle.shift].earliest_s
        for limit, vehicle in zip(limits, model.vehicles, strict=True)
    )


def _weeks(model: RoutingModel) -> dict[tuple[int, int], list[int]]:
    """Return the vehicles that one unit has in one week."""
    weeks: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, vehicle in enumerate(model.vehicles):
        shift = model.problem.shifts[vehicle.shift]
        weeks[shift.vehicle, model.problem.horizon.week_of(shift.day)].append(number)
    return weeks


def _week_room_s(model: RoutingModel, unit: int, week: int) -> int:
    return model.problem.law.max_week_s - model.problem.vehicles[unit].driven_s[week]


def _week_binds(model: RoutingModel) -> bool:
    for (unit, week), numbers in _weeks(model).items():
        longest = {
            model.vehicles[n].shift: driving_limit_s(model, model.vehicles[n]) for n in numbers
        }
        spans = [
            min(limit, model.problem.shifts[s].latest_s - model.problem.shifts[s].earliest_s)
            for s, limit in longest.items()
        ]
        if sum(spans) > _week_room_s(model, unit, week):
            return True
    return False


def add_week(model: RoutingModel) -> None:
    """Keep what a driver may drive in a calendar week."""
    if not _week_binds(model):
        return
    driving, solver = model.dimension(DRIVING), model.routing.solver()
    for (unit, week), numbers in _weeks(model).items():
        if len({model.vehicles[n].shift for n in numbers}) < 2:
            continue
        driven = [driving.CumulVar(model.routing.End(n)) for n in numbers]
        solver.Add(solver.Sum(driven) <= max(0, _week_room_s(model, unit, week)))


def add_continuous_driving(model: RoutingModel) -> None:
    """Keep driving between rests: like fuel, it is refilled only where the halt is long enough.

    A halt is service and the pause of the plan begun from. What is waited otherwise, and the
    halts of several requests at one place together, do not count: that is stricter than the
    law. (Pauses wherever they help would make OR-Tools search over times, 20 times as long.)
    """
    law = model.problem.law
    if not limits_bind(model, [law.max_continuous_s] * len(model.vehicles)):
        return
    limit_s = law.max_continuous_s
    transits = [_driving(model, vehicle, sign=-1) for vehicle in model.vehicles]
    model.routing.AddDimensionWithVehicleTransits(transits, limit_s, limit_s, AT_ANY_TIME, STRETCH)
    left, solver = model.dimension(STRETCH), model.routing.solver()
    for number in range(len(model.vehicles)):
        start = model.routing.Start(number)
        left.CumulVar(start).SetValue(limit_s)
        left.SlackVar(start).SetValue(0)
    for node, halt_s in enumerate(model.halts_s()):
        index = model.index(node)
        if halt_s >= law.rest_s:
            solver.Add(left.CumulVar(index) + left.SlackVar(index) == limit_s)
        else:
            left.SlackVar(index).SetValue(0)


def add_distance(model: RoutingModel) -> None:
    """Keep the longest distance of a shift."""
    limits = [_kind(model, vehicle).max_distance_m for vehicle in model.vehicles]
    legs = len(model.requests) + 1
    matrices = {model.problem.shifts[vehicle.shift].matrix for vehicle in model.vehicles}
    longest_m = max((int(model.problem.matrices[m].distance_m.max()) for m in matrices), default=0)
    if min(limits, default=0) >= longest_m * legs:
        return
    transits = []
    for vehicle in model.vehicles:
        matrix = model.problem.shifts[vehicle.shift].matrix
        key = (DISTANCE, matrix)
        transits.append(model.transit(key, partial(model.legs, matrix, "distance_m", 0)))
    capped = [min(limit, longest_m * legs) for limit in limits]
    model.routing.AddDimensionWithVehicleTransitAndCapacity(
        transits, 0, capped, FROM_ZERO, DISTANCE
    )


def add_stops(model: RoutingModel) -> None:
    """Keep how many requests a shift may fetch."""
    limits = [_kind(model, vehicle).max_stops for vehicle in model.vehicles]
    if min(limits, default=0) >= len(model.requests):
        return
    transit = model.unary((STOPS,), [1] * len(model.requests))
    capped = [min(limit, len(model.requests)) for limit in limits]
    model.routing.AddDimensionWithVehicleCapacity(transit, 0, capped, FROM_ZERO, STOPS)


def add_intake(model: RoutingModel) -> None:
    """Keep what each hub takes in on each day, in grams and in millilitres."""
    solver = model.routing.solver()
    arriving: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, vehicle in enumerate(model.vehicles):
        arriving[vehicle.hub, vehicle.day].append(model.routing.End(number))
    for name, unit, limit in (
        (WEIGHT, "weight_g", "intake_g"),
        (VOLUME, "volume_ml", "intake_ml"),
    ):
        total, load = sum(model.of_requests(unit)), model.dimension(name)
        for (hub, day), ends in arriving.items():
            bound = getattr(model.problem.hubs[hub], limit)[day]
            if bound < total:
                solver.Add(solver.Sum([load.CumulVar(end) for end in ends]) <= bound)


def _driving(model: RoutingModel, vehicle: EndingShift, *, sign: int = 1) -> int:
    matrix = model.problem.shifts[vehicle.shift].matrix
    missing = model.horizon_s + 1
    key = (DRIVING, matrix, sign)
    return model.transit(key, lambda: sign * model.legs(matrix, "duration_s", missing))


def _kind(model: RoutingModel, vehicle: EndingShift) -> VehicleType:
    return model.problem.type_of(model.problem.shifts[vehicle.shift])


def _request(model: RoutingModel, node: int) -> Request:
    return model.problem.requests[model.requests[node]]
