from dataclasses import replace

import pytest

from routing.errors import SnapError
from routing.geo import LonLat, crow_m
from routing.roads.conditions import Conditions
from routing.roads.snap import snap
from routing.roads.weights import edge_weights
from tests.unit.roads.hills import graph_of, one_road, profiles, sample


def test_position_goes_to_the_nearest_place_and_says_how_far() -> None:
    graph = sample()
    asked = LonLat(103.46, 22.41)
    found = snap(graph, asked)
    distances = [crow_m(asked, graph.lonlat(node)) for node in range(len(graph.nodes))]
    assert found.offset_m == pytest.approx(min(distances))
    assert distances[found.node] == min(distances)
    assert found.schematic


def test_radius_is_wider_on_a_schematic_network() -> None:
    schematic = one_road()
    real = replace(schematic, info=replace(schematic.info, schematic=False))
    asked = LonLat(103.0, -3 / 111.195)
    assert snap(schematic, asked).offset_m == pytest.approx(3_000, rel=1e-4)
    with pytest.raises(SnapError, match="1000 m"):
        snap(real, asked)


@pytest.mark.parametrize(("radius_m", "found"), [(2_999, False), (3_001, True)])
def test_stated_radius_bounds_the_offset(radius_m: float, found: bool) -> None:
    asked = LonLat(103.0, -3 / 111.195)
    if found:
        assert snap(one_road(), asked, radius_m=radius_m).node == 0
    else:
        with pytest.raises(SnapError, match="3000 m"):
            snap(one_road(), asked, radius_m=radius_m)


def test_only_nodes_on_open_roads_count_when_asked() -> None:
    graph = sample()
    weights = edge_weights(graph, profiles()["truck"], Conditions("dry"))
    village = graph.node_index("v_phinho")
    asked = graph.lonlat(village)
    assert snap(graph, asked).node == village
    assert snap(graph, asked, weights=weights).node != village


def test_network_closed_to_all_has_nowhere_to_go() -> None:
    graph, weights = graph_of(2, [(0, 1, -1, 5, 1000)])
    with pytest.raises(SnapError, match="–"):
        snap(graph, graph.lonlat(0), weights=weights)
