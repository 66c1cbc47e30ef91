import pytest

from routing.roads.osm.times import read_times


@pytest.mark.parametrize(
    ("text", "fits", "others"),
    [
        ("Nov-Apr", ["Nov 01-Apr 30"], ["May 01-Oct 31"]),
        ("Nov 15 - Apr 30", ["Nov 15-Apr 30"], ["May 01-Nov 14"]),
        ("Nov 15-30", ["Nov 15-Nov 30"], ["Dec 01-Nov 14"]),
        ("Jul", ["Jul 01-Jul 31"], ["Aug 01-Jun 30"]),
        ("Dec 25", ["Dec 25-Dec 25"], ["Dec 26-Dec 24"]),
        ("Feb", ["Feb 01-Feb 29"], ["Mar 01-Jan 31"]),
        ("winter", ["Dec 01-Mar 31"], ["Apr 01-Nov 30"]),
        ("Sa,Su", ["Sa,Su"], ["Mo,Tu,We,Th,Fr"]),
        ("Fr-Mo", ["Mo,Fr,Sa,Su"], ["Tu,We,Th"]),
        ("22:00-06:00", ["22:00-06:00"], ["06:00-22:00"]),
        ("6:00-24:00", ["06:00-24:00"], ["00:00-06:00"]),
        (
            "Mo-Fr 06:00-09:00,16:00-19:00",
            ["Mo,Tu,We,Th,Fr 06:00-09:00", "Mo,Tu,We,Th,Fr 16:00-19:00"],
            ["Sa,Su", "09:00-16:00", "19:00-06:00"],
        ),
        (
            "Jan,Jun-Jul AND 06:00-12:00",
            ["Jan 01-Jan 31 06:00-12:00", "Jun 01-Jul 31 06:00-12:00"],
            ["Feb 01-May 31", "Aug 01-Dec 31", "12:00-06:00"],
        ),
        ("Nov-Dec Mo: 06:00-07:00", None, None),
        ("Nov-Dec: Mo 06:00-07:00", ["Nov 01-Dec 31 Mo 06:00-07:00"], None),
        ("24/7", ["24/7"], []),
        ("Jan-Dec", ["24/7"], []),
    ],
)
def test_times_and_all_other_times(
    text: str, fits: list[str] | None, others: list[str] | None
) -> None:
    times = read_times(text)
    if fits is None:
        assert times is None
        return
    assert times is not None
    assert [each.words for each in times.calendars()] == fits
    if others is not None:
        assert [each.words for each in times.other_calendars()] == others


@pytest.mark.parametrize(
    "text",
    [
        *("", "PH", "sunset-sunrise", "Apr 31", "Jul 0", "25:00-26:00", "06:00-06:00"),
        *("06:60-07:00", "24:00-06:00", "Jul-15", "Mo-", "2025 Jul-Aug", "Mo AND Tu", "week 1-9"),
    ],
)
def test_nothing_is_guessed(text: str) -> None:
    assert read_times(text) is None
