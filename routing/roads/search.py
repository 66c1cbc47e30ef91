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


@dataclass(frozen=True, slots=True, eq=False)
class PathTrees:
    """Row r holds the chosen paths from the state `sources[r]`.

    `costs` has the columns of `EdgeCosts` last, infinite where no path leads; `last` is the
    link by which each state is reached, -1 at the source and where no path leads.
    """

    search: SearchGraph
    sources: Longs
    costs: Reals
    last: Longs

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
    link = np.flatnonzero(states.tail != states.head)
    rows = EdgeCosts.of(graph, weights).rows[states.edge]
    keys = (states.edge, *rows.T[::-1], states.head, states.tail)
    link = link[np.lexsort([key[link] for key in keys])]
    tail, head = states.tail[link], states.head[link]
    is_first = np.ones(len(link), bool)
    is_first[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
    link = link[is_first]
    return SearchGraph(states, states.tail[link], states.head[link], states.edge[link], rows[link])


def search_from(search: SearchGraph, sources: Longs) -> PathTrees:
    """Return the chosen paths from each source to every state."""
    size = len(search.states)
    choice = search.rows[:, CHOICE].astype(np.float64)
    matrix = csr_array((choice, (search.tail, search.head)), shape=(size, size))
    least = np.atleast_2d(dijkstra(matrix, directed=True, indices=sources))
    reached = least[:, search.tail] + choice
    is_tight = (reached == least[:, search.head]) & np.isfinite(reached)
    row, link = np.nonzero(is_tight)
    last, sums = _choose_links(search, row, link, len(sources))
    costs = np.where(np.isfinite(least)[:, :, None], sums, np.inf)
    return PathTrees(search, sources, costs, last)


def _choose_links(
    search: SearchGraph, row: Longs, link: Longs, n_sources: int
) -> tuple[Longs, Longs]:
    """Return by which link each state is reached, and the sums of costs along these.

    Notes
    -----
    Where several tight links meet the first is taken, then again and again what is least by the
    sums so far, until nothing changes: each round settles at least the nearest state that was
    not, since what is behind it is settled.
    """
    size = len(search.states)
    last = np.full(n_sources * size, _NO_LINK, np.int64)
    state, before = (row * size + ends[link] for ends in (search.head, search.tail))
    last[state[::-1]] = link[::-1]
    parent = np.arange(len(last))
    parent[state[::-1]] = before[::-1]
    counts = np.bincount(state, minlength=len(last))
    open_ties = np.flatnonzero(counts[state] > 1)
    state, before, link = state[open_ties], before[open_ties], link[open_ties]
    while True:
        sums = _sum_along(search.rows, last, parent)
        totals = sums[before] + search.rows[link]
        order = np.lexsort((search.edge[link], *totals.T[::-1], state))
        first = order[_firsts(state[order])]
        if np.array_equal(last[state[first]], link[first]):
            return last.reshape(-1, size), sums.reshape(-1, size, COLUMNS)
        last[state[first]], parent[state[first]] = link[first], before[first]


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
