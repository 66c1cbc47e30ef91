"""Paths that begin and end part of the way along a road, held against a network cut there."""

import numpy as np
import pytest

from routing.roads.hierarchy import UNREACHABLE, Costs, EdgePath, EdgePositions, Hierarchy, Metric
from tests.unit.roads.hierarchy.reference import (
    Longs,
    Network,
    build_mountains,
    cell,
    columns_of,
    least_weights,
)

#   0 ---e0--> 1 ---e2--> 2      one minute each; e1 is the way back of e0; e2 is one-way,
#     <--e1---                   and e3 leads from 2 back to 0 in ten
TAIL, HEAD = np.array([0, 1, 1, 2]), np.array([1, 0, 2, 0])
MINUTES = np.array([60_000, 80_000, 60_000, 600_000])
ROADS = Costs(MINUTES, MINUTES, MINUTES // 10, MINUTES // 5, MINUTES // 4)
TWIN = {0: 1, 1: 0, 2: -1, 3: -1}


def roads() -> Metric:
    return Hierarchy.build(3, TAIL, HEAD).customise(ROADS)


def at(*places: tuple[int, float]) -> EdgePositions:
    edge = np.array([edge for edge, _ in places], np.int64)
    twin = np.array([TWIN[edge] for edge, _ in places], np.int64)
    return EdgePositions(edge, twin, np.array([fraction for _, fraction in places]))


def time_s(metric: Metric, origin: tuple[int, float], end: tuple[int, float]) -> float:
    return float(metric.many_to_many(at(origin), at(end)).time_ms[0, 0]) / 1000


@pytest.mark.parametrize(
    ("origin", "end", "seconds"),
    [
        ((0, 0.25), (0, 0.75), 30),  # half of e0
        ((0, 0.75), (0, 0.25), 40),  # half of e1, the way back
        ((1, 0.25), (0, 0.25), 40),  # the same two places, the first named on the way back
        ((0, 0.5), (2, 0.5), 60),  # half of e0, half of e2
        ((2, 0.75), (2, 0.25), 15 + 600 + 60 + 15),  # one-way: all the way round
        ((2, 0.5), (0, 0.5), 30 + 600 + 30),  # onwards and round
        ((0, 0.5), (0, 0.5), 0),
        ((0, 1.0), (2, 0.0), 0),  # both are node 1
        ((2, 1.0), (3, 1.0), 600),
        ((2, 0.0), (0, 0.0), 80),  # node 1 to node 0, though e2 does not lead there
    ],
)
def test_times_between_positions(
    origin: tuple[int, float], end: tuple[int, float], seconds: float
) -> None:
    metric = roads()
    assert time_s(metric, origin, end) == seconds
    path = metric.find_path(at(origin), at(end))
    assert path is not None
    assert path.time_ms == seconds * 1000
    assert driven_ms(path) == pytest.approx(seconds * 1000, abs=1)


def driven_ms(path: EdgePath) -> float:
    """Time of the edges named by a path, the first from `begin` on, the last up to `end`."""
    if not len(path.edges):
        return 0
    whole = float(MINUTES[path.edges].sum())
    before, behind = MINUTES[path.edges[0]] * path.begin, MINUTES[path.edges[-1]] * (1 - path.end)
    return whole - float(before) - float(behind)


def test_a_quick_way_round_beats_a_slow_drive_along_the_edge() -> None:
    # e0 takes 100 s, the way back e1 1 s, the bypass e2 from 0 to 1 also 1 s
    tail, head = np.array([0, 1, 0]), np.array([1, 0, 1])
    column = np.array([100_000, 1_000, 1_000])
    metric = Hierarchy.build(2, tail, head).customise(Costs(*[column] * 5))
    places = EdgePositions(np.array([0, 0]), np.array([1, 1]), np.array([0.125, 0.875]))
    table = metric.many_to_many(places, places)
    # an eighth back on e1, the bypass, an eighth back on e1
    assert table.time_ms.tolist() == [[0, 125 + 1000 + 125], [750, 0]]


def test_a_barred_direction_is_neither_left_nor_reached() -> None:
    metric = roads().closed([0])
    assert time_s(metric, (0, 0.25), (0, 0.75)) == UNREACHABLE / 1000
    assert time_s(metric, (0, 0.75), (0, 0.25)) == 40
    assert metric.find_path(at((0, 0.25)), at((0, 0.75))) is None
    assert time_s(metric.closed([1]), (0, 0.75), (0, 0.25)) == UNREACHABLE / 1000


def test_the_end_of_a_barred_edge_is_still_a_node() -> None:
    metric = roads().closed([2])
    assert time_s(metric, (2, 0.0), (0, 0.0)) == 80
    assert time_s(metric, (2, 1.0), (3, 1.0)) == 600
    assert time_s(metric, (2, 0.5), (3, 1.0)) == UNREACHABLE / 1000
    assert time_s(metric, (2, 0.5), (2, 0.5)) == 0


def test_nodes_and_positions_may_be_mixed() -> None:
    metric = roads()
    assert metric.many_to_many([0], at((2, 0.5))).time_ms.tolist() == [[90_000]]
    assert metric.many_to_many(at((2, 0.5), (0, 0.5)), [0]).time_ms.tolist() == [
        [630_000],
        [40_000],
    ]
    assert metric.reach(at((0, 0.5)), 45_000).nodes.tolist() == [0, 1]
    assert metric.reach(at((0, 0.5)), 45_000, "inbound").time_ms.tolist() == [30_000, 40_000]


def cut(network: Network, edges: Longs, fractions: list[float]) -> Network:
    """The network with a node of its own where every position lies; no twins."""
    tail, head = network.tail.tolist(), network.head.tolist()
    columns = [column.tolist() for column in columns_of(network.costs)]
    for k, (edge, fraction) in enumerate(zip(edges.tolist(), fractions, strict=True)):
        middle = network.n_nodes + k
        tail += [tail[edge], middle]
        head += [middle, head[edge]]
        for column in columns:
            passed = column[edge] if column[edge] < 0 else int(np.floor(column[edge] * fraction))
            rest = -1 if column[edge] < 0 else column[edge] - passed
            column += [passed, rest]
    costs = Costs(*(np.array(column, np.int64) for column in columns))
    return Network(network.n_nodes + len(edges), np.array(tail), np.array(head), costs)


def test_positions_are_exact_on_a_network_cut_there() -> None:
    network, rng = build_mountains(12, seed=4), np.random.default_rng(8)
    metric = Hierarchy.build(network.n_nodes, network.tail, network.head).customise(network.costs)
    edges = rng.choice(network.n_edges, 40, replace=False)
    fractions = (rng.integers(1, 64, 40) / 64).tolist()
    places = EdgePositions(edges, np.full(40, -1), np.array(fractions))
    table, divided = metric.many_to_many(places, places), cut(network, edges, fractions)
    for i in range(40):
        best = least_weights(divided, network.n_nodes + i)
        for j in range(40):
            want = best.get(network.n_nodes + j, (UNREACHABLE,) * 5)[1:]
            assert cell(table, i, j) == want


def test_a_fraction_outside_the_edge_is_refused() -> None:
    with pytest.raises(ValueError, match="fraction"):
        at((0, 1.5))
    with pytest.raises(ValueError, match="one of each"):
        EdgePositions(np.array([0, 1]), np.array([1]), np.array([0.0, 1.0]))
