"""A customizable contraction hierarchy: built once per network, weighed in milliseconds."""

from dataclasses import dataclass
from pathlib import Path

from numpy.typing import ArrayLike

from routing.roads.hierarchy.costs import Costs, pack
from routing.roads.hierarchy.metric import Metric, customised
from routing.roads.hierarchy.topology import (
    Topology,
    build_topology,
    find_topology,
    save_topology,
)


@dataclass(frozen=True, slots=True, eq=False)
class Hierarchy:
    """Order and shortcuts of one network, whatever its edges cost.

    References
    ----------
    Dibbelt, Strasser, Wagner (2016), Customizable Contraction Hierarchies,
    doi 10.1145/2886843.
    """

    topology: Topology

    @classmethod
    def build(cls, n_nodes: int, tail: ArrayLike, head: ArrayLike) -> "Hierarchy":
        """Return the hierarchy of directed edges from ``tail[e]`` to ``head[e]``."""
        return cls(build_topology(n_nodes, tail, head))

    @classmethod
    def cached(cls, folder: Path, n_nodes: int, tail: ArrayLike, head: ArrayLike) -> "Hierarchy":
        """Return the hierarchy stored in a folder for exactly these edges, else build and store.

        What is stored for other edges is replaced. A folder that cannot be written is no
        hindrance: the hierarchy is then built anew each time.
        """
        stored = find_topology(folder, n_nodes, tail, head)
        if stored is not None:
            return cls(stored)
        built = cls.build(n_nodes, tail, head)
        save_topology(built.topology, folder)
        return built

    def customise(self, costs: Costs) -> Metric:
        """Return the metric of these costs, one per edge."""
        if len(costs) != self.topology.n_edges:
            raise ValueError(f"{len(costs)} costs, want one per edge: {self.topology.n_edges}")
        return customised(self.topology, *pack(costs, self.topology.n_nodes))
