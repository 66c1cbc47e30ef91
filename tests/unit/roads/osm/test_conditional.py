import pytest

from routing.roads.osm.conditional import read_conditionals
from routing.roads.osm.vehicle_kinds import TRUCK
from routing.roads.vocabulary import OPEN_TO_ALL

NEVER = (0, 0)


@pytest.mark.parametrize(
    ("tags", "vehicles", "season", "first", "last"),
    [
        ({"seasonal": "dry_season"}, OPEN_TO_ALL, "rain", NEVER, NEVER),
        ({"seasonal": "wet_season"}, OPEN_TO_ALL, "dry", NEVER, NEVER),
        ({"access:conditional": "no @ wet"}, OPEN_TO_ALL, "rain", NEVER, NEVER),
        ({"hgv:conditional": "no @ (Nov-Apr)"}, TRUCK, "", (11, 1), (4, 31)),
        (
            {"motor_vehicle:conditional": "no @ (Nov 15 - Apr 30)"},
            OPEN_TO_ALL,
            "",
            (11, 15),
            (4, 30),
        ),
        ({"vehicle:conditional": "no @ winter"}, OPEN_TO_ALL, "", (12, 1), (3, 31)),
        ({"access:conditional": "private @ (Jul)"}, OPEN_TO_ALL, "", (7, 1), (7, 31)),
    ],
)
def test_bars_for_a_part_of_the_year(
    tags: dict[str, str],
    vehicles: int,
    season: str,
    first: tuple[int, int],
    last: tuple[int, int],
) -> None:
    found, unread = read_conditionals(7, tags)
    assert not unread
    assert len(found) == 1
    rule = found[0]
    assert rule.way_id == 7
    assert rule.season == season
    assert (rule.first, rule.last) == (first, last)
    assert rule.vehicles == vehicles


def test_two_rules_of_one_tag() -> None:
    found, unread = read_conditionals(7, {"hgv:conditional": "no @ wet; no @ (Dec-Jan)"})
    assert [rule.season for rule in found] == ["rain", ""]
    assert not unread


@pytest.mark.parametrize(
    "tags",
    [
        {"hgv:conditional": "no @ (22:00-06:00)"},
        {"hgv:conditional": "yes @ (Mo-Fr)"},
        {"maxweight:conditional": "5 @ wet"},
        {"access:conditional": "no @ wet; yes @ sunset"},
        {"access:conditional": "no"},
        {"seasonal": "winter"},
    ],
)
def test_what_cannot_be_read_is_told_and_bars_nothing(tags: dict[str, str]) -> None:
    found, unread = read_conditionals(7, tags)
    assert not found
    (key, value) = next(iter(tags.items()))
    assert unread == [f"{key}={value}"]


@pytest.mark.parametrize("seasonal", ["yes", "no"])
def test_a_bare_word_says_no_season(seasonal: str) -> None:
    assert read_conditionals(7, {"seasonal": seasonal}) == ([], [])
