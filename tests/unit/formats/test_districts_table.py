"""The table of districts."""

import pytest

from routing.errors import fault
from routing.formats.districts_table import DistrictRecord, read_districts
from tests.unit.formats.table_files import csv_file, fault_of

ROW = {"district_id": "1454", "ward_code": "21211", "place": "Pa So", "zone": "Lai Châu"}


def test_a_ward_and_its_whole_district_stand_beside_each_other() -> None:
    rows = [ROW, ROW | {"ward_code": ""}]
    assert read_districts(csv_file(rows)).records == (
        DistrictRecord(1454, "21211", "Pa So", "Lai Châu"),
        DistrictRecord(1454, "", "Pa So", "Lai Châu"),
    )


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ([ROW | {"district_id": "x"}], "tables.not_number"),
        ([ROW | {"place": "", "zone": ""}], "tables.empty_cell"),
        ([ROW, ROW], "tables.duplicate_id"),
    ],
)
def test_each_wrong_row_is_one_fault(rows: list[dict[str, str]], key: str) -> None:
    assert fault_of(lambda: read_districts(csv_file(rows))).key == key


def test_a_place_that_nobody_knows_is_told_at_its_row() -> None:
    unknown = fault("roads.unknown_place", column="place", value="Pa So", near="")
    found = fault_of(lambda: read_districts(csv_file([ROW]), check_location=lambda _: (unknown,)))
    assert (found.row, found.column) == (2, "place")
