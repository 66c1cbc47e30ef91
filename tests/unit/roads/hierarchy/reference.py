"""What the hierarchy is held against: plain Dijkstra, and networks that look like mountains."""

import heapq
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.roads.hierarchy import BARRED, Costs, PathTable

Longs = NDArray[np.int64]
Weight = tuple[int, ...]
NOWHERE: Weight = (-1, -1, -1, -1, -1)


@dataclass(frozen=True)
class Network:
    """Edges from ``tail[e]`` to ``head[e]`` and what they cost."""

    n_nodes: int
    tail: Longs
    head: Longs
    costs: Costs

    @property
    def n_edges(self) -> int:
        return len(self.tail)

    def with_costs(self, edges: Longs, some: Costs) -> "Network":
        columns = [column.copy() for column in columns_of(self.costs)]
        for column, values in zip(columns, columns_of(some), strict=True):
            column[edges] = values
        return Network(self.n_nodes, self.tail, self.head, Costs(*columns))

    def closed(self, edges: Longs) -> "Network":
        return self.with_costs(edges, barred(len(edges)))


def columns_of(costs: Costs) -> tuple[Longs, ...]:
    return (
        costs.choice,
        costs.time_ms,
        costs.distance_m,
        costs.fuel_empty_ul,
        costs.fuel_full_ul,
    )


def barred(size: int) -> Costs:
    gone = np.full(size, BARRED, np.int64)
    return Costs(gone, gone, gone, gone, gone)


def least_weights(network: Network, source: int) -> dict[int, Weight]:
    """Return choice, time, distance and fuels of the chosen path to every node reached."""
    leaving: dict[int, list[tuple[int, Weight]]] = {}
    rows = zip(*(column.tolist() for column in columns_of(network.costs)), strict=True)
    for tail, head, weight in zip(network.tail.tolist(), network.head.tolist(), rows, strict=True):
        if weight[0] != BARRED:
            leaving.setdefault(tail, []).append((head, weight))
    best: dict[int, Weight] = {source: (0, 0, 0, 0, 0)}
    queue, done = [(best[source], source)], set()
    while queue:
        weight, node = heapq.heappop(queue)
        if node in done:
            continue
        done.add(node)
        for head, step in leaving.get(node, ()):
            reached = tuple(a + b for a, b in zip(weight, step, strict=True))
            if head not in best or reached < best[head]:
                best[head] = reached
                heapq.heappush(queue, (reached, head))
    return best


def cell(table: PathTable, i: int, j: int) -> Weight:
    """Return time, distance and fuels of a pair."""
    columns = (table.time_ms, table.distance_m, table.fuel_empty_ul, table.fuel_full_ul)
    return tuple(int(column[i, j]) for column in columns)


def differences(network: Network, table: PathTable, sources: Longs, targets: Longs) -> list[str]:
    """Return the cells that are not what Dijkstra finds, in words."""
    found = []
    for i, source in enumerate(sources.tolist()):
        best = least_weights(network, source)
        for j, target in enumerate(targets.tolist()):
            want = best.get(target, NOWHERE)[1:]
            if cell(table, i, j) != want:
                found.append(f"{source} to {target}: {cell(table, i, j)}, want {want}")
    return found


def build_mountains(side: int, seed: int) -> Network:
    """Return a grid of valleys: slow climbs, quick descents, one-ways, barred and twin roads.

    Some edges are parallel, some have no length at all, some lead back to where they begin; a
    part of the nodes hangs on the rest by one road or by none.
    """
    rng = np.random.default_rng(seed)
    node = np.arange(side * side).reshape(side, side)
    a = np.concatenate([node[:, :-1].ravel(), node[:-1].ravel()])
    b = np.concatenate([node[:, 1:].ravel(), node[1:].ravel()])
    kept = rng.random(len(a)) < 0.8
    a, b = a[kept], b[kept]
    twin = rng.choice(len(a), len(a) // 10)
    tail = np.concatenate([a, b, a[twin], rng.integers(0, side * side, side)])
    head = np.concatenate([b, a, b[twin], tail[-side:]])
    height = 40 * np.hypot(*np.mgrid[:side, :side]).ravel() + rng.integers(0, 300, side * side)
    length = 200 + rng.integers(0, 20, len(tail)) * 50
    length[rng.random(len(tail)) < 0.05] = 0
    climb = np.maximum(height[head] - height[tail], 0).astype(np.int64)
    time_ms = length * 90 + climb * 500 * (length > 0)
    choice = time_ms * rng.choice([1000, 1080, 1200], len(tail))
    choice[rng.random(len(tail)) < 0.05] = BARRED
    fuel = length * 60 + climb * 900
    return Network(side * side, tail, head, Costs(choice, time_ms, length, fuel, fuel * 3 // 2))
