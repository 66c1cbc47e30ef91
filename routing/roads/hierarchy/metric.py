"""A hierarchy with weights: many-to-many, single paths, what lies within reach, and closures."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from routing.roads.hierarchy import search, table
from routing.roads.hierarchy.costs import Costs, pack
from routing.roads.hierarchy.direct import find_direct, is_direct_less
from routing.roads.hierarchy.fields import (
    BARRED,
    DISTANCE,
    FUEL_EMPTY,
    FUEL_FULL,
    MEASURES,
    NO_PATH,
    TIME,
    Longs,
)
from routing.roads.hierarchy.positions import (
    NO_EDGE,
    EdgePositions,
    Joints,
    leave_nodes,
    leave_positions,
    reach_nodes,
    reach_positions,
)
from routing.roads.hierarchy.turns import Turns
from routing.roads.hierarchy.weighed import Weighed

Direction = Literal["outbound", "inbound"]
Places = EdgePositions | ArrayLike
"""Positions along edges, or nodes."""


@dataclass(frozen=True, slots=True, eq=False)
class PathTable:
    """Measures of the chosen paths ``[from, to]``; `UNREACHABLE` in all four without a path."""

    time_ms: Longs
    distance_m: Longs
    fuel_empty_ul: Longs
    fuel_full_ul: Longs


@dataclass(frozen=True, slots=True, eq=False)
class EdgePath:
    """A chosen path: its edges in driving order, and what it measures.

    The first edge is driven from the fraction `begin` on, the last up to `end`; all others are
    driven whole.
    """

    edges: Longs
    begin: float
    end: float
    choice: int
    time_ms: int
    distance_m: int
    fuel_empty_ul: int
    fuel_full_ul: int


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """What a place reaches, or what reaches it, within a time: nodes, and how long it takes."""

    nodes: Longs
    time_ms: Longs


@dataclass(frozen=True, eq=False)
class Metric:
    """One state of the roads for one profile. Nothing in it ever changes.

    Whoever holds one may query it from as many threads as wished; `updated` returns another
    and leaves this one as it is, so that a running query ends on the roads it began on.
    """

    turns: Turns
    weighed: Weighed

    @property
    def is_turn_aware(self) -> bool:
        """Whether forbidden turns are kept."""
        return self.turns.is_turn_aware

    def many_to_many(self, sources: Places, targets: Places, *, threads: int = 1) -> PathTable:
        """Return the measures of the chosen paths from every source to every target.

        Parameters
        ----------
        threads
            How many processors may be used at once.

        References
        ----------
        Delling, Goldberg, Werneck (2011), Faster Batched Shortest Paths in Road Networks,
        doi 10.4230/OASIcs.ATMOS.2011.52.
        """
        is_direct = isinstance(sources, EdgePositions) and isinstance(targets, EdgePositions)
        leave, reach = self._leave(sources), self._reach(targets)
        out = np.empty((MEASURES + is_direct, len(leave) * len(reach)), np.int64)
        if out.size and not table.fill(self.weighed, leave, reach, out, threads):
            table.fill(self._wide, leave, reach, out, threads)
        if isinstance(sources, EdgePositions) and isinstance(targets, EdgePositions):
            self._drive_directly(sources, targets, out)
        cells = out.reshape(len(out), len(leave), len(reach))
        return PathTable(cells[TIME], cells[DISTANCE], cells[FUEL_EMPTY], cells[FUEL_FULL])

    def one_to_many(self, source: int, targets: Places) -> PathTable:
        """Return the measures of the chosen paths from a node, as a table of one row."""
        return self.many_to_many([source], targets)

    def find_path(
        self, source: int | EdgePositions, target: int | EdgePositions
    ) -> EdgePath | None:
        """Return the chosen path between two nodes or lone positions, None when none leads."""
        leave, reach = self._leave(source), self._reach(target)
        if len(leave) != 1 or len(reach) != 1:
            raise ValueError(f"{len(leave)} sources, {len(reach)} targets: want one of each")
        path = self._search(leave, reach)
        if isinstance(source, EdgePositions) and isinstance(target, EdgePositions):
            return self._shorter(path, source, target)
        return path

    def reach(
        self, place: int | EdgePositions, limit_ms: int, direction: Direction = "outbound"
    ) -> Reach:
        """Return the nodes whose chosen path from (or to) a place takes at most `limit_ms`."""
        is_inbound = direction == "inbound"
        joints = self._reach(place) if is_inbound else self._leave(place)
        if len(joints) != 1:
            raise ValueError(f"{len(joints)} places: want one")
        arcs = table.arcs_of(self.weighed, int(is_inbound))
        weight = search.reach(arcs, table.points_of(self.weighed, joints))
        weight = weight[self.weighed.topology.rank]
        if self.is_turn_aware and not is_inbound:
            weight = self._least_of_states(weight)
        time_ms = weight[: self.turns.n_nodes, 1 + TIME]
        is_open = weight[: self.turns.n_nodes, 0] < NO_PATH
        nodes = np.flatnonzero(is_open & (time_ms <= limit_ms))
        return Reach(nodes, time_ms[nodes])

    def updated(self, edges: ArrayLike, costs: Costs) -> "Metric":
        """Return the metric with other costs on some edges; `costs` has one row per edge named.

        Only what depends on these edges is weighed again; the outcome is the same as that of
        customising from the start. An edge named twice takes its last costs.
        """
        changed = np.asarray(edges, np.int64).reshape(-1)
        if len(changed) != len(costs):
            raise ValueError(f"{len(changed)} edges, {len(costs)} costs: want as many")
        _check_range("edge", changed, self.turns.n_edges)
        choice, measures = pack(costs, self.turns.n_states)
        links, which = self.turns.links_of(changed)
        return Metric(self.turns, self.weighed.changed(links, choice[which], measures[which]))

    def closed(self, edges: ArrayLike) -> "Metric":
        """Return the metric with some edges barred."""
        changed = np.asarray(edges, np.int64).reshape(-1)
        gone = np.full(len(changed), BARRED, np.int64)
        return self.updated(changed, Costs(gone, gone, gone, gone, gone))

    @cached_property
    def _wide(self) -> Weighed:
        return self.weighed.widened()

    def _leave(self, places: int | Places) -> Joints:
        if isinstance(places, EdgePositions):
            return leave_positions(
                self.turns, self.weighed.edge_choice, self.weighed.edge_measures, places
            )
        return leave_nodes(self._nodes(places))

    def _reach(self, places: int | Places) -> Joints:
        if isinstance(places, EdgePositions):
            return reach_positions(
                self.turns, self.weighed.edge_choice, self.weighed.edge_measures, places
            )
        return reach_nodes(self.turns, self._nodes(places))

    def _nodes(self, given: ArrayLike) -> Longs:
        nodes = np.asarray(given, np.int64).reshape(-1)
        _check_range("node", nodes, self.turns.n_nodes)
        return nodes

    def _drive_directly(self, sources: EdgePositions, targets: EdgePositions, out: Longs) -> None:
        """Put drives along one edge into a table where they are less; choices stand last."""
        direct = find_direct(
            self.turns, self.weighed.edge_choice, self.weighed.edge_measures, sources, targets
        )
        cells = direct.origin * len(targets) + direct.destination
        is_less = is_direct_less(direct, np.roll(out[:, cells].T, 1, axis=1))
        out[:MEASURES, cells[is_less]] = direct.weight[is_less, 1:].T

    def _search(self, leave: Joints, reach: Joints) -> EdgePath | None:
        arcs = table.arcs_of(self.weighed, 0)
        i, j, links = search.find_links(
            arcs,
            self.weighed.via,
            table.points_of(self.weighed, leave),
            table.points_of(self.weighed, reach),
        )
        if i < 0:
            return None
        weight = leave.weight[i] + reach.weight[j]
        weight[0] += self.weighed.edge_choice[links].sum()
        weight[1:] += self.weighed.edge_measures[links].sum(axis=0, dtype=np.int64)
        edges, begin, end = _joined(leave, i, self.turns.link_edge[links], reach, j)
        return EdgePath(edges, begin, end, *weight.tolist())

    def _shorter(
        self, path: EdgePath | None, source: EdgePositions, target: EdgePositions
    ) -> EdgePath | None:
        """Return the drive along one edge if there is one and it is less, else the path."""
        direct = find_direct(
            self.turns, self.weighed.edge_choice, self.weighed.edge_measures, source, target
        )
        weight = [NO_PATH] + [0] * MEASURES if path is None else _weight_of(path)
        if not len(direct.edge) or not is_direct_less(direct, np.array([weight]))[0]:
            return path
        begin, end = float(direct.begin[0]), float(direct.end[0])
        return EdgePath(direct.edge[:1], begin, end, *direct.weight[0].tolist())

    def _least_of_states(self, weight: Longs) -> Longs:
        """Return the least weight among the states of every node."""
        nodes = np.concatenate([np.arange(self.turns.n_nodes), self.turns.strict_node])
        order = np.lexsort([*weight.T[::-1], nodes])
        first = np.searchsorted(nodes[order], np.arange(self.turns.n_nodes))
        return weight[order[first]]


def _joined(
    leave: Joints, i: int, driven: Longs, reach: Joints, j: int
) -> tuple[Longs, float, float]:
    """Return a path's edges with the parts at both ends, and where on these it begins and ends."""
    first, last = leave.edge[i : i + 1], reach.edge[j : j + 1]
    edges = np.concatenate([first[first != NO_EDGE], driven, last[last != NO_EDGE]])
    begin = leave.fraction[i] if leave.edge[i] != NO_EDGE else 0.0
    end = reach.fraction[j] if reach.edge[j] != NO_EDGE else 1.0
    return edges, float(begin), float(end)


def _weight_of(path: EdgePath) -> list[int]:
    return [path.choice, path.time_ms, path.distance_m, path.fuel_empty_ul, path.fuel_full_ul]


def _check_range(name: str, values: Longs, end: int) -> None:
    if len(values) and (values.min() < 0 or values.max() >= end):
        raise IndexError(f"{name}s {values.min()} to {values.max()}, want 0 to {end - 1}")
