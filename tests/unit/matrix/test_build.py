from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from routing.matrix.build import build_matrix, matrix_from_weights
from routing.matrix.travel_matrix import UNREACHABLE
from routing.roads.conditions import Conditions, Season
from routing.roads.paths import PathFinder
from routing.roads.weights import BARRED, edge_weights
from routing.units import divide_half_up
from tests.unit.roads.hills import Arc, graph_of, one_road, profiles, sample
from tests.unit.roads.test_search import networks

NAMES = ("duration_s", "distance_m", "fuel_empty_ml", "fuel_full_ml")


@pytest.mark.parametrize(("profile", "season"), [("truck", "rain"), ("motorbike", "dry")])
def test_matrix_equals_networkx_on_every_pair_of_the_sample(profile: str, season: Season) -> None:
    graph = sample()
    weights = edge_weights(graph, profiles()[profile], Conditions(season))
    matrix = matrix_from_weights(graph, weights, range(len(graph.nodes)))
    peer = nx.MultiDiGraph()
    peer.add_nodes_from(range(len(graph.nodes)))
    for edge in np.flatnonzero(weights.open).tolist():
        ends = int(graph.edges.tail[edge]), int(graph.edges.head[edge])
        facts = {"length": int(graph.edges.length_m[edge]), "ms": int(weights.time_ms[edge])}
        peer.add_edge(*ends, choice=int(weights.choice[edge]), **facts)
    for source in range(0, len(graph.nodes), 5):
        reached = nx.single_source_dijkstra_path(peer, source, weight="choice")
        for goal in range(len(graph.nodes)):
            if goal not in reached:
                assert all(getattr(matrix, name)[source, goal] == UNREACHABLE for name in NAMES)
                continue
            path = reached[goal]
            steps = [
                min(peer[u][v].values(), key=lambda each: each["choice"])
                for u, v in pairwise(path)
            ]
            seconds = divide_half_up(sum(each["ms"] for each in steps), 1000)
            assert matrix.duration_s[source, goal] == seconds
            assert matrix.distance_m[source, goal] == sum(each["length"] for each in steps)


def test_cells_are_the_sums_of_the_single_paths() -> None:
    graph, truck = sample(), profiles()["truck"]
    nodes = [graph.node_index(name) for name in ("lc_city", "pt_silolau", "tu_town", "mt_pau")]
    matrix = build_matrix(graph, truck, Conditions("rain"), nodes)
    finder = PathFinder(graph, edge_weights(graph, truck, Conditions("rain")))
    for i, tail in enumerate(nodes):
        for j, head in enumerate(nodes):
            path = finder.find(tail, head)
            for name in NAMES:
                assert getattr(matrix, name)[i, j] == getattr(path, name)


def test_slope_makes_the_matrix_asymmetric() -> None:
    matrix = build_matrix(one_road(rise_m=700), profiles()["truck"], Conditions("dry"), (0, 1))
    assert matrix.duration_s[0, 1] > matrix.duration_s[1, 0]
    assert matrix.fuel_full_ml[0, 1] > 2 * matrix.fuel_full_ml[1, 0]
    assert matrix.distance_m[0, 1] == matrix.distance_m[1, 0]


def test_no_pair_but_the_truck_villages_is_unreachable() -> None:
    graph = sample()
    matrix = build_matrix(
        graph, profiles()["motorbike"], Conditions("dry"), range(len(graph.nodes))
    )
    assert (matrix.duration_s != UNREACHABLE).all()
    off_diagonal = ~np.eye(matrix.size, dtype=bool)
    assert (matrix.duration_s[off_diagonal] > 0).all()
    assert (np.diagonal(matrix.distance_m) == 0).all()


def test_node_may_stand_for_several_stops() -> None:
    graph, truck = sample(), profiles()["truck"]
    matrix = build_matrix(graph, truck, Conditions("dry"), (7, 3, 7))
    once = build_matrix(graph, truck, Conditions("dry"), (7, 3))
    assert matrix.duration_s[0, 2] == 0
    assert matrix.duration_s[2].tolist() == [0, once.duration_s[0, 1], 0]


def test_no_stops_make_an_empty_matrix() -> None:
    assert build_matrix(sample(), profiles()["truck"], Conditions("dry"), ()).size == 0


def test_matrix_names_its_profile_and_conditions() -> None:
    met = Conditions("rain")
    matrix = build_matrix(sample(), profiles()["truck"], met, (0, 1))
    assert (matrix.profile, matrix.conditions_hash) == ("truck", met.hash)


def test_sums_are_rounded_once_per_cell() -> None:
    # 400 ms + 400 ms are 0.8 s, so 1 s; rounded edge by edge they would be 0.
    graph, weights = graph_of(3, [(0, 1, 400, 5, 1000), (1, 2, 400, 5, 1000)])
    matrix = matrix_from_weights(graph, weights, (0, 1, 2))
    assert matrix.duration_s[0].tolist() == [0, 0, 1]
    assert matrix.duration_s[2].tolist() == [UNREACHABLE, UNREACHABLE, 0]


def test_many_sources_are_searched_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    graph, truck = sample(), profiles()["truck"]
    whole = build_matrix(graph, truck, Conditions("dry"), range(40))
    monkeypatch.setattr("routing.matrix.build._CELLS_AT_ONCE", 7 * len(graph.nodes))
    parts = build_matrix(graph, truck, Conditions("dry"), range(40))
    for name in NAMES:
        assert np.array_equal(getattr(whole, name), getattr(parts, name))


@given(networks())
def test_matrix_equals_floyd_and_warshall(network: tuple[int, list[Arc]]) -> None:
    n, arcs = network
    matrix = matrix_from_weights(*graph_of(n, arcs), range(n))
    far = (10**9, 0, 0)
    best = {(i, j): (0, 0, 0) if i == j else far for i in range(n) for j in range(n)}
    for tail, head, time_ms, length_m, milli in arcs:
        if time_ms != BARRED:
            best[tail, head] = min(best[tail, head], (time_ms * milli, time_ms, length_m))
    for k in range(n):
        for (i, j), known in best.items():
            joined = [first + second for first, second in zip(best[i, k], best[k, j], strict=True)]
            best[i, j] = min(known, (joined[0], joined[1], joined[2]))
    for (i, j), (cost, time_ms, length_m) in best.items():
        if cost >= far[0]:
            assert matrix.duration_s[i, j] == matrix.distance_m[i, j] == UNREACHABLE
        else:
            assert matrix.duration_s[i, j] == divide_half_up(time_ms, 1000)
            assert matrix.distance_m[i, j] == length_m
            assert matrix.fuel_full_ml[i, j] == divide_half_up(3 * length_m, 1000)
