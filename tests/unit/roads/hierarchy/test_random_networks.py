"""Whatever the network, whatever closes and reopens: the hierarchy finds what Dijkstra finds."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.roads.hierarchy import BARRED, Costs, Hierarchy
from tests.unit.roads.hierarchy.reference import Network, columns_of, differences


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Small networks: one-ways, loops, twins, zero lengths, islands, ties in every measure."""
    n_nodes = draw(st.integers(1, 12))
    most = draw(st.sampled_from([1, 3, 100, 2**29, 2**31]))
    node = st.integers(0, n_nodes - 1)
    rows = draw(st.lists(st.tuples(node, node, costs(most)), max_size=40))
    tail, head = (np.array([row[i] for row in rows], np.int64) for i in (0, 1))
    return Network(n_nodes, tail, head, costs_of([row[2] for row in rows]))


def costs(most: int) -> st.SearchStrategy[tuple[int, ...]]:
    measure = st.integers(0, most)
    choice = st.one_of(st.just(BARRED), measure, measure, measure)
    return st.tuples(choice, measure, measure, measure, measure)


def costs_of(rows: list[tuple[int, ...]]) -> Costs:
    return Costs(*(np.array([row[i] for row in rows], np.int64) for i in range(5)))


@settings(max_examples=150)
@given(networks(), st.data())
def test_tables_are_exact_before_and_after_changes(network: Network, data: st.DataObject) -> None:
    nodes = np.arange(network.n_nodes)
    hierarchy = Hierarchy.build(network.n_nodes, network.tail, network.head)
    metric = hierarchy.customise(network.costs)
    assert differences(network, metric.many_to_many(nodes, nodes), nodes, nodes) == []
    if network.n_edges == 0:
        return
    edge = st.integers(0, network.n_edges - 1)
    edges = np.array(data.draw(st.lists(edge, max_size=5, unique=True)), np.int64)
    some = costs_of([data.draw(costs(100)) for _ in edges])
    changed, metric = network.with_costs(edges, some), metric.updated(edges, some)
    assert differences(changed, metric.many_to_many(nodes, nodes), nodes, nodes) == []
    before = Costs(*(column[edges] for column in columns_of(network.costs)))
    metric = metric.updated(edges, before)
    assert differences(network, metric.many_to_many(nodes, nodes), nodes, nodes) == []
