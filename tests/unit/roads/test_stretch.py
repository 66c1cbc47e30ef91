from routing.roads.graph import RoadGraph
from routing.roads.schematic import build_schematic
from routing.roads.stretch import edges_of_ref, find_stretch, list_refs, refs_at, split_refs
from tests.unit.roads.hills import INFO, point, segment


def ladder() -> RoadGraph:
    """a–b–c on QL1, a–d–c on QL2 and QL3 (one edge both), b–d without a number."""
    points = [point(name, 8.0 * i, east_km=5.0 * (name == "d")) for i, name in enumerate("abcd")]
    segments = [
        segment(1, "a", "b", ref="QL1"),
        segment(2, "b", "c", ref="QL1"),
        segment(3, "a", "d", ref="QL2/QL3", length_m=30_000.0),
        segment(4, "d", "c", ref="QL2", length_m=30_000.0),
        segment(5, "b", "d", ref="", length_m=30_000.0),
    ]
    return build_schematic(points, segments, INFO)


GRAPH = ladder()
A, B, C, D = (GRAPH.node_index(name) for name in "abcd")


def ids(edges: list[int]) -> list[str]:
    return [GRAPH.edge_id(edge) for edge in edges]


def test_road_numbers_are_counted_one_by_one() -> None:
    assert list_refs(GRAPH) == ["QL1", "QL2", "QL3"]
    assert split_refs("QL2/QL3") == ("QL2", "QL3")
    assert refs_at(GRAPH, D) == {"QL2", "QL3"}


def test_edges_of_a_road_are_found_whatever_the_spelling() -> None:
    assert len(edges_of_ref(GRAPH, "ql 2")) == 0
    assert len(edges_of_ref(GRAPH, "ql2")) == 4
    assert len(edges_of_ref(GRAPH, "QL3")) == 2


def test_stretch_follows_its_road_in_driving_direction() -> None:
    assert ids(find_stretch(GRAPH, A, C, "QL1")) == ["sample-1:a:b", "sample-2:b:c"]
    assert ids(find_stretch(GRAPH, C, A, "QL2")) == ["sample-4:c:d", "sample-3:d:a"]


def test_road_that_does_not_join_two_nodes_has_no_stretch() -> None:
    assert find_stretch(GRAPH, A, C, "QL3") == []
    assert find_stretch(GRAPH, A, C, "QL9") == []


def test_without_a_number_only_direct_edges_count() -> None:
    assert ids(find_stretch(GRAPH, B, D, None)) == ["sample-5:b:d"]
    assert find_stretch(GRAPH, A, C, None) == []
