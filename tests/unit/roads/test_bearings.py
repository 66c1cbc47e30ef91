"""Bearings and the words for turns."""

import pytest
import shapely

from routing.roads.bearings import (
    bearing_deg,
    bearing_in,
    bearing_out,
    line_bearings,
    modifier_of,
    turn_deg,
    whole_bearing,
)

from .streets import lonlat


@pytest.mark.parametrize(
    ("east", "north", "expected"),
    [(0, 100, 0), (100, 100, 45), (100, 0, 90), (0, -100, 180), (-100, 0, 270)],
)
def test_bearings_go_clockwise_from_north(east: float, north: float, expected: float) -> None:
    assert bearing_deg(lonlat(0, 0), lonlat(east, north)) == pytest.approx(expected, abs=0.01)


def test_a_line_sets_out_over_its_first_metres_not_its_first_centimetres() -> None:
    line = [lonlat(0, 0), lonlat(0.1, 0), lonlat(0.1, 100)]
    assert bearing_out(line) == pytest.approx(0, abs=0.1)
    assert bearing_in(line[::-1]) == pytest.approx(180, abs=0.1)


def test_flat_lines_have_the_bearings_of_their_ends() -> None:
    lines = shapely.linestrings([[(0, 0), (100, 0), (100, 100)]])
    out, into = line_bearings(lines)
    assert out.tolist() == [90.0]
    assert into.tolist() == [0.0]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [(0, 90, 90), (90, 0, -90), (350, 10, 20), (10, 350, -20), (0, 180, 180), (180, 0, 180)],
)
def test_turns_to_the_right_count_up(before: float, after: float, expected: float) -> None:
    assert turn_deg(before, after) == expected


@pytest.mark.parametrize(
    ("turned", "word"),
    [
        (0, "straight"),
        (20, "straight"),
        (21, "slight right"),
        (-40, "slight left"),
        (90, "right"),
        (-120, "left"),
        (121, "sharp right"),
        (-175, "sharp left"),
        (176, "uturn"),
        (180, "uturn"),
    ],
)
def test_words_for_turns(turned: float, word: str) -> None:
    assert modifier_of(turned) == word


def test_whole_bearings_stay_below_360() -> None:
    assert whole_bearing(359.7) == 0
