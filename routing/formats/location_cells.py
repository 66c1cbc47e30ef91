"""Where a row says something lies: a place by name or id, or a position, never both."""

from typing import Final

from routing.formats.cell_number import Bounds
from routing.formats.row import Row
from routing.geo import LonLat
from routing.problem.records import Location

LOCATION_NEED: Final = (("place",), ("lon", "lat"))
"""The columns of which one alternative must be there."""

_LON: Final = Bounds(-180, 180)
_LAT: Final = Bounds(-90, 90)
_EITHER: Final = Bounds(-180, 180)


def read_location(row: Row) -> Location | None:
    """Return the row's location, None when the row does not say it soundly."""
    mark = row.mark
    place = row.name("place")
    lon = row.decimal("lon", _LON, may_group=False)
    lat = row.decimal("lat", _EITHER, may_group=False)
    if not row.is_clean_since(mark):
        return None
    if place and (lon is not None or lat is not None):
        row.fault("tables.two_locations", "place", value=place)
    elif (lon is None) != (lat is None):
        row.fault("tables.half_position", "lat" if lat is None else "lon")
    elif lon is None or lat is None:
        return _named(row, place)
    elif not _LAT.holds(lat):
        key = "tables.swapped_position" if _LAT.holds(lon) else "tables.out_of_range"
        row.fault(key, "lat", value=lat, want=_LAT.want)
    else:
        return Location(lonlat=LonLat(float(lon), float(lat)))
    return None


def _named(row: Row, place: str) -> Location | None:
    if place:
        return Location(place)
    if row.has("place") or row.has("lon", "lat"):
        row.fault("tables.no_location", "place")
    return None
