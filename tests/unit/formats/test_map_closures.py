from pathlib import Path

import pytest

from routing.formats.map_closures import find_closed_spots
from routing.roads.graph import RoadGraph
from routing.roads.store import load_roads


@pytest.fixture(scope="module")
def graph(root: Path) -> RoadGraph:
    return load_roads(root / "data" / "roads" / "lai_chau")


def edges_between(graph: RoadGraph, *ids: str) -> list[int]:
    nodes = {graph.node_index(each) for each in ids}
    ends = zip(graph.edges.tail.tolist(), graph.edges.head.tolist(), strict=True)
    return [edge for edge, pair in enumerate(ends) if set(pair) <= nodes]


def test_both_directions_of_a_closed_piece_are_one_spot(graph: RoadGraph) -> None:
    closed = edges_between(graph, "pt_lannhithang", "j_huoilung")
    assert len(closed) == 2
    (spot,) = find_closed_spots(graph, closed)
    assert spot.road == "QL4D"
    assert len(spot.lines) == 1
    tail, head = (graph.lonlat(graph.node_index(i)) for i in ("pt_lannhithang", "j_huoilung"))
    assert min(tail.lon, head.lon) < spot.spot.lon < max(tail.lon, head.lon)


def test_pieces_that_hang_together_are_one_spot(graph: RoadGraph) -> None:
    closed = edges_between(graph, "j_vangkhon", "pt_lannhithang", "j_huoilung")
    (spot,) = find_closed_spots(graph, closed)
    assert len(spot.lines) == 2


def test_pieces_apart_are_two_spots(graph: RoadGraph) -> None:
    closed = edges_between(graph, "pt_lannhithang", "j_huoilung")
    far = edges_between(graph, "pt_town", "j_vangkhon")
    assert len(find_closed_spots(graph, closed + far)) == 2


def test_nothing_closed_is_no_spot(graph: RoadGraph) -> None:
    assert find_closed_spots(graph, []) == []
