"""Bearings of lines at their ends, and the words for turns between them."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

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


def line_bearings(
    lines: NDArray[np.object_],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return in which directions lines set out and arrive, over their first and last metres.

    Parameters
    ----------
    lines
        Lines in metres on a flat map, east then north.
    """
    lengths = shapely.length(lines)
    look = np.minimum(_LOOK_M, lengths)
    first, near = _xy(lines, np.zeros_like(look)), _xy(lines, look)
    far, last = _xy(lines, lengths - look), _xy(lines, lengths)
    out, into = near - first, last - far
    return _flat_deg(out), _flat_deg(into)


def _xy(lines: NDArray[np.object_], along_m: NDArray[np.float64]) -> NDArray[np.float64]:
    return shapely.get_coordinates(shapely.line_interpolate_point(lines, along_m))


def _flat_deg(way: NDArray[np.float64]) -> NDArray[np.float64]:
    degrees: NDArray[np.float64] = np.degrees(np.arctan2(way[:, 0], way[:, 1])) % 360.0
    return degrees


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
