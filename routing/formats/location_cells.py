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
    location = _state_location(row, "")
    if location is None and row.is_clean_since(mark) and _could_say(row):
        row.fault("tables.no_location", "place")
    return checked(row, "", location, check) if row.is_clean_since(mark) else None


def read_second_location(row: Row, prefix: str, check: CheckLocation) -> Location | None:
    """Return the location of columns that begin alike, None when they are empty or unsound."""
    mark = row.mark
    location = _state_location(row, prefix)
    return checked(row, prefix, location, check) if row.is_clean_since(mark) else None


def checked(
    row: Row, prefix: str, location: Location | None, check: CheckLocation
) -> Location | None:
    """Return a location that a look-up finds nothing wrong with, else None."""
    mark = row.mark
    for found in check(location) if location else ():
        row.take(found, prefix + ("lon" if location and location.lonlat else "place"))
    return location if row.is_clean_since(mark) else None


def _state_location(row: Row, prefix: str) -> Location | None:
    mark = row.mark
    place = row.name(f"{prefix}place")
    lon = row.decimal(f"{prefix}lon", _LON, may_group=False)
    lat = row.decimal(f"{prefix}lat", _EITHER, may_group=False)
    if not row.is_clean_since(mark):
        return None
    if place and (lon is not None or lat is not None):
        row.fault("tables.two_locations", f"{prefix}place", value=place)
    elif (lon is None) != (lat is None):
        row.fault("tables.half_position", prefix + ("lat" if lat is None else "lon"))
    elif lon is None or lat is None:
        return Location(place) if place else None
    elif not _LAT.holds(lat):
        key = "tables.swapped_position" if _LAT.holds(lon) else "tables.out_of_range"
        row.fault(key, f"{prefix}lat", value=lat, want=_LAT.want)
    else:
        return Location(lonlat=LonLat(float(lon), float(lat)))
    return None


def _could_say(row: Row) -> bool:
    return row.has("place") or row.has("lon", "lat")
