import pytest

from routing.roads.osm.barriers import read_barrier
from routing.roads.osm.size_signs import NO_LIMITS, SizeLimits
from routing.roads.osm.vehicle_kinds import MOTORBIKE, NOBODY
from routing.roads.vocabulary import OPEN_TO_ALL, Feature


@pytest.mark.parametrize(
    ("tags", "passes"),
    [
        ({"barrier": "bollard", "maxwidth": "0.4"}, MOTORBIKE),
        ({"barrier": "gate"}, OPEN_TO_ALL),
        ({"barrier": "gate", "locked": "yes"}, NOBODY),
        ({"barrier": "gate", "access": "private"}, NOBODY),
        ({"barrier": "lift_gate", "motor_vehicle": "no", "motorcycle": "yes"}, MOTORBIKE),
        ({"barrier": "bollard"}, MOTORBIKE),
        ({"barrier": "bollard", "maxwidth": "2"}, OPEN_TO_ALL),
        ({"barrier": "bollard", "bollard": "rising"}, OPEN_TO_ALL),
        ({"barrier": "block", "motor_vehicle": "no"}, NOBODY),
        ({"barrier": "debris"}, NOBODY),
        ({"barrier": "height_restrictor", "maxheight": "2.5"}, OPEN_TO_ALL),
        ({"barrier": "toll_booth"}, OPEN_TO_ALL),
        ({"ford": "yes"}, OPEN_TO_ALL),
    ],
)
def test_who_passes(tags: dict[str, str], passes: int) -> None:
    found = read_barrier(tags)
    assert found is not None
    assert found.passes == passes


@pytest.mark.parametrize(
    ("tags", "sizes"),
    [
        ({"barrier": "gate"}, NO_LIMITS),
        ({"barrier": "gate", "width": "3"}, NO_LIMITS),
        ({"barrier": "bollard", "maxwidth": "2"}, SizeLimits(width_m=2)),
        ({"barrier": "block", "width": "1.2"}, SizeLimits(width_m=1.2)),
        ({"barrier": "height_restrictor", "maxheight": "2.5"}, SizeLimits(height_m=2.5)),
    ],
)
def test_how_big_may_pass(tags: dict[str, str], sizes: SizeLimits) -> None:
    found = read_barrier(tags)
    assert found is not None
    assert found.sizes == sizes


@pytest.mark.parametrize("tags", [{}, {"barrier": "no"}, {"highway": "crossing"}, {"ford": "no"}])
def test_what_stops_nobody_is_nothing(tags: dict[str, str]) -> None:
    assert read_barrier(tags) is None


def test_fords_and_tolls_are_kept_as_features() -> None:
    ford, toll = read_barrier({"ford": "yes"}), read_barrier({"barrier": "toll_booth"})
    assert ford is not None
    assert toll is not None
    assert (ford.features, toll.features) == (Feature.FORD, Feature.TOLL)
