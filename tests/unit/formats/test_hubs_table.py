from datetime import date, time

import pytest

from routing.formats.hubs_table import read_hubs
from routing.geo import LonLat
from routing.problem.records import EVERY_DAY, HubRecord, Location
from routing.units import NO_LIMIT
from tests.unit.formats.table_files import csv_file, fault_of, xlsx_file

HUB = {"id": "h1", "place": "TP Lai Châu", "open": "06:00", "close": "20:00"}


def read(**cells: str) -> HubRecord:
    return read_hubs(csv_file([HUB | cells])).records[0]


def test_a_hub_without_limits_has_none() -> None:
    hub = read()
    assert hub == HubRecord("h1", Location("TP Lai Châu"), "TP Lai Châu", 360, 1200)
    assert (hub.days, hub.intake_g_per_day, hub.intake_ml_per_day) == (
        EVERY_DAY,
        NO_LIMIT,
        NO_LIMIT,
    )


def test_every_column_is_kept() -> None:
    hub = read(
        name="Kho TP",
        days="T2-T7",
        off_dates="2025-05-20|2025-09-02",
        intake_kg_per_day="12000",
        intake_m3_per_day="70.5",
        unload_min="15",
        unload_min_per_t="7.5",
        is_crossdock="có",
    )
    assert (hub.name, hub.days) == ("Kho TP", frozenset(range(6)))
    assert hub.off_dates == {date(2025, 5, 20), date(2025, 9, 2)}
    assert (hub.intake_g_per_day, hub.intake_ml_per_day) == (12_000_000, 70_500_000)
    assert (hub.unload_s, hub.unload_s_per_t, hub.is_crossdock) == (900, 450, True)


def test_a_hub_may_lie_at_a_position_and_then_is_called_by_its_id() -> None:
    hub = read(place="", lon="103.47", lat="22.39")
    assert (hub.location.lonlat, hub.name) == (LonLat(103.47, 22.39), "h1")


def test_excel_times_and_dates_are_read() -> None:
    row = HUB | {"open": time(6), "close": time(20, 30), "off_dates": date(2025, 9, 2)}
    hub = read_hubs(xlsx_file([row])).records[0]
    assert (hub.open_min, hub.close_min, hub.off_dates) == (360, 1230, {date(2025, 9, 2)})


def test_an_intake_of_nothing_is_a_limit() -> None:
    assert read(intake_kg_per_day="0").intake_g_per_day == 0


@pytest.mark.parametrize(
    ("cells", "key", "column"),
    [
        ({"open": ""}, "tables.empty_cell", "open"),
        ({"open": "6h"}, "tables.not_clock", "open"),
        ({"close": "06:00"}, "tables.clock_order", "close"),
        ({"close": "05:00"}, "tables.clock_order", "close"),
        ({"days": "2-7"}, "tables.ambiguous_weekdays", "days"),
        ({"days": "never"}, "tables.not_weekdays", "days"),
        ({"off_dates": "02/09/2025"}, "tables.ambiguous_date", "off_dates"),
        ({"intake_kg_per_day": "-1"}, "tables.out_of_range", "intake_kg_per_day"),
        ({"unload_min": "1441"}, "tables.out_of_range", "unload_min"),
        ({"is_crossdock": "?"}, "tables.not_flag", "is_crossdock"),
        ({"place": ""}, "tables.no_location", "place"),
    ],
)
def test_each_wrong_cell_is_one_fault(cells: dict[str, str], key: str, column: str) -> None:
    found = fault_of(lambda: read(**cells))
    assert (found.key, found.row, found.column) == (key, 2, column)
