"""What edges and parts of them cost, in whole numbers that always add up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.roads.graph import RoadGraph
from routing.roads.road_points import Piece, Reals, part_of
from routing.roads.weights import EdgeWeights

Longs = NDArray[np.int64]

CHOICE: Final = 0
TIME: Final = 1
DISTANCE: Final = 2
FUEL_EMPTY: Final = 3
FUEL_FULL: Final = 4
COLUMNS: Final = 5
"""Columns of costs: the choice, then milliseconds, metres, microlitres empty and full. Drives
compare by them in this order."""


@dataclass(frozen=True, slots=True, eq=False)
class EdgeCosts:
    """One row of costs for every edge; that of a barred one means nothing."""

    rows: Longs

    @classmethod
    def of(cls, graph: RoadGraph, weights: EdgeWeights) -> "EdgeCosts":
        """Return the costs of every edge."""
        columns = (
            weights.choice,
            weights.time_ms,
            graph.edges.length_m.astype(np.int64),
            weights.fuel_empty_ul,
            weights.fuel_full_ul,
        )
        return cls(np.column_stack(columns))

    def until(self, edges: Longs, share: Reals) -> Longs:
        """Return what edges cost from their tails to shares of them."""
        return part_of(self.rows[edges], share[:, None])

    def after(self, edges: Longs, share: Reals) -> Longs:
        """Return what edges cost from shares of them to their heads."""
        return self.rows[edges] - self.until(edges, share)

    def of_pieces(self, pieces: Sequence[Piece]) -> Longs:
        """Return one row of costs for every piece."""
        edges = np.array([piece.edge for piece in pieces], dtype=np.int64)
        begin = np.array([piece.begin for piece in pieces], dtype=np.float64)
        end = np.array([piece.end for piece in pieces], dtype=np.float64)
        return self.until(edges, end) - self.until(edges, begin)
