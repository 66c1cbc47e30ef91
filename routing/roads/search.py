"""Shortest paths by SciPy, with turn bans and the tie rule kept exactly: the reference.

The chosen path has the least Σ time × preference; among equals the least time, then distance,
fuel empty and fuel full, then the lower last edge. SciPy finds the costs, which are whole
numbers below 2⁵³ and so exact; where several links are tight at a state, the rule decides.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from routing.roads.edge_costs import CHOICE, COLUMNS, EdgeCosts
from routing.roads.graph import RoadGraph
from routing.roads.measure import Longs, Reals
from routing.roads.turn_states import TurnStates, build_states
from routing.roads.vocabulary import access_bit
from routing.roads.weights import EdgeWeights

_NO_LINK: Final = -1


@dataclass(frozen=True, slots=True, eq=False)
class SearchGraph:
    """Links between states without loops, parallel ones collapsed to the best.

    `rows` holds what each link costs, in the columns of `EdgeCosts`. Every choice is above 0.
    """

    states: TurnStates
    tail: Longs
    head: Longs
    edge: Longs
    rows: Longs

    def turned(self) -> "SearchGraph":
        """Return the links driven against their direction: paths to a state, not from it."""
        return SearchGraph(self.states, self.head, self.tail, self.edge, self.rows)


@dataclass(frozen=True, slots=True, eq=False)
class PathTrees:
    """Row r holds the chosen paths from the state `sources[r]`.

    `least` is the least choice of each state, infinite where no path leads; `last` the link by
    which it is reached, -1 at the source and where no path leads.
    """

    search: SearchGraph
    sources: Longs
    least: Reals
    last: Longs

    def costs(self) -> Reals:
        """Return what the path to each state costs, columns last, infinite without a path."""
        rows, size = self.search.rows, len(self.search.states)
        sums = _sum_along(rows, self.last.reshape(-1), _parents(self.search, self.last))
        reached = np.isfinite(self.least)[:, :, None]
        return np.where(reached, sums.reshape(-1, size, COLUMNS), np.inf)

    def edges_to(self, row: int, state: int) -> tuple[int, ...]:
        """Return the edges of the chosen path to a state that one leads to."""
        edges: list[int] = []
        while (link := int(self.last[row, state])) != _NO_LINK:
            edges.append(int(self.search.edge[link]))
            state = int(self.search.tail[link])
        return tuple(reversed(edges))


def build_search(graph: RoadGraph, weights: EdgeWeights, kind: str) -> SearchGraph:
    """Return what the search needs of the open edges; `kind` is whose turn bans are kept."""
    states = build_states(graph, weights.open, graph.turns.bans(access_bit(kind)))
    rows = EdgeCosts.of(graph, weights).rows[states.edge]
    link = _keep_best(states, rows)
    return SearchGraph(states, states.tail[link], states.head[link], states.edge[link], rows[link])


def _keep_best(states: TurnStates, rows: Longs) -> Longs:
    """Return the links that lead elsewhere, of those between the same states the best."""
    link = np.flatnonzero(states.tail != states.head)
    joined = states.tail[link] * len(states) + states.head[link]
    if len(np.unique(joined)) == len(link):
        return link
    order = np.lexsort((states.edge[link], *rows[link].T[::-1], joined))
    return link[order[_firsts(joined[order])]]


def search_from(search: SearchGraph, sources: Longs) -> PathTrees:
    """Return the chosen paths from each source to every state."""
    size = len(search.states)
    choice = search.rows[:, CHOICE].astype(np.float64)
    matrix = csr_array((choice, (search.tail, search.head)), shape=(size, size))
    least = np.atleast_2d(dijkstra(matrix, directed=True, indices=sources))
    reached = least[:, search.tail] + choice
    is_tight = (reached == least[:, search.head]) & np.isfinite(reached)
    return PathTrees(search, sources, least, _choose_links(search, is_tight))


def _choose_links(search: SearchGraph, is_tight: NDArray[np.bool_]) -> Longs:
    """Return by which of the tight links of each source each state is reached.

    Notes
    -----
    Where several meet the first is taken, then again and again what is least by the sums so
    far, until nothing changes: each round settles at least the nearest state that was not,
    since what is behind it is settled.
    """
    row, link = np.nonzero(is_tight)
    size = len(search.states)
    last = np.full(len(is_tight) * size, _NO_LINK, np.int64)
    state, before = (row * size + ends[link] for ends in (search.head, search.tail))
    last[state[::-1]] = link[::-1]
    counts = np.bincount(state, minlength=len(last))
    ties = np.flatnonzero(counts[state] > 1)
    state, before, link = state[ties], before[ties], link[ties]
    while len(ties):
        sums = _sum_along(search.rows, last, _parents(search, last.reshape(-1, size)))
        totals = sums[before] + search.rows[link]
        order = np.lexsort((search.edge[link], *totals.T[::-1], state))
        first = order[_firsts(state[order])]
        if np.array_equal(last[state[first]], link[first]):
            break
        last[state[first]] = link[first]
    return last.reshape(-1, size)


def _parents(search: SearchGraph, last: Longs) -> Longs:
    """Return the place of the state before each, its own where there is none."""
    own = np.arange(last.size).reshape(last.shape)
    before = own[:, :1] + search.tail[last] if len(search.tail) else own
    parents: Longs = np.where(last == _NO_LINK, own, before).reshape(-1)
    return parents


def _sum_along(rows: Longs, last: Longs, parent: Longs) -> Longs:
    """Return the sums over the path to each state, by doubling the step towards the source."""
    # No link, -1, takes the zeros at the end.
    total: Longs = np.vstack([rows, np.zeros((1, COLUMNS), np.int64)])[last]
    while True:
        further = parent[parent]
        total = total + total[parent]
        if np.array_equal(further, parent):
            return total
        parent = further


def _firsts(keys: Longs) -> NDArray[np.bool_]:
    """Tell of sorted keys where each begins."""
    return np.concatenate([[True], keys[1:] != keys[:-1]])[: len(keys)]
