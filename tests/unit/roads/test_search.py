import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from routing.roads.search import NO_EDGE, build_search, search_from
from routing.roads.weights import BARRED
from tests.unit.roads.hills import Arc, graph_of


def last_edges(n: int, arcs: list[Arc]) -> list[int]:
    search = build_search(*graph_of(n, arcs))
    return [int(edge) for edge in search_from(search, np.array([0])).last_edge[0]]


def test_least_time_times_preference_wins_over_least_time() -> None:
    # Node 0 to 1: 100 ms disliked at 3, or 250 ms at 1.
    assert last_edges(2, [(0, 1, 100, 9, 3000), (0, 1, 250, 9, 1000)])[1] == 1


def test_among_equals_the_least_time_wins() -> None:
    # By way of 1: 2 × 200 ms at 1; by way of 2: 2 × 100 ms at 2. Both cost 400.
    arcs = [
        (0, 1, 200, 1, 1000),
        (1, 3, 200, 1, 1000),
        (0, 2, 100, 50, 2000),
        (2, 3, 100, 50, 2000),
    ]
    assert last_edges(4, arcs)[3] == 3


def test_among_equal_times_the_least_distance_wins() -> None:
    arcs = [
        (0, 1, 100, 70, 1000),
        (1, 3, 100, 30, 1000),
        (0, 2, 150, 40, 1000),
        (2, 3, 50, 59, 1000),
    ]
    assert last_edges(4, arcs)[3] == 3


def test_among_equal_distances_the_lower_edge_wins() -> None:
    arcs = [
        (0, 2, 100, 50, 1000),
        (0, 1, 100, 50, 1000),
        (2, 3, 100, 50, 1000),
        (1, 3, 100, 50, 1000),
    ]
    assert last_edges(4, arcs)[3] == 2


def test_parallel_edges_and_loops_are_collapsed() -> None:
    search = build_search(
        *graph_of(2, [(0, 0, 1, 1, 1000), (0, 1, 9, 1, 1000), (0, 1, 5, 1, 1000)])
    )
    assert search.edge.tolist() == [2]


def test_barred_edges_lead_nowhere() -> None:
    assert last_edges(2, [(0, 1, BARRED, 5, 1000)]) == [NO_EDGE, NO_EDGE]


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
    search = build_search(*graph_of(n, arcs))
    trees = search_from(search, np.array([0]))
    for node, wanted in enumerate(best_by_hand(n, arcs)):
        if wanted is None:
            assert np.isinf(trees.cost[0, node])
            assert trees.last_edge[0, node] == NO_EDGE
            continue
        cost = time_ms = length_m = 0
        at = node
        while at != 0:
            arc = arcs[int(trees.last_edge[0, at])]
            cost, time_ms, length_m = (
                cost + arc[2] * arc[4],
                time_ms + arc[2],
                length_m + arc[3],
            )
            assert int(trees.parent[0, at]) == arc[0]
            at = arc[0]
        assert (cost, time_ms, length_m) == wanted
