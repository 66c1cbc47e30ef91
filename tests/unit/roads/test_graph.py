from dataclasses import replace

import numpy as np
import pytest

from routing.roads.vocabulary import Feature
from tests.unit.roads.hills import one_road, sample


def test_nodes_and_edges_are_found_by_id() -> None:
    graph = sample()
    node = graph.node_index("lc_city")
    assert graph.node_id(node) == "lc_city"
    edge = graph.find_edge("sample-2:j_vangkhon:pt_lannhithang")
    assert edge is not None
    assert graph.node_id(int(graph.edges.head[edge])) == "pt_lannhithang"
    assert graph.road_label(edge) == "QL4D"
    assert Feature.SINKHOLE in graph.features(edge)


def test_absent_ids_are_none_or_raise() -> None:
    graph = sample()
    assert graph.find_node("atlantis") is None
    assert graph.find_edge("sample-2:a:b") is None
    with pytest.raises(KeyError):
        graph.node_index("atlantis")


def test_road_without_number_is_called_by_its_name() -> None:
    graph = one_road(ref="", name="Đường xã")
    assert graph.road_ref(0) == ""
    assert graph.road_label(0) == "Đường xã"


def test_edge_to_nowhere_is_refused() -> None:
    graph = one_road()
    with pytest.raises(ValueError, match="head < 2"):
        replace(graph, edges=replace(graph.edges, head=np.array([1, 2], np.int32)))


def test_column_of_wrong_kind_is_refused() -> None:
    graph = one_road()
    with pytest.raises(ValueError, match="length_m: f8"):
        replace(graph.edges, length_m=np.array([1.0, 2.0]))


def test_networkx_face_speaks_in_words() -> None:
    graph = one_road(rise_m=100, truck_limit_g=5_000_000, features=Feature.FOG).to_networkx()
    road = graph.edges["a", "b", "sample-1:a:b"]
    assert road["road_class"] == "national"
    assert road["surface"] == "asphalt"
    assert road["truck_limit_kg"] == 5_000
    assert road["features"] == "fog"
    assert road["access"] == "motorbike|light_truck|truck"
    assert road["climb_m"] == graph.edges["b", "a", "sample-1:b:a"]["descent_m"] > 0
    assert graph.nodes["b"]["elevation_m"] == 600


def test_geopandas_face_has_lines_in_wgs84() -> None:
    nodes, edges = sample().to_geodataframes()
    assert (len(nodes), len(edges)) == (191, 484)
    assert nodes.crs == edges.crs == "EPSG:4326"
    row = edges.set_index("id").loc["sample-2:j_vangkhon:pt_lannhithang"]
    assert row["from"] == "j_vangkhon"
    assert next(iter(row.geometry.coords)) == sample().lonlat(sample().node_index("j_vangkhon"))
    assert np.isnan(row["truck_limit_kg"])
