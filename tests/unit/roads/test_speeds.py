import math

import numpy as np
import pytest

from routing.roads.speeds import (
    AIR_KG_M3,
    GRAVITY_MS2,
    bend_ms,
    climb_ms,
    descent_ms,
    fuel_l,
    limit_ms,
    mass_kg,
    road_force_n,
)
from tests.unit.roads.hills import profiles

TRUCK = profiles()["truck"]
ROLLING = np.array([0.012])


def test_climbing_speed_uses_up_the_power() -> None:
    grade = np.array([0.0, 0.05, 0.10, 0.15])
    v = climb_ms(TRUCK, 7000, grade, np.full(4, 0.012))
    drag = 0.5 * AIR_KG_M3 * TRUCK.drag_area_m2 * v**2
    power = v * (road_force_n(7000, grade, np.full(4, 0.012)) + drag)
    assert power == pytest.approx(TRUCK.power_w * TRUCK.driveline_efficiency)
    assert (np.diff(v) < 0).all()


def test_heavier_vehicle_climbs_slower() -> None:
    grade = np.array([0.08])
    assert climb_ms(TRUCK, 9500, grade, ROLLING) < climb_ms(TRUCK, 4500, grade, ROLLING)


def test_descent_is_bounded_by_the_brakes() -> None:
    # A slope of 10 %: angle atan 0.1; push m g (sin − 0.012 cos) = 7000 · 9.81 · 0.08756 N.
    angle = math.atan(0.1)
    push_n = 7000 * GRAVITY_MS2 * (math.sin(angle) - 0.012 * math.cos(angle))
    v = descent_ms(TRUCK, 7000, np.array([-0.1]), ROLLING)
    assert v == pytest.approx(TRUCK.brake_w / push_n)


def test_road_that_does_not_push_has_no_bound_downhill() -> None:
    assert np.isinf(descent_ms(TRUCK, 7000, np.array([-0.01, 0.05]), np.full(2, 0.012))).all()


def test_bend_speed_has_the_stated_lateral_acceleration() -> None:
    v = bend_ms(TRUCK, np.array([30.0, np.inf]))
    assert v[0] ** 2 / 30 == pytest.approx(TRUCK.lateral_ms2)
    assert np.isinf(v[1])


def test_speed_under_bounds_is_below_the_least_and_near_it_when_alone() -> None:
    both = limit_ms(np.array([10.0]), np.array([10.0]))
    alone = limit_ms(np.array([10.0]), np.array([1000.0]), np.array([np.inf]))
    # Two equal bounds: (2 · 10⁻⁵)^(−1/5) = 10 · 2^(−0.2).
    assert both == pytest.approx(10 * 2**-0.2)
    assert alone == pytest.approx(10, rel=1e-6)


def test_fuel_is_idling_plus_work_over_efficiency() -> None:
    # Level road without drag worth naming at 1 m/s: force m g C_r + ½ ρ C_dA, 3,600 s of idling.
    force_n = 7000 * GRAVITY_MS2 * 0.012 + 0.5 * AIR_KG_M3 * TRUCK.drag_area_m2
    work_l = (
        force_n
        * 3600
        / (TRUCK.driveline_efficiency * TRUCK.engine_efficiency * TRUCK.energy_j_per_l)
    )
    litres = fuel_l(TRUCK, 7000, np.array([0.0]), ROLLING, np.array([3600.0]), np.array([1.0]))
    assert litres == pytest.approx(TRUCK.idle_l_per_h + work_l)


def test_rolling_downhill_costs_idling_only() -> None:
    litres = fuel_l(TRUCK, 7000, np.array([-0.1]), ROLLING, np.array([36_000.0]), np.array([10.0]))
    assert litres == pytest.approx(TRUCK.idle_l_per_h)


def test_mass_lies_between_empty_and_gross() -> None:
    assert [mass_kg(TRUCK, share) for share in (0.0, 0.5, 1.0)] == [4500, 7000, 9500]
