import math

import pytest

from routing.roads.osm.size_signs import NO_LIMITS, SizeLimits
from routing.roads.osm.vehicle_kinds import MOTORBIKE, NOBODY, TRUCKS
from routing.roads.osm.way_facts import WayFacts, list_unread, read_way
from routing.roads.vocabulary import (
    NO_TRUCK_LIMIT_G,
    OPEN_TO_ALL,
    ROAD_CLASSES,
    SURFACES,
    Feature,
)


def facts(highway: str = "tertiary", **tags: str) -> WayFacts:
    found = read_way({"highway": highway} | {k.replace("__", ":"): v for k, v in tags.items()})
    assert isinstance(found, WayFacts), found
    return found


@pytest.mark.parametrize(
    ("highway", "name", "bits"),
    [
        ("motorway", "expressway", TRUCKS),
        ("trunk_link", "national", OPEN_TO_ALL),
        ("primary", "national", OPEN_TO_ALL),
        ("secondary", "provincial", OPEN_TO_ALL),
        ("tertiary", "district", OPEN_TO_ALL),
        ("unclassified", "commune", OPEN_TO_ALL),
        ("residential", "street", OPEN_TO_ALL),
        ("road", "unknown", OPEN_TO_ALL),
        ("track", "track", OPEN_TO_ALL),
        ("path", "path", MOTORBIKE),
    ],
)
def test_classes_and_who_may_use_them(highway: str, name: str, bits: int) -> None:
    found = facts(highway)
    assert (ROAD_CLASSES[found.road_class], found.forward) == (name, bits)


@pytest.mark.parametrize(
    ("tags", "reason"),
    [
        ({"highway": "footway"}, "not_for_vehicles"),
        ({"highway": "path", "sac_scale": "hiking"}, "not_for_vehicles"),
        ({"highway": "path", "foot": "designated"}, "not_for_vehicles"),
        ({"highway": "construction", "construction": "primary"}, "not_built"),
        ({"highway": "proposed"}, "not_built"),
        ({"highway": "pedestrian", "area": "yes"}, "area"),
        ({"highway": "elevator"}, "no_road"),
        ({"highway": "primary", "access": "no"}, "no_access"),
        ({"highway": "track", "smoothness": "impassable"}, "not_for_vehicles"),
        ({"route": "hiking"}, "no_road"),
    ],
)
def test_what_is_no_road_says_why(tags: dict[str, str], reason: str) -> None:
    assert read_way(tags) == reason


def test_a_footway_that_is_open_to_motorbikes_is_kept() -> None:
    assert facts("footway", motorcycle="yes").forward == MOTORBIKE


@pytest.mark.parametrize(
    ("tags", "name"),
    [
        ({}, "unknown"),
        ({"highway": "track"}, "earth"),
        ({"surface": "asphalt"}, "asphalt"),
        ({"surface": "concrete:plates"}, "concrete"),
        ({"surface": "unpaved"}, "gravel"),
        ({"surface": "asphalt;dirt"}, "earth"),
        ({"surface": "moonstone"}, "unknown"),
        ({"tracktype": "grade2"}, "gravel"),
        ({"surface": "asphalt", "smoothness": "very_bad"}, "gravel"),
        ({"surface": "dirt", "smoothness": "good"}, "earth"),
        ({"surface": "gravel", "tracktype": "grade5"}, "earth"),
    ],
)
def test_surface_is_never_better_than_grade_and_smoothness(
    tags: dict[str, str], name: str
) -> None:
    assert SURFACES[facts(**tags).surface] == name


def test_bad_smoothness_bars_trucks() -> None:
    assert facts("track", smoothness="very_horrible").forward == MOTORBIKE
    assert facts("track", smoothness="horrible").forward == OPEN_TO_ALL


def test_posted_speed_may_differ_by_direction() -> None:
    found = facts(maxspeed="50", maxspeed__backward="30")
    assert (found.forward_kph, found.backward_kph) == (50, 30)
    assert facts(maxspeed="none").forward_kph == 0
    assert facts(source__maxspeed="VN:urban").forward_kph == 50


@pytest.mark.parametrize(
    ("tags", "width_m"),
    [
        ({"width": "3.5 m"}, 3.5),
        ({"lanes": "2"}, 6.0),
        ({"width": "4", "lanes": "2"}, 4.0),
        # A sign counts the vehicle alone and is kept apart.
        ({"maxwidth": "2"}, math.nan),
        ({}, math.nan),
    ],
)
def test_widths(tags: dict[str, str], width_m: float) -> None:
    assert facts(**tags).width_m == pytest.approx(width_m, nan_ok=True)


def test_signs_of_weight_and_size_are_kept_as_they_stand() -> None:
    assert facts().sizes == NO_LIMITS
    assert facts(maxweight="2.5").sizes == SizeLimits(weight_g=2_500_000)
    assert facts(maxweight="10", maxweight__hgv="3.5").sizes.weight_g == 3_500_000
    assert facts(hgv__conditional="no @ (weight>7.5)").sizes.weight_g == 7_500_000
    assert facts(maxheight="2.4", maxheight__physical="2.6").sizes.height_m == 2.4
    assert facts(maxwidth="2 m").sizes.width_m == 2
    assert facts(maxheight="default", maxweight="5 elephants").sizes == NO_LIMITS
    # What a road is assumed to be fit for, no tag says.
    assert facts(maxweight="2.5").truck_limit_g == NO_TRUCK_LIMIT_G


def test_features() -> None:
    found = facts(bridge="viaduct", tunnel="no", toll="yes", hazard="rock_slide;landslide")
    wanted = Feature.BRIDGE | Feature.TOLL | Feature.ROCKFALL | Feature.LANDSLIDE
    assert found.features == wanted
    assert Feature.FORD in facts(ford="yes").features
    assert Feature.UNCERTAIN in facts(construction="yes").features
    assert Feature.UNCERTAIN not in facts(construction="minor").features


def test_a_ferry_is_a_road_of_its_own() -> None:
    found = read_way({"route": "ferry", "duration": "00:20", "hgv": "no"})
    assert isinstance(found, WayFacts)
    assert ROAD_CLASSES[found.road_class] == "ferry"
    assert Feature.FERRY in found.features
    assert found.duration_s == 1200
    assert found.forward == found.backward != NOBODY


def test_road_numbers_are_joined_by_a_slash() -> None:
    assert facts(ref="QL4D; QL12").ref == "QL4D/QL12"
    assert facts(name="Đường Trần Phú").name == "Đường Trần Phú"


def test_what_a_sign_says_and_cannot_be_read_is_told() -> None:
    tags = {"maxspeed": "fast", "maxheight": "default", "maxweight": "5 elephants", "width": "3"}
    assert list_unread(tags) == ["maxweight=5 elephants", "maxspeed=fast"]
