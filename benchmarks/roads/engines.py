"""What is measured: our hierarchy, RoutingKit, SciPy as the reference, and NetworkX."""

import importlib
from dataclasses import replace
from importlib.util import find_spec
from typing import Any, ClassVar, Protocol

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from benchmarks.roads.networks import Longs, Network, columns_of
from routing.roads.hierarchy import BARRED, Costs, Hierarchy, Metric

Reals = NDArray[np.float64]
ALL_STEPS = frozenset(("order", "season", "close", "table", "path"))


class Engine(Protocol):
    """One engine on one network; steps are called in this order, and as often as wished.

    Of a table it is asked for one row in `share` only, and the time is multiplied.
    """

    name: str
    steps: ClassVar[frozenset[str]]
    share: ClassVar[int]

    def order(self) -> None: ...
    def customise(self) -> None: ...
    def close(self, edges: Longs) -> None: ...
    def many_to_many(self, sources: Longs, targets: Longs) -> Any: ...  # as the engine likes
    def path(self, source: int, target: int) -> Any: ...  # likewise


class Ours:
    """The hierarchy of `routing.roads`."""

    name = "luco"
    steps: ClassVar = ALL_STEPS
    share: ClassVar = 1
    metric: Metric

    def __init__(self, network: Network) -> None:
        self.network = network

    def order(self) -> None:
        network = self.network
        self.hierarchy = Hierarchy.build(network.n_nodes, network.tail, network.head)

    def customise(self) -> None:
        self.metric = self.hierarchy.customise(self.network.costs)

    def close(self, edges: Longs) -> None:
        self.metric = self.metric.closed(edges)

    def many_to_many(self, sources: Longs, targets: Longs) -> Any:
        return self.metric.many_to_many(sources, targets)

    def path(self, source: int, target: int) -> Any:
        return self.metric.find_path(source, target)


class RoutingKit:
    """RoutingKit's hierarchy, in C++, through the routingkit-cch wheel."""

    name = "routingkit-cch"
    steps: ClassVar = ALL_STEPS
    share: ClassVar = 1
    barred = 2**31 - 1

    def __init__(self, network: Network) -> None:
        self.kit: Any = importlib.import_module("routingkit_cch")  # ships no types
        self.n_nodes = network.n_nodes
        # the wheel takes lists; making them is not held against it
        self.ends = network.tail.tolist(), network.head.tolist()
        self.places = network.lat.tolist(), network.lon.tolist()
        barred = network.costs.choice == BARRED
        self.weights = np.where(barred, self.barred, network.costs.time_ms).tolist()

    def order(self) -> None:
        order = self.kit.compute_order_inertial(self.n_nodes, *self.ends, *self.places)
        self.cch = self.kit.CCH(order, *self.ends, filter_always_inf_arcs=False)

    def customise(self) -> None:
        self.metric = self.kit.CCHMetric(self.cch, self.weights)

    def close(self, edges: Longs) -> None:
        updater = self.kit.CCHMetricPartialUpdater(self.cch)
        updater.apply(self.metric, {int(edge): self.barred for edge in edges})

    def many_to_many(self, sources: Longs, targets: Longs) -> list[list[int | None]]:
        pinned = self.kit.CCHOneToMany(self.metric, targets.tolist())
        return [pinned.distances_from(node) for node in sources.tolist()]

    def path(self, source: int, target: int) -> Any:
        found = self.kit.CCHQuery(self.metric).run(source, target)
        return found.distance, found.arc_path


class SciPy:
    """Dijkstra of scipy.sparse.csgraph: the reference, and the measure of the machine."""

    name = "SciPy Dijkstra"
    steps: ClassVar = frozenset(("table",))
    share: ClassVar = 20

    def __init__(self, network: Network) -> None:
        self.network = network

    def order(self) -> None:
        """Need none."""

    def customise(self) -> None:
        self.matrix = time_matrix(self.network, self.network.costs)

    def close(self, edges: Longs) -> None:
        choice, *measures = columns_of(self.network.costs)
        choice = choice.copy()
        choice[edges] = BARRED
        self.network = replace(self.network, costs=Costs(choice, *measures))
        self.customise()

    def many_to_many(self, sources: Longs, targets: Longs) -> Reals:
        found: Reals = dijkstra(self.matrix, indices=sources)
        return found[:, targets]

    def times_ms(self, nodes: Longs) -> Longs:
        found = self.many_to_many(nodes, nodes)
        return np.where(np.isinf(found), -1, found).astype(np.int64)

    def path(self, source: int, target: int) -> Any:
        return dijkstra(self.matrix, indices=source, return_predecessors=True)


class NetworkX:
    """Dijkstra of networkx, in Python."""

    name = "networkx"
    steps: ClassVar = frozenset(("table",))
    share: ClassVar = 250

    def __init__(self, network: Network) -> None:
        self.network = network

    def order(self) -> None:
        """Need none."""

    def customise(self) -> None:
        matrix = time_matrix(self.network, self.network.costs)
        self.graph = nx.from_scipy_sparse_array(matrix, create_using=nx.DiGraph)

    def close(self, edges: Longs) -> None:
        ends = zip(self.network.tail[edges], self.network.head[edges], strict=True)
        self.graph.remove_edges_from(list(ends))

    def many_to_many(self, sources: Longs, targets: Longs) -> list[list[float]]:
        rows = (
            nx.single_source_dijkstra_path_length(self.graph, source)
            for source in sources.tolist()
        )
        wanted = targets.tolist()
        return [[row[target] for target in wanted] for row in rows]

    def path(self, source: int, target: int) -> Any:
        return nx.dijkstra_path(self.graph, source, target)


def time_matrix(network: Network, costs: Costs) -> csr_array:
    """Return the times of open edges, parallel ones collapsed to the least."""
    is_open = costs.choice != BARRED
    time, n = costs.time_ms[is_open], network.n_nodes
    order = np.argsort(time, kind="stable")
    tail, head = network.tail[is_open][order], network.head[is_open][order]
    _, first = np.unique(tail * n + head, return_index=True)
    values = time[order][first].astype(np.float64)
    return csr_array((values, (tail[first], head[first])), shape=(n, n))


def list_engines(network: Network) -> list[Engine]:
    """Return our engine and the peers that need nothing but the network; say what is missing."""
    engines: list[Engine] = [Ours(network)]
    if find_spec("routingkit_cch") is None:
        print("routingkit-cch is not installed: left out; use scripts/bench")
    else:
        engines.append(RoutingKit(network))
    return [*engines, SciPy(network), NetworkX(network)]
