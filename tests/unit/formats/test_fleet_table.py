from datetime import date

import pytest

from routing.formats.fleet_table import read_fleet
from routing.problem.records import FleetRecord
from tests.unit.formats.table_files import csv_file, fault_of, faults_of

TRUCK = {"id": "xe", "profile": "light_truck", "hub": "h1", "capacity_kg": "1250"}


def read(**cells: str) -> FleetRecord:
    return read_fleet(csv_file([TRUCK | cells])).records[0]


def test_what_is_not_said_is_as_the_record_has_it() -> None:
    assert read() == FleetRecord("xe", "light_truck", "h1", 1_250_000)


def test_every_column_is_kept() -> None:
    truck = read(
        end_hub="*",
        count="3",
        capacity_m3="7.5",
        days="mon|wed",
        off_dates="2025-05-20",
        shift_start="05:30",
        shift_end="24:00",
        max_driving_h="7.5",
        max_duration_h="12",
        max_stops="12",
        max_distance_km="180.5",
        driven_week_h="10",
        cost_per_day="400000",
        cost_per_km="3234",
        cost_per_hour="52500",
        skills="Thùng lạnh",
        driver="Lò Văn Hặc",
    )
    assert truck == FleetRecord(
        id="xe",
        profile="light_truck",
        hub="h1",
        capacity_g=1_250_000,
        end_hub="*",
        count=3,
        capacity_ml=7_500_000,
        days=frozenset({0, 2}),
        off_dates=frozenset({date(2025, 5, 20)}),
        shift_start_min=330,
        shift_end_min=1440,
        max_driving_s=27_000,
        max_duration_s=43_200,
        max_stops=12,
        max_distance_m=180_500,
        driven_week_s=36_000,
        cost_per_day_minor=400_000,
        cost_per_km_minor=3234,
        cost_per_hour_minor=52_500,
        skills=frozenset({"thung_lanh"}),
        driver="Lò Văn Hặc",
    )


@pytest.mark.parametrize(
    ("cells", "key", "column"),
    [
        ({"capacity_kg": "0"}, "tables.out_of_range", "capacity_kg"),
        ({"capacity_kg": ""}, "tables.empty_cell", "capacity_kg"),
        ({"capacity_kg": "1.250"}, "tables.ambiguous_number", "capacity_kg"),
        ({"capacity_m3": "0"}, "tables.out_of_range", "capacity_m3"),
        ({"count": "0"}, "tables.out_of_range", "count"),
        ({"count": "1001"}, "tables.out_of_range", "count"),
        ({"profile": ""}, "tables.empty_cell", "profile"),
        ({"hub": ""}, "tables.empty_cell", "hub"),
        ({"shift_start": "19:00"}, "tables.clock_order", "shift_end"),  # the shift ends at 18:00
        ({"shift_start": "8:00", "shift_end": "7:00"}, "tables.clock_order", "shift_end"),
        ({"max_driving_h": "25"}, "tables.out_of_range", "max_driving_h"),
        ({"max_driving_h": "0"}, "tables.out_of_range", "max_driving_h"),
        ({"driven_week_h": "169"}, "tables.out_of_range", "driven_week_h"),
        ({"cost_per_km": "3234.5"}, "tables.not_whole", "cost_per_km"),
        ({"cost_per_day": "-1"}, "tables.out_of_range", "cost_per_day"),
        ({"overtime_h": "25"}, "tables.out_of_range", "overtime_h"),
        ({"cost_per_overtime_h": "-9"}, "tables.out_of_range", "cost_per_overtime_h"),
    ],
)
def test_each_wrong_cell_is_one_fault(cells: dict[str, str], key: str, column: str) -> None:
    found = fault_of(lambda: read(**cells))
    assert (found.key, found.row, found.column) == (key, 2, column)


def test_overtime_is_in_hours_and_money_an_hour() -> None:
    row = read(overtime_h="1.5", cost_per_overtime_h="90000")
    assert (row.overtime_s, row.cost_per_overtime_hour_minor) == (5_400, 90_000)


@pytest.mark.parametrize(
    ("cell", "hubs"),
    [
        ("", ()),
        ("Không", ()),
        ("0", ()),
        ("Có", ("",)),
        ("1", ("",)),
        ("*", ("*",)),
        ("H|K", ("H", "K")),
    ],
)
def test_reloads_are_at_no_hub_the_own_any_or_those_named(
    cell: str, hubs: tuple[str, ...]
) -> None:
    assert read(reload=cell).reload == hubs


def test_a_shift_may_end_anywhere() -> None:
    assert read(end_hub="-").end_hub == "-"


def test_all_faults_of_a_row_are_told() -> None:
    found = faults_of(lambda: read(capacity_kg="0", count="0", hub=""))
    assert {fault.column for fault in found} == {"capacity_kg", "count", "hub"}
