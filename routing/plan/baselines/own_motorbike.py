"""Baseline A: each sender brings the goods by motorbike to the nearest hub, and rides back.

Who receives goods from a hub fetches them there likewise, and so does who exchanges goods: one
load each way. Goods between two stops never see a hub; nobody rides for them here.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from routing.matrix.travel_matrix import TravelMatrix
from routing.plan.baselines.villages import Fetched, group_by_sender
from routing.plan.legs import leg_fuel_ml
from routing.plan.plan import Plan
from routing.plan.totals import FuelKind, Totals, co2_g
from routing.problem.hub import NOWHERE, Hub
from routing.problem.problem import Problem
from routing.problem.request import ANY_HUB, RequestKind
from routing.units import (
    GRAMS_PER_KG,
    MILLI,
    SECONDS_PER_HOUR,
    divide_half_up,
    minor_from_milli,
    round_half_up,
)


@dataclass(frozen=True, slots=True)
class OwnMotorbike:
    """What a sender's motorbike carries and costs. `day_s` of riding make one day out.

    Rates are thousandths of a minor unit per metre and per second, fuel minor units a litre.
    """

    profile: str
    capacity_g: int
    fixed_minor: int
    rate_per_m_milli: int
    rate_per_s_milli: int
    fuel: FuelKind
    fuel_minor_per_l: int
    day_s: int


@cache
def load_own_motorbike() -> OwnMotorbike:
    """Return the shipped assumptions, with their rates in thousandths."""
    name = "own_motorbike.toml"
    table = tomllib.loads((files("routing.plan.baselines") / name).read_text("utf-8"))
    day_s = round_half_up(table["hours_per_day"] * SECONDS_PER_HOUR)
    return OwnMotorbike(
        profile=table["profile"],
        capacity_g=round_half_up(table["capacity_kg"] * GRAMS_PER_KG),
        fixed_minor=table["fixed_minor_per_day"],
        rate_per_m_milli=table["maintenance_minor_per_km"],
        rate_per_s_milli=divide_half_up(table["wage_minor_per_day"] * MILLI, day_s),
        fuel=table["fuel"],
        fuel_minor_per_l=table["fuel_minor_per_litre"],
        day_s=day_s,
    )


def find_motorbike_matrices(problem: Problem, profile: str) -> dict[int, TravelMatrix]:
    """Return the matrix of a profile on each day that the problem has one for."""
    return {
        shift.day: problem.matrix_of(shift)
        for shift in problem.shifts
        if problem.type_of(shift).profile == profile
    }


def total_own_motorbikes(
    problem: Problem, plan: Plan, matrices: Mapping[int, TravelMatrix], bike: OwnMotorbike
) -> Totals:
    """Return what it takes when each sender of the plan's goods rides, on the same day.

    The hub is the nearest in riding time that is open that day and may receive the goods;
    its daily intake and the rider's daily limits are not held against the riders, and goods
    divide into loads to the gram. A day without a matrix, or a sender without a way to a hub
    and back, counts as not served.
    """
    sums = Totals()
    for sender in group_by_sender(problem, plan):
        grams = sum(problem.requests[part].weight_g for part in sender.parts)
        matrix = matrices.get(sender.day)
        paired = any(problem.requests[p].kind is RequestKind.PAIR for p in sender.parts)
        hub = None if matrix is None or paired else _find_nearest_hub(problem, matrix, sender)
        if matrix is None or hub is None:
            sums += Totals(unserved_parts=len(sender.parts), unserved_g=grams)
        else:
            sums += _total_rides(problem, matrix, hub, sender, bike)
    return sums


def _find_nearest_hub(problem: Problem, matrix: TravelMatrix, sender: Fetched) -> Hub | None:
    allowed = problem.hubs if sender.hub == ANY_HUB else (problem.hubs[sender.hub],)
    midnight_s, next_s = problem.horizon.day_start_s[sender.day : sender.day + 2]
    found = [
        hub
        for hub in allowed
        if hub.stop != NOWHERE
        and matrix.reaches(sender.stop, hub.stop)
        and matrix.reaches(hub.stop, sender.stop)
        and any(one.earliest_s < next_s and one.latest_s > midnight_s for one in hub.open_windows)
    ]
    return min(found, key=lambda hub: int(matrix.duration_s[sender.stop, hub.stop]), default=None)


def _total_rides(
    problem: Problem, matrix: TravelMatrix, hub: Hub, sender: Fetched, bike: OwnMotorbike
) -> Totals:
    parts = [problem.requests[part] for part in sender.parts]
    grams = sum(part.weight_g for part in parts)
    full_rides, rest_g = divmod(grams, bike.capacity_g)
    loads_g = [bike.capacity_g] * full_rides + [rest_g] * (rest_g > 0 or full_rides == 0)
    there, back = (sender.stop, hub.stop), (hub.stop, sender.stop)
    driving_s = len(loads_g) * int(matrix.duration_s[there] + matrix.duration_s[back])
    distance_m = len(loads_g) * int(matrix.distance_m[there] + matrix.distance_m[back])
    halts_s = sum(part.service_s + part.unload_s(hub) for part in parts)
    duration_s = driving_s + halts_s + len(loads_g) * hub.unload_s
    empty_ml, full_ml = int(matrix.fuel_empty_ml[there]), int(matrix.fuel_full_ml[there])
    fuel_ml = len(loads_g) * int(matrix.fuel_empty_ml[back]) + sum(
        leg_fuel_ml(empty_ml, full_ml, load_g, bike.capacity_g) for load_g in loads_g
    )
    days = max(1, -(-duration_s // bike.day_s))
    cost_minor = (
        bike.fixed_minor * days
        + minor_from_milli(bike.rate_per_m_milli * distance_m)
        + minor_from_milli(bike.rate_per_s_milli * duration_s)
        + divide_half_up(bike.fuel_minor_per_l * fuel_ml, MILLI)
    )
    return Totals(
        parts=len(parts),
        served_g=grams,
        cost_minor=cost_minor,
        distance_m=distance_m,
        driving_s=driving_s,
        duration_s=duration_s,
        fuel_ml=fuel_ml,
        co2_g=co2_g(fuel_ml, bike.fuel),
        vehicle_days=days,
        trips=len(loads_g),
    )
