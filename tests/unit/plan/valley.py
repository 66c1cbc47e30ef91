"""One valley worked out by hand: a hub, two villages, a second hub, one truck, one Monday.

Leaving the hub Thung (H) at 06:00 = 21,600 s, the truck would reach Bản A at 25,200 and wait for
its window to open at 28,800; 600 s of service; Bản B at 29,400 + 1,800 = 31,200; 900 s; back at
H at 32,100 + 4,200 = 36,300; unloading 300 s + 1,000 s/t x 700 kg = 1,000 s; end 37,300.
Leaving at 28,800 - 3,600 = 25,200 keeps that end without waiting.

    driving 3,600 + 1,800 + 4,200 = 9,600 s     distance 30 + 12 + 40 = 82 km
    service 600 + 900 + 1,000 = 2,500 s         duration 37,300 - 25,200 = 12,100 s
    cost    100,000 + 82,000 m x 5 + 12,100 s x 10 = 100,000 + 410,000 + 121,000 = 631,000
    fuel    H-A 3,000 ml empty; A-B 1,200..2,400 ml at 400 kg of 1,000; B-H 4,000..8,000 at 700
            = 3,000 + (1,200 + 480) + (4,000 + 2,800) = 11,480 ml
"""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from routing.geo import LonLat
from routing.matrix.travel_matrix import TravelMatrix
from routing.plan.build import build_plan
from routing.plan.plan import Plan, SearchInfo
from routing.problem.driving_law import DrivingLaw
from routing.problem.evaluate import evaluate
from routing.problem.fleet import Shift, Vehicle, VehicleType
from routing.problem.horizon import Horizon
from routing.problem.hub import Hub
from routing.problem.problem import Problem, Stop
from routing.problem.request import Request
from routing.problem.sequences import RouteSequence, Sequences, end, pickup
from routing.problem.time_window import TimeWindow

H, A, B, K = 0, 1, 2, 3
MONDAY = date(2025, 5, 19)
DURATION_S = np.array(
    [[0, 3600, 4500, 3600], [3000, 0, 1800, 600], [4200, 2000, 0, 900], [3600, 600, 900, 0]]
)
DISTANCE_M = np.array(
    [
        [0, 30_000, 40_000, 30_000],
        [30_000, 0, 12_000, 5_000],
        [40_000, 12_000, 0, 7_000],
        [30_000, 5_000, 7_000, 0],
    ]
)
LAW = DrivingLaw("by hand", max_day_s=36_000, max_continuous_s=14_400, rest_s=900)
SEARCH = SearchInfo(seed=0, engines=("hand",), time_s=0.0, stopped_by="steps")
THERE_AND_BACK = Sequences((RouteSequence(0, (pickup(0), pickup(1), end(0))),), ())


def matrix(duration_s: Any = DURATION_S, distance_m: Any = DISTANCE_M) -> TravelMatrix:
    """The valley's roads; fuel is 100 ml a km empty and 200 ml full."""
    gone = duration_s < 0
    return TravelMatrix(
        profile="truck",
        conditions_hash="dry",
        duration_s=duration_s.astype(np.int64),
        distance_m=np.where(gone, -1, distance_m).astype(np.int64),
        fuel_empty_ml=np.where(gone, -1, distance_m // 10).astype(np.int64),
        fuel_full_ml=np.where(gone, -1, distance_m // 5).astype(np.int64),
    )


def valley() -> Problem:
    """The problem of the module's text."""
    places = ("thung", "ban_a", "ban_b", "keo")
    return Problem(
        horizon=Horizon(MONDAY, 1),
        stops=tuple(
            Stop(name, LonLat(103 + i / 10, 22.0), name.upper()) for i, name in enumerate(places)
        ),
        hubs=(
            Hub("H", H, (TimeWindow(21_600, 72_000),), (2**50,), (2**50,), 300, 1000, "Thung"),
            Hub("K", K, (TimeWindow(21_600, 72_000),), (2**50,), (2**50,), 300, 1000, "Kẻo"),
        ),
        vehicle_types=(
            VehicleType(
                id="truck",
                profile="truck",
                capacity_g=1_000_000,
                capacity_ml=5_000_000,
                fixed_minor=100_000,
                rate_per_m_milli=5_000,
                rate_per_s_milli=10_000,
            ),
        ),
        vehicles=(Vehicle("truck#1", 0, (0,), "Lò Văn A"),),
        shifts=(Shift(0, 0, MONDAY, 21_600, 64_800, 0, (0,), 0),),
        requests=(
            Request("r1", A, 400_000, 1_000_000, (TimeWindow(28_800, 36_000),), 600, shop="Trà"),
            Request("r2", B, 300_000, 800_000, (TimeWindow(25_200, 43_200),), 900, product="tea"),
        ),
        matrices=(matrix(),),
        law=LAW,
    )


def change(problem: Problem, thing: str, index: int = 0, **values: Any) -> Problem:
    """Return the problem with one of its hubs, requests, shifts, ... changed."""
    things = list(getattr(problem, thing))
    things[index] = replace(things[index], **values)
    changed: Any = {thing: tuple(things)}
    return replace(problem, **changed)


def plan_of(problem: Problem, sequences: Sequences = THERE_AND_BACK) -> Plan:
    """Return the plan of sequences, good or bad."""
    return build_plan(problem, evaluate(problem, sequences), search=SEARCH)


def tamper(plan: Plan, seq: int | None = None, /, **values: Any) -> Plan:
    """Return a plan with values of its first route, or of one stop there, overwritten."""
    route = plan.routes[0]
    if seq is None:
        route = replace(route, **values)
    else:
        stops = list(route.stops)
        stops[seq] = replace(stops[seq], **values)
        route = replace(route, stops=tuple(stops))
    return replace(plan, routes=(route, *plan.routes[1:]))
