from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from routing.matrix.build import build_matrix
from routing.matrix.travel_matrix import UNREACHABLE, TravelMatrix
from routing.roads.conditions import Conditions, Season
from routing.roads.engines import DijkstraEngine
from routing.roads.graph import RoadGraph
from routing.roads.ground import Ground
from routing.roads.paths import describe_drive
from routing.roads.road_points import RoadPoint, at_node
from routing.roads.router import Router, Routers
from routing.roads.usable_roads import UsableRoads
from routing.roads.weights import BARRED, EdgeWeights
from routing.units import divide_half_up
from tests.unit.roads.hills import Arc, graph_of, one_road, profiles, sample
from tests.unit.roads.streets import crossing, edge, lonlat, router_of
from tests.unit.roads.test_search import networks

NAMES = ("duration_s", "distance_m", "fuel_empty_ml", "fuel_full_ml")


@cache
def routers() -> Routers:
    return Routers(sample(), profiles())


def nodes_of(graph: RoadGraph, nodes: Sequence[int]) -> list[RoadPoint]:
    return [at_node(graph, node) for node in nodes]


def matrix_of(graph: RoadGraph, weights: EdgeWeights, nodes: Sequence[int]) -> TravelMatrix:
    """Between nodes, by SciPy."""
    usable = UsableRoads(graph, weights.open)
    router = Router(Ground(graph), weights, DijkstraEngine(graph, weights, "truck"), usable)
    return build_matrix(router, nodes_of(graph, nodes))


@pytest.mark.parametrize(("profile", "season"), [("truck", "rain"), ("motorbike", "dry")])
def test_matrix_equals_networkx_on_every_pair_of_the_sample(profile: str, season: Season) -> None:
    graph = sample()
    router = routers().get(profile, Conditions(season))
    matrix = build_matrix(router, nodes_of(graph, range(len(graph.nodes))))
    weights = router.weights
    peer = nx.MultiDiGraph()
    peer.add_nodes_from(range(len(graph.nodes)))
    for each in np.flatnonzero(weights.open).tolist():
        ends = int(graph.edges.tail[each]), int(graph.edges.head[each])
        facts = {"length": int(graph.edges.length_m[each]), "ms": int(weights.time_ms[each])}
        peer.add_edge(*ends, choice=int(weights.choice[each]), **facts)
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
    graph = sample()
    router = routers().get("truck", Conditions("rain"))
    names = ("lc_city", "pt_silolau", "tu_town", "mt_pau")
    points = nodes_of(graph, [graph.node_index(name) for name in names])
    matrix = build_matrix(router, points)
    for i, start in enumerate(points):
        for j, goal in enumerate(points):
            path = describe_drive(graph, router.drive(start, goal))
            for name in NAMES:
                assert getattr(matrix, name)[i, j] == getattr(path, name)


def test_slope_makes_the_matrix_asymmetric() -> None:
    graph = one_road(rise_m=700)
    router = Routers(graph, profiles()).get("truck", Conditions("dry"))
    matrix = build_matrix(router, nodes_of(graph, (0, 1)))
    assert matrix.duration_s[0, 1] > matrix.duration_s[1, 0]
    assert matrix.fuel_full_ml[0, 1] > 2 * matrix.fuel_full_ml[1, 0]
    assert matrix.distance_m[0, 1] == matrix.distance_m[1, 0]


def test_everything_reaches_everything_on_the_sample_by_motorbike() -> None:
    graph = sample()
    router = routers().get("motorbike", Conditions("dry"))
    matrix = build_matrix(router, nodes_of(graph, range(len(graph.nodes))))
    assert (matrix.duration_s != UNREACHABLE).all()
    off_diagonal = ~np.eye(matrix.size, dtype=bool)
    assert (matrix.duration_s[off_diagonal] > 0).all()
    assert (np.diagonal(matrix.distance_m) == 0).all()


def test_a_point_may_stand_for_several_stops() -> None:
    router = routers().get("truck", Conditions("dry"))
    matrix = build_matrix(router, nodes_of(sample(), (7, 3, 7)))
    once = build_matrix(router, nodes_of(sample(), (7, 3)))
    assert matrix.duration_s[0, 2] == 0
    assert matrix.duration_s[2].tolist() == [0, once.duration_s[0, 1], 0]


def test_no_stops_make_an_empty_matrix() -> None:
    assert build_matrix(routers().get("truck", Conditions("dry")), ()).size == 0


def test_matrix_names_its_profile_and_conditions() -> None:
    met = Conditions("rain")
    router = routers().get("truck", met)
    matrix = build_matrix(router, nodes_of(sample(), (0, 1)))
    assert (matrix.profile, matrix.conditions_hash) == ("truck", met.hash)
    named = build_matrix(router, nodes_of(sample(), (0, 1)), conditions_hash="landslide")
    assert named.conditions_hash == "landslide"


def test_points_within_edges_pay_for_their_parts_of_them() -> None:
    graph = crossing()
    halfway = RoadPoint(lonlat(-500, 0), 0.0, 0, edge(graph, "1:W:X"), 0.5)
    ends = nodes_of(graph, [graph.node_index(name) for name in "WX"])
    matrix = build_matrix(router_of(graph), [halfway, *ends])
    assert matrix.distance_m.tolist() == [[0, 500, 500], [500, 0, 1000], [500, 1000, 0]]
    assert matrix.duration_s[1, 0] == pytest.approx(matrix.duration_s[1, 2] / 2, abs=1)
    assert matrix.fuel_full_ml[1, 0] == pytest.approx(matrix.fuel_full_ml[1, 2] / 2, abs=1)


def test_a_stop_without_a_point_is_unreachable_even_from_itself() -> None:
    graph = crossing()
    point = at_node(graph, 0)
    matrix = build_matrix(router_of(graph), [point, None])
    gone = UNREACHABLE
    assert matrix.duration_s.tolist() == [[0, gone], [gone, gone]]


def test_sums_are_rounded_once_per_cell() -> None:
    # 400 ms + 400 ms are 0.8 s, so 1 s; rounded edge by edge they would be 0.
    graph, weights = graph_of(3, [(0, 1, 400, 5, 1000), (1, 2, 400, 5, 1000)])
    matrix = matrix_of(graph, weights, (0, 1, 2))
    assert matrix.duration_s[0].tolist() == [0, 0, 1]
    assert matrix.duration_s[2].tolist() == [UNREACHABLE, UNREACHABLE, 0]


@given(networks())
def test_matrix_equals_floyd_and_warshall(network: tuple[int, list[Arc]]) -> None:
    n, arcs = network
    matrix = matrix_of(*graph_of(n, arcs), range(n))
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
