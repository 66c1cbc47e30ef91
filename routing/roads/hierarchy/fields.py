"""What a weight is made of, what stands for no path, and how large a number may grow."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Longs = NDArray[np.int64]
Ints = NDArray[np.int32]
Words = NDArray[np.int32] | NDArray[np.int64]
"""Measures: whole numbers of 32 bits where they fit, else of 64."""

TIME: Final = 0
DISTANCE: Final = 1
FUEL_EMPTY: Final = 2
FUEL_FULL: Final = 3
MEASURES: Final = 4
"""What adds up along a path beside its choice. Paths compare by choice, then by these in turn."""

BARRED: Final = -1
"""Choice of an edge that may not be driven."""

UNREACHABLE: Final = -1
"""What every cell of a pair holds that no open path joins."""

NO_PATH: Final = (1 << 62) - 1
"""Choice of "no path" inside; two of them add up without overflow."""

CHOICE_LIMIT: Final = 1 << 61
"""Every finite choice stays below; two of them add up to less than `NO_PATH`."""


def measure_limit(words: Words) -> int:
    """Return the bound of every measure in words of this size: two of them add up safely."""
    return 1 << (8 * words.dtype.itemsize - 2)
