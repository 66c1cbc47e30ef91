"""What is worked out of a network once, whatever drives on it: lines, junctions, node search."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from routing.geo import EARTH_RADIUS_M, LonLat
from routing.roads.graph import RoadGraph
from routing.roads.junctions import Junctions


class Ground:
    """Everything about a network that no vehicle and no weather changes; made when asked for."""

    def __init__(self, graph: RoadGraph) -> None:
        self.graph = graph
        self.junctions = Junctions(graph)

    def nearest_nodes(self, lonlat: LonLat, number: int) -> list[int]:
        """Return up to so many nodes, the nearest first."""
        count = min(number, len(self.graph.nodes))
        _, rows = self._node_tree.query(_on_sphere([lonlat]), k=list(range(1, count + 1)))
        nodes: list[int] = np.asarray(rows).reshape(-1).tolist()
        return nodes

    def nearest_node_of_each(self, lonlats: Sequence[LonLat]) -> list[int]:
        """Return the nearest node of each position."""
        _, rows = self._node_tree.query(_on_sphere(lonlats))
        nodes: list[int] = np.asarray(rows).tolist()
        return nodes

    @cached_property
    def _node_tree(self) -> cKDTree:
        nodes = self.graph.nodes
        return cKDTree(_on_sphere(np.column_stack([nodes.lon, nodes.lat])))


def crow_each_m(begin: NDArray[np.float64], end: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return great-circle metres between positions row by row (haversine).

    Parameters
    ----------
    begin, end
        Degrees, longitude first, shape (n, 2).
    """
    a, b = np.radians(begin), np.radians(end)
    half = np.sin((b - a) / 2) ** 2
    h = half[:, 1] + np.cos(a[:, 1]) * np.cos(b[:, 1]) * half[:, 0]
    metres: NDArray[np.float64] = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(1.0, h)))
    return metres


def _on_sphere(lonlats: Sequence[LonLat] | NDArray[np.float64]) -> NDArray[np.float64]:
    """Return positions in space, where the nearer is also the nearer on the ground."""
    lam, phi = np.radians(np.asarray(lonlats, dtype=np.float64)).T
    return np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=-1)
