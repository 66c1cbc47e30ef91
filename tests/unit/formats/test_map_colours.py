from routing.formats.map_colours import ROADS, hub_colours, shades
from routing.roads.vocabulary import ROAD_CLASSES


def test_every_road_class_has_a_colour() -> None:
    assert set(ROADS) == set(ROAD_CLASSES)


def test_each_hub_has_its_own_colour() -> None:
    colours = hub_colours(["a", "b", "c", "d", "e"])
    assert len(set(colours.values())) == 5


def test_shades_differ_and_are_colours() -> None:
    found = shades("#1f5fa8", 6)
    assert len(set(found)) == 6
    assert all(len(colour) == 7 and int(colour[1:], 16) >= 0 for colour in found)
    assert shades("#1f5fa8", 0) == []
    assert len(shades("#1f5fa8", 1)) == 1
