"""Drives along one road without passing a node: from a position to another on the same edge."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.roads.hierarchy.fields import BARRED, MEASURES, NO_PATH, Longs, Words
from routing.roads.hierarchy.positions import NO_EDGE, EdgePositions, Floats
from routing.roads.hierarchy.turns import Turns

Bools = NDArray[np.bool_]
_NO_ROAD: Final = (-2, -3)
"""What stands for the road of nodes, which are on no road together."""


@dataclass(frozen=True, slots=True, eq=False)
class DirectDrives:
    """Pair k leads from position ``origin[k]`` to ``destination[k]`` along ``edge[k]``.

    `weight` is choice and measures, `NO_PATH` and zeros where the edge is barred or leads the
    other way; `begin` and `end` are the fractions of the edge between which it is driven.
    """

    origin: Longs
    destination: Longs
    weight: Longs
    edge: Longs
    begin: Floats
    end: Floats


def find_direct(
    turns: Turns, choice: Longs, measures: Words, origins: EdgePositions, ends: EdgePositions
) -> DirectDrives:
    """Return the least direct drive of every pair of positions on the same road."""
    origin, destination = _same_road(origins, ends)
    is_same_way = origins.edge[origin] == ends.edge[destination]
    along = np.where(is_same_way, ends.fraction[destination], 1.0 - ends.fraction[destination])
    begin, edge = origins.fraction[origin], origins.edge[origin]
    onwards = _drive(turns, choice, measures, edge, begin, along)
    back = _drive(turns, choice, measures, origins.twin[origin], 1.0 - begin, 1.0 - along)
    is_back = _is_less(back, onwards)
    return DirectDrives(
        origin,
        destination,
        np.where(is_back[:, None], back, onwards),
        np.where(is_back, origins.twin[origin], edge),
        np.where(is_back, 1.0 - begin, begin),
        np.where(is_back, 1.0 - along, along),
    )


def is_direct_less(direct: DirectDrives, weight: Longs) -> Bools:
    """Tell of every pair whether driving directly is less than the weight of another way."""
    return _is_less(direct.weight, weight)


def _same_road(origins: EdgePositions, ends: EdgePositions) -> tuple[Longs, Longs]:
    ours, theirs = _road(origins, _NO_ROAD[0]), _road(ends, _NO_ROAD[1])
    order = np.argsort(theirs, kind="stable")
    first = np.searchsorted(theirs[order], ours, "left")
    counts = np.searchsorted(theirs[order], ours, "right") - first
    origin = np.repeat(np.arange(len(ours)), counts)
    offset = np.arange(len(origin)) - np.repeat(np.cumsum(counts) - counts, counts)
    return origin, order[np.repeat(first, counts) + offset]


def _road(positions: EdgePositions, none: int) -> Longs:
    """Return the lower of an edge and its twin, one name for both directions."""
    has_twin = positions.twin != NO_EDGE
    road = np.where(has_twin, np.minimum(positions.edge, positions.twin), positions.edge)
    return np.where(positions.edge == NO_EDGE, none, road)


def _drive(
    turns: Turns, choice: Longs, measures: Words, edge: Longs, begin: Floats, end: Floats
) -> Longs:
    """Return what part of an edge costs, `NO_PATH` where it cannot be driven."""
    weight = np.zeros((len(edge), 1 + MEASURES), np.int64)
    weight[begin != end, 0] = NO_PATH
    which = np.flatnonzero((edge != NO_EDGE) & (begin <= end))
    which = which[choice[turns.link_start[edge[which]]] != BARRED]
    links = turns.link_start[edge[which]]
    whole = np.column_stack([choice[links], measures[links].astype(np.int64)])
    parts = [np.floor(whole * at[which, None]).astype(np.int64) for at in (begin, end)]
    weight[which] = parts[1] - parts[0]
    return weight


def _is_less(ours: Longs, theirs: Longs) -> Bools:
    """Tell row by row whether ours comes first, the first columns deciding."""
    less = np.zeros(len(ours), bool)
    for f in range(ours.shape[1] - 1, -1, -1):
        less = (ours[:, f] < theirs[:, f]) | ((ours[:, f] == theirs[:, f]) & less)
    return less
