"""The part of a hierarchy that no weight changes: ranks, arcs, and where each edge went."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from routing.roads.hierarchy import chordal
from routing.roads.hierarchy.fields import Ints, Longs
from routing.roads.hierarchy.order import elimination_rank


class Tree(NamedTuple):
    """What compiled code sees; nodes are ranks, each arc leads from a lower to a higher one.

    Arcs of node v are ``up_start[v] : up_start[v + 1]``, heads ascending; the first head is the
    parent in the elimination tree, and all heads are ancestors. ``down_arc`` lists, by their
    head, the arcs that come from below, tails ascending. Every arc has two *slots*:
    ``2 * arc`` is driven upwards, ``2 * arc + 1`` downwards. `slot_edge` lists the edges by
    slot, each slot's ascending, `slot_start` where they begin.
    """

    up_start: Ints
    up_head: Ints
    arc_tail: Ints
    down_start: Ints
    down_arc: Ints
    slot_start: Ints
    slot_edge: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Topology:
    """Ranks of the nodes, the slot of every edge (-1: a loop, never used), and the tree."""

    rank: Ints
    slot: Ints
    tree: Tree

    @property
    def n_nodes(self) -> int:
        """Number of nodes."""
        return len(self.rank)

    @property
    def n_edges(self) -> int:
        """Number of edges of the network, loops and parallel ones counted."""
        return len(self.slot)

    @property
    def n_arcs(self) -> int:
        """Number of arcs, shortcuts included."""
        return len(self.tree.up_head)


def build_topology(n_nodes: int, tail: Longs, head: Longs) -> Topology:
    """Return the topology of directed edges from ``tail[e]`` to ``head[e]``, all in range."""
    inner = np.flatnonzero(tail != head)
    rank = elimination_rank(n_nodes, tail[inner], head[inner])
    start, up_head, rank = _eliminate(rank, tail[inner], head[inner])
    a, b = rank[tail[inner]], rank[head[inner]]
    arcs = chordal.find_arcs(start, up_head, np.minimum(a, b), np.maximum(a, b))
    slot = np.full(len(tail), -1, np.int32)
    slot[inner] = 2 * arcs + (a > b)
    down_start, down_arc = chordal.group(n_nodes, up_head)
    n_slots = 2 * len(up_head)
    # loops go to a slot of their own behind the last, where nobody looks
    slot_start, slot_edge = chordal.group(n_slots + 1, np.where(slot < 0, n_slots, slot))
    tails = chordal.arc_tails(start)
    tree = Tree(start, up_head, tails, down_start, down_arc, slot_start, slot_edge)
    for array in (rank, slot, *tree):
        array.flags.writeable = False
    return Topology(rank, slot, tree)


def _eliminate(rank: Ints, tail: Longs, head: Longs) -> tuple[Ints, Ints, Ints]:
    """Return starts and heads of the arcs, and the ranks with every subtree contiguous."""
    a, b = rank[tail], rank[head]
    start, heads = chordal.eliminate(len(rank), np.minimum(a, b), np.maximum(a, b))
    contiguous = chordal.postorder(start, heads)
    start, heads = chordal.relabel(start, heads, contiguous)
    return start, heads, contiguous[rank]
