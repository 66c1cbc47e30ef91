"""The words for kinds of roads, surfaces and dangers, as small codes in the arrays."""

from enum import IntFlag
from typing import Final

UNKNOWN: Final = "unknown"

ROAD_CLASSES: Final = (
    UNKNOWN,
    "expressway",
    "national",
    "provincial",
    "district",
    "commune",
    "street",
    "track",
    "path",
    "ferry",
)
"""Position = code of `Edges.road_class`. New classes are added at the end."""

SURFACES: Final = (UNKNOWN, "asphalt", "concrete", "paved", "gravel", "earth")
"""Position = code of `Edges.surface`. New surfaces are added at the end."""

VEHICLE_KINDS: Final = ("motorbike", "light_truck", "truck")
"""Position = bit of `Edges.access`; every profile is of one of these kinds."""

OPEN_TO_ALL: Final = (1 << len(VEHICLE_KINDS)) - 1

NO_TRUCK_LIMIT_G: Final = 2**50
MOTORBIKE_ONLY_G: Final = 150_000
"""Truck limit of ways for motorbikes: what their riders carry at most in practice."""


class Feature(IntFlag):
    """What else is known of an edge; bits of `Edges.features`."""

    BRIDGE = 1
    TUNNEL = 2
    FORD = 4
    FERRY = 8
    TOLL = 16
    BUILT_UP = 32
    HAIRPINS = 64
    FOG = 128
    ICE = 256
    LANDSLIDE = 512
    ROCKFALL = 1024
    FLOOD = 2048
    SINKHOLE = 4096
    UNCERTAIN = 8192
    UNCERTAIN_REF = 16384
    BACKWARD = 32768

    @property
    def words(self) -> tuple[str, ...]:
        """The names of all bits set, lower case."""
        return tuple(str(bit.name).lower() for bit in type(self) if bit in self)


def access_bit(kind: str) -> int:
    """Return the bit of a vehicle kind in `Edges.access`."""
    return 1 << VEHICLE_KINDS.index(kind)
