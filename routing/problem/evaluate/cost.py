"""What routes and left out requests cost, each part rounded half-up once a route."""

from dataclasses import dataclass

from routing.problem.cost import Cost
from routing.problem.evaluate.dating import Times
from routing.problem.evaluate.halts import Halt
from routing.problem.evaluate.loads import Load
from routing.problem.fleet import Shift, VehicleType
from routing.problem.problem import Problem
from routing.problem.request import NO_VEHICLE
from routing.problem.sequences import RouteSequence
from routing.units import MILLI, divide_half_up, minor_from_milli


@dataclass(frozen=True, slots=True)
class RouteWork:
    """Everything about a route that money is paid for.

    `visiting_s` is service at visits, setup in, handling at hubs not.
    """

    distance_m: int = 0
    duration_s: int = 0
    driving_s: int = 0
    visiting_s: int = 0
    overtime_s: int = 0
    fuel_ml: int = 0
    lateness_milli: int = 0
    carry_minor: int = 0
    change_minor: int = 0


def route_cost(kind: VehicleType, work: RouteWork) -> Cost:
    """Return the cost of a route by cause."""
    time_milli = (
        kind.rate_per_s_milli * work.duration_s
        + kind.rate_per_driving_s_milli * work.driving_s
        + kind.rate_per_service_s_milli * work.visiting_s
    )
    return Cost(
        fixed_minor=kind.fixed_minor,
        distance_minor=minor_from_milli(kind.rate_per_m_milli * work.distance_m),
        time_minor=minor_from_milli(time_milli),
        fuel_minor=divide_half_up(kind.fuel_milli_per_l * work.fuel_ml, MILLI * MILLI),
        overtime_minor=minor_from_milli(kind.rate_per_overtime_s_milli * work.overtime_s),
        lateness_minor=minor_from_milli(work.lateness_milli),
        carry_minor=work.carry_minor,
        other_minor=work.change_minor,
    )


def drop_cost(problem: Problem, dropped: tuple[int, ...]) -> Cost:
    """Return what leaving requests out costs."""
    cost = Cost()
    for index in dropped:
        request = problem.requests[index]
        if request.required:
            cost += Cost(required_dropped=1, required_weight=1 + request.priority)
        else:
            cost += Cost(penalty_minor=request.penalty_minor)
    return cost


def balance_cost(problem: Problem, durations_s: dict[int, int]) -> Cost:
    """Return what the longest working time of a unit costs, by duration of each unit's routes."""
    longest_s = max(durations_s.values(), default=0)
    return Cost(other_minor=minor_from_milli(problem.balance_rate_milli * longest_s))


def route_fuel_ml(problem: Problem, shift: Shift, halts: list[Halt], loads: list[Load]) -> int:
    """Return the fuel of a route: of each leg between empty and full, by what is on board."""
    kind, matrix = problem.type_of(shift), problem.matrix_of(shift)
    full_g = kind.full_g or kind.capacity_g
    total_ml = 0
    for halt, load in zip(halts, loads, strict=False):
        if halt.cell is not None:
            empty_ml = int(matrix.fuel_empty_ml[halt.cell])
            more_ml = int(matrix.fuel_full_ml[halt.cell]) - empty_ml
            total_ml += empty_ml + divide_half_up(more_ml * min(load[0], full_g), full_g)
    return total_ml


def lateness_milli(
    problem: Problem, route: RouteSequence, halts: list[Halt], times: tuple[Times, ...]
) -> int:
    """Return what service after the wished time costs, in thousandths."""
    return sum(
        problem.requests[item.request].lateness_rate_milli * (begun.start_s - halt.wish_by_s)
        for item, halt, begun in zip(route.items, halts, times, strict=True)
        if item.request >= 0 and begun.start_s > halt.wish_by_s
    )


def serve_cost(problem: Problem, vehicle: int, requests: tuple[int, ...]) -> tuple[int, int]:
    """Return what serving requests with a unit costs by itself: carry, and change of unit."""
    carry_minor = change_minor = 0
    for index in requests:
        request = problem.requests[index]
        carry_minor += request.serve_minor
        if request.last_vehicle not in (NO_VEHICLE, vehicle):
            change_minor += request.change_minor
    return carry_minor, change_minor
