"""Lines as OSRM's `geometries` names them."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely

from routing.formats.osrm_waypoints import place
from routing.geo import LonLat, encode_polyline

_SCALES: Final = {"polyline": 100_000, "polyline6": 1_000_000}
_SHOWN_DOTS: Final = 1000


def geometry(points: Sequence[LonLat], kind: str) -> str | dict[str, object]:
    """Return a line as ``polyline``, ``polyline6`` or ``geojson``."""
    if kind in _SCALES:
        return encode_polyline(points, _SCALES[kind])
    return {"type": "LineString", "coordinates": [place(point) for point in points]}


def simplify(points: Sequence[LonLat]) -> tuple[LonLat, ...]:
    """Return a line without what cannot be seen when all of it is on a screen."""
    line = np.array(points, dtype=np.float64)
    extent = float(np.ptp(line, axis=0).max())
    if len(points) <= 2 or extent == 0:
        return tuple(points)
    thin = shapely.simplify(shapely.linestrings(line), extent / _SHOWN_DOTS)
    return tuple(LonLat(lon, lat) for lon, lat in shapely.get_coordinates(thin).tolist())
