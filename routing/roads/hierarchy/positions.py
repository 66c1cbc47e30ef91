"""Positions part of the way along edges, and the joints by which paths leave and reach them."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.roads.hierarchy.fields import BARRED, MEASURES, Longs, Words
from routing.roads.hierarchy.turns import Turns

Floats = NDArray[np.float64]
NO_EDGE: Final = -1


@dataclass(frozen=True, slots=True, eq=False)
class EdgePositions:
    """Position i lies `fraction` (0 to 1) of the way along ``edge[i]``, in driving direction.

    ``twin[i]`` is the same road driven the other way, -1 where there is none. Where ``edge[i]``
    is -1, too, the position is the node ``node[i]``.
    """

    edge: Longs
    twin: Longs
    fraction: Floats
    node: Longs | None = None

    def __post_init__(self) -> None:
        if self.node is None and (self.edge == NO_EDGE).any():
            raise ValueError("edge: want one for every position that is no node")
        if not self.edge.shape == self.twin.shape == self.fraction.shape == (len(self.edge),):
            raise ValueError("edge, twin, fraction: want one of each per position")
        if not ((self.fraction >= 0) & (self.fraction <= 1)).all():
            raise ValueError("fraction: want 0 to 1")

    def __len__(self) -> int:
        return len(self.edge)

    def sides(self) -> tuple[tuple[Longs, Floats], tuple[Longs, Floats]]:
        """Return edges and fractions in the direction given, and in the other."""
        return (self.edge, self.fraction), (self.twin, 1.0 - self.fraction)


@dataclass(frozen=True, slots=True, eq=False)
class Joints:
    """Point i is joined to the states ``state[start[i] : start[i + 1]]``.

    `weight` (choice and measures) is what the way between point and state costs: towards the
    state where paths begin, from it where they end. That way is part of ``edge``, up to or from
    ``fraction``; `NO_EDGE` where the point is at the state.
    """

    start: Longs
    state: Longs
    weight: Longs
    edge: Longs
    fraction: Floats

    def __len__(self) -> int:
        return len(self.start) - 1


def leave_nodes(nodes: Longs) -> Joints:
    """Return one point at each node, from where paths begin."""
    size = len(nodes)
    weight = np.zeros((size, 1 + MEASURES), np.int64)
    return Joints(np.arange(size + 1), nodes, weight, np.full(size, NO_EDGE), np.zeros(size))


def reach_nodes(turns: Turns, nodes: Longs) -> Joints:
    """Return one point at each node, where paths end, by whatever edge they arrive."""
    if not turns.is_turn_aware:
        return leave_nodes(nodes)
    states, which = turns.states_of(nodes)
    return _group([_halted(which, states)], len(nodes))


def leave_positions(
    turns: Turns, choice: Longs, measures: Words, positions: EdgePositions
) -> Joints:
    """Return the joints by which paths leave positions: onwards, and back where there is a twin.

    Parameters
    ----------
    choice, measures
        What every link weighs.
    """
    parts = [_halted(*_at_nodes(turns, positions))]
    for edge, fraction in positions.sides():
        which, edges, weight, passed = _drive(turns, choice, measures, edge, fraction)
        ends = turns.head[turns.link_start[edges]]
        parts.append((which, ends, weight - passed, edges, fraction[which]))
    return _group(parts, len(positions))


def reach_positions(
    turns: Turns, choice: Longs, measures: Words, positions: EdgePositions
) -> Joints:
    """Return the joints by which paths reach positions, from either side of the road."""
    at_node, nodes = _at_nodes(turns, positions)
    states, of = turns.states_of(nodes)
    parts = [_halted(at_node[of], states)]
    for edge, fraction in positions.sides():
        which, edges, _, passed = _drive(turns, choice, measures, edge, fraction)
        links, of = turns.links_of(edges)
        parts.append((which[of], turns.tail[links], passed[of], edges[of], fraction[which][of]))
    return _group(parts, len(positions))


_Part = tuple[Longs, Longs, Longs, Longs, Floats]


def _drive(
    turns: Turns, choice: Longs, measures: Words, edge: Longs, fraction: Floats
) -> tuple[Longs, Longs, Longs, Longs]:
    """Return which positions are on open edges, these, their weights and the shares passed."""
    which = np.flatnonzero(edge != NO_EDGE)
    which = which[choice[turns.link_start[edge[which]]] != BARRED]
    links = turns.link_start[edge[which]]
    weight = np.column_stack([choice[links], measures[links].astype(np.int64)])
    passed = np.floor(weight * fraction[which, None]).astype(np.int64)
    return which, edge[which], weight, np.minimum(passed, weight)


def _at_nodes(turns: Turns, positions: EdgePositions) -> tuple[Longs, Longs]:
    """Return which positions are nodes or at an end of their edge, and the node there."""
    is_on_edge, fraction = positions.edge != NO_EDGE, positions.fraction
    which = np.flatnonzero(is_on_edge & ((fraction == 0) | (fraction == 1)))
    links = turns.link_start[positions.edge[which]]
    ends = turns.nodes_of(np.where(fraction[which] == 0, turns.tail[links], turns.head[links]))
    if positions.node is None:
        return which, ends
    own = np.flatnonzero(~is_on_edge)
    return np.concatenate([which, own]), np.concatenate([ends, positions.node[own]])


def _halted(which: Longs, states: Longs) -> _Part:
    size = len(states)
    nothing = np.zeros((size, 1 + MEASURES), np.int64)
    return which, states, nothing, np.full(size, NO_EDGE, np.int64), np.zeros(size)


def _group(parts: list[_Part], n_points: int) -> Joints:
    which, *columns = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(which, kind="stable")
    start = np.searchsorted(which[order], np.arange(n_points + 1))
    state, weight, edge, fraction = (column[order] for column in columns)
    return Joints(start, state, weight, edge, fraction)
