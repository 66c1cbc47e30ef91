"""Positions on the globe and the straight lines between them."""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

EARTH_RADIUS_M: Final = 6_371_008.8
_MICRO: Final = 1_000_000


class LonLat(NamedTuple):
    """A WGS 84 position in degrees, longitude first."""

    lon: float
    lat: float


def crow_m(a: LonLat, b: LonLat) -> float:
    """Return the great-circle distance in metres (haversine on the mean Earth radius)."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half_lat = math.sin((lat_b - lat_a) / 2) ** 2
    half_lon = math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    h = half_lat + math.cos(lat_a) * math.cos(lat_b) * half_lon
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, h)))


def encode_polyline6(points: Sequence[LonLat]) -> str:
    """Return points as an encoded polyline: lat then lon, at 1e-6 degrees."""
    return encode_polyline(points, _MICRO)


def decode_polyline6(encoded: str) -> list[LonLat]:
    """Return the points of an encoded polyline of precision 6."""
    return decode_polyline(encoded, _MICRO)


def encode_polyline(points: Sequence[LonLat], scale: int) -> str:
    """Return points as an encoded polyline: lat then lon, in steps of 1 / `scale` degrees.

    References
    ----------
    Google, "Encoded Polyline Algorithm Format"; precision 6 as used by OSRM.
    """
    out: list[str] = []
    last_lat = last_lon = 0
    for lon, lat in points:
        now_lat, now_lon = round(lat * scale), round(lon * scale)
        out += (_encode_number(now_lat - last_lat), _encode_number(now_lon - last_lon))
        last_lat, last_lon = now_lat, now_lon
    return "".join(out)


def decode_polyline(encoded: str, scale: int) -> list[LonLat]:
    """Return the points of an encoded polyline.

    Raises
    ------
    ValueError
        When a character is none of the format's, or a number or its partner is cut off.
    """
    numbers: list[int] = []
    shift = value = 0
    for char in encoded:
        byte = ord(char) - 63
        if not 0 <= byte < 64:
            raise ValueError(f"polyline: {char!r}, want ? to ~")
        value |= (byte & 0x1F) << shift
        shift += 5
        if byte < 0x20:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            shift = value = 0
    if shift or len(numbers) % 2:
        raise ValueError("polyline: ends in the middle of a point")
    points: list[LonLat] = []
    lat = lon = 0
    for d_lat, d_lon in zip(numbers[::2], numbers[1::2], strict=True):
        lat, lon = lat + d_lat, lon + d_lon
        points.append(LonLat(lon / scale, lat / scale))
    return points


def _encode_number(value: int) -> str:
    value = ~(value << 1) if value < 0 else value << 1
    out: list[str] = []
    while value >= 0x20:
        out.append(chr((0x20 | (value & 0x1F)) + 63))
        value >>= 5
    out.append(chr(value + 63))
    return "".join(out)
