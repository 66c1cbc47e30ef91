"""Where paths begin and end: at nodes, or part of the way along edges."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from routing.roads.hierarchy.fields import MEASURES, Longs


@dataclass(frozen=True, slots=True, eq=False)
class EntryPoints:
    """Point i is joined to the nodes ``node[start[i] : start[i + 1]]``.

    ``choice`` and ``measures`` (a row of time, distance, fuel empty and fuel full each) are what
    the way between the point and that node costs: towards the node for points where paths
    begin, from the node for points where they end. All are >= 0; a point may have no joint at
    all, and is then not reached.
    """

    start: Longs
    node: Longs
    choice: Longs
    measures: Longs

    def __post_init__(self) -> None:
        joints = len(self.node)
        if self.choice.shape != (joints,) or self.measures.shape != (joints, MEASURES):
            raise ValueError(
                f"choice {self.choice.shape}, measures {self.measures.shape}: "
                f"want ({joints},) and ({joints}, {MEASURES})"
            )
        if self.start[0] != 0 or self.start[-1] != joints or (np.diff(self.start) < 0).any():
            raise ValueError(f"start: want it to rise from 0 to {joints}")
        if (self.choice < 0).any() or (self.measures < 0).any():
            raise ValueError("choice and measures: want >= 0")

    def __len__(self) -> int:
        return len(self.start) - 1


def at_nodes(nodes: ArrayLike) -> EntryPoints:
    """Return one point at each of the nodes."""
    node = np.asarray(nodes, np.int64).reshape(-1)
    size = len(node)
    zeros = np.zeros((size, MEASURES), np.int64)
    return EntryPoints(np.arange(size + 1), node, np.zeros(size, np.int64), zeros)


def join_points(points: Sequence[EntryPoints]) -> EntryPoints:
    """Return all points one after the other."""
    sizes = [np.diff(each.start) for each in points]
    return EntryPoints(
        np.concatenate([[0], np.cumsum(np.concatenate(sizes))]),
        np.concatenate([each.node for each in points]),
        np.concatenate([each.choice for each in points]),
        np.concatenate([each.measures for each in points]),
    )
