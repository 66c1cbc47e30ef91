"""The part of a hierarchy that no weight changes: ranks, arcs, and where each edge went."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from routing.roads.hierarchy import chordal
from routing.roads.hierarchy.fields import Ints
from routing.roads.hierarchy.order import elimination_rank

FORMAT: Final = 1
"""Raised when a stored topology can no longer be read as it was written."""

_DIGEST_FILE: Final = "digest.txt"


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
    """Ranks of the nodes, the slot of every edge (-1: a loop, never used), and the tree.

    `digest` is a hash of the network's edges: what was stored for one network is not taken
    for another.
    """

    digest: str
    rank: Ints
    slot: Ints
    tail: Ints
    head: Ints
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


def build_topology(n_nodes: int, tail: ArrayLike, head: ArrayLike) -> Topology:
    """Return the topology of a network of directed edges from ``tail[e]`` to ``head[e]``.

    Raises
    ------
    ValueError
        When an edge names a node outside ``0 .. n_nodes - 1``.
    """
    tails, heads = _ends(n_nodes, tail, head)
    inner = np.flatnonzero(tails != heads)
    rank = elimination_rank(n_nodes, tails[inner], heads[inner])
    start, up_head, rank = _eliminate(rank, tails[inner], heads[inner])
    a, b = rank[tails[inner]], rank[heads[inner]]
    arcs = chordal.find_arcs(start, up_head, np.minimum(a, b), np.maximum(a, b))
    slot = np.full(len(tails), -1, np.int32)
    slot[inner] = 2 * arcs + (a > b)
    down_start, down_arc = chordal.group(n_nodes, up_head)
    n_slots = 2 * len(up_head)
    # loops go to a slot of their own behind the last, where nobody looks
    slot_start, slot_edge = chordal.group(n_slots + 1, np.where(slot < 0, n_slots, slot))
    tree = Tree(
        start, up_head, chordal.arc_tails(start), down_start, down_arc, slot_start, slot_edge
    )
    topology = Topology(digest_of(n_nodes, tails, heads), rank, slot, tails, heads, tree)
    for array in (rank, slot, tails, heads, *tree):
        array.flags.writeable = False
    return topology


def _ends(n_nodes: int, tail: ArrayLike, head: ArrayLike) -> tuple[Ints, Ints]:
    tails = np.array(tail, np.int32)
    heads = np.array(head, np.int32)
    if tails.shape != heads.shape or tails.ndim != 1:
        raise ValueError(f"tail {tails.shape}, head {heads.shape}: want two lists of one length")
    ends = np.concatenate([tails, heads])
    if len(ends) and (ends.min() < 0 or ends.max() >= n_nodes):
        raise ValueError(f"edges join nodes {ends.min()} to {ends.max()}, want 0 to {n_nodes - 1}")
    return tails, heads


def _eliminate(rank: Ints, tail: Ints, head: Ints) -> tuple[Ints, Ints, Ints]:
    """Return starts and heads of the arcs, and the ranks with every subtree contiguous."""
    a, b = rank[tail], rank[head]
    start, heads = chordal.eliminate(len(rank), np.minimum(a, b), np.maximum(a, b))
    contiguous = chordal.postorder(start, heads)
    start, heads = chordal.relabel(start, heads, contiguous)
    return start, heads, contiguous[rank]


def digest_of(n_nodes: int, tail: Ints, head: Ints) -> str:
    """Return a hash of a network's edges, in their order."""
    content = hashlib.sha256(f"{FORMAT}:{n_nodes}:{len(tail)}".encode())
    content.update(np.ascontiguousarray(tail, np.int32).tobytes())
    content.update(np.ascontiguousarray(head, np.int32).tobytes())
    return content.hexdigest()[:32]


def save_topology(topology: Topology, folder: Path) -> None:
    """Write the topology as ``.npy`` files; the digest comes last, once all is there."""
    folder.mkdir(parents=True, exist_ok=True)
    digest = folder / _DIGEST_FILE
    digest.unlink(missing_ok=True)
    for name, array in _arrays(topology).items():
        np.save(folder / f"{name}.npy", array)
    digest.write_text(topology.digest + "\n", encoding="ascii")


def find_topology(folder: Path, n_nodes: int, tail: ArrayLike, head: ArrayLike) -> Topology | None:
    """Return what is stored for exactly these edges, memory-mapped; None when nothing is."""
    tails, heads = _ends(n_nodes, tail, head)
    digest = digest_of(n_nodes, tails, heads)
    stored = folder / _DIGEST_FILE
    if not stored.exists() or stored.read_text("ascii").strip() != digest:
        return None
    tree = Tree(*(_read(folder, name) for name in Tree._fields))
    rank, slot = _read(folder, "rank"), _read(folder, "slot")
    return Topology(digest, rank, slot, tails, heads, tree)


def _read(folder: Path, name: str) -> Ints:
    array: NDArray[np.int32] = np.load(folder / f"{name}.npy", mmap_mode="r")
    return array.view(np.ndarray)


def _arrays(topology: Topology) -> dict[str, Ints]:
    return {"rank": topology.rank, "slot": topology.slot, **topology.tree._asdict()}
