"""Turns that are forbidden: nodes are split where it matters by which edges one arrived.

A vehicle is in a *state*: at a node, free to leave by any edge, or somewhere along a ban, a
chain of edges that may not all be driven one right after the other. Every edge becomes one
*link* for each state it may be entered from. Without bans states are nodes and links are edges.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from routing.roads.hierarchy.fields import Longs

Chain = tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Turns:
    """Links between states. State s < `n_nodes` is node s, free of any ban.

    State ``n_nodes + i`` lies at the node ``strict_node[i]``. Link l drives edge
    ``link_edge[l]`` from state ``tail[l]`` to ``head[l]``; the links of edge e are
    ``link_start[e] : link_start[e + 1]``, the first from its tail node.
    """

    n_nodes: int
    tail: Longs
    head: Longs
    link_edge: Longs
    link_start: Longs
    strict_node: Longs

    @property
    def n_states(self) -> int:
        """Number of states."""
        return self.n_nodes + len(self.strict_node)

    @property
    def n_edges(self) -> int:
        """Number of edges of the network."""
        return len(self.link_start) - 1

    @property
    def is_turn_aware(self) -> bool:
        """Whether any turn is forbidden."""
        return len(self.strict_node) > 0

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

    def nodes_of(self, states: Longs) -> Longs:
        """Return the nodes at which states lie."""
        return np.concatenate([np.arange(self.n_nodes), self.strict_node])[states]


def build_turns(
    n_nodes: int,
    tail: ArrayLike,
    head: ArrayLike,
    forbidden: Iterable[Sequence[int]] = (),
) -> Turns:
    """Return states and links of a network of directed edges from ``tail[e]`` to ``head[e]``.

    Parameters
    ----------
    forbidden
        Chains of two or more edges that may not all be driven one right after the other; each
        edge begins where the one before ends.

    Raises
    ------
    ValueError
        When an edge names a node outside ``0 .. n_nodes - 1``, or a chain edges that do not
        follow each other.
    """
    tails, heads = _ends(n_nodes, tail, head)
    bans = {tuple(int(edge) for edge in chain) for chain in forbidden}
    if not bans:
        edges, starts = np.arange(len(tails)), np.arange(len(tails) + 1)
        return Turns(n_nodes, tails, heads, edges, starts, np.zeros(0, np.int64))
    _check_bans(bans, tails, heads)
    begun = sorted({chain[:size] for chain in bans for size in range(1, len(chain))})
    state = {chain: n_nodes + i for i, chain in enumerate(begun)}
    arrive = heads.copy()
    for chain in begun:
        if len(chain) == 1:
            arrive[chain[0]] = state[chain]
    links = np.array(_strict_links(state, bans, tails, heads, arrive), np.int64).reshape(-1, 3)
    edges = np.concatenate([np.arange(len(tails)), links[:, 0]])
    order = np.argsort(edges, kind="stable")
    return Turns(
        n_nodes,
        np.concatenate([tails, links[:, 1]])[order],
        np.concatenate([arrive, links[:, 2]])[order],
        edges[order],
        np.searchsorted(edges[order], np.arange(len(tails) + 1)),
        heads[[chain[-1] for chain in begun]],
    )


def _strict_links(
    state: dict[Chain, int], bans: set[Chain], tails: Longs, heads: Longs, arrive: Longs
) -> list[tuple[int, int, int]]:
    """Return edge, state before and state behind it, for all ways out of a ban begun.

    References
    ----------
    Aho, Corasick (1975), Efficient string matching, doi 10.1145/360825.360855; Villeneuve,
    Desaulniers (2005), The shortest path problem with forbidden paths,
    doi 10.1016/j.ejor.2004.01.032.
    """
    by_tail = np.argsort(tails, kind="stable")
    sorted_tails = tails[by_tail]
    links = []
    for chain, before in state.items():
        node = heads[chain[-1]]
        first, last = (np.searchsorted(sorted_tails, node, side) for side in ("left", "right"))
        for edge in by_tail[first:last].tolist():
            endings = [(*chain[skipped:], edge) for skipped in range(len(chain))]
            if not any(ending in bans for ending in endings):
                behind = (state[ending] for ending in endings if ending in state)
                links.append((edge, before, next(behind, int(arrive[edge]))))
    return links


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


def _check_bans(bans: set[Chain], tails: Longs, heads: Longs) -> None:
    faults = []
    for chain in sorted(bans):
        name = f"forbidden {chain}"
        if len(chain) < 2:
            faults.append(f"{name}: want two edges or more")
        elif min(chain) < 0 or max(chain) >= len(tails):
            faults.append(f"{name}: want edges 0 to {len(tails) - 1}")
        else:
            faults += [
                f"{name}: edge {second} begins at node {tails[second]}, want {heads[first]}, "
                f"where edge {first} ends"
                for first, second in pairwise(chain)
                if heads[first] != tails[second]
            ]
    if faults:
        raise ValueError("; ".join(faults))
