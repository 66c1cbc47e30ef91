import numpy as np
import pytest

from routing.roads.bends import STRAIGHT_M, TIGHTEST_M, bend_radii_m

M = 1 / 111_195.0


def arc(radius_m: float, degrees: float, n: int = 60) -> tuple[np.ndarray, np.ndarray]:
    """Points on a circle around the equator at 0°, where degrees east and north are alike."""
    angle = np.radians(np.linspace(0, degrees, n))
    return radius_m * np.cos(angle) * M, radius_m * np.sin(angle) * M


def radius(lon: np.ndarray, lat: np.ndarray) -> float:
    return float(bend_radii_m(lon, lat, np.array([0, len(lon)]))[0])


@pytest.mark.parametrize("radius_m", [20.0, 50.0, 120.0])
def test_a_bend_has_the_radius_of_its_circle(radius_m: float) -> None:
    assert radius(*arc(radius_m, 180)) == pytest.approx(radius_m, rel=0.03)


def test_straight_and_wide_roads_never_slow() -> None:
    assert radius(np.linspace(0, 0.01, 20), np.zeros(20)) == np.inf
    assert radius(*arc(STRAIGHT_M * 2, 90)) == np.inf


def test_a_corner_is_as_tight_as_a_vehicle_turns() -> None:
    lon = np.array([0, 30, 30]) * M
    lat = np.array([0, 0, 30]) * M
    assert TIGHTEST_M <= radius(lon, lat) < STRAIGHT_M


def test_hairpins_on_a_straight_road_count_by_their_share() -> None:
    bend_lon, bend_lat = arc(15, 180)
    tail = np.linspace(0, 1000, 30)[1:] * M
    lon = np.concatenate([bend_lon, np.full(29, bend_lon[-1])])
    lat = np.concatenate([bend_lat, bend_lat[-1] - tail])
    mixed = radius(lon, lat)
    assert 15 < mixed < STRAIGHT_M
    # The mean of 1/√R over about 47 m of hairpin and 1 km of straight road.
    share = 47 / 1047
    expected = (share / np.sqrt(15) + (1 - share) / np.sqrt(STRAIGHT_M)) ** -2
    assert mixed == pytest.approx(expected, rel=0.1)


def test_lines_do_not_bend_into_each_other() -> None:
    lon = np.concatenate([np.linspace(0, 0.003, 10), np.full(10, 0.003)])
    lat = np.concatenate([np.zeros(10), np.linspace(0, 0.003, 10)])
    assert bend_radii_m(lon, lat, np.array([0, 10, 20])).tolist() == [np.inf, np.inf]


def test_direction_does_not_matter() -> None:
    lon, lat = arc(30, 150)
    assert radius(lon, lat) == pytest.approx(radius(lon[::-1], lat[::-1]), rel=0.05)
