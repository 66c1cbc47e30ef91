"""Points that a matrix is asked for."""

import pytest

from routing.errors import InputError
from routing.formats.points_table import read_points
from routing.geo import LonLat
from routing.problem.records import Location


def test_points_are_places_or_positions() -> None:
    table = b"id,place,lon,lat\na,lc_city,,\nb,,103.5,22.25\n"
    found = read_points(("p.csv", table)).records
    assert [(point.id, point.location) for point in found] == [
        ("a", Location("lc_city")),
        ("b", Location(lonlat=LonLat(103.5, 22.25))),
    ]


def test_every_fault_of_the_points_is_told() -> None:
    table = b"id,lon,lat\na,200,22\na,103,\n,103,22\n"
    with pytest.raises(InputError) as caught:
        read_points(("p.csv", table))
    assert {found.row for found in caught.value.faults} == {2, 3, 4}
