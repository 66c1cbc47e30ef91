"""Where a drive stands and how it may go on: at a node, or behind an edge where turns are banned.

The line graph: without bans a drive is at a node and may leave by any edge. With bans it is
behind the edge driven last, and behind more of them where a ban of several edges has begun.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.roads.graph import RoadGraph
from routing.roads.measure import Longs, ranges

Chain = tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class TurnStates:
    """Link k drives ``edge[k]`` from state ``tail[k]`` to state ``head[k]``.

    State s lies at ``node[s]``. A drive that begins at node v is in state v; one that begins
    within edge e is in state ``behind[e]`` at the end of it.
    """

    node: Longs
    tail: Longs
    head: Longs
    edge: Longs
    behind: Longs

    def __len__(self) -> int:
        return len(self.node)

    def at_nodes(self, nodes: Longs) -> tuple[Longs, Longs]:
        """Return the states at some nodes, and which of the nodes each belongs to."""
        return _find_all(self.node, np.arange(len(self)), nodes)

    def before_edges(self, edges: Longs) -> tuple[Longs, Longs]:
        """Return the states from which some edges are entered, and which edge each is for."""
        return _find_all(self.edge, self.tail, edges)


def build_states(
    graph: RoadGraph, is_open: NDArray[np.bool_], bans: Sequence[Chain]
) -> TurnStates:
    """Return the states and links of the open edges under turn bans."""
    tail, head = graph.edges.tail.astype(np.int64), graph.edges.head.astype(np.int64)
    n_nodes, edge = len(graph.nodes), np.flatnonzero(is_open)
    if not bans:
        return TurnStates(np.arange(n_nodes), tail[edge], head[edge], edge, head)
    behind = n_nodes + np.arange(len(tail))
    started = _list_started(bans)
    begun = {chain: n_nodes + len(tail) + i for i, chain in enumerate(started)}
    order = np.argsort(tail[edge], kind="stable")
    by_tail = edge[order]
    before, after = _follow(head, by_tail, tail[by_tail], edge)
    is_plain = ~np.isin(before, [chain[0] for chain in bans])
    links = [(tail[edge], behind[edge], edge)]
    links.append((behind[before[is_plain]], behind[after[is_plain]], after[is_plain]))
    links += [_follow_bans(bans, begun, behind, before[~is_plain], after[~is_plain])]
    links += [_follow_begun(bans, begun, behind, head, by_tail, tail[by_tail])]
    froms, tos, driven = (np.concatenate(column) for column in zip(*links, strict=True))
    ends = head[[chain[-1] for chain in started]] if started else head[:0]
    return TurnStates(np.concatenate([np.arange(n_nodes), head, ends]), froms, tos, driven, behind)


def _list_started(bans: Sequence[Chain]) -> list[Chain]:
    """Return what may have been driven of bans of several edges, two edges and more."""
    return sorted({ban[:size] for ban in bans for size in range(2, len(ban))})


def _follow(head: Longs, by_tail: Longs, tails: Longs, edge: Longs) -> tuple[Longs, Longs]:
    """Return all pairs of open edges of which the second begins where the first ends."""
    first = np.searchsorted(tails, head[edge], "left")
    counts = np.searchsorted(tails, head[edge], "right") - first
    return np.repeat(edge, counts), by_tail[ranges(first, counts)]


def _follow_bans(
    bans: Sequence[Chain], begun: dict[Chain, int], behind: Longs, before: Longs, after: Longs
) -> tuple[Longs, Longs, Longs]:
    """Return the links out of single edges with which some ban begins."""
    banned = set(bans)
    rows = [
        (behind[first], begun.get((first, second), behind[second]), second)
        for first, second in zip(before.tolist(), after.tolist(), strict=True)
        if (first, second) not in banned
    ]
    return _columns(rows)


def _follow_begun(
    bans: Sequence[Chain],
    begun: dict[Chain, int],
    behind: Longs,
    head: Longs,
    by_tail: Longs,
    tails: Longs,
) -> tuple[Longs, Longs, Longs]:
    """Return the links out of several edges with which some ban begins.

    What was driven is kept as far back as some ban still may come of it.
    """
    rows = []
    for driven, state in begun.items():
        last = head[driven[-1]]
        span = slice(np.searchsorted(tails, last, "left"), np.searchsorted(tails, last, "right"))
        for edge in by_tail[span].tolist():
            pasts = [(*driven[start:], edge) for start in range(len(driven))]
            if not any(past in bans for past in pasts):
                kept = next((begun[past] for past in pasts if past in begun), behind[edge])
                rows.append((state, kept, edge))
    return _columns(rows)


def _columns(rows: Sequence[tuple[int, int, int]]) -> tuple[Longs, Longs, Longs]:
    froms, tos, driven = np.array(rows, np.int64).reshape(-1, 3).T
    return froms, tos, driven


def _find_all(keys: Longs, values: Longs, asked: Longs) -> tuple[Longs, Longs]:
    """Return the values of all rows with the keys asked for, and which of these each has."""
    order = np.argsort(keys, kind="stable")
    first = np.searchsorted(keys[order], asked, "left")
    counts = np.searchsorted(keys[order], asked, "right") - first
    return values[order[ranges(first, counts)]], np.repeat(np.arange(len(asked)), counts)
