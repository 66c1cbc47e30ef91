"""Forbidden turns are kept, by paths, tables and reach, and only these."""

import heapq

import numpy as np
import pytest

from routing.roads.hierarchy import UNREACHABLE, Costs, EdgePositions, Hierarchy
from routing.roads.hierarchy.turns import build_turns
from tests.unit.roads.hierarchy.reference import (
    Network,
    Weight,
    barred,
    build_mountains,
    cell,
    columns_of,
)

Chain = tuple[int, ...]


def weights_by_chain(network: Network, source: int, bans: set[Chain]) -> dict[int, Weight]:
    """Dijkstra over the last edges driven: least weights of the nodes that keep to the bans."""
    rows = list(zip(*(column.tolist() for column in columns_of(network.costs)), strict=True))
    leaving: dict[int, list[int]] = {}
    for edge, tail in enumerate(network.tail.tolist()):
        if rows[edge][0] >= 0:
            leaving.setdefault(tail, []).append(edge)
    memory = max(len(ban) for ban in bans) - 1
    best: dict[int, Weight] = {source: (0, 0, 0, 0, 0)}
    queue: list[tuple[Weight, Chain]] = [(rows[edge], (edge,)) for edge in leaving.get(source, ())]
    heapq.heapify(queue)
    done: set[Chain] = set()
    while queue:
        weight, driven = heapq.heappop(queue)
        if driven in done:
            continue
        done.add(driven)
        node = int(network.head[driven[-1]])
        best[node] = min(best.get(node, weight), weight)
        for edge in leaving.get(node, ()):
            chain = (*driven, edge)
            if not any(chain[first:] in bans for first in range(len(chain))):
                total = tuple(a + b for a, b in zip(weight, rows[edge], strict=True))
                heapq.heappush(queue, (total, chain[-memory:]))
    return best


def draw_bans(network: Network, share: float, seed: int, size: int = 2) -> set[Chain]:
    """Return a share of all chains of some edges: straight on, off, and back."""
    chains: list[Chain] = [(edge,) for edge in range(network.n_edges)]
    for _ in range(size - 1):
        chains = [
            (*chain, int(edge))
            for chain in chains
            for edge in np.flatnonzero(network.tail == network.head[chain[-1]])
        ]
    rng = np.random.default_rng(seed)
    return {chain for chain in chains if rng.random() < share}


def mixed_bans(network: Network, share: float, seed: int) -> set[Chain]:
    """Bans of two edges, of three and of four, some of them parts of others."""
    return (
        draw_bans(network, share, seed)
        | draw_bans(network, share, seed + 1, size=3)
        | draw_bans(network, share / 8, seed + 2, size=4)
    )


@pytest.mark.parametrize(("share", "size"), [(0.02, 2), (0.3, 2), (0.9, 2), (0.3, 3), (0.1, 0)])
def test_tables_keep_to_the_turns_before_and_after_closures(share: float, size: int) -> None:
    network = build_mountains(7, seed=2)
    bans = draw_bans(network, share, 5, size) if size else mixed_bans(network, share, 5)
    metric = build(network, bans).customise(network.costs)
    assert metric.is_turn_aware
    nodes = np.arange(network.n_nodes)
    for step in range(2):
        table = metric.many_to_many(nodes, nodes)
        for source in range(network.n_nodes):
            best = weights_by_chain(network, source, bans)
            for target in range(network.n_nodes):
                want = best.get(target, (UNREACHABLE,) * 5)[1:]
                assert cell(table, source, target) == want, (step, source, target)
        edges = np.arange(0, network.n_edges, 17)
        network, metric = network.closed(edges), metric.closed(edges)


def build(network: Network, bans: set[Chain]) -> Hierarchy:
    return Hierarchy.build(network.n_nodes, network.tail, network.head, forbidden=bans)


def test_paths_keep_to_the_turns_and_are_driven_edge_by_edge() -> None:
    network = build_mountains(9, seed=2)
    bans = mixed_bans(network, 0.2, seed=6)
    metric, n_found = build(network, bans).customise(network.costs), 0
    for source, target in np.random.default_rng(1).integers(0, 81, (80, 2)).tolist():
        want = weights_by_chain(network, source, bans).get(target)
        path = metric.find_path(source, target)
        assert (path is None) == (want is None)
        if path is None or want is None:
            continue
        n_found += 1
        assert path.choice == want[0]
        edges = path.edges.tolist()
        parts = {tuple(edges[i : i + size]) for size in (2, 3, 4) for i in range(len(edges))}
        assert not bans & parts
        assert [source, *network.head[edges].tolist()] == [*network.tail[edges].tolist(), target]
    assert n_found > 40


@pytest.mark.parametrize("direction", ["outbound", "inbound"])
def test_reach_keeps_to_the_turns(direction: str) -> None:
    network, nodes = build_mountains(9, seed=2), np.arange(81)
    metric = build(network, mixed_bans(network, 0.2, seed=7)).customise(network.costs)
    if direction == "outbound":
        times = metric.many_to_many([12], nodes).time_ms[0]
        reach = metric.reach(12, 300_000)
    else:
        times = metric.many_to_many(nodes, [12]).time_ms[:, 0]
        reach = metric.reach(12, 300_000, "inbound")
    want = np.flatnonzero((times != UNREACHABLE) & (times <= 300_000))
    assert 1 < len(want) < 81
    np.testing.assert_array_equal(reach.nodes, want)
    np.testing.assert_array_equal(reach.time_ms, times[want])


def test_the_turn_off_a_partly_driven_edge_counts_too() -> None:
    # 0 -e0-> 1 -e1-> 2, and round by 1 -e2-> 3 -e3-> 1; e0 to e1 is forbidden
    tail, head = np.array([0, 1, 1, 3]), np.array([1, 2, 3, 1])
    column = np.full(4, 100)
    hierarchy = Hierarchy.build(4, tail, head, forbidden=[(0, 1)])
    metric = hierarchy.customise(Costs(*[column] * 5))
    half = EdgePositions(np.array([0]), np.array([-1]), np.array([0.5]))
    assert metric.many_to_many(half, [2]).time_ms.tolist() == [[350]]
    assert metric.many_to_many([1], [2]).time_ms.tolist() == [[100]]
    on_e1 = EdgePositions(np.array([1]), np.array([-1]), np.array([0.5]))
    assert metric.many_to_many(half, on_e1).time_ms.tolist() == [[300]]
    path = metric.find_path(half, on_e1)
    assert path is not None
    assert path.edges.tolist() == [0, 2, 3, 1]
    assert (path.begin, path.end) == (0.5, 0.5)


def test_without_forbidden_turns_states_are_nodes() -> None:
    network = build_mountains(5, seed=1)
    turns = build_turns(25, network.tail, network.head, [])
    assert not turns.is_turn_aware
    assert turns.n_states == 25
    np.testing.assert_array_equal(turns.tail, network.tail)


def test_a_turn_between_edges_that_do_not_meet_is_refused() -> None:
    tail, head = np.array([0, 1, 0]), np.array([1, 2, 2])
    with pytest.raises(ValueError, match="edge 2 begins at node 0, want 1") as caught:
        build_turns(3, tail, head, [(0, 2), (0, 1), (7, 1), (1,)])
    assert "forbidden (7, 1): want edges 0 to 2" in str(caught.value)
    assert "forbidden (1,): want two edges or more" in str(caught.value)


def test_closing_an_edge_closes_all_its_links() -> None:
    tail, head = np.array([0, 3, 1, 1]), np.array([1, 1, 2, 3])
    hierarchy = Hierarchy.build(4, tail, head, forbidden=[(0, 3)])
    column = np.full(4, 10)
    metric = hierarchy.customise(Costs(*[column] * 5))
    assert metric.many_to_many([0, 3], [2]).time_ms.tolist() == [[20], [20]]
    closed = metric.updated([2], barred(1))
    assert closed.many_to_many([0, 3, 1], [2]).time_ms.tolist() == [[-1], [-1], [-1]]
