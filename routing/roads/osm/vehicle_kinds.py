"""How big the vehicles of each kind are, for signs that bar by size.

An edge keeps one bit of access for each kind and a payload class, not the signs themselves. So
height signs are held against the tallest usual vehicle of a kind, and weight signs, which count
the whole vehicle, are turned into the payload of vehicles of that weight. The figures belong to
the shipped profiles and common bodies; heights are assumptions.
"""

from typing import Final

import numpy as np

from routing.roads.vocabulary import NO_TRUCK_LIMIT_G, OPEN_TO_ALL, VEHICLE_KINDS, access_bit

MOTORBIKE: Final = access_bit("motorbike")
LIGHT_TRUCK: Final = access_bit("light_truck")
TRUCK: Final = access_bit("truck")
TRUCKS: Final = LIGHT_TRUCK | TRUCK
NOBODY: Final = 0

HEIGHT_M: Final = {"motorbike": 1.9, "light_truck": 2.4, "truck": 3.3}
"""With rider, or with the box on the frame."""

WIDTH_M: Final = {"motorbike": 0.75, "light_truck": 1.78, "truck": 2.2}
CLEARANCE_M: Final = 0.5
"""What the shipped trucks want a road to be wider than themselves."""

_GROSS_G: Final = (0, 235_000, 3_490_000, 9_500_000, 40_000_000)
_PAYLOAD_G: Final = (0, 70_000, 1_250_000, 5_000_000, 26_000_000)


def kinds_below(height_m: float) -> int:
    """Return the bits of the kinds that pass under a height."""
    return _bits_within(HEIGHT_M, height_m)


def kinds_between(width_m: float) -> int:
    """Return the bits of the kinds that pass through a gap."""
    return _bits_within(WIDTH_M, width_m)


def payload_of_gross_g(gross_g: float) -> int:
    """Return the greatest payload of vehicles that weigh so much loaded.

    Notes
    -----
    Straight between the shipped profiles, so that each of them may use exactly the roads
    signed for its gross mass.
    """
    if gross_g > _GROSS_G[-1]:
        return NO_TRUCK_LIMIT_G
    return int(np.interp(gross_g, _GROSS_G, _PAYLOAD_G))


def _bits_within(sizes: dict[str, float], bound: float) -> int:
    bits = OPEN_TO_ALL
    for kind in VEHICLE_KINDS:
        if sizes[kind] > bound:
            bits &= ~access_bit(kind)
    return bits
