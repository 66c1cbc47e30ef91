"""The table of hub slots."""

import pytest

from routing.formats.hub_slots_table import read_hub_slots
from routing.problem.records import HubSlotRecord
from routing.units import NO_LIMIT
from tests.unit.formats.table_files import csv_file, fault_of

SLOT = {"hub": "H", "start": "08:00", "end": "10:00", "intake_kg": "500", "vehicles": "2"}


def test_a_slot_has_bounds_where_they_are_given() -> None:
    (slot,) = read_hub_slots(csv_file([SLOT])).records
    assert slot == HubSlotRecord("H", 480, 600, 500_000, NO_LIMIT, 2)


def test_slots_of_one_hub_may_touch_but_not_overlap() -> None:
    later = SLOT | {"start": "10:00", "end": "12:00"}
    other = SLOT | {"hub": "K", "start": "09:00", "end": "11:00"}
    assert len(read_hub_slots(csv_file([SLOT, later, other])).records) == 3
    clash = SLOT | {"start": "09:59", "end": "12:00"}
    found = fault_of(lambda: read_hub_slots(csv_file([SLOT, clash])))
    assert (found.key, found.row, found.column) == ("tables.slots_overlap", 3, "start")


@pytest.mark.parametrize(
    ("cells", "key", "column"),
    [
        ({"hub": ""}, "tables.empty_cell", "hub"),
        ({"end": "08:00"}, "tables.clock_order", "end"),
        ({"vehicles": "1.5"}, "tables.not_whole", "vehicles"),
        ({"intake_kg": "-1"}, "tables.out_of_range", "intake_kg"),
    ],
)
def test_each_wrong_cell_is_one_fault(cells: dict[str, str], key: str, column: str) -> None:
    found = fault_of(lambda: read_hub_slots(csv_file([SLOT | cells])))
    assert (found.key, found.column) == (key, column)
