"""Ways cut into pieces of road: at crossings, at ends, at barriers, at turn restrictions."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.roads.measure import Longs, Reals, cumulative_m, ranges
from routing.roads.osm.extract import Extract

NO_STAND: Final = -1


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Pieces of road as drawn, each from node `tail` to node `head` with nothing between.

    `way` is a row of the extract. Piece i runs over the points ``start[i] : start[i + 1]`` of
    `lon` and `lat`. Node n is node `node_ref[n]` of the source; `node_copy` counts the nodes
    that share one, where a barrier stands between them. Such nodes are joined by pieces without
    length, whose `stand` is the reference of that source node; elsewhere it is `NO_STAND`.
    """

    way: Longs
    tail: Longs
    head: Longs
    length_m: Longs
    stand: Longs
    start: Longs
    lon: Reals
    lat: Reals
    node_ref: Longs
    node_copy: Longs
    node_lon: Reals
    node_lat: Reals

    def __len__(self) -> int:
        return len(self.way)


def cut(extract: Extract) -> Pieces:
    """Return the pieces of all ways.

    Notes
    -----
    A way is cut at every node it shares with another way or with itself, at every barrier and
    ford, at kilometre posts, and where a turn restriction names the node. A piece that ends where
    it begins is cut in two, so that it can be driven through. Lengths are differences of rounded
    distances along the way, so that the pieces of a way add up.
    """
    refs, inverse, uses = np.unique(extract.ref, return_inverse=True, return_counts=True)
    is_cut = uses > 1
    is_cut[inverse[extract.start[:-1]]] = True
    is_cut[inverse[extract.start[1:] - 1]] = True
    is_cut[_positions(refs, extract.nodes)] = True
    is_cut[_positions(refs, (each.via_node for each in extract.restrictions))] = True
    is_cut[_positions(refs, (each.node for each in extract.posts))] = True
    way = np.repeat(np.arange(len(extract)), np.diff(extract.start))
    cuts_here = is_cut[inverse]
    first, last = _spans(cuts_here, way)
    is_loop = (inverse[first] == inverse[last]) & (last - first > 1)
    cuts_here[(first[is_loop] + last[is_loop]) // 2] = True
    first, last = _spans(cuts_here, way)
    is_real = inverse[first] != inverse[last]
    first, last = first[is_real], last[is_real]
    used, ends = np.unique(np.concatenate([inverse[first], inverse[last]]), return_inverse=True)
    some_point = np.empty(len(refs), np.int64)
    some_point[inverse] = np.arange(len(inverse))
    counts = last - first + 1
    points = ranges(first, counts)
    along = np.rint(cumulative_m(extract.lon, extract.lat, extract.start)).astype(np.int64)
    pieces = Pieces(
        way=way[first],
        tail=ends[: len(first)],
        head=ends[len(first) :],
        length_m=along[last] - along[first],
        stand=np.full(len(first), NO_STAND, np.int64),
        start=_starts(counts),
        lon=extract.lon[points],
        lat=extract.lat[points],
        node_ref=refs[used],
        node_copy=np.zeros(len(used), np.int64),
        node_lon=extract.lon[some_point[used]],
        node_lat=extract.lat[some_point[used]],
    )
    return _open_barriers(pieces, _positions(pieces.node_ref, extract.nodes))


def _spans(cuts_here: NDArray[np.bool_], way: Longs) -> tuple[Longs, Longs]:
    """Return the points at which each span between two cuts of one way begins and ends."""
    cuts = np.flatnonzero(cuts_here)
    first, last = cuts[:-1], cuts[1:]
    same = way[first] == way[last]
    return first[same], last[same]


def _open_barriers(pieces: Pieces, barriers: Longs) -> Pieces:
    """Give each piece that meets a barrier a node of its own there, joined by a short piece.

    Whoever passes from one piece to another passes such a joint, which can then be barred.
    """
    n = len(pieces)
    ends = np.concatenate([pieces.tail, pieces.head])
    meeting = np.flatnonzero(np.isin(ends, barriers))
    # By node, then by piece; the end of a piece before the beginning of the next one.
    order = np.lexsort((meeting < n, meeting % n, ends[meeting]))
    meeting = meeting[order]
    nodes, firsts, counts = np.unique(ends[meeting], return_index=True, return_counts=True)
    rank = np.arange(len(meeting)) - np.repeat(firsts, counts)
    later = rank > 0
    moved, base, copy = meeting[later], np.repeat(nodes, counts)[later], rank[later]
    ends[moved] = len(pieces.node_ref) + np.arange(len(moved))
    at_base = np.repeat(pieces.node_lon[base], 2), np.repeat(pieces.node_lat[base], 2)
    return Pieces(
        way=np.concatenate([pieces.way, pieces.way[moved % n]]),
        tail=np.concatenate([ends[:n], base]),
        head=np.concatenate([ends[n:], ends[moved]]),
        length_m=np.concatenate([pieces.length_m, np.zeros(len(moved), np.int64)]),
        stand=np.concatenate([pieces.stand, pieces.node_ref[base]]),
        start=np.concatenate([pieces.start, pieces.start[-1] + 2 * (1 + np.arange(len(moved)))]),
        lon=np.concatenate([pieces.lon, at_base[0]]),
        lat=np.concatenate([pieces.lat, at_base[1]]),
        node_ref=np.concatenate([pieces.node_ref, pieces.node_ref[base]]),
        node_copy=np.concatenate([pieces.node_copy, copy]),
        node_lon=np.concatenate([pieces.node_lon, pieces.node_lon[base]]),
        node_lat=np.concatenate([pieces.node_lat, pieces.node_lat[base]]),
    )


def _positions(sorted_refs: Longs, wanted: Iterable[int]) -> Longs:
    """Return where the wanted references stand in a rising list, those that do."""
    refs = np.fromiter(wanted, np.int64)
    at = np.minimum(np.searchsorted(sorted_refs, refs), max(len(sorted_refs) - 1, 0))
    return np.unique(at[sorted_refs[at] == refs])


def _starts(counts: Longs) -> Longs:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
