import pytest

from routing.formats.map_frame import fit_frame
from routing.geo import LonLat, crow_m

WEST, EAST = LonLat(103.0, 22.4), LonLat(104.0, 22.4)


def test_all_points_stand_inside_the_margin() -> None:
    points = [LonLat(102.5, 22.8), LonLat(104.0, 21.8), LonLat(103.2, 22.0)]
    frame = fit_frame(points, width_pt=800, height_pt=600, margin_pt=30)
    for point in points:
        x, y = frame.place(point)
        assert 29.99 <= x <= 770.01
        assert 29.99 <= y <= 570.01
        assert frame.shows(point)


def test_north_is_up_and_east_is_right() -> None:
    frame = fit_frame([WEST, EAST, LonLat(103.5, 22.9)], width_pt=800, height_pt=600)
    assert frame.place(WEST)[0] < frame.place(EAST)[0]
    assert frame.place(WEST)[1] < frame.place(LonLat(103.5, 22.9))[1]


def test_lengths_are_true_to_scale() -> None:
    frame = fit_frame([WEST, EAST], width_pt=800, height_pt=600)
    x_west, x_east = frame.place(WEST)[0], frame.place(EAST)[0]
    assert (x_east - x_west) / frame.pt_per_m == pytest.approx(crow_m(WEST, EAST), rel=1e-3)


def test_one_point_still_makes_a_map() -> None:
    frame = fit_frame([WEST], width_pt=800, height_pt=600)
    assert frame.place(WEST) == pytest.approx((400, 300))
    assert not frame.shows(EAST)


def test_no_point_makes_no_map() -> None:
    with pytest.raises(ValueError, match="unpack"):
        fit_frame([], width_pt=800, height_pt=600)
