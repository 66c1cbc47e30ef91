import pytest

from routing.roads.osm.access import read_access, read_directions
from routing.roads.osm.vehicle_kinds import LIGHT_TRUCK, MOTORBIKE, NOBODY, TRUCK, TRUCKS
from routing.roads.vocabulary import OPEN_TO_ALL

ALL = OPEN_TO_ALL
ROAD = {"highway": "tertiary"}


@pytest.mark.parametrize(
    ("tags", "bits"),
    [
        ({}, ALL),
        ({"access": "no"}, NOBODY),
        ({"access": "private"}, NOBODY),
        ({"access": "destination"}, ALL),
        ({"access": "sometimes"}, ALL),
        ({"access": "no", "motor_vehicle": "yes"}, ALL),
        ({"motor_vehicle": "no", "motorcycle": "yes"}, MOTORBIKE),
        ({"vehicle": "no", "motor_vehicle": "designated"}, ALL),
        ({"hgv": "no"}, ALL & ~TRUCK),
        ({"goods": "no"}, ALL & ~LIGHT_TRUCK),
        ({"motorcycle": "no"}, TRUCKS),
        ({"access": "no", "hgv": "delivery"}, TRUCK),
        ({"vehicle": "agricultural"}, NOBODY),
    ],
)
def test_the_more_special_tag_wins(tags: dict[str, str], bits: int) -> None:
    assert read_access(tags, ALL) == bits


def test_tags_open_what_is_closed_by_default() -> None:
    assert read_access({"motorcycle": "designated"}, NOBODY) == MOTORBIKE


@pytest.mark.parametrize(
    ("tags", "forward", "backward"),
    [
        ({}, ALL, ALL),
        ({"oneway": "yes"}, ALL, NOBODY),
        ({"oneway": "-1"}, NOBODY, ALL),
        ({"oneway": "no"}, ALL, ALL),
        ({"junction": "roundabout"}, ALL, NOBODY),
        ({"junction": "roundabout", "oneway": "no"}, ALL, ALL),
        ({"highway": "motorway"}, ALL, NOBODY),
        ({"highway": "motorway_link", "oneway": "no"}, ALL, ALL),
        ({"oneway": "yes", "oneway:motorcycle": "no"}, ALL, MOTORBIKE),
        ({"oneway:motorcycle": "yes"}, ALL, TRUCKS),
        ({"motor_vehicle:backward": "no"}, ALL, NOBODY),
        ({"hgv:forward": "no"}, ALL & ~TRUCK, ALL),
        ({"access": "no", "motor_vehicle:forward": "yes"}, ALL, NOBODY),
    ],
)
def test_directions(tags: dict[str, str], forward: int, backward: int) -> None:
    assert read_directions(ROAD | tags, ALL) == (forward, backward)
