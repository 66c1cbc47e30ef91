"""How high a drive is, metre by metre, and how much it climbs."""

import numpy as np

from routing.roads.drives import Drive
from routing.roads.edge_costs import DISTANCE
from routing.roads.graph import RoadGraph
from routing.roads.measure import Longs, Reals, cumulative_m, ranges

_APART = 2
"""Edges lie so far from each other on one axis, each 1 long, that none reaches the next."""


def drive_elevation(graph: RoadGraph, drive: Drive) -> tuple[tuple[int, int], ...]:
    """Return (metres from the start, metres above the sea) wherever the height is known.

    Where a piece begins or ends between points of known height it lies between theirs; a piece
    of an edge without any is left out.
    """
    begin = np.array([piece.begin for piece in drive.pieces])
    end = np.array([piece.end for piece in drive.pieces])
    piece, share, height = _known_points(graph, drive)
    heard = np.unique(piece)
    if not len(heard):
        return ()
    axis, known = _with_ends(piece, share, height, heard)
    inner = (begin[piece] < share) & (share < end[piece])
    asked = np.concatenate([piece[inner], heard, heard])
    shares = np.concatenate([share[inner], begin[heard], end[heard]])
    order = np.argsort(asked * _APART + shares, kind="stable")
    asked, shares = asked[order], shares[order]
    heights_m = np.rint(np.interp(asked * _APART + shares, axis, known)).astype(np.int64)
    lengths = drive.costs[:, DISTANCE]
    done = np.cumsum(lengths) - lengths
    along = np.rint(lengths[asked] * (shares - begin[asked]) / (end - begin)[asked])
    spots = np.column_stack([done[asked] + along.astype(np.int64), heights_m])
    is_new = np.ones(len(spots), bool)
    is_new[1:] = (spots[1:] != spots[:-1]).any(axis=1)
    return tuple((metres, height) for metres, height in spots[is_new].tolist())


def drive_climb_m(graph: RoadGraph, drive: Drive) -> tuple[int, int]:
    """Return metres of height won and lost; of a part of an edge its share of both."""
    edges = list(drive.edges)
    share = np.array([piece.end - piece.begin for piece in drive.pieces])
    climb = float((graph.edges.climb_m[edges] * share).sum()) if edges else 0.0
    descent = float((graph.edges.descent_m[edges] * share).sum()) if edges else 0.0
    return round(climb), round(descent)


def _known_points(graph: RoadGraph, drive: Drive) -> tuple[Longs, Reals, Reals]:
    """Return the points of known height along the edges driven: piece, share, height."""
    edges = np.array(drive.edges, dtype=np.int64)
    count = graph.edges.point_count[edges].astype(np.int64)
    pick = ranges(graph.edges.point_start[edges].astype(np.int64), count)
    start = np.concatenate([[0], np.cumsum(count)])
    piece = np.repeat(np.arange(len(edges)), count)
    reached = cumulative_m(graph.points.lon[pick], graph.points.lat[pick], start)
    reached -= reached[start[:-1]][piece]
    whole = reached[start[1:] - 1][piece]
    # A line without length is passed point by point.
    steps = (np.arange(len(pick)) - start[:-1][piece]) / np.maximum(count - 1, 1)[piece]
    share = np.where(whole > 0, reached / np.where(whole > 0, whole, 1.0), steps)
    height = graph.points.elevation_m[pick].astype(np.float64)
    is_known = ~np.isnan(height)
    return piece[is_known], share[is_known], height[is_known]


def _with_ends(piece: Longs, share: Reals, height: Reals, heard: Longs) -> tuple[Reals, Reals]:
    """Return places on one axis and heights; the first and last of an edge reach its ends."""
    first = np.searchsorted(piece, heard, "left")
    last = np.searchsorted(piece, heard, "right") - 1
    axis = np.concatenate([heard * _APART, piece * _APART + share, heard * _APART + 1.0])
    known = np.concatenate([height[first], height, height[last]])
    order = np.argsort(axis, kind="stable")
    return axis[order], known[order]
