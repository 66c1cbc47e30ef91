"""In which order the nodes of a network are taken out, so that few shortcuts arise."""

import numpy as np
from scipy.sparse import coo_array, csc_array, diags_array
from scipy.sparse.linalg import spilu

from routing.roads.hierarchy.fields import Ints, Longs


def elimination_rank(n_nodes: int, tail: Longs, head: Longs) -> Ints:
    """Return the rank of each node: 0 is taken out first.

    Notes
    -----
    The multiple minimum degree order of SuperLU on the pattern of A + Aᵀ. The factorisation
    that SciPy computes along with it is thrown away, so an incomplete one that drops all it
    may is asked for.

    References
    ----------
    Liu (1985), Modification of the minimum-degree algorithm by multiple elimination,
    doi 10.1145/214392.214398.
    """
    if n_nodes == 0:
        return np.zeros(0, np.int32)
    factors = spilu(
        _dominant_matrix(n_nodes, tail, head),
        permc_spec="MMD_AT_PLUS_A",
        diag_pivot_thresh=0.0,
        drop_tol=1.0,
        fill_factor=1.0,
        options={"SymmetricMode": True},
    )
    rank: Ints = factors.perm_c.astype(np.int32)
    return rank


def _dominant_matrix(n_nodes: int, tail: Longs, head: Longs) -> csc_array:
    """Return a symmetric matrix with the network's pattern that no factorisation stumbles on."""
    entries = (np.concatenate([tail, head]), np.concatenate([head, tail]))
    matrix = coo_array((np.ones(2 * len(tail)), entries), (n_nodes, n_nodes)).tocsc()
    matrix.data[:] = -1.0
    degree = np.diff(matrix.indptr).astype(np.float64)
    return csc_array(matrix + diags_array(degree + 1.0))
