"""The networks of the roads benchmarks: an imported folder, and the same laid side by side."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from routing.roads.conditions import Conditions, Season
from routing.roads.graph import RoadGraph
from routing.roads.hierarchy import BARRED, Costs, edge_costs
from routing.roads.profiles import load_profiles
from routing.roads.store import load_roads
from routing.roads.weights import edge_weights

Longs = NDArray[np.int64]
CONNECTORS = 20
"""Edges that join two neighbouring tiles, each with its way back."""


@dataclass(frozen=True)
class Network:
    """Edges with costs; `lon` and `lat` serve the orders of peers only."""

    name: str
    tail: Longs
    head: Longs
    costs: Costs
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]

    @property
    def n_nodes(self) -> int:
        return len(self.lon)

    @property
    def n_edges(self) -> int:
        return len(self.tail)

    @property
    def title(self) -> str:
        return f"{self.name}: {self.n_nodes:,} nodes, {self.n_edges:,} edges"


def open_roads(folder: Path) -> RoadGraph:
    """Return an imported network, or say plainly that there is none."""
    if not (folder / "manifest.json").exists():
        raise SystemExit(
            f"{folder}: no imported roads; run ./luco roads import SOURCE -o {folder}"
        )
    return load_roads(folder)


def weigh_roads(graph: RoadGraph, profile_id: str, season: Season) -> Network:
    """Return the network as one profile sees it in one season."""
    profile = load_profiles()[profile_id]
    weights = edge_weights(graph, profile, Conditions(season, ()))
    nodes, edges = graph.nodes, graph.edges
    return Network(
        graph.name,
        edges.tail.astype(np.int64),
        edges.head.astype(np.int64),
        edge_costs(graph, weights),
        np.array(nodes.lon),
        np.array(nodes.lat),
    )


def columns_of(costs: Costs) -> tuple[Longs, ...]:
    measures = costs.time_ms, costs.distance_m, costs.fuel_empty_ul, costs.fuel_full_ul
    return (costs.choice, *measures)


def flat(network: Network) -> Network:
    """Return the network where time alone decides, as for peers that know one weight only."""
    choice, *measures = columns_of(network.costs)
    choice = np.where(choice == BARRED, BARRED, network.costs.time_ms)
    costs = Costs(choice, *measures)
    return Network(network.name, network.tail, network.head, costs, network.lon, network.lat)


def tile(network: Network, side: int, seed: int = 1) -> Network:
    """Return side × side copies of a network, each joined to its neighbours by connectors.

    Connectors join the largest parts in which all nodes reach each other, so that all copies
    become one network.
    """
    n, rng = network.n_nodes, np.random.default_rng(seed)
    width, height = np.ptp(network.lon), np.ptp(network.lat)
    main = largest_part(network)
    east, north = (main[np.argsort(at[main])] for at in (network.lon, network.lat))
    tail = [network.tail + n * k for k in range(side * side)]
    head = [network.head + n * k for k in range(side * side)]
    for k in range(side * side):
        for is_inner, last, first, step in (
            (k % side + 1 < side, east[-3 * CONNECTORS :], east[: 3 * CONNECTORS], 1),
            (k + side < side * side, north[-3 * CONNECTORS :], north[: 3 * CONNECTORS], side),
        ):
            if is_inner:
                a = rng.choice(last, CONNECTORS, replace=False) + n * k
                b = rng.choice(first, CONNECTORS, replace=False) + n * (k + step)
                tail += [a, b]
                head += [b, a]
    tails, heads = np.concatenate(tail), np.concatenate(head)
    joined = rng.integers(60_000, 180_000, len(tails) - side * side * network.n_edges)
    columns = [np.tile(column, side * side) for column in columns_of(network.costs)]
    extra = joined, joined, joined // 100, joined * 8, joined * 12
    costs = Costs(*(np.concatenate(pair) for pair in zip(columns, extra, strict=True)))
    place = np.arange(side * side)
    return Network(
        f"{network.name} × {side * side}",
        tails,
        heads,
        costs,
        (network.lon + (place % side)[:, None] * width).ravel(),
        (network.lat + (place // side)[:, None] * height).ravel(),
    )


def largest_part(network: Network) -> Longs:
    """Return the nodes of the largest part in which all reach each other."""
    is_open = network.costs.choice != BARRED
    ends = network.tail[is_open], network.head[is_open]
    matrix = coo_array((np.ones(is_open.sum()), ends), (network.n_nodes, network.n_nodes))
    _, part = connected_components(matrix, directed=True, connection="strong")
    return np.flatnonzero(part == np.bincount(part).argmax())


def draw_nodes(network: Network, size: int, seed: int = 5) -> Longs:
    """Return nodes that all reach each other, drawn from the largest such part."""
    largest = largest_part(network)
    if len(largest) < size:
        raise SystemExit(
            f"{network.title}: only {len(largest)} nodes reach each other, want {size}"
        )
    return np.random.default_rng(seed).choice(largest, size, replace=False)
