"""Bearings of lines at their ends, and the words for turns between them."""

import math
from collections.abc import Sequence
from typing import Final

from routing.geo import LonLat, crow_m

MODIFIERS: Final = (
    "uturn",
    "sharp right",
    "right",
    "slight right",
    "straight",
    "slight left",
    "left",
    "sharp left",
)
"""Words for turns, as OSRM has them."""

_LOOK_M: Final = 15.0
_BOUNDS: Final = ((20.0, "straight"), (40.0, "slight"), (120.0, ""), (175.0, "sharp"))


def bearing_deg(a: LonLat, b: LonLat) -> float:
    """Return the direction from one position to another, clockwise from true north, 0 to 360.

    Of two equal positions it is 0.
    """
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    d_lon = math.radians(b.lon - a.lon)
    east = math.sin(d_lon) * math.cos(lat_b)
    north = math.cos(lat_a) * math.sin(lat_b) - math.sin(lat_a) * math.cos(lat_b) * math.cos(d_lon)
    return math.degrees(math.atan2(east, north)) % 360.0


def bearing_out(line: Sequence[LonLat]) -> float:
    """Return the direction in which a line sets out, over its first metres."""
    first = line[0]
    far = next((point for point in line[1:] if crow_m(first, point) >= _LOOK_M), line[-1])
    return bearing_deg(first, far)


def bearing_in(line: Sequence[LonLat]) -> float:
    """Return the direction in which a line arrives, over its last metres."""
    return (bearing_out(line[::-1]) + 180.0) % 360.0


def turn_deg(before_deg: float, after_deg: float) -> float:
    """Return how far one turns to the right, -180 (exclusive) to 180; left is negative."""
    turned = (after_deg - before_deg) % 360.0
    return turned - 360.0 if turned > 180.0 else turned


def modifier_of(turned_deg: float) -> str:
    """Return the word for a turn to the right of so many degrees, left when negative."""
    for bound, word in _BOUNDS:
        if abs(turned_deg) <= bound:
            side = "right" if turned_deg > 0 else "left"
            return word if word == "straight" else f"{word} {side}".strip()
    return "uturn"


def whole_bearing(degrees: float) -> int:
    """Return a bearing as whole degrees, 0 to 359."""
    return round(degrees) % 360
