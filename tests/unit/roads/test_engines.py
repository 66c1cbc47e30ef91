"""Engines: points part of the way along edges, and the hierarchy against Dijkstra."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from routing.roads.conditions import Conditions
from routing.roads.engines import DijkstraEngine, Engine
from routing.roads.graph import RoadGraph
from routing.roads.hierarchy_engine import HierarchyEngine, build_hierarchy_engine
from routing.roads.profiles import load_profiles
from routing.roads.road_points import BACKWARD, BOTH, FORWARD, Piece, RoadPoint, at_node
from routing.roads.weights import BARRED, EdgeWeights, edge_weights

from .hills import graph_of
from .streets import Street, build_streets, crossing, edge, lonlat


def weights_of(graph: RoadGraph) -> EdgeWeights:
    return edge_weights(graph, load_profiles()["light_truck"], Conditions("dry"))


@pytest.fixture(params=["dijkstra", "hierarchy"])
def engine(request: pytest.FixtureRequest) -> Engine:
    graph, weights = crossing(), weights_of(crossing())
    if request.param == "dijkstra":
        return DijkstraEngine(graph, weights, "light_truck")
    built = build_hierarchy_engine(graph, weights, "light_truck")
    assert built is not None
    return built


def on(edge_id: str, share: float, sides: int = BOTH) -> RoadPoint:
    return RoadPoint(lonlat(0, 0), 0.0, 0, edge(crossing(), edge_id), share, sides)


def test_parts_of_edges_are_driven_and_paid(engine: Engine) -> None:
    start, goal = on("1:W:X", 0.25), on("2:X:E", 0.5)
    pieces = engine.pieces(start, goal)
    forth, on_e = edge(crossing(), "1:W:X"), edge(crossing(), "2:X:E")
    assert pieces == (Piece(forth, begin=0.25), Piece(on_e, end=0.5))
    # 750 m of the first kilometre, 500 m of the second.
    assert engine.table([start], [goal]).distance_m.tolist() == [[1250]]


def test_a_goal_behind_the_start_on_one_edge_is_reached_by_its_twin(engine: Engine) -> None:
    pieces = engine.pieces(on("1:W:X", 0.75), on("1:W:X", 0.25))
    assert pieces == (Piece(edge(crossing(), "1:X:W"), begin=0.25, end=0.75),)


def test_a_point_is_no_drive_from_itself(engine: Engine) -> None:
    assert engine.pieces(on("1:W:X", 0.5), on("1:W:X", 0.5)) == ()
    assert engine.table([on("1:W:X", 0.5)], [on("1:W:X", 0.5)]).time_ms.tolist() == [[0]]


def test_a_point_left_only_backwards_goes_round(engine: Engine) -> None:
    # From 750 m on, westwards to W, there it turns, and all of the edge again: 750 + 1000 m.
    start = on("1:W:X", 0.75, BACKWARD)
    found = engine.table([start], [at_node(crossing(), crossing().node_index("X"))])
    assert found.distance_m.tolist() == [[1750]]
    ahead = replace(start, sides=FORWARD)
    found = engine.table([ahead], [at_node(crossing(), crossing().node_index("X"))])
    assert found.distance_m.tolist() == [[250]]


def test_nodes_and_points_mix(engine: Engine) -> None:
    x, w = (at_node(crossing(), crossing().node_index(each)) for each in "XW")
    found = engine.table([x, on("1:W:X", 0.4)], [w, on("2:X:E", 0.1)])
    assert found.distance_m.tolist() == [[1000, 100], [400, 700]]


def test_a_one_way_ring_is_driven_round() -> None:
    graph = build_streets(
        {"A": (0.0, 0.0), "B": (1000.0, 0.0)},
        [Street(1, "A", "B", both=False), Street(2, "B", "A", both=False)],
    )
    points = [RoadPoint(lonlat(0, 0), 0.0, 0, edge(graph, "1:A:B"), share) for share in (0.2, 0.7)]
    weights = weights_of(graph)
    built = build_hierarchy_engine(graph, weights, "light_truck")
    assert built is not None
    for each in (DijkstraEngine(graph, weights, "light_truck"), built):
        # Ahead 500 m; back to the start means 300 m on, 1 km round and 200 m more.
        assert each.table(points, points).distance_m.tolist() == [[0, 500], [1500, 0]]


@st.composite
def networks(draw: st.DrawFn) -> tuple[RoadGraph, EdgeWeights, list[RoadPoint]]:
    n = draw(st.integers(2, 7))
    ends = st.integers(0, n - 1)
    arc = st.tuples(
        ends,
        ends,
        st.integers(1, 50).map(lambda ms: ms * 1000) | st.just(BARRED),
        st.integers(0, 40),
        st.sampled_from([1000, 1500]),
    )
    arcs = draw(st.lists(arc, min_size=1, max_size=14))
    graph, weights = graph_of(n, arcs)
    spots = draw(
        st.lists(
            st.tuples(st.integers(0, len(arcs) - 1), st.sampled_from([0.0, 0.25, 0.5, 1.0])),
            min_size=1,
            max_size=4,
        )
    )
    is_open = weights.open
    assume(all(is_open[edge] for edge, _ in spots))
    points = [RoadPoint(lonlat(0, 0), 0.0, 0, edge, share) for edge, share in spots]
    return graph, weights, points


@settings(max_examples=60)
@given(networks())
def test_the_hierarchy_agrees_with_dijkstra_wherever_points_lie(
    case: tuple[RoadGraph, EdgeWeights, list[RoadPoint]],
) -> None:
    graph, weights, points = case
    reference = DijkstraEngine(graph, weights, "light_truck")
    built = build_hierarchy_engine(graph, weights, "light_truck")
    assert built is not None
    expected, found = (each.table(points, points) for each in (reference, built))
    assert np.array_equal(found.time_ms, expected.time_ms)
    assert np.array_equal(found.distance_m, expected.distance_m)


def test_an_engine_follows_other_weights() -> None:
    graph, weights = crossing(), weights_of(crossing())
    built = build_hierarchy_engine(graph, weights, "light_truck")
    assert isinstance(built, HierarchyEngine)
    closed = np.array([edge(graph, "1:W:X")])
    time_ms = weights.time_ms.copy()
    time_ms[closed] = BARRED
    after = built.updated(replace(weights, time_ms=time_ms), closed)
    w, x = (at_node(graph, graph.node_index(each)) for each in "WX")
    assert after.pieces(w, x) is None
    assert built.pieces(w, x) == (Piece(int(closed[0])),)
