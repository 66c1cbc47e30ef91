"""How tightly roads wind, from the lines they are drawn with."""

from typing import Final

import numpy as np

from routing.roads.measure import Longs, Reals, cumulative_m, plane_xy, ranges

STEP_M: Final = 15.0
"""Distance of the points between which a bend is measured."""

STRAIGHT_M: Final = 150.0
"""Bends wider than this count as straight."""

TIGHTEST_M: Final = 6.0
"""No vehicle turns more tightly; what is drawn so has a corner."""


def bend_radii_m(lon: Reals, lat: Reals, start: Longs) -> Reals:
    """Return for each line the one radius that slows like all of its bends, infinite if straight.

    Line i owns the points ``start[i] : start[i + 1]``.

    Notes
    -----
    Points are set every `STEP_M` metres along a line. The local radius R is that of the circle
    through three in a row, held between `TIGHTEST_M` and `STRAIGHT_M`. In bends v = √(a R), so
    the time a bend takes goes with 1/√R, and the mean of 1/√R along the line is that of the
    radius returned.
    """
    n = len(start) - 1
    piece, x, y = _resample(lon, lat, start)
    within = (piece[:-2] == piece[2:]) & (piece[1:-1] == piece[2:])
    radius = _circle_radii(x, y)[within]
    middle = piece[1:-1][within]
    local = np.clip(radius, TIGHTEST_M, STRAIGHT_M)
    count = np.bincount(middle, minlength=n)
    slowness = np.bincount(middle, weights=1 / np.sqrt(local), minlength=n)
    bends = np.bincount(middle, weights=local < STRAIGHT_M, minlength=n) > 0
    radii = np.full(n, np.inf)
    radii[bends] = (count[bends] / slowness[bends]) ** 2
    return radii


def _resample(lon: Reals, lat: Reals, start: Longs) -> tuple[Longs, Reals, Reals]:
    """Return points every `STEP_M` metres on a plane, and the line each belongs to."""
    n = len(start) - 1
    along = cumulative_m(lon, lat, start) + np.repeat(np.arange(n) * STEP_M, np.diff(start))
    first, length = along[start[:-1]], along[start[1:] - 1] - along[start[:-1]]
    counts = np.floor(length / STEP_M).astype(np.int64) + 1
    piece = np.repeat(np.arange(n), counts)
    at = first[piece] + ranges(np.zeros(n, np.int64), counts) * STEP_M
    x, y = plane_xy(lon, lat, float(np.mean(lat)) if len(lat) else 0.0)
    return piece, np.interp(at, along, x), np.interp(at, along, y)


def _circle_radii(x: Reals, y: Reals) -> Reals:
    """Return the radius of the circle through each three points in a row, R = abc / 4K."""
    ax, ay, bx, by = np.diff(x)[:-1], np.diff(y)[:-1], np.diff(x)[1:], np.diff(y)[1:]
    product = np.hypot(ax, ay) * np.hypot(bx, by) * np.hypot(ax + bx, ay + by)
    twice_area = np.abs(ax * by - ay * bx)
    radii: Reals = np.divide(
        product, 2 * twice_area, out=np.full(len(ax), np.inf), where=twice_area > 1e-9
    )
    return radii
