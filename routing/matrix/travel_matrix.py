"""The travel matrix of one profile under one set of conditions."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.units import NO_LIMIT

UNREACHABLE: Final = -1
"""What every cell of a pair holds that no permitted road joins."""


@dataclass(frozen=True, slots=True, eq=False)
class TravelMatrix:
    """Durations and distances of the chosen paths from stop i to stop j.

    All arrays are int64 ``[from, to]``, read-only, never assumed symmetric; a pair without a
    path is `UNREACHABLE` in each of them. Distance and fuel belong to the chosen path (least
    time × preference), not to the shortest one.
    """

    profile: str
    conditions_hash: str
    duration_s: NDArray[np.int64]
    distance_m: NDArray[np.int64]
    fuel_empty_ml: NDArray[np.int64]
    fuel_full_ml: NDArray[np.int64]

    def __post_init__(self) -> None:
        shape = self.duration_s.shape
        if len(shape) != 2 or shape[0] != shape[1]:
            raise ValueError(f"duration_s has shape {shape}, want a square")
        gone = self.duration_s == UNREACHABLE
        for name in ("duration_s", "distance_m", "fuel_empty_ml", "fuel_full_ml"):
            self._check_array(name, gone)

    def _check_array(self, name: str, gone: NDArray[np.bool_]) -> None:
        array: NDArray[np.int64] = getattr(self, name)
        if array.dtype != np.int64 or array.shape != gone.shape:
            raise ValueError(f"{name} is {array.dtype} {array.shape}, want int64 {gone.shape}")
        if (array < UNREACHABLE).any() or ((array == UNREACHABLE) != gone).any():
            raise ValueError(f"{name}: want >= 0, or UNREACHABLE in all arrays of the pair alike")
        if (array > NO_LIMIT).any():
            raise ValueError(f"{name}: {array.max()}, want <= {NO_LIMIT}")
        array.flags.writeable = False

    @property
    def size(self) -> int:
        """Number of stops."""
        return len(self.duration_s)

    def reaches(self, i: int, j: int) -> bool:
        """Tell whether a permitted path leads from stop i to stop j."""
        return bool(self.duration_s[i, j] != UNREACHABLE)
