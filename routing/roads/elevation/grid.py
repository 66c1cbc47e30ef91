"""Heights on a regular grid of longitudes and latitudes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.roads.measure import Reals


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Samples in rows from north to south, the first at (`west`, `north`), steps in degrees."""

    samples: NDArray[np.generic]
    west: float
    north: float
    step_lon: float
    step_lat: float
    void: float | None

    def covers(self, lon: Reals, lat: Reals) -> NDArray[np.bool_]:
        """Return which positions lie between the outermost samples."""
        column, row = self._place(lon, lat)
        rows, columns = self.samples.shape
        inside: NDArray[np.bool_] = (column >= 0) & (column <= columns - 1)
        inside &= (row >= 0) & (row <= rows - 1)
        return inside

    def heights_m(self, lon: Reals, lat: Reals) -> Reals:
        """Return heights between the four samples around (bilinear), NaN where one is void.

        All positions lie within the grid.
        """
        column, row = self._place(lon, lat)
        rows, columns = self.samples.shape
        left = np.clip(np.floor(column).astype(np.int64), 0, columns - 2)
        top = np.clip(np.floor(row).astype(np.int64), 0, rows - 2)
        x, y = column - left, row - top
        upper = self._at(top, left) * (1 - x) + self._at(top, left + 1) * x
        lower = self._at(top + 1, left) * (1 - x) + self._at(top + 1, left + 1) * x
        heights: Reals = upper * (1 - y) + lower * y
        return heights

    def _at(self, row: NDArray[np.int64], column: NDArray[np.int64]) -> Reals:
        found = self.samples[row, column].astype(np.float64)
        if self.void is not None:
            found[found == self.void] = np.nan
        return found

    def _place(self, lon: Reals, lat: Reals) -> tuple[Reals, Reals]:
        """Return column and row, snapped to the outermost samples within a millionth of a step."""
        column = (lon - self.west) / self.step_lon
        row = (self.north - lat) / self.step_lat
        return _snap(column, self.samples.shape[1]), _snap(row, self.samples.shape[0])


def _snap(place: Reals, size: int) -> Reals:
    place = np.where((place < 0) & (place > -1e-6), 0.0, place)
    snapped: Reals = np.where((place > size - 1) & (place < size - 1 + 1e-6), size - 1.0, place)
    return snapped
