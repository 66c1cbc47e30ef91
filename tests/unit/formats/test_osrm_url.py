"""Addresses and queries of OSRM taken apart."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.formats.osrm_errors import OsrmError
from routing.formats.osrm_url import read_address, read_coordinates, read_query


def query(words: str) -> dict[str, object]:
    return read_query(parse_qsl(words, keep_blank_values=True), 0)


def test_an_address_has_four_parts() -> None:
    address = read_address("table/v1/car/103.1,22.5;103.2,22.6.json")
    assert (address.service, address.version, address.profile) == ("table", "v1", "car")
    assert read_coordinates(address) == [[103.1, 22.5], [103.2, 22.6]]


@pytest.mark.parametrize("path", ["", "route", "route/v1", "route/v1/", "route//car/1,2"])
def test_parts_missing_is_an_invalid_url(path: str) -> None:
    with pytest.raises(OsrmError) as caught:
        read_address(path)
    assert caught.value.code == "InvalidUrl"
    assert "malformed close to position" in caught.value.message


@pytest.mark.parametrize(
    ("coordinates", "position"),
    [("1,2;x,4", 18), ("1;2", 14), ("1,2;", 18), ("nan,1;2,2", 14), ("1,2,3", 14), ("", 14)],
)
def test_the_first_unreadable_coordinate_is_pointed_at(coordinates: str, position: int) -> None:
    # "/route/v1/car/" is 14 characters long.
    with pytest.raises(OsrmError, match=f"position {position}$"):
        read_coordinates(read_address(f"route/v1/car/{coordinates}"))


def test_polylines_may_hold_slashes_and_question_marks() -> None:
    address = read_address("route/v1/car/polyline(_p~iF/ps?|U)")
    assert read_coordinates(address) == "polyline(_p~iF/ps?|U)"


def test_lists_keep_their_gaps() -> None:
    assert query("radiuses=35000;;unlimited&bearings=90,20;;&hints=;;abc") == {
        "radiuses": [35000.0, None, "unlimited"],
        "bearings": [[90, 20], None, None],
        "hints": [None, None, "abc"],
    }


def test_words_numbers_and_truths() -> None:
    assert query(
        "sources=all&destinations=0;2&annotations=duration,distance&steps=true&number=3"
        "&continue_straight=default&alternatives=2&fallback_speed=4.5&exclude=toll,ferry"
    ) == {
        "sources": None,
        "destinations": [0, 2],
        "annotations": ["duration", "distance"],
        "steps": True,
        "number": 3,
        "continue_straight": "default",
        "alternatives": 2,
        "fallback_speed": 4.5,
        "exclude": ["toll", "ferry"],
    }


@pytest.mark.parametrize(
    ("words", "position"),
    [
        ("steps=maybe", 6),
        ("number=-1", 7),
        ("steps=true&radiuses=5;x", 20),
        ("nonsense=1", 0),
        ("sources=0;one", 8),
        ("scale_factor=nan", 13),
        ("bearings=1,a", 9),
    ],
)
def test_the_first_unreadable_option_is_pointed_at(words: str, position: int) -> None:
    with pytest.raises(OsrmError, match=f"position {position}$") as caught:
        query(words)
    assert caught.value.code == "InvalidQuery"


def find_code(path: str, words: str) -> str:
    try:
        read_coordinates(read_address(path))
        query(words)
    except OsrmError as error:
        return error.code
    return "Ok"


@given(st.text(max_size=40), st.text(max_size=30))
def test_any_address_is_read_or_refused(path: str, words: str) -> None:
    assert find_code(path, words) in {"Ok", "InvalidUrl", "InvalidQuery"}
