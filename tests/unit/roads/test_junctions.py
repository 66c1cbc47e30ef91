"""Junctions: arms in the order of the compass, one-way roads, rings."""

from routing.roads.junctions import Junctions, find_rings
from routing.roads.road_points import NO_EDGE

from .streets import Street, build_streets, crossing, edge


def test_arms_stand_clockwise_from_north() -> None:
    graph = crossing()
    arms = Junctions(graph).arms(graph.node_index("X"))
    assert [graph.edge_id(arm.out_edge) for arm in arms] == ["3:X:N", "2:X:E", "4:X:S", "1:X:W"]
    assert [round(arm.bearing_deg) % 360 for arm in arms] == [0, 90, 180, 270]
    assert [arm.in_edge for arm in arms] == [
        edge(graph, each) for each in ("3:N:X", "2:E:X", "4:S:X", "1:W:X")
    ]


def test_a_one_way_road_leaves_or_arrives_only() -> None:
    graph = build_streets(
        {"A": (0.0, 0.0), "B": (0.0, 100.0), "C": (0.0, 200.0)},
        [Street(1, "A", "B", both=False), Street(2, "B", "C", both=False)],
    )
    arms = Junctions(graph).arms(graph.node_index("B"))
    assert [(arm.out_edge, arm.in_edge) for arm in arms] == [
        (edge(graph, "2:B:C"), NO_EDGE),
        (NO_EDGE, edge(graph, "1:A:B")),
    ]
    assert [round(arm.bearing_deg) % 360 for arm in arms] == [0, 180]


def test_a_ring_is_a_one_way_way_that_closes() -> None:
    nodes = {"A": (0.0, 0.0), "B": (20.0, 0.0), "C": (10.0, 20.0), "D": (99.0, 0.0)}
    round_way = [Street(5, a, b, both=False) for a, b in ("AB", "BC", "CA")]
    line = [Street(6, "B", "D", both=False), Street(7, "D", "A")]
    graph = build_streets(nodes, [*round_way, *line])
    rings = find_rings(graph)
    assert set(rings) == {edge(graph, each) for each in ("5:A:B", "5:B:C", "5:C:A")}
    assert len(set(rings.values())) == 1


def test_a_way_in_two_directions_is_no_ring() -> None:
    nodes = {"A": (0.0, 0.0), "B": (20.0, 0.0), "C": (10.0, 20.0)}
    graph = build_streets(nodes, [Street(5, a, b) for a, b in ("AB", "BC", "CA")])
    assert find_rings(graph) == {}
