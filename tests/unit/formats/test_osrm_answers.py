"""OSRM's answers: shapes, sums, gaps, hints, geometries."""

import json
from typing import Any

import numpy as np
import pytest

from routing.formats.osrm_errors import OsrmError
from routing.formats.osrm_nearest import nearest_answer
from routing.formats.osrm_query import read_nearest, read_route, read_table
from routing.formats.osrm_route import route_answer
from routing.formats.osrm_table import table_answer
from routing.geo import decode_polyline
from routing.roads.router import Router, bar_edges
from tests.unit.roads.streets import Street, build_streets, crossing, edge, lonlat, router_of


def place(east_m: float, north_m: float) -> list[float]:
    return list(lonlat(east_m, north_m))


W, X, E, S = place(-1000, 0), place(0, 0), place(1000, 0), place(0, -1000)


def route(coordinates: Any, router: Router | None = None, **options: Any) -> Any:
    router = router or router_of(crossing())
    return json.loads(route_answer(router, read_route(coordinates, options)))


def table(coordinates: Any, router: Router | None = None, **options: Any) -> Any:
    router = router or router_of(crossing())
    return json.loads(table_answer(router, read_table(coordinates, options)))


def closed(*edge_ids: str) -> Router:
    router = router_of(crossing())
    shut = [edge(crossing(), each) for each in edge_ids]
    return router.reweighed(bar_edges(router.weights, shut))


def test_a_route_has_legs_that_add_up() -> None:
    found = route([W, X, S], steps=True)
    (whole,) = found["routes"]
    assert found["code"] == "Ok"
    assert [leg["distance"] for leg in whole["legs"]] == [1000, 1000]
    assert whole["distance"] == 2000
    for leg in whole["legs"]:
        assert sum(step["distance"] for step in leg["steps"]) == leg["distance"]
        assert sum(step["duration"] for step in leg["steps"]) == pytest.approx(
            leg["duration"], abs=0.2
        )
        assert leg["steps"][0]["maneuver"]["type"] == "depart"
        assert leg["steps"][-1]["maneuver"]["type"] == "arrive"
    assert len(found["waypoints"]) == 3


def test_a_position_that_is_no_waypoint_makes_no_leg() -> None:
    found = route([W, X, S], waypoints=[0, 2], steps=True)
    (leg,) = found["routes"][0]["legs"]
    assert leg["distance"] == 2000
    assert [step["maneuver"]["type"] for step in leg["steps"]] == ["depart", "turn", "arrive"]
    assert len(found["waypoints"]) == 2


def test_durations_of_route_and_table_agree() -> None:
    leg = route([W, E])["routes"][0]
    cells = table([W, E], annotations=["duration", "distance"])
    assert cells["durations"][0][1] == leg["duration"]
    assert cells["distances"][0][1] == leg["distance"]


def test_geometries_say_the_same_line() -> None:
    lines = {
        kind: route([W, S], geometries=kind, overview="full")["routes"][0]["geometry"]
        for kind in ("polyline", "polyline6", "geojson")
    }
    five, six = (
        decode_polyline(lines[kind], scale)
        for kind, scale in (("polyline", 100_000), ("polyline6", 1_000_000))
    )
    drawn = lines["geojson"]["coordinates"]
    assert lines["geojson"]["type"] == "LineString"
    assert np.allclose(six, drawn, atol=1e-6)
    assert np.allclose(five, drawn, atol=1e-5)
    assert len(drawn) == 3


def test_an_overview_can_be_left_out_or_thinned() -> None:
    assert "geometry" not in route([W, E], overview="false")["routes"][0]
    thin = route([W, E], geometries="geojson")["routes"][0]["geometry"]["coordinates"]
    # Full it has the crossing in the middle of a straight line.
    assert thin == [[round(each, 6) for each in end] for end in (W, E)]


def test_annotations_cover_every_part_of_the_line() -> None:
    found = route([W, place(1000, 500)], annotations=True, overview="full", geometries="geojson")
    leg = found["routes"][0]["legs"][0]
    parts = len(found["routes"][0]["geometry"]["coordinates"]) - 1
    notes = leg["annotation"]
    for name in ("distance", "duration", "weight", "datasources", "speed"):
        assert len(notes[name]) == parts, name
    assert sum(notes["distance"]) == pytest.approx(leg["distance"], abs=0.2)
    assert sum(notes["duration"]) == pytest.approx(leg["duration"], abs=0.1)
    assert len(notes["nodes"]) == 3
    only = route([W, E], annotations=["duration"])["routes"][0]["legs"][0]["annotation"]
    assert set(only) == {"duration"}


def test_steps_name_roads_numbers_and_say_it_in_two_languages() -> None:
    step = route([W, S], steps=True)["routes"][0]["legs"][0]["steps"][1]
    assert (step["name"], "ref" in step) == ("Phố Nam", False)
    assert step["maneuver"]["instruction_vi"] == "Rẽ phải vào Phố Nam"
    assert step["maneuver"]["instruction_en"] == "Turn right onto Phố Nam"
    assert step["maneuver"]["location"] == [round(each, 6) for each in X]
    first = route([W, S], steps=True)["routes"][0]["legs"][0]
    assert first["steps"][0]["ref"] == "QL1"
    assert first["summary"] == "QL1, Phố Nam"


def test_no_way_is_no_route_and_a_gap_in_the_table() -> None:
    router = closed("2:X:E")
    with pytest.raises(OsrmError) as caught:
        route([W, E], router)
    assert caught.value.code == "NoRoute"
    found = table([W, E], router, annotations=["duration", "distance"])
    assert found["durations"][0][1] is None
    assert found["distances"][0][1] is None
    assert found["durations"][1][0] is not None


def test_gaps_are_filled_at_the_fallback_speed() -> None:
    router = closed("2:X:E")
    options = {"fallback_speed": 10.0, "annotations": ["duration", "distance"]}
    found = table([place(-1000, 300), E], router, **options)
    assert found["fallback_speed_cells"] == [[0, 1]]
    assert found["distances"][0][1] == pytest.approx(np.hypot(2000, 300), abs=1)
    assert found["durations"][0][1] == pytest.approx(np.hypot(2000, 300) / 10, abs=0.1)
    snapped = table([place(-1000, 300), E], router, fallback_coordinate="snapped", **options)
    assert snapped["distances"][0][1] == 2000
    assert table([W, E], **options)["fallback_speed_cells"] == []


def test_durations_can_be_scaled_and_distances_not() -> None:
    both = ["duration", "distance"]
    usual, scaled = (
        table([W, E], annotations=both),
        table([W, E], annotations=both, scale_factor=2.5),
    )
    assert scaled["durations"][0][1] == pytest.approx(2.5 * usual["durations"][0][1], abs=0.06)
    assert scaled["distances"] == usual["distances"]


def test_a_part_of_the_table_is_that_part() -> None:
    whole = table([W, X, E, S])
    part = table([W, X, E, S], sources=[3, 0], destinations=[2])
    assert part["durations"] == [[whole["durations"][3][2]], [whole["durations"][0][2]]]
    assert [each["location"] for each in part["sources"]] == [
        [round(each, 6) for each in S],
        [round(each, 6) for each in W],
    ]
    assert len(part["destinations"]) == 1


def test_waypoints_and_hints_can_be_left_out() -> None:
    assert set(table([W, E], skip_waypoints=True)) == {"code", "durations"}
    assert "waypoints" not in route([W, E], skip_waypoints=True)
    with_hint, without = (
        table([W, E], generate_hints=wanted)["sources"][0] for wanted in (True, False)
    )
    assert set(with_hint) - set(without) == {"hint"}


def test_the_position_without_a_road_is_named() -> None:
    with pytest.raises(OsrmError) as caught:
        table([W, place(0, 50_000)], radiuses=[5.0, 5.0])
    assert caught.value.code == "NoSegment"
    assert caught.value.message == "Could not find a matching segment for coordinate 1"


def test_nearest_gives_roads_with_their_nodes() -> None:
    asked = read_nearest([place(-100, 200)], {"number": 2})
    found = json.loads(nearest_answer(router_of(crossing()), asked))
    assert [each["name"] for each in found["waypoints"]] == ["Phố Bắc", "Đường Lớn"]
    assert found["waypoints"][0]["distance"] == pytest.approx(100, abs=0.5)
    graph = crossing()
    first = found["waypoints"][0]["nodes"]
    assert {graph.node_id(node) for node in first} == {"N", "X"}


def test_osm_numbers_are_given_where_there_are_some() -> None:
    graph = build_streets(
        {"281070673": (0.0, 0.0), "9247830400": (1000.0, 0.0)},
        [Street(7, "281070673", "9247830400")],
    )
    asked = read_nearest([place(500, 10)], {})
    found = json.loads(nearest_answer(router_of(graph), asked))
    assert found["waypoints"][0]["nodes"] == [281070673, 9247830400]


def test_going_straight_on_forbids_to_turn_at_a_waypoint() -> None:
    # From W to a spot east of X and back to S: turning there is 600 m, straight on there is
    # no way but to turn at the end of the road beyond E, which is far.
    spot = place(300, 0)
    back = route([W, spot, S])["routes"][0]["distance"]
    on = route([W, spot, S], continue_straight=True)["routes"][0]["distance"]
    assert back == pytest.approx(1300 + 300 + 1000, abs=2)
    assert on > back + 1000


def test_alternatives_are_routes_behind_the_best() -> None:
    graph = build_streets(
        {"A": (0.0, 0.0), "B": (10_000.0, 0.0), "N": (5000.0, 2000.0), "S": (5000.0, -1000.0)},
        [Street(1, "A", "S"), Street(2, "S", "B"), Street(3, "A", "N"), Street(4, "N", "B")],
    )
    ends = [place(0, 0), place(10_000, 0)]
    found = route(ends, router_of(graph), alternatives=2)["routes"]
    assert len(found) == 2
    assert found[0]["duration"] < found[1]["duration"]
    assert len(route(ends, router_of(graph))["routes"]) == 1
