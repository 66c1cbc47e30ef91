from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from routing.formats.closures_table import read_closures
from routing.problem.records import ClosureRecord
from tests.unit.formats.table_files import csv_file, fault_of

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SPAN = {"id": "c1", "start": "2025-05-20T05:00", "end": "2025-05-31"}
ROAD = {"road_ref": "QL4D", "km_from": "25.3", "km_to": "25.4"}


def read(**cells: str) -> ClosureRecord:
    return read_closures(csv_file([SPAN | cells])).records[0]


def test_a_road_between_two_posts() -> None:
    closure = read(**ROAD, profiles="light_truck|truck", direction="forward", reason="Sụt lún")
    assert closure == ClosureRecord(
        id="c1",
        start=datetime(2025, 5, 20, 5, tzinfo=ZONE),
        end=datetime(2025, 5, 31, 23, 59, 59, tzinfo=ZONE),
        road_ref="QL4D",
        km_from=25.3,
        km_to=25.4,
        direction="forward",
        profiles=frozenset({"light_truck", "truck"}),
        reason="Sụt lún",
    )


@pytest.mark.parametrize(
    "where",
    [
        {"road_ref": "QL4D"},
        {"from_place": "Xã Bản Bo", "to_place": "Xã Nà Tăm"},
        {"edge_ids": "sample-1:a:b|sample-2:b:c"},
        {"polygon": "POLYGON((103 22, 103.1 22, 103.1 22.1, 103 22))"},
    ],
)
def test_one_way_of_saying_where_is_enough(where: dict[str, str]) -> None:
    assert read(**where).direction == "both"


def test_edges_and_polygons_are_kept_as_written() -> None:
    assert read(edge_ids="sample-1:a:b|sample-2:b:c").edge_ids == ("sample-1:a:b", "sample-2:b:c")
    long = "POLYGON((" + ", ".join(f"103.{i} 22.{i}" for i in range(2000)) + "))"
    assert read(polygon=long).polygon == long


@pytest.mark.parametrize("written", ["Km25+300", "km 25+300", "25+300", "25.3"])
def test_kilometre_posts_may_be_written_as_on_the_road(written: str) -> None:
    assert read(**ROAD | {"km_from": written}).km_from == 25.3


def test_empty_speed_means_closed_and_a_share_means_slowed() -> None:
    assert read(**ROAD).speed_factor == 0.0
    assert read(**ROAD, speed_factor="0.5").speed_factor == 0.5
    assert read(**ROAD, speed_factor="1").speed_factor == 1.0


@pytest.mark.parametrize(
    ("cells", "key", "column"),
    [
        ({"road_ref": ""}, "tables.no_where", "road_ref"),
        (ROAD | {"edge_ids": "a:b:c"}, "tables.many_wheres", "edge_ids"),
        ({"road_ref": "QL4D", "from_place": "a", "to_place": "b"}, "tables.many_wheres", None),
        ({"from_place": "a", "to_place": ""}, "tables.half_way", "to_place"),
        ({"from_place": "", "to_place": "b"}, "tables.half_way", "from_place"),
        (ROAD | {"km_to": ""}, "tables.half_km", "km_to"),
        (ROAD | {"km_from": ""}, "tables.half_km", "km_from"),
        (ROAD | {"km_from": "25.5"}, "tables.km_order", "km_to"),
        (ROAD | {"road_ref": "", "edge_ids": "a"}, "tables.km_without_road", "km_from"),
        (ROAD | {"km_from": "25.300"}, "tables.ambiguous_number", "km_from"),
        (ROAD | {"km_from": "-1"}, "tables.out_of_range", "km_from"),
        (ROAD | {"start": "20/05/2025"}, "tables.not_iso_date", "start"),
        (ROAD | {"start": ""}, "tables.empty_cell", "start"),
        (ROAD | {"end": "2025-05-20 05:00"}, "tables.end_before_start", "end"),
        (ROAD | {"direction": "up"}, "tables.not_choice", "direction"),
        (ROAD | {"speed_factor": "0"}, "tables.out_of_range", "speed_factor"),
        (ROAD | {"speed_factor": "1.1"}, "tables.out_of_range", "speed_factor"),
    ],
)
def test_each_wrong_cell_is_one_fault(cells: dict[str, str], key: str, column: str | None) -> None:
    found = fault_of(lambda: read(**cells))
    assert (found.key, found.row) == (key, 2)
    assert column in {None, found.column}


def test_a_table_without_closures_is_a_good_table() -> None:
    assert read_closures(("c.csv", b"id,road_ref,start,end\n")).records == ()


def test_closures_need_a_column_that_says_where() -> None:
    found = fault_of(lambda: read_closures(csv_file([SPAN])))
    assert found.key == "tables.missing_column"
    assert "road_ref | from_place + to_place | edge_ids | polygon" in found.message("en")
