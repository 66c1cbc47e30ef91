"""A hierarchy with weights: many-to-many, single paths, what lies within reach, and closures."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from routing.roads.hierarchy import customise, search, sweep
from routing.roads.hierarchy.costs import Costs, pack
from routing.roads.hierarchy.entry_points import EntryPoints, at_nodes
from routing.roads.hierarchy.fields import (
    COLUMNS,
    DISTANCE,
    FUEL_EMPTY,
    FUEL_FULL,
    MEASURES,
    NO_PATH,
    TIME,
    Longs,
    Words,
    measure_limit,
)
from routing.roads.hierarchy.lanes import LANES
from routing.roads.hierarchy.topology import Topology

Direction = Literal["outbound", "inbound"]


@dataclass(frozen=True, slots=True, eq=False)
class PathTable:
    """Measures of the chosen paths ``[from, to]``; `UNREACHABLE` in all four without a path."""

    time_ms: Longs
    distance_m: Longs
    fuel_empty_ul: Longs
    fuel_full_ul: Longs


@dataclass(frozen=True, slots=True, eq=False)
class EdgePath:
    """One chosen path: its edges in driving order, and what it measures from point to point.

    `source_joint` and `target_joint` say by which of the points' joints it leads.
    """

    edges: Longs
    source_joint: int
    target_joint: int
    choice: int
    time_ms: int
    distance_m: int
    fuel_empty_ul: int
    fuel_full_ul: int


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """What a point reaches, or what reaches it, within a time: nodes, and how long it takes."""

    nodes: Longs
    time_ms: Longs


@dataclass(frozen=True, eq=False)
class Metric:
    """One state of the roads for one profile. Nothing in it ever changes.

    Whoever holds one may query it from as many threads as wished; `updated` returns another
    and leaves this one as it is.
    """

    topology: Topology
    edge_choice: Longs
    edge_measures: Words
    choice: Longs
    rows: Words

    def many_to_many(
        self,
        sources: EntryPoints | ArrayLike,
        targets: EntryPoints | ArrayLike,
        *,
        threads: int = 1,
    ) -> PathTable:
        """Return the measures of the chosen paths from every source to every target.

        Parameters
        ----------
        sources, targets
            Nodes, or points joined to nodes.
        threads
            How many processors may be used at once.
        """
        begin, end = _points(sources), _points(targets)
        out = np.empty((MEASURES, len(begin) * len(end)), np.int64)
        if out.size and not self._sweep(begin, end, out, threads):
            self._wide._sweep(begin, end, out, threads)  # noqa: SLF001
        table = out.reshape(MEASURES, len(begin), len(end))
        return PathTable(table[TIME], table[DISTANCE], table[FUEL_EMPTY], table[FUEL_FULL])

    def one_to_many(self, source: int, targets: EntryPoints | ArrayLike) -> PathTable:
        """Return the measures of the chosen paths from a node, as a table of one row."""
        return self.many_to_many([source], targets)

    def find_path(self, source: int | EntryPoints, target: int | EntryPoints) -> EdgePath | None:
        """Return the chosen path between two nodes (or two lone points), None when none leads."""
        begin, end = _points(source), _points(target)
        if len(begin) != 1 or len(end) != 1:
            raise ValueError(f"{len(begin)} sources, {len(end)} targets: want one of each")
        i, j, edges = search.find_edges(
            self._arcs(0), self._kernel_points(begin), self._kernel_points(end)
        )
        if i < 0:
            return None
        choice = self.edge_choice[edges].sum() + begin.choice[i] + end.choice[j]
        measures = self.edge_measures[edges].sum(axis=0, dtype=np.int64)
        measures += begin.measures[i] + end.measures[j]
        return EdgePath(edges, int(i), int(j), int(choice), *measures.tolist())

    def reach(
        self, point: int | EntryPoints, limit_ms: int, direction: Direction = "outbound"
    ) -> Reach:
        """Return the nodes whose chosen path from (or to) a point takes at most `limit_ms`."""
        arcs = self._arcs(1 if direction == "inbound" else 0)
        weight = search.reach(arcs, self._kernel_points(_points(point)))[self.topology.rank]
        time_ms = weight[:, 1 + TIME]
        nodes = np.flatnonzero((weight[:, 0] < NO_PATH) & (time_ms <= limit_ms))
        return Reach(nodes, time_ms[nodes])

    def updated(self, edges: ArrayLike, costs: Costs) -> "Metric":
        """Return the metric with other costs on some edges; `costs` has one row per edge named.

        Only what depends on these edges is weighed again; the outcome is the same as that of
        customising from the start. An edge named twice takes its last costs.
        """
        changed = np.asarray(edges, np.int64).reshape(-1)
        if len(changed) != len(costs):
            raise ValueError(f"{len(changed)} edges, {len(costs)} costs: want as many")
        some_choice, some_measures = pack(costs, self.topology.n_nodes)
        word = np.promote_types(some_measures.dtype, self.edge_measures.dtype)
        edge_choice = self.edge_choice.copy()
        edge_choice[changed] = some_choice
        edge_measures = _as_words(self.edge_measures, word)
        edge_measures[changed] = some_measures
        _freeze(edge_choice, edge_measures)
        slots = np.unique(self.topology.slot[changed]).astype(np.int64)
        slots = slots[slots >= 0]
        choice, rows = self.choice.copy(), _as_words(self.rows, word)
        limit = measure_limit(rows)
        if not customise.update(
            self.topology.tree, edge_choice, edge_measures, limit, choice, rows, slots
        ):
            return customised(self.topology, edge_choice, edge_measures)
        _freeze(choice, rows)
        return Metric(self.topology, edge_choice, edge_measures, choice, rows)

    def closed(self, edges: ArrayLike) -> "Metric":
        """Return the metric with some edges barred."""
        changed = np.asarray(edges, np.int64).reshape(-1)
        zeros = np.zeros(len(changed), np.int64)
        return self.updated(changed, Costs(zeros - 1, zeros, zeros, zeros, zeros))

    @cached_property
    def _wide(self) -> "Metric":
        """The same in 64-bit words, for paths whose measures do not fit narrower ones."""
        word = np.dtype(np.int64)
        measures, rows = _as_words(self.edge_measures, word), _as_words(self.rows, word)
        _freeze(measures, rows)
        return Metric(self.topology, self.edge_choice, measures, self.choice, rows)

    def _arcs(self, inward: int) -> sweep.Arcs:
        return sweep.Arcs(self.topology.tree, self.choice, self.rows, inward)

    def _kernel_points(self, points: EntryPoints) -> sweep.Points:
        ranks = self.topology.rank[points.node]
        measures = _as_words(points.measures, self.rows.dtype)
        return sweep.Points(points.start.copy(), ranks, points.choice.copy(), measures)

    def _sweep(self, sources: EntryPoints, targets: EntryPoints, out: Longs, threads: int) -> bool:
        """Fill the table from the side that has fewer points; False when words are too narrow."""
        limit = measure_limit(self.rows)
        most = max(points.measures.max(initial=0) for points in (sources, targets))
        if most >= limit:
            return False
        inward = int(len(sources) > len(targets))
        begin, end = (targets, sources) if inward else (sources, targets)
        arcs, points = self._arcs(inward), self._kernel_points(begin)
        cone = sweep.build_cone(arcs, self._kernel_points(end))
        parts = _in_parts(_tree_order(points), threads)

        def fill(order: Longs) -> bool:
            return sweep.sweep(arcs, cone, points, order, limit, out, len(targets))

        if len(parts) == 1:
            return fill(parts[0])
        with ThreadPoolExecutor(len(parts)) as pool:
            return all(pool.map(fill, parts))


def customised(topology: Topology, edge_choice: Longs, edge_measures: Words) -> Metric:
    """Return the metric of packed costs; 64-bit words where 32 bits are too narrow."""
    n_slots = 2 * topology.n_arcs
    for is_wide in (edge_measures.dtype == np.int64, True):
        measures = _as_words(edge_measures, np.int64) if is_wide else edge_measures
        choice = np.empty(n_slots, np.int64)
        rows = np.empty((n_slots, COLUMNS), measures.dtype)
        _freeze(edge_choice, measures)
        limit = measure_limit(rows)
        if customise.customise(
            topology.tree, topology.slot, edge_choice, measures, limit, choice, rows
        ):
            _freeze(choice, rows)
            return Metric(topology, edge_choice, measures, choice, rows)
    raise OverflowError("costs do not fit 64 bits; Costs should have been refused before")


def _as_words(values: Words, word: DTypeLike) -> Words:
    """Return a copy in words of this size."""
    words: Words = values.astype(word)
    return words


def _freeze(*arrays: NDArray[np.generic]) -> None:
    for array in arrays:
        array.flags.writeable = False


def _points(given: EntryPoints | ArrayLike) -> EntryPoints:
    return given if isinstance(given, EntryPoints) else at_nodes(given)


def _tree_order(points: sweep.Points) -> Longs:
    """Return the points so that those with most ancestors in common are neighbours."""
    first = np.full(len(points.start) - 1, -1, np.int64)
    has_joint = points.start[:-1] < points.start[1:]
    first[has_joint] = points.rank[points.start[:-1][has_joint]]
    return np.argsort(first, kind="stable")


def _in_parts(order: Longs, threads: int) -> list[Longs]:
    batches = -(-len(order) // LANES)
    parts = max(1, min(threads, batches))
    cuts = [LANES * (batches * i // parts) for i in range(1, parts)]
    return np.split(order, cuts)
