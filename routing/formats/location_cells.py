"""Where a row says something lies: a place by name or id, or a position, never both."""

from collections.abc import Callable, Iterable
from typing import Final

from routing.errors import Fault
from routing.formats.cell_number import Bounds
from routing.formats.row import Row
from routing.geo import LonLat
from routing.problem.records import Location

LOCATION_NEED: Final = (("place",), ("lon", "lat"))
"""The columns of which one alternative must be there."""

_LON: Final = Bounds(-180, 180)
_LAT: Final = Bounds(-90, 90)
_EITHER: Final = Bounds(-180, 180)


CheckLocation = Callable[[Location], Iterable[Fault]]
"""Finds what is wrong with a location on the roads that are used."""


def unchecked(_: Location) -> tuple[Fault, ...]:
    """Find nothing: the roads are not known yet."""
    return ()


def read_location(row: Row, check: CheckLocation = unchecked) -> Location | None:
    """Return the row's location, None when the row does not say it soundly."""
    mark = row.mark
    location = _state_location(row)
    for found in check(location) if location else ():
        row.take(found, "lon" if location and location.lonlat else "place")
    return location if row.is_clean_since(mark) else None


def _state_location(row: Row) -> Location | None:
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
