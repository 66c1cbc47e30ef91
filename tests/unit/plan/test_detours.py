"""Drives that a change of the roads lengthens or cuts, on three stops worked out by hand."""

from dataclasses import replace
from datetime import date

import numpy as np

from routing.geo import LonLat
from routing.matrix.travel_matrix import UNREACHABLE, TravelMatrix
from routing.plan.build import build_plan
from routing.plan.detours import find_hit_legs, find_late_pickups
from routing.plan.plan import Plan, SearchInfo
from routing.problem.evaluate import evaluate
from routing.problem.fleet import Shift, Vehicle, VehicleType
from routing.problem.horizon import Horizon
from routing.problem.hub import Hub
from routing.problem.problem import Problem, Stop
from routing.problem.request import Request
from routing.problem.sequences import RouteSequence, Sequences, end, pickup
from routing.problem.time_window import TimeWindow

DAY_S = 86_400
ALL_DAY = (TimeWindow(0, DAY_S - 1),)


def matrix(hub_to_a: int, a_to_b: int, b_to_hub: int) -> TravelMatrix:
    """Seconds of the three drives that the route makes; every metre takes a second."""
    cells = np.full((3, 3), 9_000, dtype=np.int64)
    np.fill_diagonal(cells, 0)
    cells[0, 1], cells[1, 2], cells[2, 0] = hub_to_a, a_to_b, b_to_hub
    return TravelMatrix("truck", "", cells, cells.copy(), cells.copy(), cells.copy())


def problem(travel: TravelMatrix) -> Problem:
    return Problem(
        horizon=Horizon(date(2025, 5, 19), 1),
        stops=tuple(Stop(name, LonLat(103, 22)) for name in ("depot", "a", "b")),
        hubs=(Hub("hub", 0, ALL_DAY, (10**9,), (10**9,)),),
        vehicle_types=(VehicleType("t", "truck", 1_000_000),),
        vehicles=(Vehicle("t#1", 0, (0,)),),
        shifts=(Shift(0, 0, date(2025, 5, 19), 0, DAY_S - 1, 0, (0,), 0),),
        requests=tuple(
            Request(name, i, 100_000, 0, ALL_DAY) for i, name in ((1, "ra"), (2, "rb"))
        ),
        matrices=(travel,),
    )


def planned() -> Plan:
    calm = problem(matrix(600, 700, 800))
    route = RouteSequence(0, (pickup(0), pickup(1), end(0)))
    evaluation = evaluate(calm, Sequences((route,), ()))
    return build_plan(calm, evaluation, search=SearchInfo(0, (), 0.0, "steps"))


def test_roads_that_did_not_change_hit_nothing() -> None:
    assert find_hit_legs(planned(), problem(matrix(600, 700, 800))) == ()


def test_a_longer_drive_is_told_with_what_it_carries() -> None:
    (hit,) = find_hit_legs(planned(), problem(matrix(600, 701, 800)))
    assert (hit.from_stop, hit.to_stop, hit.load_g) == (1, 2, 100_000)
    assert (hit.before_s, hit.after_s, hit.cut) == (700, 701, False)
    assert hit.vehicle == "t#1"


def test_a_drive_without_a_way_left_is_cut() -> None:
    (hit,) = find_hit_legs(planned(), problem(matrix(600, 700, UNREACHABLE)))
    assert hit.cut
    assert (hit.to_stop, hit.load_g) == (0, 200_000)


def test_a_day_without_a_shift_is_passed_over() -> None:
    changed = problem(matrix(900, 900, 900))
    away = replace(changed, vehicles=(Vehicle("other#1", 0, (0,)),))
    assert find_hit_legs(planned(), away) == ()


def late_by(matrix_after: TravelMatrix, tolerance_s: int) -> dict[str, int | None]:
    changed = problem(matrix_after)
    hits = find_hit_legs(planned(), changed)
    late = find_late_pickups(planned(), changed, hits, tolerance_s=tolerance_s)
    return {one.request: one.start_s and one.start_s - one.planned_s for one in late}


def test_a_delay_is_handed_on_to_later_pickups() -> None:
    # 100 s more to a, 50 s more from a to b: a starts 100 s late and b 150 s.
    assert late_by(matrix(700, 750, 800), 0) == {"ra": 100, "rb": 150}


def test_a_delay_within_the_tolerance_is_no_matter() -> None:
    assert late_by(matrix(700, 750, 800), 100) == {"rb": 150}
    assert late_by(matrix(700, 750, 800), 150) == {}


def test_what_lies_behind_a_cut_is_never_reached() -> None:
    assert late_by(matrix(600, UNREACHABLE, 800), 3_600) == {"rb": None}


def test_a_pickup_after_its_last_window_is_late_whatever_the_tolerance() -> None:
    # Both requests may start until the last second of the day, which 86,000 s more overrun.
    assert late_by(matrix(86_600, 700, 800), 10**9) == {"ra": 86_000, "rb": 86_000}
