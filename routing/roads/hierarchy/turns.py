"""Turns that are forbidden: nodes are split where it matters by which edge one arrived.

A vehicle is in a *state*: at a node, free to leave by any edge, or at the end of an edge from
which some turns are forbidden. Every edge becomes one *link* for each state it may be entered
from. Without forbidden turns states are nodes and links are edges.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from routing.roads.hierarchy.fields import Longs


@dataclass(frozen=True, slots=True, eq=False)
class Turns:
    """Links between states. State s < `n_nodes` is node s.

    State ``n_nodes + i`` lies at the end of edge ``strict_edge[i]`` (ascending), at the node
    ``strict_node[i]``. Link l drives edge ``link_edge[l]`` from state ``tail[l]`` to ``head[l]``;
    the links of edge e are ``link_start[e] : link_start[e + 1]``, the first from its tail node.
    """

    n_nodes: int
    tail: Longs
    head: Longs
    link_edge: Longs
    link_start: Longs
    strict_edge: Longs
    strict_node: Longs

    @property
    def n_states(self) -> int:
        """Number of states."""
        return self.n_nodes + len(self.strict_edge)

    @property
    def n_edges(self) -> int:
        """Number of edges of the network."""
        return len(self.link_start) - 1

    @property
    def is_turn_aware(self) -> bool:
        """Whether any turn is forbidden."""
        return len(self.strict_edge) > 0

    def links_of(self, edges: Longs) -> tuple[Longs, Longs]:
        """Return the links of some edges, and which of the edges each belongs to."""
        counts = self.link_start[edges + 1] - self.link_start[edges]
        which = np.repeat(np.arange(len(edges)), counts)
        return _ranges(self.link_start[edges], counts), which

    def states_of(self, nodes: Longs) -> tuple[Longs, Longs]:
        """Return all states at some nodes, and which of the nodes each belongs to."""
        if not self.is_turn_aware:
            return nodes, np.arange(len(nodes))
        order = np.argsort(self.strict_node, kind="stable")
        sorted_nodes = self.strict_node[order]
        first = np.searchsorted(sorted_nodes, nodes, "left")
        counts = np.searchsorted(sorted_nodes, nodes, "right") - first
        strict = self.n_nodes + order[_ranges(first, counts)]
        which = np.concatenate([np.arange(len(nodes)), np.repeat(np.arange(len(nodes)), counts)])
        return np.concatenate([nodes, strict]), which


def build_turns(
    n_nodes: int, tail: ArrayLike, head: ArrayLike, forbidden: ArrayLike | None = None
) -> Turns:
    """Return states and links of a network of directed edges from ``tail[e]`` to ``head[e]``.

    Parameters
    ----------
    forbidden
        Pairs (edge, next edge) that may not be driven one right after the other. The next edge
        begins where the first ends.

    Raises
    ------
    ValueError
        When an edge names a node outside ``0 .. n_nodes - 1``, or a forbidden turn edges that
        do not follow each other.
    """
    tails, heads = _ends(n_nodes, tail, head)
    edges, none = np.arange(len(tails)), np.zeros(0, np.int64)
    pairs = none if forbidden is None else np.asarray(forbidden, np.int64)
    if not pairs.size:
        return Turns(n_nodes, tails, heads, edges, np.arange(len(tails) + 1), none, none)
    pairs = np.unique(pairs.reshape(-1, 2), axis=0)
    _check_pairs(pairs, tails, heads)
    strict = np.unique(pairs[:, 0])
    from_state, edge = _strict_links(strict, pairs, tails, heads, n_nodes)
    edges = np.concatenate([edges, edge])
    froms = np.concatenate([tails, from_state])
    order = np.argsort(edges, kind="stable")
    edges, froms = edges[order], froms[order]
    arrive = heads.copy()
    arrive[strict] = n_nodes + np.arange(len(strict))
    start = np.searchsorted(edges, np.arange(len(tails) + 1))
    return Turns(n_nodes, froms, arrive[edges], edges, start, strict, heads[strict])


def _strict_links(
    strict: Longs, pairs: Longs, tails: Longs, heads: Longs, n_nodes: int
) -> tuple[Longs, Longs]:
    """Return the state at the end of a strict edge and the edge behind it, of permitted turns."""
    by_tail = np.argsort(tails, kind="stable")
    first = np.searchsorted(tails[by_tail], heads[strict], "left")
    counts = np.searchsorted(tails[by_tail], heads[strict], "right") - first
    which = np.repeat(np.arange(len(strict)), counts)
    following = by_tail[_ranges(first, counts)]
    size = max(len(tails), 1)
    is_permitted = ~np.isin(strict[which] * size + following, pairs[:, 0] * size + pairs[:, 1])
    return n_nodes + which[is_permitted], following[is_permitted]


def _ranges(first: Longs, counts: Longs) -> Longs:
    """Return ``first[i] .. first[i] + counts[i] - 1`` for every i, one after the other."""
    begin = np.cumsum(counts) - counts
    ranges: Longs = np.arange(counts.sum()) + np.repeat(first - begin, counts)
    return ranges


def _ends(n_nodes: int, tail: ArrayLike, head: ArrayLike) -> tuple[Longs, Longs]:
    tails, heads = np.asarray(tail, np.int64), np.asarray(head, np.int64)
    if tails.shape != heads.shape or tails.ndim != 1:
        raise ValueError(f"tail {tails.shape}, head {heads.shape}: want two lists of one length")
    ends = np.concatenate([tails, heads])
    if len(ends) and (ends.min() < 0 or ends.max() >= n_nodes):
        raise ValueError(f"edges join nodes {ends.min()} to {ends.max()}, want 0 to {n_nodes - 1}")
    return tails, heads


def _check_pairs(pairs: Longs, tails: Longs, heads: Longs) -> None:
    faults = []
    for first, second in pairs.tolist():
        if not (0 <= first < len(tails) and 0 <= second < len(tails)):
            faults.append(f"turn {first} to {second}: want edges 0 to {len(tails) - 1}")
        elif heads[first] != tails[second]:
            faults.append(
                f"turn {first} to {second}: edge {second} begins at node {tails[second]}, "
                f"want {heads[first]}, where edge {first} ends"
            )
    if faults:
        raise ValueError("; ".join(faults))
