"""Many-to-many, single paths and reach, against Dijkstra; before and after closures."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from routing.roads.hierarchy import BARRED, UNREACHABLE, Costs, Hierarchy, Metric
from routing.roads.hierarchy.fields import NO_PATH
from tests.unit.roads.hierarchy.reference import (
    Longs,
    Network,
    barred,
    build_mountains,
    cell,
    columns_of,
    differences,
    least_weights,
)


def metric_of(network: Network) -> Metric:
    hierarchy = Hierarchy.build(network.n_nodes, network.tail, network.head)
    return hierarchy.customise(network.costs)


def flat(network: Network) -> Network:
    """The same roads where time alone decides."""
    _, *measures = columns_of(network.costs)
    choice = np.where(network.costs.choice == BARRED, BARRED, network.costs.time_ms)
    return Network(network.n_nodes, network.tail, network.head, Costs(choice, *measures))


def scipy_times(network: Network) -> Longs:
    """Times of all pairs, parallel edges collapsed to the least; -1 without a path."""
    is_open = network.costs.choice != BARRED
    time = network.costs.time_ms[is_open]
    order = np.argsort(time, kind="stable")
    pairs = np.stack([network.tail[is_open], network.head[is_open]])[:, order]
    _, first = np.unique(pairs[0] * network.n_nodes + pairs[1], return_index=True)
    # SciPy takes a stored zero for a road without length, which is what is meant
    matrix = csr_array((time[order][first].astype(float), pairs[:, first]), (network.n_nodes,) * 2)
    found = dijkstra(matrix)
    return np.where(np.isinf(found), -1, found).astype(np.int64)


@pytest.fixture(scope="module")
def mountains() -> Network:
    return build_mountains(18, seed=1)


@pytest.fixture(scope="module")
def metric(mountains: Network) -> Metric:
    return metric_of(mountains)


def test_times_equal_scipy_on_every_pair_before_and_after_closures() -> None:
    network = flat(build_mountains(22, seed=7))
    nodes = np.arange(network.n_nodes)
    metric, rng = metric_of(network), np.random.default_rng(3)
    for _ in range(3):
        table = metric.many_to_many(nodes, nodes)
        np.testing.assert_array_equal(table.time_ms, scipy_times(network))
        edges = rng.choice(network.n_edges, 15, replace=False)
        network, metric = network.closed(edges), metric.closed(edges)


def test_all_measures_are_those_of_the_chosen_path(mountains: Network, metric: Metric) -> None:
    sources, targets = np.arange(0, 324, 9), np.arange(5, 324, 7)
    table = metric.many_to_many(sources, targets)
    assert differences(mountains, table, sources, targets) == []
    assert (table.time_ms == UNREACHABLE).any()


def test_more_sources_than_targets_changes_nothing(mountains: Network, metric: Metric) -> None:
    sources, targets = np.arange(0, 324, 4), np.array([3, 300, 3])
    table = metric.many_to_many(sources, targets)
    assert differences(mountains, table, sources, targets) == []


def test_updating_is_the_same_as_customising_anew(mountains: Network, metric: Metric) -> None:
    rng = np.random.default_rng(11)
    for _ in range(5):
        edges = np.unique(rng.integers(0, mountains.n_edges, 12))
        columns = [rng.integers(0, 50_000, len(edges)) for _ in range(5)]
        columns[0][rng.random(len(edges)) < 0.5] = BARRED
        mountains = mountains.with_costs(edges, Costs(*columns))
        metric = metric.updated(edges, Costs(*columns))
        anew = metric_of(mountains)
        np.testing.assert_array_equal(metric.weighed.choice, anew.weighed.choice)
        np.testing.assert_array_equal(metric.weighed.rows, anew.weighed.rows)
        np.testing.assert_array_equal(metric.weighed.via, anew.weighed.via)


def test_reopening_brings_back_what_was_there(mountains: Network, metric: Metric) -> None:
    edges = np.arange(0, mountains.n_edges, 40)
    before = Costs(*(column[edges] for column in columns_of(mountains.costs)))
    again = metric.closed(edges).updated(edges, before)
    np.testing.assert_array_equal(again.weighed.choice, metric.weighed.choice)
    np.testing.assert_array_equal(again.weighed.rows, metric.weighed.rows)


def test_a_closure_leaves_the_old_metric_as_it_was(metric: Metric) -> None:
    nodes = np.arange(0, 324, 10)
    before = metric.many_to_many(nodes, nodes)
    closed = metric.closed(np.arange(0, 600, 3)).many_to_many(nodes, nodes)
    after = metric.many_to_many(nodes, nodes)
    np.testing.assert_array_equal(before.time_ms, after.time_ms)
    assert (closed.time_ms != before.time_ms).any()
    with pytest.raises(ValueError, match="read-only"):
        metric.weighed.choice[0] = 0


def test_an_edge_named_twice_takes_its_last_costs() -> None:
    network = Network(2, np.array([0]), np.array([1]), costs_of((5, 5, 5, 5, 5)))
    metric = metric_of(network).updated([0, 0], costs_of((7, 7, 7, 7, 7), (9, 8, 7, 6, 5)))
    assert cell(metric.many_to_many([0], [1]), 0, 0) == (8, 7, 6, 5)


def test_paths_are_driven_edge_by_edge(mountains: Network, metric: Metric) -> None:
    pairs = [(int(a), int(b)) for a, b in np.random.default_rng(2).integers(0, 324, (60, 2))]
    for source, target in pairs:
        want = least_weights(mountains, source).get(target)
        path = metric.find_path(source, target)
        if path is None:
            assert want is None
            continue
        measured = (path.time_ms, path.distance_m, path.fuel_empty_ul, path.fuel_full_ul)
        assert (path.choice, *measured) == want
        ends = [source, *mountains.head[path.edges].tolist()]
        assert ends[-1] == target
        assert ends[:-1] == mountains.tail[path.edges].tolist()


@pytest.mark.parametrize("direction", ["outbound", "inbound"])
def test_reach_holds_what_the_table_says(metric: Metric, direction: str) -> None:
    nodes, hour_ms = np.arange(324), 400_000
    table = metric.many_to_many([40], nodes) if direction == "outbound" else None
    times = table.time_ms[0] if table else metric.many_to_many(nodes, [40]).time_ms[:, 0]
    reach = metric.reach(40, hour_ms, "outbound" if direction == "outbound" else "inbound")
    want = np.flatnonzero((times != UNREACHABLE) & (times <= hour_ms))
    assert 1 < len(want) < 324
    np.testing.assert_array_equal(reach.nodes, want)
    np.testing.assert_array_equal(reach.time_ms, times[want])


def test_threads_may_query_at_the_same_time(metric: Metric) -> None:
    nodes = np.arange(324)
    alone = metric.many_to_many(nodes, nodes)
    with ThreadPoolExecutor(4) as pool:
        tables = list(pool.map(lambda _: metric.many_to_many(nodes, nodes), range(8)))
    for table in [*tables, metric.many_to_many(nodes, nodes, threads=3)]:
        np.testing.assert_array_equal(table.time_ms, alone.time_ms)
        np.testing.assert_array_equal(table.fuel_full_ul, alone.fuel_full_ul)


def costs_of(*rows: tuple[int, int, int, int, int]) -> Costs:
    return Costs(*(np.array(column, np.int64) for column in zip(*rows, strict=True)))


def test_equal_choice_is_settled_by_time_then_distance_then_fuel() -> None:
    # five parallel edges 0 -> 1, each beaten by the next in one later measure
    rows = (10, 9, 0, 0, 0), (10, 8, 9, 0, 0), (10, 8, 7, 9, 0), (10, 8, 7, 6, 9), (10, 8, 7, 6, 5)
    network = Network(2, np.zeros(5, np.int64), np.ones(5, np.int64), costs_of(*rows))
    assert cell(metric_of(network).many_to_many([0], [1]), 0, 0) == (8, 7, 6, 5)


def test_among_twins_alike_in_everything_the_lower_edge_is_driven() -> None:
    network = Network(
        2, np.zeros(3, np.int64), np.ones(3, np.int64), costs_of(*[(4, 4, 4, 4, 4)] * 3)
    )
    path = metric_of(network).find_path(0, 1)
    assert path is not None
    assert path.edges.tolist() == [0]


@pytest.mark.parametrize("rise", [2**20, 2**29, 2**40])
def test_sums_beyond_32_bits_are_exact(rise: int) -> None:
    # a chain of 40 nodes: 39 edges of `rise` each go through every size of word on the way
    nodes = np.arange(40)
    column = np.full(39, rise, np.int64)
    network = Network(40, nodes[:-1], nodes[1:], Costs(*[column] * 5))
    metric = metric_of(network)
    table = metric.many_to_many(nodes, nodes)
    want = rise * (nodes[None, :] - nodes[:, None])
    np.testing.assert_array_equal(table.fuel_full_ul, np.where(want < 0, UNREACHABLE, want))
    path = metric.find_path(0, 39)
    assert path is not None
    assert path.distance_m == 39 * rise


def test_an_update_beyond_32_bits_is_exact() -> None:
    network = Network(3, np.array([0, 1]), np.array([1, 2]), costs_of(*[(1, 1, 1, 1, 1)] * 2))
    metric = metric_of(network).updated([1], costs_of((2**40, 2**40, 2**35, 2**30 - 5, 7)))
    assert cell(metric.many_to_many([0], [2]), 0, 0) == (2**40 + 1, 2**35 + 1, 2**30 - 4, 8)
    metric = metric_of(network).updated([0, 1], costs_of(*[(1, 2**30 - 5, 1, 1, 1)] * 2))
    assert cell(metric.many_to_many([0], [2]), 0, 0) == (2**31 - 10, 2, 2, 2)


def test_nodes_of_which_all_roads_are_closed_are_islands(mountains: Network) -> None:
    touching = np.flatnonzero((mountains.tail == 50) | (mountains.head == 50))
    metric = metric_of(mountains).closed(touching)
    nodes = np.arange(324)
    there, back = metric.many_to_many([50], nodes), metric.many_to_many(nodes, [50])
    assert (np.flatnonzero(there.time_ms[0] != UNREACHABLE) == [50]).all()
    assert (np.flatnonzero(back.time_ms[:, 0] != UNREACHABLE) == [50]).all()
    assert metric.find_path(50, 51) is None
    assert metric.reach(50, 10**9).nodes.tolist() == [50]


def test_everything_barred_leaves_no_path(mountains: Network) -> None:
    size = mountains.n_edges
    metric = metric_of(mountains.closed(np.arange(size)))
    assert (metric.weighed.choice == NO_PATH).all()
    reopened = metric.updated(np.arange(size), mountains.costs)
    np.testing.assert_array_equal(reopened.weighed.rows, metric_of(mountains).weighed.rows)


@pytest.mark.parametrize("n_nodes", [0, 1, 3])
def test_a_network_without_edges_has_no_paths(n_nodes: int) -> None:
    none = np.zeros(0, np.int64)
    metric = metric_of(Network(n_nodes, none, none, barred(0)))
    nodes = np.arange(n_nodes)
    table = metric.many_to_many(nodes, nodes)
    np.testing.assert_array_equal(table.time_ms, np.eye(n_nodes, dtype=np.int64) - 1)


def test_empty_lists_give_empty_tables(metric: Metric) -> None:
    assert metric.many_to_many([], [1, 2]).time_ms.shape == (0, 2)
    assert metric.many_to_many([1, 2], []).time_ms.shape == (2, 0)


def test_a_node_that_is_not_there_is_refused(metric: Metric) -> None:
    with pytest.raises(IndexError, match="324"):
        metric.many_to_many([324], [0])
    with pytest.raises(IndexError, match="-1"):
        metric.find_path(0, -1)


def test_edges_and_costs_of_an_update_must_be_as_many(metric: Metric) -> None:
    with pytest.raises(ValueError, match="2 edges, 1 costs"):
        metric.updated([1, 2], barred(1))
    with pytest.raises(IndexError, match="edge"):
        metric.closed([-1])
