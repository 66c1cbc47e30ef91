"""Directions on real lines: points part of the way along roads, refusals."""

from datetime import datetime
from functools import cache

import pytest

from routing.errors import InputError
from routing.geo import LonLat
from routing.problem.records import Location
from routing.roads.km_posts import KmPosts
from routing.roads.places import PlaceIndex
from routing.roads.profiles import load_profiles
from routing.service.directions import find_directions
from routing.service.network import Network
from tests.unit.roads.hills import LOCAL
from tests.unit.roads.streets import crossing, lonlat

NOON = datetime(2025, 12, 1, 12, tzinfo=LOCAL)


@cache
def network() -> Network:
    return Network(crossing(), PlaceIndex(()), load_profiles(), KmPosts(()))


def at(position: LonLat) -> Location:
    return Location(lonlat=position)


def test_positions_stand_on_roads_not_at_their_ends() -> None:
    ends = at(lonlat(-400, 20)), at(lonlat(20, -300))
    (way,) = find_directions(network(), "truck", ends, at=NOON)
    assert way.drive.distance_m == pytest.approx(700, abs=2)
    assert [step.manoeuvre.kind for step in way.steps] == ["depart", "turn", "arrive"]
    assert way.points[0] == pytest.approx(lonlat(-400, 0), abs=1e-6)


def test_a_position_far_from_roads_is_refused() -> None:
    ends = at(lonlat(-400, 20)), at(lonlat(0, -9000))
    with pytest.raises(InputError) as caught:
        find_directions(network(), "truck", ends, at=NOON)
    assert [fault.key for fault in caught.value.faults] == ["roads.no_road_near"]


def test_an_unknown_profile_is_refused() -> None:
    ends = at(lonlat(-400, 20)), at(lonlat(20, -300))
    with pytest.raises(InputError):
        find_directions(network(), "camel", ends, at=NOON)
