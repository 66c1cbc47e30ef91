"""Positions and straight lines."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.geo import EARTH_RADIUS_M, LonLat, crow_m, decode_polyline6, encode_polyline6

positions = st.builds(
    LonLat, st.floats(-180, 180, allow_nan=False), st.floats(-90, 90, allow_nan=False)
)


def test_a_degree_of_latitude_is_a_360th_of_the_circle() -> None:
    degree_m = 2 * math.pi * EARTH_RADIUS_M / 360
    assert crow_m(LonLat(103.0, 22.0), LonLat(103.0, 23.0)) == pytest.approx(degree_m)


def test_a_degree_of_longitude_shrinks_with_latitude() -> None:
    # On the equator a degree is 111.2 km, at 60 degrees half of it.
    equator = crow_m(LonLat(0, 0), LonLat(1, 0))
    assert crow_m(LonLat(0, 60), LonLat(1, 60)) == pytest.approx(equator / 2, rel=1e-3)


@given(positions, positions)
def test_crow_fly_distance_is_symmetric_and_never_beyond_half_the_globe(
    a: LonLat, b: LonLat
) -> None:
    there, back = crow_m(a, b), crow_m(b, a)
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= math.pi * EARTH_RADIUS_M + 1e-6


def test_the_published_example_is_encoded_as_published() -> None:
    # Google's example has precision 5: the same digits at precision 6 are a tenth of the degrees.
    points = [LonLat(-12.02, 3.85), LonLat(-12.095, 4.07), LonLat(-12.6453, 4.3252)]
    assert encode_polyline6(points) == "_p~iF~ps|U_ulLnnqC_mqNvxq`@"


@given(st.lists(positions, max_size=20))
def test_a_polyline_reads_back_to_the_micro_degree(points: list[LonLat]) -> None:
    read = decode_polyline6(encode_polyline6(points))
    assert len(read) == len(points)
    for given_point, found in zip(points, read, strict=True):
        assert found.lon == pytest.approx(given_point.lon, abs=6e-7)
        assert found.lat == pytest.approx(given_point.lat, abs=6e-7)
