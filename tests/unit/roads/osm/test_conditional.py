import pytest

from routing.roads.osm.conditional import open_at_times, read_conditionals, weight_limits_g
from routing.roads.osm.vehicle_kinds import LIGHT_TRUCK, MOTORBIKE, TRUCK, TRUCKS
from routing.roads.vocabulary import OPEN_TO_ALL

ROAD = {"highway": "tertiary"}


def read(**tags: str) -> tuple[set[tuple[int, str, str]], list[str]]:
    """Return (vehicles, direction, when) of each bar of a way, and what was not read."""
    named = {key.replace("__", ":"): value for key, value in tags.items()}
    found, unread = read_conditionals(7, ROAD | named)
    assert all(each.way_id == 7 for each in found)
    return {
        (each.vehicles, each.direction, each.season or each.calendar.words) for each in found
    }, unread


@pytest.mark.parametrize(
    ("key", "value", "vehicles", "direction", "when"),
    [
        ("seasonal", "dry_season", OPEN_TO_ALL, "", "rain"),
        ("seasonal", "wet_season", OPEN_TO_ALL, "", "dry"),
        ("seasonal", "winter", OPEN_TO_ALL, "", "Apr 01-Nov 30"),
        ("access:conditional", "no @ wet", OPEN_TO_ALL, "", "rain"),
        ("hgv:conditional", "no @ (Nov-Apr)", TRUCK, "", "Nov 01-Apr 30"),
        ("motor_vehicle:conditional", "no @ (Nov 15 - Apr 30)", 7, "", "Nov 15-Apr 30"),
        ("vehicle:conditional", "no @ winter", OPEN_TO_ALL, "", "Dec 01-Mar 31"),
        ("access:conditional", "private @ (Jul)", OPEN_TO_ALL, "", "Jul 01-Jul 31"),
        ("hgv:conditional", "no @ (22:00-06:00)", TRUCK, "", "22:00-06:00"),
        ("goods:conditional", "no @ (Sa,Su)", LIGHT_TRUCK, "", "Sa,Su"),
        ("motorcycle:backward:conditional", "no @ (Jul)", MOTORBIKE, "backward", "Jul 01-Jul 31"),
        ("oneway:conditional", "yes @ (07:00-09:00)", 7, "backward", "07:00-09:00"),
        ("oneway:conditional", "-1 @ (07:00-09:00)", 7, "forward", "07:00-09:00"),
    ],
)
def test_a_sign_bars_at_times(
    key: str, value: str, vehicles: int, direction: str, when: str
) -> None:
    assert read(**{key: value}) == ({(vehicles, direction, when)}, [])


def test_two_rules_of_one_tag() -> None:
    found, unread = read(hgv__conditional="no @ wet; no @ (Dec-Jan)")
    assert found == {(TRUCK, "", "rain"), (TRUCK, "", "Dec 01-Jan 31")}
    assert not unread


@pytest.mark.parametrize(
    ("tags", "bars"),
    [
        (
            {"motor_vehicle": "no", "motor_vehicle__conditional": "delivery @ (06:00-11:00)"},
            {(OPEN_TO_ALL, "", "11:00-06:00")},
        ),
        ({"access": "no", "access__conditional": "yes @ dry"}, {(OPEN_TO_ALL, "", "rain")}),
        (
            {"hgv": "no", "hgv__conditional": "yes @ (Jun-Oct)"},
            {(TRUCK, "", "Nov 01-May 31")},
        ),
        (
            # Motorbikes may in any case.
            {"access": "no", "motorcycle": "yes", "access__conditional": "yes @ (Jun-Oct)"},
            {(TRUCKS, "", "Nov 01-May 31")},
        ),
        (
            {"oneway": "yes", "oneway__conditional": "no @ (20:00-06:00)"},
            {(OPEN_TO_ALL, "backward", "06:00-20:00")},
        ),
        # Open anyway: the sign adds nothing.
        ({"hgv__conditional": "yes @ (Mo-Fr)"}, set()),
    ],
)
def test_a_sign_that_opens_at_times_bars_at_all_others(
    tags: dict[str, str], bars: set[tuple[int, str, str]]
) -> None:
    assert read(**tags) == (bars, [])


def test_a_way_that_is_open_at_times_is_read_as_open() -> None:
    tags = {**ROAD, "access": "no", "access:conditional": "yes @ (Jun-Oct)"}
    assert open_at_times(tags)["access"] == "yes"
    for value in ("yes @ sunset", "no @ (Jun-Oct)", "yes @ (Jun); yes @ (Aug)"):
        closed = tags | {"access:conditional": value}
        assert open_at_times(closed) == closed


def test_a_weight_on_a_conditional_sign_is_a_limit() -> None:
    tags = {
        **ROAD,
        "hgv:conditional": "no @ (weight>7.5)",
        "access:conditional": "no @ (weight>12 t)",
    }
    assert weight_limits_g(tags) == [7_500_000, 12_000_000]
    assert read_conditionals(7, tags) == ([], [])


@pytest.mark.parametrize(
    "tags",
    [
        {"hgv:conditional": "no @ (PH)"},
        {"maxweight:conditional": "5 @ wet"},
        {"maxspeed:conditional": "40 @ (22:00-06:00)"},
        {"access:conditional": "no @ wet; yes @ sunset"},
        {"access:conditional": "no @ (06:00-09:00); yes @ (Su)"},
        {"access:conditional": "yes @ (Jun); yes @ (Aug)"},
        {"hgv:conditional": "yes @ (weight<5)"},
        {"access:conditional": "no"},
        {"seasonal": "autumn"},
        {"oneway:conditional": "reversible @ (06:00-09:00)"},
    ],
)
def test_what_cannot_be_read_is_told_and_bars_nothing(tags: dict[str, str]) -> None:
    found, unread = read_conditionals(7, ROAD | tags)
    assert not found
    (key, value) = next(iter(tags.items()))
    assert unread == [f"{key}={value}"]


@pytest.mark.parametrize("seasonal", ["yes", "no"])
def test_a_bare_word_says_no_season(seasonal: str) -> None:
    assert read_conditionals(7, {"seasonal": seasonal}) == ([], [])
