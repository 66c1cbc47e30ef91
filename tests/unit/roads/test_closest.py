"""The closest points: radii, directions, kerbs, closed ways, and schematic networks."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from routing.geo import LonLat, crow_m
from routing.roads.closest import Closest, Wish
from routing.roads.graph import RoadGraph
from routing.roads.ground import Ground
from routing.roads.road_points import BACKWARD, BOTH, FORWARD, NO_EDGE, RoadPoint
from routing.roads.usable_roads import UsableRoads

from .hills import one_road
from .streets import Street, build_streets, crossing, edge, lonlat

PLAIN = Wish()


def closest(*closed: str) -> Closest:
    graph = crossing()
    is_open = np.ones(len(graph.edges), bool)
    is_open[[edge(graph, each) for each in closed]] = False
    return closest_of(graph, is_open)


def closest_of(graph: RoadGraph, is_open: NDArray[np.bool_]) -> Closest:
    """Of roads that are all usable and some open now."""
    usable = UsableRoads(graph, np.ones(len(graph.edges), bool))
    return Closest(Ground(graph), usable, is_open)


def road(point: RoadPoint) -> str:
    return crossing().edge_id(point.edge)


def only(points: list[RoadPoint]) -> RoadPoint:
    (point,) = points
    return point


def test_a_position_falls_square_onto_the_road() -> None:
    point = only(closest().find(lonlat(-400, 30), PLAIN))
    assert road(point) == "1:W:X"
    assert point.share == pytest.approx(0.6, abs=1e-3)
    assert point.offset_m == pytest.approx(30, abs=0.1)
    assert point.lonlat == pytest.approx(lonlat(-400, 0), abs=1e-6)
    assert crossing().node_id(point.node) == "X"


def test_one_by_one_and_all_at_once_agree() -> None:
    finder = closest("1:W:X", "1:X:W")
    places = [lonlat(-400, 30), lonlat(30, 500), lonlat(900, -200), lonlat(1500, 1020)]
    at_once = finder.find_each(places, [PLAIN] * 4)
    one_by_one = [only(finder.find(place, PLAIN)) for place in places]
    for a, b in zip(at_once, one_by_one, strict=True):
        assert a is not None
        assert (a.edge, a.node) == (b.edge, b.node)
        assert a.share == pytest.approx(b.share, abs=1e-9)
        assert a.offset_m == pytest.approx(b.offset_m, abs=1e-2)


def test_a_closed_road_is_passed_over_for_the_next() -> None:
    assert road(only(closest("1:W:X", "1:X:W").find(lonlat(-400, 30), PLAIN))) != "1:W:X"
    # Open one way is open.
    assert road(only(closest("1:W:X").find(lonlat(-400, 30), PLAIN))) == "1:W:X"


@pytest.mark.parametrize(("radius_m", "count"), [(29.0, 0), (31.0, 1)])
def test_beyond_the_radius_there_is_nothing(radius_m: float, count: int) -> None:
    place = lonlat(-400, 30)
    assert len(closest().find(place, Wish(radius_m))) == count
    assert (closest().find_each([place], [Wish(radius_m)])[0] is not None) == bool(count)


def test_many_are_given_nearest_first_each_on_another_road() -> None:
    points = closest().find(lonlat(-100, 200), PLAIN, number=4)
    assert [road(point) for point in points][:2] == ["3:N:X", "1:W:X"]
    offsets = [point.offset_m for point in points]
    assert offsets == sorted(offsets)
    assert len({point.edge for point in points}) == 4


def test_far_away_the_search_goes_on_until_a_road_is_found() -> None:
    point = only(closest().find(lonlat(-400_000, 0), PLAIN))
    assert road(point) == "1:W:X"
    assert point.offset_m == pytest.approx(399_000, rel=1e-3)


@pytest.mark.parametrize(("asked", "sides"), [(90, FORWARD), (270, BACKWARD)])
def test_a_bearing_leaves_the_side_that_runs_that_way(asked: int, sides: int) -> None:
    point = only(closest().find(lonlat(-400, 30), Wish(bearing=(asked, 20))))
    assert (road(point), point.sides) == ("1:W:X", sides)


def test_a_bearing_may_leave_only_a_farther_road() -> None:
    point = only(closest().find(lonlat(-100, 30), Wish(bearing=(0, 20))))
    assert (road(point), point.sides) == ("3:N:X", BACKWARD)


def test_at_the_kerb_one_arrives_with_the_position_on_the_right() -> None:
    north_of_road = lonlat(-400, 30)
    curb = only(closest().find(north_of_road, Wish(approach="curb")))
    opposite = only(closest().find(north_of_road, Wish(approach="opposite")))
    # Westwards the north side is on the right hand.
    assert (curb.sides, opposite.sides) == (BACKWARD, FORWARD)
    on_the_road = only(closest().find(lonlat(-400, 0.2), Wish(approach="curb")))
    assert on_the_road.sides == BOTH


def test_the_kerb_of_a_one_way_road_is_whichever_there_is() -> None:
    graph = build_streets({"A": (0.0, 0.0), "B": (1000.0, 0.0)}, [Street(1, "A", "B", both=False)])
    finder = closest_of(graph, np.ones(1, bool))
    assert only(finder.find(lonlat(500, 30), Wish(approach="curb"))).sides == FORWARD


def test_a_schematic_network_has_only_nodes() -> None:
    graph = one_road()
    assert graph.schematic
    finder = closest_of(graph, np.zeros(len(graph.edges), bool))
    near_b = LonLat(graph.lonlat(1).lon + 0.001, graph.lonlat(1).lat)
    point = only(finder.find(near_b, PLAIN))
    assert (point.node, point.edge) == (1, NO_EDGE)
    assert finder.find_each([near_b], [replace(PLAIN, radius_m=1.0)]) == [None]
    assert [each.node for each in finder.find(near_b, PLAIN, number=5)] == [1, 0]


def test_without_any_usable_road_there_is_no_point() -> None:
    graph = crossing()
    none = np.zeros(len(graph.edges), bool)
    finder = Closest(Ground(graph), UsableRoads(graph, none), none)
    assert finder.find_each([lonlat(0, 0)], [PLAIN]) == [None]
    assert finder.find(lonlat(0, 0), PLAIN) == []


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.floats(-1500, 2500), st.floats(-1500, 2500)), min_size=1, max_size=8))
def test_no_point_of_a_usable_line_is_nearer(spots: list[tuple[float, float]]) -> None:
    finder, graph = closest("1:W:X", "1:X:W"), crossing()
    asked = [lonlat(*spot) for spot in spots]
    for place, point in zip(asked, finder.find_each(asked, [PLAIN] * len(asked)), strict=True):
        assert point is not None
        for each in range(len(graph.edges)):
            if graph.edge_id(each).startswith("1:"):
                continue
            for a, b in pairwise(graph.line(each)):
                shares = np.linspace(0, 1, 41)
                lons, lats = a.lon + shares * (b.lon - a.lon), a.lat + shares * (b.lat - a.lat)
                nearest = min(
                    crow_m(place, LonLat(*spot)) for spot in zip(lons, lats, strict=True)
                )
                assert point.offset_m <= nearest + 0.05
