"""Turning round on the open road, by which a forbidden turn would be driven all the same."""

from pathlib import Path

from routing.roads.graph import RoadGraph
from routing.roads.vocabulary import access_bit
from tests.unit.roads.osm.little import Osm

TRUCK = access_bit("truck")
NO_LEFT = [("from", "w", 5), ("via", "n", 1), ("to", "w", 6)]
BUILT = {"highway": "tertiary", "bridge": "yes"}


def banned(graph: RoadGraph) -> list[list[str]]:
    return [[graph.edge_id(int(e)) for e in pair] for pair in graph.turns.pairs(TRUCK)]


def test_nobody_turns_round_on_the_roads_behind_a_forbidden_turn(tmp_path: Path) -> None:
    # 0 - 1 - 2 - 3 - 4, with 11 off 1 and 13 off 3; at 2 the way changes, and nothing else
    osm = Osm().way(5, [0, 1]).way(6, [1, 11]).way(7, [1, 2]).way(8, [2, 3], BUILT)
    osm.way(9, [3, 4]).way(10, [3, 13])
    graph, _ = osm.relation(1, NO_LEFT, {"restriction": "no_left_turn"}).build(tmp_path)
    assert banned(graph) == [["5:0:1", "6:1:11"], ["7:1:2", "7:2:1"]]


def test_where_the_road_ends_one_may_turn_round(tmp_path: Path) -> None:
    osm = Osm().way(5, [0, 1]).way(6, [1, 11]).way(7, [1, 2])
    graph, _ = osm.relation(1, NO_LEFT, {"restriction": "no_left_turn"}).build(tmp_path)
    assert banned(graph) == [["5:0:1", "6:1:11"]]


def test_it_binds_whom_the_sign_binds(tmp_path: Path) -> None:
    osm = Osm().way(5, [0, 1]).way(6, [1, 11]).way(7, [1, 2]).way(8, [2, 3], BUILT)
    osm.way(9, [3, 4]).way(10, [3, 13])
    graph, _ = osm.relation(1, NO_LEFT, {"restriction:hgv": "no_left_turn"}).build(tmp_path)
    assert len(graph.turns.pairs(TRUCK)) == 2
    assert len(graph.turns.pairs(access_bit("motorbike"))) == 0


def test_two_roads_to_the_same_place_make_a_junction(tmp_path: Path) -> None:
    # behind 1 a loop 2 - 3 - 13 - 12 - 2 of two ways, which begins and ends at 2
    osm = Osm().way(5, [0, 1]).way(6, [1, 11]).way(7, [1, 2])
    osm.way(8, [2, 3, 13], BUILT).way(9, [13, 12, 2])
    graph, _ = osm.relation(1, NO_LEFT, {"restriction": "no_left_turn"}).build(tmp_path)
    assert banned(graph) == [["5:0:1", "6:1:11"]]
