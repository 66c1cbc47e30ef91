"""The weights of all slots at one state of the roads, and how the next state comes of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import DTypeLike, NDArray

from routing.roads.hierarchy import customise
from routing.roads.hierarchy.fields import MEASURES, Ints, Longs, Words, measure_limit
from routing.roads.hierarchy.topology import Topology


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """What the edges of a topology cost, and what its slots weigh therefore; read-only."""

    topology: Topology
    edge_choice: Longs
    edge_measures: Words
    choice: Longs
    rows: Words
    via: Ints

    def __post_init__(self) -> None:
        freeze(self.edge_choice, self.edge_measures, self.choice, self.rows, self.via)

    def changed(self, edges: Longs, some_choice: Longs, some_measures: Words) -> "Weighed":
        """Return the weights with other costs on some edges; an edge named twice takes its last.

        Only what depends on these edges is weighed again.
        """
        word = np.promote_types(some_measures.dtype, self.edge_measures.dtype)
        edge_choice, edge_measures = self.edge_choice.copy(), as_words(self.edge_measures, word)
        edge_choice[edges] = some_choice
        edge_measures[edges] = some_measures
        freeze(edge_choice, edge_measures)
        slots = np.unique(self.topology.slot[edges]).astype(np.int64)
        choice, rows, via = self.choice.copy(), as_words(self.rows, word), self.via.copy()
        if customise.update(
            self.topology.tree, edge_choice, edge_measures, measure_limit(rows), choice, rows,
            via, slots[slots >= 0],
        ):  # fmt: skip
            return Weighed(self.topology, edge_choice, edge_measures, choice, rows, via)
        return weigh(self.topology, edge_choice, edge_measures)

    def widened(self) -> "Weighed":
        """Return the same in 64-bit words, for paths whose measures do not fit narrower ones."""
        edge_measures, rows = as_words(self.edge_measures, np.int64), as_words(self.rows, np.int64)
        return Weighed(self.topology, self.edge_choice, edge_measures, self.choice, rows, self.via)


def weigh(topology: Topology, edge_choice: Longs, edge_measures: Words) -> Weighed:
    """Return the weights of packed costs; in 64-bit words where sums do not fit 32."""
    freeze(edge_choice, edge_measures)
    choice = np.empty(2 * topology.n_arcs, np.int64)
    rows = np.empty((len(choice), MEASURES), edge_measures.dtype)
    via = np.empty((len(choice), 2), np.int32)
    if customise.customise(
        topology.tree, edge_choice, edge_measures, measure_limit(rows), choice,
        rows, via,
    ):  # fmt: skip
        return Weighed(topology, edge_choice, edge_measures, choice, rows, via)
    if edge_measures.dtype == np.int64:
        raise OverflowError("costs do not fit 64 bits; packing should have refused them")
    return weigh(topology, edge_choice, as_words(edge_measures, np.int64))


def as_words(values: Words, word: DTypeLike) -> Words:
    """Return a copy in words of this size."""
    words: Words = values.astype(word, order="C")
    return words


def freeze(*arrays: NDArray[np.generic]) -> None:
    """Make arrays read-only: compiled code is made for arrays that are, or that are not."""
    for array in arrays:
        array.flags.writeable = False
