"""Heights along roads: filled where unknown, smoothed through crossings.

Both solve for heights on the net of steps with the network's Laplace operator: a height
interpolated is the mean of its neighbours' weighted by nearness, which on a chain is a straight
line; one step of heat flow along the roads smooths like a moving average of the same variance,
and does not stop at a crossing.
"""

from typing import Final

import numpy as np
from scipy.sparse import csc_array, csr_array, diags_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import splu

from routing.roads.elevation.chains import Chains
from routing.roads.measure import Reals

_LEAST_M: Final = 0.1
"""Steps are taken as at least this long, so that the two sides of a barrier stay one height."""


def fill_along(chains: Chains, heights_m: Reals) -> Reals:
    """Return heights with the unknown ones interpolated along the roads.

    What no road joins to a known height stays NaN.
    """
    unknown = np.isnan(heights_m)
    laplace = _laplace(chains)
    _, part = connected_components(laplace, directed=False)
    has_known = np.zeros(int(part.max(initial=-1)) + 1, bool)
    has_known[part[~unknown]] = True
    wanted = np.flatnonzero(unknown & has_known[part])
    filled = heights_m.copy()
    if len(wanted):
        rows = laplace[wanted]
        known = np.flatnonzero(~unknown)
        pull: Reals = -np.asarray(rows[:, known] @ heights_m[known])
        filled[wanted] = _solve(csc_array(rows[:, wanted]), pull)
    return filled


def smooth_along(chains: Chains, heights_m: Reals, window_m: float) -> Reals:
    """Return heights smoothed along the roads like by a moving average over `window_m`.

    Notes
    -----
    One implicit step of heat flow, (M + t L) h = M h₀ with the metres of road at each vertex as
    masses M. On a long road its kernel is exp(−|x| / √t) / 2√t, of variance 2t; a moving average
    over w metres has variance w² / 12, so t = w² / 24. Sums weighted by M are kept.
    """
    known = np.flatnonzero(np.isfinite(heights_m))
    smooth = heights_m.copy()
    if not len(known):
        return smooth
    step_m = np.maximum(chains.step_m, _LEAST_M)
    mass = np.bincount(
        np.concatenate([chains.a, chains.b]),
        weights=np.concatenate([step_m, step_m]) / 2,
        minlength=len(heights_m),
    )[known]
    # Whatever stands alone has no mass and keeps its height.
    mass = np.where(mass > 0, mass, 1.0)
    flow = _laplace(chains)[known][:, known] * (window_m**2 / 24)
    smooth[known] = _solve(csc_array(flow + diags_array(mass)), mass * heights_m[known])
    return smooth


def _laplace(chains: Chains) -> "csr_array[np.float64]":
    n = len(chains.lon)
    nearness = 1 / np.maximum(chains.step_m, _LEAST_M)
    a, b = chains.a, chains.b
    rows, columns = np.concatenate([a, b, a, b]), np.concatenate([b, a, a, b])
    values = np.concatenate([-nearness, -nearness, nearness, nearness])
    return csr_array((values, (rows, columns)), shape=(n, n))


def _solve(matrix: "csc_array[np.float64]", right: Reals) -> Reals:
    factors = splu(
        matrix,
        permc_spec="MMD_AT_PLUS_A",
        diag_pivot_thresh=0.0,
        options={"SymmetricMode": True},
    )
    found: Reals = factors.solve(right)
    return found
