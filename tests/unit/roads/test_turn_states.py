"""Turn bans, of pairs of edges and of longer chains, whoever finds the path."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from routing.roads.conditions import Conditions
from routing.roads.engines import DijkstraEngine, Engine
from routing.roads.graph import RoadGraph
from routing.roads.hierarchy_engine import build_hierarchy_engine
from routing.roads.profiles import load_profiles
from routing.roads.road_points import RoadPoint, at_node
from routing.roads.router import Routers
from routing.roads.turn_states import build_states
from routing.roads.turns import TurnBans
from routing.roads.vocabulary import access_bit
from routing.roads.weights import BARRED, EdgeWeights, edge_weights

from .hills import graph_of
from .streets import Street, build_streets, crossing, edge, lonlat

ENGINES = ["dijkstra", "hierarchy"]
TRUCK = "light_truck"


def banned(graph: RoadGraph, *chains: Sequence[int], kind: str = TRUCK) -> RoadGraph:
    """The network with turn bans for one kind of vehicle."""
    rows = [(i, each) for i, chain in enumerate(chains) for each in chain]
    ban, driven = np.array(rows, np.int32).reshape(-1, 2).T.copy()
    bits = np.full(len(rows), access_bit(kind), np.uint8)
    return replace(graph, turns=TurnBans(ban, driven, bits, np.zeros(len(rows), np.uint8)))


def build(name: str, graph: RoadGraph, weights: EdgeWeights) -> Engine:
    if name == "dijkstra":
        return DijkstraEngine(graph, weights, TRUCK)
    built = build_hierarchy_engine(graph, weights, TRUCK)
    assert built is not None
    return built


def streets_engine(name: str, graph: RoadGraph) -> Engine:
    return build(name, graph, edge_weights(graph, load_profiles()[TRUCK], Conditions("dry")))


def way(graph: RoadGraph, engine: Engine, start: RoadPoint, goal: RoadPoint) -> list[str]:
    """Ids of the edges driven, held to the table."""
    pieces = engine.pieces(start, goal)
    assert pieces is not None
    metres = sum(int(graph.edges.length_m[p.edge] * (p.end - p.begin)) for p in pieces)
    table = engine.table([start], [goal])
    assert table.distance_m.tolist() == [[pytest.approx(metres, abs=2)]]
    return [graph.edge_id(piece.edge) for piece in pieces]


def node(graph: RoadGraph, name: str) -> RoadPoint:
    return at_node(graph, graph.node_index(name))


@pytest.mark.parametrize("name", ENGINES)
def test_a_banned_left_turn_is_driven_round(name: str) -> None:
    ids = ("1:W:X", "3:X:N")
    graph = banned(crossing(), [edge(crossing(), each) for each in ids])
    engine = streets_engine(name, graph)
    # Past the crossing, back at the next end of a road, and right.
    assert way(graph, engine, node(graph, "W"), node(graph, "N"))[:2] != list(ids)
    assert way(graph, engine, node(graph, "W"), node(graph, "N"))[-1] == "3:X:N"
    assert way(graph, engine, node(graph, "X"), node(graph, "N")) == ["3:X:N"]


@pytest.mark.parametrize("name", ENGINES)
def test_a_ban_binds_drives_that_begin_and_end_within_its_edges(name: str) -> None:
    ids = ("1:W:X", "3:X:N")
    graph = banned(crossing(), [edge(crossing(), each) for each in ids])
    start = RoadPoint(lonlat(-500, 0), 0.0, 0, edge(graph, "1:W:X"), 0.5)
    goal = RoadPoint(lonlat(0, 500), 0.0, 0, edge(graph, "3:X:N"), 0.5)
    pieces = streets_engine(name, graph).pieces(start, goal)
    assert pieces is not None
    driven = [graph.edge_id(piece.edge) for piece in pieces]
    assert ids not in pairwise(driven)
    # Straight over the crossing, back, and right: more than the 1 km by the banned turn.
    assert sum(graph.edges.length_m[p.edge] * (p.end - p.begin) for p in pieces) > 1000


def ladder() -> RoadGraph:
    """A one-way road A-B-C-D, and a longer one from A to D by way of E, with a link from B."""
    return build_streets(
        {"A": (0, 0), "B": (500, 0), "C": (600, 0), "D": (1100, 0), "E": (500, 900)},
        [
            Street(1, "A", "B", both=False),
            Street(2, "B", "C", both=False),
            Street(3, "C", "D", both=False),
            Street(4, "A", "E", both=False),
            Street(5, "E", "D", both=False),
            Street(6, "B", "E", both=False),
        ],
    )


@pytest.mark.parametrize("name", ENGINES)
def test_a_ban_over_a_way_between_binds_only_the_whole_chain(name: str) -> None:
    chain = ("1:A:B", "2:B:C", "3:C:D")
    graph = banned(ladder(), [edge(ladder(), each) for each in chain])
    engine = streets_engine(name, graph)
    assert way(graph, engine, node(graph, "A"), node(graph, "C")) == list(chain[:2])
    assert way(graph, engine, node(graph, "B"), node(graph, "D")) == list(chain[1:])
    assert way(graph, engine, node(graph, "A"), node(graph, "D")) == ["4:A:E", "5:E:D"]
    # Within its first edge the chain has begun.
    within = RoadPoint(lonlat(250, 0), 0.0, 0, edge(graph, "1:A:B"), 0.5)
    assert way(graph, engine, within, node(graph, "D")) == ["1:A:B", "6:B:E", "5:E:D"]
    free = streets_engine(name, ladder())
    assert way(graph, free, within, node(graph, "D")) == list(chain)


@pytest.mark.parametrize("name", ENGINES)
def test_a_ban_binds_only_its_vehicles(name: str) -> None:
    pair = [edge(crossing(), each) for each in ("1:W:X", "3:X:N")]
    graph = banned(crossing(), pair, kind="motorbike")
    engine = streets_engine(name, graph)
    assert way(graph, engine, node(graph, "W"), node(graph, "N")) == ["1:W:X", "3:X:N"]


def test_routers_keep_the_bans_of_each_kind_whichever_was_asked_first() -> None:
    pair = [edge(crossing(), each) for each in ("1:W:X", "3:X:N")]
    graph = banned(crossing(), pair, kind="truck")
    routers, ends = Routers(graph, load_profiles()), ("W", "N")
    free, bound = (
        routers.get(profile, Conditions("dry")).drive(*(node(graph, each) for each in ends))
        for profile in ("motorbike", "truck")
    )
    assert (free.distance_m, bound.distance_m > 2000) == (2000, True)


def test_states_are_nodes_where_nothing_is_banned() -> None:
    graph = crossing()
    states = build_states(graph, np.ones(len(graph.edges), bool), ())
    assert len(states) == len(graph.nodes)
    assert states.before_edges(np.array([3]))[0].tolist() == [graph.edges.tail[3]]


@st.composite
def networks(draw: st.DrawFn) -> tuple[RoadGraph, EdgeWeights, list[RoadPoint]]:
    n = draw(st.integers(2, 6))
    ends = st.integers(0, n - 1)
    time = st.integers(1, 9).map(lambda ms: ms * 1000) | st.just(BARRED)
    arc = st.tuples(ends, ends, time, st.integers(0, 9), st.sampled_from([1000, 1500]))
    arcs = draw(st.lists(arc, min_size=2, max_size=16))
    graph, weights = graph_of(n, arcs)
    chains: list[list[int]] = []
    for size in draw(st.lists(st.integers(2, 4), min_size=1, max_size=8)):
        chain = [draw(st.integers(0, len(arcs) - 1))]
        while len(chain) < size:
            onwards = [i for i, each in enumerate(arcs) if each[0] == arcs[chain[-1]][1]]
            if not onwards:
                break
            chain.append(draw(st.sampled_from(onwards)))
        if len(chain) > 1 and chain not in chains:
            chains.append(chain)
    assume(chains)
    spots = st.tuples(st.integers(0, len(arcs) - 1), st.sampled_from([0.0, 0.25, 0.5, 1.0]))
    points = [
        RoadPoint(lonlat(0, 0), 0.0, 0, spot, share)
        for spot, share in draw(st.lists(spots, max_size=3))
        if weights.open[spot]
    ]
    points += [at_node(graph, each) for each in range(n)]
    return banned(graph, *chains), weights, points


@settings(max_examples=150, deadline=None)
@given(networks())
def test_both_engines_agree_on_random_networks_and_bans(
    case: tuple[RoadGraph, EdgeWeights, list[RoadPoint]],
) -> None:
    graph, weights, points = case
    expected, found = (build(name, graph, weights).table(points, points) for name in ENGINES)
    for name in ("time_ms", "distance_m", "fuel_empty_ul", "fuel_full_ul"):
        assert np.array_equal(getattr(found, name), getattr(expected, name)), name


@settings(max_examples=60, deadline=None)
@given(networks())
def test_paths_keep_to_the_bans_and_cost_what_the_table_says(
    case: tuple[RoadGraph, EdgeWeights, list[RoadPoint]],
) -> None:
    graph, weights, points = case
    bans = {tuple(ban) for ban in graph.turns.bans(access_bit(TRUCK))}
    for name in ENGINES:
        engine = build(name, graph, weights)
        times = engine.table(points, points).time_ms
        costs = DijkstraEngine(graph, weights, TRUCK).costs
        for i, start in enumerate(points):
            for j, goal in enumerate(points):
                pieces = engine.pieces(start, goal)
                if pieces is None:
                    assert times[i, j] < 0
                    continue
                assert costs.of_pieces(pieces)[:, 1].sum() == times[i, j]
                driven = [piece.edge for piece in pieces]
                runs = {
                    tuple(driven[a:b])
                    for a in range(len(driven))
                    for b in range(a + 2, len(driven) + 1)
                }
                assert not runs & bans
