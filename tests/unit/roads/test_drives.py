"""Drives: lines, heights and sums of edges driven in part."""

from itertools import pairwise

import pytest

from routing.geo import crow_m
from routing.roads.drive_heights import drive_climb_m, drive_elevation
from routing.roads.drives import (
    build_drive,
    drive_line,
    locate_on_edge,
    piece_line,
)
from routing.roads.edge_costs import EdgeCosts
from routing.roads.graph import RoadGraph
from routing.roads.road_points import Piece, RoadPoint, at_node

from .streets import Street, build_streets, crossing, edge, lonlat, router_of


def bent() -> RoadGraph:
    """1 km east, then 1 km north, rising 100 m along the first kilometre."""
    return build_streets(
        {"A": (0.0, 0.0), "B": (1000.0, 1000.0)},
        [Street(1, "A", "B", bends=((1000.0, 0.0),), heights=(500.0, 600.0, 600.0))],
    )


def near(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return crow_m(lonlat(*a), lonlat(*b)) < 0.5


def test_a_share_of_a_line_counts_along_its_bends() -> None:
    graph = bent()
    found = locate_on_edge(graph, edge(graph, "1:A:B"), 0.75)
    assert crow_m(found, lonlat(1000, 500)) < 0.5


def test_a_piece_keeps_the_bends_within_it() -> None:
    graph = bent()
    line = piece_line(graph, Piece(edge(graph, "1:A:B"), 0.25, 0.75))
    assert [
        crow_m(a, b) < 0.5
        for a, b in zip(line, map(lonlat, (500, 1000, 1000), (0, 0, 500)), strict=True)
    ] == [True] * 3


def test_the_way_back_has_the_same_line_turned() -> None:
    graph = bent()
    forth = piece_line(graph, Piece(edge(graph, "1:A:B")))
    assert piece_line(graph, Piece(edge(graph, "1:B:A"))) == forth[::-1]


def test_heights_are_read_between_points() -> None:
    graph = bent()
    on = edge(graph, "1:A:B")
    costs = EdgeCosts.of(graph, router_of(graph).weights)
    start = RoadPoint(lonlat(500, 0), 0.0, 0, on, 0.25)
    drive = build_drive(costs, start, at_node(graph, 1), (Piece(on, begin=0.25),))
    assert drive_elevation(graph, drive) == ((0, 550), (500, 600), (1500, 600))


def test_edges_of_unknown_height_are_left_out() -> None:
    nodes = {"A": (0.0, 0.0), "B": (1000.0, 0.0), "C": (2000.0, 0.0), "D": (3000.0, 0.0)}
    known = (500.0, 600.0)
    streets = [Street(1, "A", "B", heights=known), Street(2, "B", "C"), Street(3, "C", "D")]
    graph = build_streets(nodes, streets)
    ends = [at_node(graph, graph.node_index(name)) for name in "ABD"]
    router = router_of(graph)
    assert drive_elevation(graph, router.drive(ends[0], ends[2])) == ((0, 500), (1000, 600))
    assert drive_elevation(graph, router.drive(ends[1], ends[2])) == ()
    assert drive_elevation(graph, router.drive(ends[0], ends[0])) == ()


def test_parts_of_an_edge_add_up_to_it() -> None:
    graph = crossing()
    costs = EdgeCosts.of(graph, router_of(graph).weights)
    on = edge(graph, "7:F:G")
    cuts = [0.0, 0.123, 0.5, 0.777, 1.0]
    pieces = [Piece(on, begin, end) for begin, end in pairwise(cuts)]
    assert costs.of_pieces(pieces).sum(axis=0).tolist() == costs.rows[on].tolist()


def test_a_drive_to_where_one_is_has_a_line_without_length() -> None:
    graph = crossing()
    here = at_node(graph, 0)
    drive = router_of(graph).drive(here, here)
    assert drive_line(graph, drive) == (here.lonlat, here.lonlat)
    assert (drive.distance_m, drive.time_ms, drive.fuel_full_ul) == (0, 0, 0)
    assert drive_climb_m(graph, drive) == (0, 0)


def test_the_line_of_a_drive_has_no_doubled_points() -> None:
    graph = crossing()
    ends = (at_node(graph, graph.node_index(each)) for each in "WG")
    line = drive_line(graph, router_of(graph).drive(*ends))
    assert len(set(line)) == len(line)
    # W–X–E–F 3 km, 500 m to the bend, and from there 500 m west and 1 km north.
    drawn_m = sum(crow_m(a, b) for a, b in pairwise(line))
    assert drawn_m == pytest.approx(3500 + 1118, abs=2)
