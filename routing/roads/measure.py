"""Lengths and plane coordinates of many points at once."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.geo import EARTH_RADIUS_M

Reals = NDArray[np.float64]
Longs = NDArray[np.int64]
BBox = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

M_PER_DEGREE: Final = EARTH_RADIUS_M * np.pi / 180


def step_lengths_m(lon: Reals, lat: Reals) -> Reals:
    """Return great-circle metres from each point to the next (haversine)."""
    lons, lats = np.radians(lon), np.radians(lat)
    half_lat = np.sin(np.diff(lats) / 2) ** 2
    half_lon = np.sin(np.diff(lons) / 2) ** 2
    h = half_lat + np.cos(lats[:-1]) * np.cos(lats[1:]) * half_lon
    lengths: Reals = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(1.0, h)))
    return lengths


def cumulative_m(lon: Reals, lat: Reals, start: Longs) -> Reals:
    """Return the metres of line before each point, of all lines laid end to end.

    Line i owns the points ``start[i] : start[i + 1]``; nothing is added between lines.
    """
    steps = np.zeros(len(lon))
    if len(lon):
        steps[1:] = step_lengths_m(lon, lat)
    firsts = start[:-1]
    steps[firsts[firsts < len(lon)]] = 0.0
    total: Reals = np.cumsum(steps)
    return total


def plane_xy(lon: Reals, lat: Reals, middle_lat: float) -> tuple[Reals, Reals]:
    """Return metres east and north on a plane that is true to scale at a latitude.

    Good for shapes and nearness within a region; lengths are measured on the globe.
    """
    return lon * (M_PER_DEGREE * np.cos(np.radians(middle_lat))), lat * M_PER_DEGREE


def ranges(first: Longs, count: Longs) -> Longs:
    """Return ``first[i] .. first[i] + count[i] - 1`` for every i, one after the other."""
    begin = np.cumsum(count) - count
    rows: Longs = np.arange(int(count.sum())) + np.repeat(first - begin, count)
    return rows
