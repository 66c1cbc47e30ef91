"""The hierarchy as an engine: points on the roads in, tables and paths out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from os import cpu_count
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from routing.roads.engines import UNREACHABLE, Table
from routing.roads.graph import RoadGraph
from routing.roads.road_points import BACKWARD, FORWARD, NO_EDGE, Piece, RoadPoint, node_at
from routing.roads.vocabulary import access_bit
from routing.roads.weights import EdgeWeights

if TYPE_CHECKING:
    from routing.roads.hierarchy import EdgePositions, Hierarchy, Metric

Longs = NDArray[np.int64]
_LARGE_TABLE: Final = 200_000
_FOREVER_MS: Final = 2**62


@dataclass(frozen=True, slots=True)
class HierarchyEngine:
    """Asks a metric of the hierarchy."""

    graph: RoadGraph
    kind: str
    hierarchy: "Hierarchy"
    metric: "Metric"

    def table(self, sources: Sequence[RoadPoint], targets: Sequence[RoadPoint]) -> Table:
        """Return the measures between all points; large tables use all processors."""
        threads = (cpu_count() or 1) if len(sources) * len(targets) >= _LARGE_TABLE else 1
        if all(point.is_node for point in (*sources, *targets)):
            found = self.metric.many_to_many(_nodes(sources), _nodes(targets), threads=threads)
        else:
            found = self.metric.many_to_many(
                self._positions(sources), self._positions(targets), threads=threads
            )
        return Table(found.time_ms, found.distance_m, found.fuel_empty_ul, found.fuel_full_ul)

    def pieces(self, source: RoadPoint, target: RoadPoint) -> tuple[Piece, ...] | None:
        """Return the chosen path between two points, None when none leads."""
        if source.is_node and target.is_node:
            found = self.metric.find_path(source.node, target.node)
        else:
            found = self.metric.find_path(self._positions([source]), self._positions([target]))
        if found is None:
            return None
        pieces = list(map(Piece, found.edges.tolist()))
        if pieces:
            pieces[0] = pieces[0]._replace(begin=found.begin)
            pieces[-1] = pieces[-1]._replace(end=found.end)
        return tuple(piece for piece in pieces if piece.begin < piece.end)

    def times(self, point: RoadPoint, *, inbound: bool) -> Longs:
        """Return the milliseconds to every node, or inbound from there, else `UNREACHABLE`."""
        place = point.node if point.is_node else self._positions([point])
        found = self.metric.reach(place, _FOREVER_MS, "inbound" if inbound else "outbound")
        times = np.full(len(self.graph.nodes), UNREACHABLE, np.int64)
        times[found.nodes] = found.time_ms
        return times

    def fits(self, kind: str) -> bool:
        """Tell whether the order also serves another kind of vehicle."""
        ours, theirs = (set(self.graph.turns.bans(access_bit(each))) for each in (self.kind, kind))
        return ours == theirs

    def customised(self, weights: EdgeWeights) -> "HierarchyEngine":
        """Return the engine of weights that differ everywhere."""
        from routing.roads.hierarchy.of_roads import edge_costs  # noqa: PLC0415 - loads numba

        return replace(self, metric=self.hierarchy.customise(edge_costs(self.graph, weights)))

    def updated(self, weights: EdgeWeights, changed: Longs) -> "HierarchyEngine":
        """Return the engine of other weights on some edges."""
        from routing.roads.hierarchy.of_roads import edge_costs  # noqa: PLC0415 - loads numba

        if not len(changed):
            return self
        metric = self.metric.updated(changed, edge_costs(self.graph, weights, changed))
        return replace(self, metric=metric)

    def _positions(self, points: Sequence[RoadPoint]) -> "EdgePositions":
        from routing.roads.hierarchy import EdgePositions  # noqa: PLC0415 - loads numba

        rows = np.array([self._row(point) for point in points], dtype=np.float64).reshape(-1, 4)
        edge, twin, node = np.ascontiguousarray(rows[:, :3].T).astype(np.int64)
        return EdgePositions(edge, twin, rows[:, 3].copy(), node)

    def _row(self, point: RoadPoint) -> tuple[int, int, int, float]:
        """Return the edge a point is on and its twin, or the node it is, and the share driven."""
        node = node_at(self.graph, point)
        if node is not None:
            return NO_EDGE, NO_EDGE, node, 0.0
        twin = int(self.graph.edges.twin[point.edge])
        if point.sides == FORWARD:
            return point.edge, NO_EDGE, NO_EDGE, point.share
        if point.sides == BACKWARD:
            return twin, NO_EDGE, NO_EDGE, 1.0 - point.share
        return point.edge, twin, NO_EDGE, point.share


def build_hierarchy_engine(
    graph: RoadGraph, weights: EdgeWeights, kind: str, *, cache: Path | None = None
) -> HierarchyEngine | None:
    """Return the engine of a network, None where compiled code cannot be had."""
    try:
        from routing.roads.hierarchy.of_roads import (  # noqa: PLC0415 - loads numba
            build_hierarchy,
            edge_costs,
        )
    except ImportError:
        return None
    hierarchy = build_hierarchy(graph, kind=kind, cache=cache)
    metric = hierarchy.customise(edge_costs(graph, weights))
    return HierarchyEngine(graph, kind, hierarchy, metric)


def _nodes(points: Sequence[RoadPoint]) -> Longs:
    return np.array([point.node for point in points], dtype=np.int64)
