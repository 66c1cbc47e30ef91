"""Signs that bar by weight or size: each profile is held against them by its own measures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from routing.roads.columns import Columns, Floats, Ints, Longs

NO_LIMIT_G: Final = 2**50
NO_LIMIT_M: Final = float("inf")


@dataclass(frozen=True, eq=False)
class Limits(Columns):
    """Edges with a sign, each once; `NO_LIMIT_G` and `NO_LIMIT_M` where the sign says nothing.

    A weight counts the vehicle with its load, a width the vehicle alone.
    """

    kinds: ClassVar[Mapping[str, str]] = {
        "edge": "i4",
        "max_weight_g": "i8",
        "max_height_m": "f4",
        "max_width_m": "f4",
    }

    edge: Ints
    max_weight_g: Longs
    max_height_m: Floats
    max_width_m: Floats

    def __len__(self) -> int:
        return len(self.edge)

    def barred_by(
        self, gross_g: int, height_m: float, width_m: float
    ) -> dict[str, NDArray[np.int64]]:
        """Return the edges that a vehicle of these measures may not use, by what bars it."""
        too_big = {
            "weight": self.max_weight_g < gross_g,
            "height": self.max_height_m < np.float32(height_m),
            "width": self.max_width_m < np.float32(width_m),
        }
        return {name: self.edge[rows].astype(np.int64) for name, rows in too_big.items()}


def no_limits() -> Limits:
    """Return a table without a sign."""
    return Limits(*(np.zeros(0, kind) for kind in Limits.kinds.values()))
