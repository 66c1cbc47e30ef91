"""A customizable contraction hierarchy: built once per network, weighed in milliseconds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from numpy.typing import ArrayLike

from routing.roads.hierarchy.costs import Costs, pack
from routing.roads.hierarchy.metric import Metric
from routing.roads.hierarchy.topology import Topology, build_topology
from routing.roads.hierarchy.topology_store import load_or_build
from routing.roads.hierarchy.turns import Turns, build_turns
from routing.roads.hierarchy.weighed import weigh


@dataclass(frozen=True, slots=True, eq=False)
class Hierarchy:
    """Order and shortcuts of one network, whatever its edges cost.

    Where turns are forbidden it is *turn-aware*: the nodes at which that matters are split.

    References
    ----------
    Dibbelt, Strasser, Wagner (2016), Customizable Contraction Hierarchies,
    doi 10.1145/2886843.
    """

    turns: Turns
    topology: Topology

    @classmethod
    def build(
        cls,
        n_nodes: int,
        tail: ArrayLike,
        head: ArrayLike,
        *,
        forbidden: Iterable[Sequence[int]] = (),
        cache: Path | None = None,
    ) -> "Hierarchy":
        """Return the hierarchy of directed edges from ``tail[e]`` to ``head[e]``.

        Parameters
        ----------
        forbidden
            Chains of two or more edges that may not all be driven one right after the other.
        cache
            Folder in which what was built for exactly this network is found again; what lies
            there for another network is replaced.
        """
        turns = build_turns(n_nodes, tail, head, forbidden)
        if cache is None:
            return cls(turns, build_topology(turns.n_states, turns.tail, turns.head))
        return cls(turns, load_or_build(cache, turns.n_states, turns.tail, turns.head))

    def customise(self, costs: Costs) -> Metric:
        """Return the metric of these costs, one per edge."""
        if len(costs) != self.turns.n_edges:
            raise ValueError(f"{len(costs)} costs, want one per edge: {self.turns.n_edges}")
        choice, measures = pack(costs, self.turns.n_states)
        if self.turns.is_turn_aware:
            choice, measures = choice[self.turns.link_edge], measures[self.turns.link_edge]
        return Metric(self.turns, weigh(self.topology, choice, measures))
