from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.geo import LonLat, crow_m
from routing.roads.conditions import Conditions
from routing.roads.graph import RoadGraph
from routing.roads.snap_edges import NO_EDGE, EdgeSnapper, snap_to_edges
from routing.roads.weights import EdgeWeights, edge_weights
from tests.unit.roads.hills import closure, profiles
from tests.unit.roads.osm.little import STEP, Osm

A = LonLat(103, 22)


@pytest.fixture
def town(tmp_path: Path) -> RoadGraph:
    """A square of streets, a path beside it, and a far street that nothing joins."""
    osm = Osm().way(5, [0, 1, 2]).way(6, [2, 12, 11]).way(7, [11, 1])
    osm.way(8, [1, 21], {"highway": "path"}).way(9, [55, 56], {"highway": "residential"})
    return osm.build(tmp_path)[0]


def weights(graph: RoadGraph, profile: str = "truck", *closed: str) -> EdgeWeights:
    closures = (closure(graph, *closed),) if closed else ()
    return edge_weights(graph, profiles()[profile], Conditions("dry", closures))


def test_a_position_goes_to_the_nearest_point_of_a_line(town: RoadGraph) -> None:
    asked = LonLat(103 + 0.5 * STEP, 22 + 0.1 * STEP)
    found = snap_to_edges(town, [asked], weights(town))
    assert town.edge_id(int(found.edge[0])) == "5:0:1"
    assert town.edge_id(int(found.twin[0])) == "5:1:0"
    assert found.fraction[0] == pytest.approx(0.5, abs=1e-6)
    assert (found.lon[0], found.lat[0]) == pytest.approx((103 + 0.5 * STEP, 22), abs=1e-9)
    assert found.offset_m[0] == pytest.approx(11.1195, abs=0.01)


def test_sides_are_told_in_driving_direction(town: RoadGraph) -> None:
    south, north = LonLat(103.0005, 21.9999), LonLat(103.0005, 22.0001)
    found = snap_to_edges(town, [south, north, LonLat(103.0005, 22.0)], weights(town))
    # Edge 5:0:1 runs east, so that south lies on its right.
    assert found.side.tolist() == [1, -1, 0]


def test_roads_closed_to_the_profile_do_not_count(town: RoadGraph) -> None:
    on_path = LonLat(103 + STEP, 22 + 1.9 * STEP)
    bike = snap_to_edges(town, [on_path], weights(town, "motorbike"))
    truck = snap_to_edges(town, [on_path], weights(town))
    assert bike.offset_m[0] == pytest.approx(0, abs=0.01)
    assert truck.offset_m[0] > 50
    shut = weights(town, "truck", "5:0:1", "5:1:0")
    moved = snap_to_edges(town, [A], shut)
    assert not town.edge_id(int(moved.edge[0])).startswith("5:0")


def test_a_road_open_one_way_has_no_twin(town: RoadGraph) -> None:
    found = snap_to_edges(
        town, [LonLat(103.0015, 22)], weights(town, "truck", "5:1:2"), only_largest=False
    )
    assert town.edge_id(int(found.edge[0])) == "5:2:1"
    assert found.twin[0] == NO_EDGE


def test_what_is_cut_off_is_left_out_unless_asked_for(town: RoadGraph) -> None:
    island = LonLat(103 + 5.5 * STEP, 22 + 5 * STEP)
    away = snap_to_edges(town, [island], weights(town), radius_m=200)
    near = snap_to_edges(town, [island], weights(town), radius_m=200, only_largest=False)
    assert not away.found[0]
    assert away.offset_m[0] == np.inf
    assert town.edge_id(int(near.edge[0])).startswith("9:")


@pytest.mark.parametrize(("radius_m", "is_found"), [(110, False), (112, True)])
def test_the_radius_is_held_on_the_globe(town: RoadGraph, radius_m: float, is_found: bool) -> None:
    below = LonLat(103.0005, 22 - STEP)  # 111.195 m south of way 5
    found = snap_to_edges(town, [below], weights(town), radius_m=radius_m)
    assert found.found.tolist() == [is_found]


def test_no_position_and_no_road_are_answered_too(town: RoadGraph) -> None:
    snapper = EdgeSnapper(town, weights(town))
    assert len(snapper.snap([])) == 0
    all_closed = tuple(town.edge_id(edge) for edge in range(len(town.edges)))
    nothing = snap_to_edges(town, [A], weights(town, "truck", *all_closed))
    assert nothing.edge.tolist() == [NO_EDGE]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(102.999, 103.007), st.floats(21.999, 22.007)), min_size=1, max_size=8
    )
)
def test_no_point_of_a_usable_line_is_nearer(
    tmp_path_factory: pytest.TempPathFactory, places: list[tuple[float, float]]
) -> None:
    osm = Osm().way(5, [0, 12, 23]).way(6, [23, 45, 40]).way(7, [12, 31, 54])
    graph, _ = osm.build(tmp_path_factory.mktemp("osm"))
    asked = [LonLat(*place) for place in places]
    found = snap_to_edges(graph, asked, weights(graph), radius_m=5000)
    assert found.found.all()
    share = np.linspace(0, 1, 41)
    for i, place in enumerate(asked):
        for edge in range(len(graph.edges)):
            line = graph.line(edge)
            for a, b in pairwise(line):
                lons, lats = a.lon + share * (b.lon - a.lon), a.lat + share * (b.lat - a.lat)
                nearest = min(
                    crow_m(place, LonLat(lon, lat)) for lon, lat in zip(lons, lats, strict=True)
                )
                assert found.offset_m[i] <= nearest + 0.05
