"""What OSRM's services are asked: rules, codes, sizes."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.formats.osrm_errors import OsrmError
from routing.formats.osrm_query import check_names, read_nearest, read_route, read_table
from routing.geo import LonLat

TWO: Any = [[103.1, 22.5], [103.2, 22.6]]


def refusal(read: Any, coordinates: Any, **options: Any) -> str:
    with pytest.raises(OsrmError) as caught:
        read(coordinates, options)
    return caught.value.code


def test_defaults_are_osrms() -> None:
    asked = read_route(TWO, {})
    assert asked.general.lonlats == (LonLat(103.1, 22.5), LonLat(103.2, 22.6))
    assert all(wish.radius_m == float("inf") for wish in asked.general.wishes)
    assert (asked.alternatives, asked.steps, asked.annotations) == (0, False, frozenset())
    assert (asked.geometries, asked.overview) == ("polyline", "simplified")
    assert not asked.continue_straight
    assert asked.waypoints == (0, 1)
    table = read_table(TWO, {})
    assert (table.sources, table.destinations) == ((0, 1), (0, 1))
    assert table.annotations == {"duration"}
    assert (table.fallback_mps, table.scale) == (None, 1.0)
    assert read_nearest(TWO[:1], {}).number == 1


@pytest.mark.parametrize("name", ["polyline(_ibE_seK_seK_seK)", "polyline6(_ibE_seK_seK_seK)"])
def test_polylines_are_coordinates(name: str) -> None:
    scale = 10 if name.startswith("polyline6") else 1
    assert read_table(name, {}).general.lonlats == (
        LonLat(2.0 / scale, 1.0 / scale),
        LonLat(4.0 / scale, 3.0 / scale),
    )


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"radiuses": [1.0]}, "InvalidOptions"),
        ({"radiuses": [-1.0, 1.0]}, "InvalidOptions"),
        ({"radiuses": ["far", None]}, "InvalidQuery"),
        ({"bearings": [[361, 10], None]}, "InvalidOptions"),
        ({"bearings": [[10], None]}, "InvalidQuery"),
        ({"approaches": ["sideways", None]}, "InvalidQuery"),
        ({"hints": [None]}, "InvalidOptions"),
        ({"exclude": ["cats"]}, "InvalidValue"),
        ({"exclude": "toll"}, "InvalidQuery"),
        ({"format": "flatbuffers"}, "InvalidQuery"),
        ({"generate_hints": "yes"}, "InvalidQuery"),
        ({"snapping": "sometimes"}, "InvalidQuery"),
    ],
)
def test_general_options_are_checked(options: dict[str, Any], code: str) -> None:
    assert refusal(read_route, TWO, **options) == code
    assert refusal(read_table, TWO, **options) == code


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"geometries": "wkt"}, "InvalidQuery"),
        ({"overview": "some"}, "InvalidQuery"),
        ({"annotations": ["durations"]}, "InvalidQuery"),
        ({"alternatives": -1}, "InvalidQuery"),
        ({"continue_straight": 1}, "InvalidQuery"),
        ({"waypoints": [0]}, "InvalidOptions"),
        ({"waypoints": [1, 0]}, "InvalidOptions"),
    ],
)
def test_route_options_are_checked(options: dict[str, Any], code: str) -> None:
    assert refusal(read_route, TWO, **options) == code


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"sources": [2]}, "InvalidOptions"),
        ({"sources": ["a"]}, "InvalidQuery"),
        ({"annotations": ["speed"]}, "InvalidQuery"),
        ({"annotations": True}, "InvalidQuery"),
        ({"fallback_speed": 0.0}, "InvalidOptions"),
        ({"scale_factor": "x"}, "InvalidQuery"),
        ({"fallback_coordinate": "both"}, "InvalidQuery"),
    ],
)
def test_table_options_are_checked(options: dict[str, Any], code: str) -> None:
    assert refusal(read_table, TWO, **options) == code


@pytest.mark.parametrize(
    "coordinates",
    [None, 5, "1,2;3,4", [[1, 2, 3]], [["a", "b"]], [[True, False]], "polyline(_)", [[1e400, 1]]],
)
def test_what_is_no_coordinate_is_refused(coordinates: Any) -> None:
    assert refusal(read_table, coordinates) == "InvalidQuery"


def test_positions_outside_the_globe_are_refused() -> None:
    assert refusal(read_table, [[181, 0], [0, 0]]) == "InvalidOptions"
    assert refusal(read_table, [[0, 91], [0, 0]]) == "InvalidOptions"


@pytest.mark.parametrize("read", [read_route, read_table])
def test_one_coordinate_is_too_few(read: Any) -> None:
    assert refusal(read, TWO[:1]) == "InvalidOptions"


def test_a_table_may_have_four_million_cells_and_no_more() -> None:
    many = [[103.0, 22.0]] * 2001
    assert refusal(read_table, many) == "TooBig"
    assert len(read_table(many[:2000], {}).sources) == 2000


def test_nearest_takes_one_position_and_some_results() -> None:
    assert refusal(read_nearest, TWO) == "InvalidOptions"
    assert refusal(read_nearest, TWO[:1], number=0) == "InvalidOptions"
    assert refusal(read_nearest, TWO[:1], number=101) == "TooBig"


def test_options_of_other_services_are_refused() -> None:
    check_names("table", {"sources": None, "radiuses": None, "coordinates": None})
    with pytest.raises(OsrmError, match="steps"):
        check_names("table", {"steps": True})


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=6,
)
names = st.sampled_from(
    [
        "alternatives",
        "annotations",
        "approaches",
        "bearings",
        "continue_straight",
        "exclude",
        "geometries",
        "hints",
        "number",
        "radiuses",
        "scale_factor",
        "sources",
        "steps",
        "waypoints",
    ]
)


def find_code(read: Any, coordinates: Any, options: dict[str, Any]) -> str:
    try:
        read(coordinates, options)
    except OsrmError as error:
        json.dumps(error.document())
        return error.code
    return "Ok"


@given(st.dictionaries(names, json_values, max_size=3), st.just(TWO) | json_values)
def test_any_values_are_read_or_refused(options: dict[str, Any], coordinates: Any) -> None:
    known = {"Ok", "InvalidQuery", "InvalidOptions", "InvalidValue"}
    for read in (read_route, read_table, read_nearest):
        assert find_code(read, coordinates, options) in known


@pytest.mark.parametrize("said", ["duration,distance", ["duration", "distance"]])
def test_annotations_are_a_list_or_words_between_commas(said: object) -> None:
    table = read_table([[103.4, 22.4], [103.5, 22.4]], {"annotations": said})
    assert table.annotations == {"duration", "distance"}
    route = read_route([[103.4, 22.4], [103.5, 22.4]], {"annotations": said})
    assert route.annotations == {"duration", "distance"}


def test_annotations_that_are_none_are_refused() -> None:
    with pytest.raises(OsrmError, match="annotations"):
        read_table([[103.4, 22.4], [103.5, 22.4]], {"annotations": "duration,fuel"})
