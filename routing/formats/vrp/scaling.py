"""Whole numbers from the decimals of the literature, as each family's results are counted."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Scaling:
    """Times a factor, then cut to the whole number below or rounded to the nearest."""

    factor: int
    cut: bool = False

    def whole(self, values: Reals) -> Longs:
        """Return values >= 0 as whole numbers of this scale."""
        return np.floor(self.factor * values + (0.0 if self.cut else 0.5)).astype(np.int64)


WHOLE: Final = Scaling(1)
TENTHS: Final = Scaling(10, cut=True)
HUNDREDTHS: Final = Scaling(100)
THOUSANDTHS: Final = Scaling(1000)

SCALINGS: Final = {
    "CVRP": WHOLE,
    "VRPTW": TENTHS,
    "PCVRPTW": TENTHS,
    "MTVRPTWR": TENTHS,
    "MDVRPTW": THOUSANDTHS,
    "HFVRP": THOUSANDTHS,
    "PDPTW": HUNDREDTHS,
}
"""How each kind of instance is counted where its best-known costs are published.

CVRPLIB rounds to the nearest whole number (TSPLIB's EUC_2D), DIMACS cuts after one decimal;
multi-depot, mixed-fleet and paired results are sums of real distances.
"""


def straight_lines(xy: Reals) -> Reals:
    """Return the straight distance between all pairs of points."""
    apart: Reals = xy[:, None, :] - xy[None, :, :]
    # Not hypot: the root of a square is exact, and what is cut must not lie a hair below it.
    far: Reals = np.sqrt((apart * apart).sum(axis=2))
    return far
