"""Random numbers for compiled searches: splitmix64, the same on every machine.

References
----------
Steele, Lea, Flood (2014), Fast splittable pseudorandom number generators,
doi 10.1145/2660193.2660195.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.solver.kernel.compiled import compiled

Chance = NDArray[np.uint64]
"""One entry: the state of the generator."""

GAP: Final = np.uint64(0x9E3779B97F4A7C15)
MIX_A: Final = np.uint64(0xBF58476D1CE4E5B9)
MIX_B: Final = np.uint64(0x94D049BB133111EB)
SHIFT_A: Final = np.uint64(30)
SHIFT_B: Final = np.uint64(27)
SHIFT_C: Final = np.uint64(31)
TO_MANTISSA: Final = np.uint64(11)
UNIT: Final = 1.0 / 2**53


@compiled
def draw(chance: Chance) -> float:
    """Return a number from 0 (in) to 1 (out) and move the state on."""
    chance[0] += GAP
    z = chance[0]
    z = (z ^ (z >> SHIFT_A)) * MIX_A
    z = (z ^ (z >> SHIFT_B)) * MIX_B
    z = z ^ (z >> SHIFT_C)
    return float(z >> TO_MANTISSA) * UNIT


@compiled
def draw_below(chance: Chance, bound: int) -> int:
    """Return a whole number from 0 to bound - 1."""
    return int(draw(chance) * bound)
