"""Roads barred for a part of every year, as their signs say."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from routing.roads.columns import Columns, Ints

BAR_SEASONS: Final = ("dates", "dry", "rain")
"""Position = code of `Bars.season`; with ``dates`` the two dates count."""


@dataclass(frozen=True, eq=False)
class Bars(Columns):
    """Edges barred to the vehicles whose bits are set, in a season or between two dates.

    `first` and `last` are month × 100 + day, both inclusive, 0 where a season counts. A span
    whose last is before its first runs over the new year.
    """

    kinds: ClassVar[Mapping[str, str]] = {
        "edge": "i4",
        "vehicles": "u1",
        "season": "u1",
        "first": "i4",
        "last": "i4",
    }

    edge: Ints
    vehicles: NDArray[np.uint8]
    season: NDArray[np.uint8]
    first: Ints
    last: Ints

    def __len__(self) -> int:
        return len(self.edge)

    def in_season(self, season: str, vehicle: int) -> NDArray[np.int64]:
        """Return the edges barred to a vehicle bit all through a season."""
        bound = (self.season == BAR_SEASONS.index(season)) & ((self.vehicles & vehicle) != 0)
        return np.unique(self.edge[bound]).astype(np.int64)


def no_bars() -> Bars:
    """Return a table without a bar."""
    ints, codes = np.zeros(0, np.int32), np.zeros(0, np.uint8)
    return Bars(ints, codes, codes.copy(), ints.copy(), ints.copy())
