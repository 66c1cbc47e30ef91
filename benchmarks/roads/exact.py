"""Whether every time is that of SciPy's Dijkstra, before and after closures, on real roads.

python -m benchmarks.roads.exact FOLDER [--nodes 2000] [--tile 6]
"""

import argparse
from pathlib import Path

import numpy as np
from scipy.sparse.csgraph import dijkstra

from benchmarks.roads.engines import SciPy, time_matrix
from benchmarks.roads.networks import (
    Network,
    columns_of,
    draw_nodes,
    flat,
    open_roads,
    tile,
    weigh_roads,
)
from routing.roads.conditions import Conditions
from routing.roads.engines import DijkstraEngine
from routing.roads.graph import RoadGraph
from routing.roads.hierarchy import Costs, Hierarchy, build_hierarchy, edge_costs
from routing.roads.profiles import load_profiles
from routing.roads.road_points import at_node
from routing.roads.weights import edge_weights

ROUNDS = 3
CLOSED = 40


def check_profile(graph: RoadGraph, profile_id: str, size: int) -> int:
    """Return how many times differ on size² pairs, node-based, over rounds of closures."""
    network = flat(weigh_roads(graph, profile_id, "dry"))
    nodes, rng, wrong = draw_nodes(network, size), np.random.default_rng(4), 0
    metric = Hierarchy.build(network.n_nodes, network.tail, network.head).customise(network.costs)
    reference = SciPy(network)
    reference.customise()
    for _ in range(ROUNDS):
        times = metric.many_to_many(nodes, nodes).time_ms
        wrong += int((times != reference.times_ms(nodes)).sum())
        edges = rng.choice(network.n_edges, CLOSED, replace=False)
        metric = metric.closed(edges)
        reference.close(edges)
    return wrong


def check_turns(graph: RoadGraph, profile_id: str, size: int) -> int:
    """Return how many times differ where turn bans are kept; SciPy walks the split network."""
    network = flat(weigh_roads(graph, profile_id, "dry"))
    kind = load_profiles()[profile_id].kind
    hierarchy = build_hierarchy(graph, kind=kind)
    turns, nodes = hierarchy.turns, draw_nodes(network, size)
    metric = hierarchy.customise(network.costs)
    links = Costs(*(column[turns.link_edge] for column in columns_of(network.costs)))
    empty = np.zeros(turns.n_states)
    split = Network(network.name, turns.tail, turns.head, links, empty, empty)
    found = dijkstra(time_matrix(split, links), indices=nodes)
    states, which = turns.states_of(nodes)
    least = np.full((len(nodes), len(nodes)), np.inf)
    for state, column in zip(states.tolist(), which.tolist(), strict=True):
        least[:, column] = np.minimum(least[:, column], found[:, state])
    want = np.where(np.isinf(least), -1, least).astype(np.int64)
    return int((metric.many_to_many(nodes, nodes).time_ms != want).sum())


def check_measures(graph: RoadGraph, profile_id: str, size: int) -> int:
    """Return how many cells of the matrix by SciPy differ in any measure, with turn bans."""
    profile = load_profiles()[profile_id]
    weights = edge_weights(graph, profile, Conditions("rain", ()))
    nodes = np.random.default_rng(3).choice(len(graph.nodes), size, replace=False)
    metric = build_hierarchy(graph, kind=profile.kind).customise(edge_costs(graph, weights))
    points = [at_node(graph, node) for node in nodes.tolist()]
    want = DijkstraEngine(graph, weights, profile.kind).table(points, points)
    ours = metric.many_to_many(nodes, nodes)
    wrong = np.zeros((size, size), bool)
    for name in ("time_ms", "distance_m", "fuel_empty_ul", "fuel_full_ul"):
        wrong |= getattr(ours, name) != getattr(want, name)
    return int(wrong.sum())


def check_tiled(graph: RoadGraph, profile_id: str, side: int, pairs: int) -> int:
    """Return how many of some random pairs differ on the network laid side by side."""
    network = tile(flat(weigh_roads(graph, profile_id, "dry")), side)
    metric = Hierarchy.build(network.n_nodes, network.tail, network.head).customise(network.costs)
    nodes = draw_nodes(network, 2000)
    sources = nodes[: max(1, pairs // len(nodes))]
    want = dijkstra(time_matrix(network, network.costs), indices=sources)[:, nodes]
    return int((metric.many_to_many(sources, nodes).time_ms != want).sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="imported roads")
    parser.add_argument("--nodes", type=int, default=2000)
    parser.add_argument("--tile", type=int, default=6)
    options = parser.parse_args()
    graph, total = open_roads(options.folder), 0
    for profile_id in load_profiles():
        node_based = check_profile(graph, profile_id, options.nodes)
        turn_aware = check_turns(graph, profile_id, options.nodes)
        measures = check_measures(graph, profile_id, options.nodes // 4)
        total += node_based + turn_aware + measures
        print(
            f"{profile_id}: {ROUNDS} × {options.nodes}² times node-based, {node_based} differ; "
            f"{options.nodes}² turn-aware, {turn_aware} differ; "
            f"{options.nodes // 4}² in every measure, in rain, with preferences, {measures} differ"
        )
    wrong = check_tiled(graph, "truck", options.tile, 20_000)
    print(f"tiled {options.tile} × {options.tile}: 20,000 pairs, {wrong} differ")
    raise SystemExit(1 if total + wrong else 0)


if __name__ == "__main__":
    main()
