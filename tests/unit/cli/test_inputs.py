"""Values on the command line."""

from datetime import date
from pathlib import Path

import pytest

from cli import sample
from cli.inputs import Reader, choose_table
from routing.errors import InputError
from routing.geo import LonLat
from routing.problem.records import Location

DAY = date(2025, 5, 19)


def keys(reader: Reader) -> list[str]:
    return [found.key for found in reader.faults]


def test_a_date_is_read_in_one_form_only() -> None:
    reader = Reader()
    assert reader.day("2025-05-20", "--start", DAY) == date(2025, 5, 20)
    assert reader.day(None, "--start", DAY) == DAY
    assert keys(reader) == []
    reader.day("20/05/2025", "--start", DAY)
    assert keys(reader) == ["cli.bad_date"]


def test_a_moment_without_an_offset_is_local() -> None:
    reader = Reader()
    assert reader.moment("2025-05-20T05:00", "--at").isoformat() == "2025-05-20T05:00:00+07:00"
    assert (
        reader.moment("2025-05-20T05:00Z", "--at").utcoffset()
        == reader.moment("2025-05-20T05:00+00:00", "--at").utcoffset()
    )
    reader.moment("noon", "--at")
    assert keys(reader) == ["cli.bad_moment"]


def test_a_location_is_a_place_or_a_position() -> None:
    reader = Reader()
    assert reader.location("Xã Mường So", "A") == Location("Xã Mường So")
    assert reader.location("103.45,22.40", "A") == Location(lonlat=LonLat(103.45, 22.4))
    assert keys(reader) == []


@pytest.mark.parametrize("value", ["", "22.4,103.45", "a,b", "1,2,3", "nan,nan"])
def test_a_position_off_the_globe_or_unreadable_is_a_fault(value: str) -> None:
    reader = Reader()
    assert reader.location(value, "A") is None
    assert keys(reader) == ["cli.bad_location"]


@pytest.mark.parametrize(("value", "faulty"), [(0, True), (1, False), (None, False)])
def test_numbers_have_a_least_value(value: int | None, faulty: bool) -> None:
    reader = Reader()
    reader.at_least(value, 1, "--days")
    assert bool(reader.faults) is faulty


def test_faults_of_all_files_are_told_together(tmp_path: Path) -> None:
    reader = Reader()
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("id,what\n1,2\n", "utf-8")
        reader.hubs(tmp_path / name)
    reader.season("summer")
    with pytest.raises(InputError) as caught:
        reader.stop_if_faulty()
    assert {found.file for found in caught.value.faults} == {"a.csv", "b.csv", ""}


def test_sample_tables_go_with_sample_roads_only(tmp_path: Path) -> None:
    assert choose_table(None, sample.ROADS, sample.HUBS, "--hubs") == sample.HUBS
    given = tmp_path / "hubs.csv"
    assert choose_table(given, tmp_path, sample.HUBS, "--hubs") == given
    with pytest.raises(InputError):
        choose_table(None, tmp_path, sample.HUBS, "--hubs")
