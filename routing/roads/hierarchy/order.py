"""In which order the nodes of a network are taken out, so that few shortcuts arise."""

import numpy as np
from scipy.sparse import csc_array, diags_array
from scipy.sparse.linalg import spilu

from routing.roads.hierarchy.chordal import group
from routing.roads.hierarchy.fields import Ints, Longs
from routing.roads.hierarchy.strip import list_neighbours, strip


def elimination_rank(n_nodes: int, tail: Longs, head: Longs) -> Ints:
    """Return the rank of each node: 0 is taken out first.

    Dead ends and bends, two thirds of the nodes of a road network, go first; what is left is
    ordered by minimum degree.
    """
    start, members = group(n_nodes, np.concatenate([tail, head]).astype(np.int32))
    begin, neighbours = list_neighbours(start, members, np.concatenate([head, tail]))
    stripped, degree = strip(begin, neighbours)
    rank = np.empty(n_nodes, np.int32)
    rank[stripped] = np.arange(len(stripped))
    core = np.flatnonzero(degree >= 0)
    rank[core] = len(stripped) + _minimum_degree(core, begin, neighbours, degree)
    return rank


def _minimum_degree(core: Longs, begin: Ints, neighbours: Ints, degree: Ints) -> Ints:
    """Return the rank of each node of the core among these.

    Notes
    -----
    The multiple minimum degree order of SuperLU on the pattern of A + Aᵀ. The factorisation
    that SciPy computes along with it is thrown away, so an incomplete one that drops all it
    may is asked for; the diagonal is large enough for no factorisation to stumble.

    References
    ----------
    Liu (1985), Modification of the minimum-degree algorithm by multiple elimination,
    doi 10.1145/214392.214398.
    """
    if not len(core):
        return np.zeros(0, np.int32)
    counts = degree[core]
    bounds = np.concatenate([[0], np.cumsum(counts)])
    places = np.arange(bounds[-1]) + np.repeat(begin[core] - bounds[:-1], counts)
    column = np.full(len(begin) - 1, -1, np.int32)
    column[core] = np.arange(len(core))
    links = np.full(bounds[-1], -1.0), column[neighbours[places]], bounds
    matrix = csc_array(csc_array(links) + diags_array(counts + 1.0))
    factors = spilu(
        matrix,
        permc_spec="MMD_AT_PLUS_A",
        diag_pivot_thresh=0.0,
        drop_tol=1.0,
        fill_factor=1.0,
        options={"SymmetricMode": True},
    )
    rank: Ints = factors.perm_c.astype(np.int32)
    return rank
