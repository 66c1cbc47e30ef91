"""Where things of the globe stand on a page, in points (1/72 inch)."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from routing.geo import EARTH_RADIUS_M, LonLat

M_PER_DEGREE: Final = math.radians(EARTH_RADIUS_M)
MIN_SPAN_M: Final = 8000.0


@dataclass(frozen=True, slots=True)
class MapFrame:
    """An equirectangular map of a small area, true to scale at its middle latitude."""

    centre: LonLat
    pt_per_m: float
    width_pt: float
    height_pt: float

    def xy(self, lon: ArrayLike, lat: ArrayLike) -> NDArray[np.float64]:
        """Return positions on the page, one row (x, y) each, from the lower left corner."""
        per_degree = M_PER_DEGREE * self.pt_per_m
        east = per_degree * math.cos(math.radians(self.centre.lat))
        x = self.width_pt / 2 + (np.asarray(lon, np.float64) - self.centre.lon) * east
        y = self.height_pt / 2 + (np.asarray(lat, np.float64) - self.centre.lat) * per_degree
        return np.stack([x, y], axis=-1)

    def place(self, lonlat: LonLat) -> tuple[float, float]:
        """Return one position on the page."""
        x, y = self.xy(lonlat.lon, lonlat.lat).tolist()
        return x, y

    def shows(self, lonlat: LonLat) -> bool:
        """Return whether a position lies on the page."""
        x, y = self.place(lonlat)
        return 0 <= x <= self.width_pt and 0 <= y <= self.height_pt


def fit_frame(
    points: Iterable[LonLat], *, width_pt: float, height_pt: float, margin_pt: float = 30
) -> MapFrame:
    """Return the largest map of a page size that shows all points inside a margin.

    Raises
    ------
    ValueError
        When there is no point.
    """
    lons, lats = zip(*points, strict=True)
    centre = LonLat((min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2)
    shrink = math.cos(math.radians(centre.lat))
    wide_m = max(MIN_SPAN_M, (max(lons) - min(lons)) * M_PER_DEGREE * shrink)
    high_m = max(MIN_SPAN_M, (max(lats) - min(lats)) * M_PER_DEGREE)
    room = width_pt - 2 * margin_pt, height_pt - 2 * margin_pt
    return MapFrame(centre, min(room[0] / wide_m, room[1] / high_m), width_pt, height_pt)
