import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.roads.search import PathTrees, build_search, search_from
from routing.roads.weights import BARRED
from tests.unit.roads.hills import Arc, graph_of


def trees_of(n: int, arcs: list[Arc]) -> PathTrees:
    graph, weights = graph_of(n, arcs)
    return search_from(build_search(graph, weights, "truck"), np.array([0]))


def edges_to(node: int, n: int, arcs: list[Arc]) -> tuple[int, ...]:
    return trees_of(n, arcs).edges_to(0, node)


def test_least_time_times_preference_wins_over_least_time() -> None:
    # Node 0 to 1: 100 ms disliked at 3, or 250 ms at 1.
    assert edges_to(1, 2, [(0, 1, 100, 9, 3000), (0, 1, 250, 9, 1000)]) == (1,)


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        # Both cost 400, by way of 1 in 400 ms, by way of 2 in 200 ms.
        ([(200, 1, 1000), (200, 1, 1000)], [(100, 50, 2000), (100, 50, 2000)]),
        # 200 ms each, 100 m or 99 m.
        ([(100, 70, 1000), (100, 30, 1000)], [(150, 40, 1000), (50, 59, 1000)]),
    ],
)
def test_among_equals_the_least_time_wins_then_the_least_distance(
    upper: list[tuple[int, int, int]], lower: list[tuple[int, int, int]]
) -> None:
    arcs = [(0, 1, *upper[0]), (1, 3, *upper[1]), (0, 2, *lower[0]), (2, 3, *lower[1])]
    assert edges_to(3, 4, arcs) == (2, 3)


def test_among_equal_distances_the_least_fuel_wins() -> None:
    arcs: list[Arc] = [
        (0, 1, 100, 50, 1000),
        (1, 3, 100, 50, 1000),
        (0, 2, 100, 50, 1000),
        (2, 3, 100, 50, 1000),
    ]
    graph, weights = graph_of(4, arcs)
    for name in ("fuel_full_ul", "fuel_empty_ul"):
        fuel = getattr(weights, name)
        fuel.flags.writeable = True
        fuel[3] -= 1
        trees = search_from(build_search(graph, weights, "truck"), np.array([0]))
        assert trees.edges_to(0, 3) == (2, 3)
        fuel[1] -= 2
        trees = search_from(build_search(graph, weights, "truck"), np.array([0]))
        assert trees.edges_to(0, 3) == (0, 1)


def test_among_equals_in_all_the_lower_last_edge_wins() -> None:
    arcs = [
        (0, 2, 100, 50, 1000),
        (0, 1, 100, 50, 1000),
        (2, 3, 100, 50, 1000),
        (1, 3, 100, 50, 1000),
    ]
    assert edges_to(3, 4, arcs) == (0, 2)


def test_a_tie_behind_a_tie_is_broken_by_the_whole_way() -> None:
    # Two ways to 3 of equal choice, 2 s and 1 s; then two ways on to 5, of which the first edge
    # alone says nothing: only the sums do.
    arcs = [
        (0, 1, 1000, 1, 1000),
        (1, 3, 1000, 1, 1000),
        (0, 2, 500, 1, 2000),
        (2, 3, 500, 1, 2000),
        (3, 5, 1000, 9, 1000),
        (0, 4, 1000, 9, 1000),
        (4, 5, 1000, 9, 2000),
    ]
    assert edges_to(5, 6, arcs) == (2, 3, 4)


def test_parallel_edges_and_loops_are_collapsed() -> None:
    graph, weights = graph_of(2, [(0, 0, 1, 1, 1000), (0, 1, 9, 1, 1000), (0, 1, 5, 1, 1000)])
    assert build_search(graph, weights, "truck").edge.tolist() == [2]


def test_barred_edges_lead_nowhere() -> None:
    trees = trees_of(2, [(0, 1, BARRED, 5, 1000)])
    assert np.isinf(trees.costs()[0, 1]).all()
    assert trees.costs()[0, 0].tolist() == [0] * 5


@st.composite
def networks(draw: st.DrawFn) -> tuple[int, list[Arc]]:
    n = draw(st.integers(1, 7))
    node = st.integers(0, n - 1)
    arc = st.tuples(
        node,
        node,
        st.sampled_from([BARRED, 1, 1, 2, 3, 4]),
        st.integers(0, 3),
        st.sampled_from([1000, 2000]),
    )
    return n, draw(st.lists(arc, max_size=20))


def best_by_hand(n: int, arcs: list[Arc]) -> list[tuple[int, int, int] | None]:
    """Cost, time, length of the best path from node 0 to each node, by relaxing until still."""
    best: list[tuple[int, int, int] | None] = [(0, 0, 0), *[None] * (n - 1)]
    for _ in range(n):
        for tail, head, time_ms, length_m, milli in arcs:
            start = best[tail]
            if time_ms == BARRED or start is None:
                continue
            reached = (start[0] + time_ms * milli, start[1] + time_ms, start[2] + length_m)
            known = best[head]
            if known is None or reached < known:
                best[head] = reached
    return best


@given(networks())
def test_chosen_paths_are_least_in_cost_then_time_then_distance(
    network: tuple[int, list[Arc]],
) -> None:
    n, arcs = network
    trees = trees_of(n, arcs)
    for node, wanted in enumerate(best_by_hand(n, arcs)):
        if wanted is None:
            assert np.isinf(trees.costs()[0, node]).all()
            assert trees.edges_to(0, node) == ()
            continue
        cost = time_ms = length_m = at = 0
        for edge in trees.edges_to(0, node):
            tail, head, edge_ms, edge_m, milli = arcs[edge]
            assert tail == at
            at, cost = head, cost + edge_ms * milli
            time_ms, length_m = time_ms + edge_ms, length_m + edge_m
        assert (at, cost, time_ms, length_m) == (node, *wanted)
        assert tuple(trees.costs()[0, node, :3]) == wanted
