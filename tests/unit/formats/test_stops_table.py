import csv
import io

from routing.formats.stops_table import STOP_COLUMNS, stops_csv
from tests.unit.formats.plans import small_plan


def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(stops_csv(small_plan()))))


def test_every_stop_of_every_route_is_a_row() -> None:
    plan = small_plan()
    assert len(rows()) == sum(len(route.stops) for route in plan.routes) == 10
    assert tuple(rows()[0]) == STOP_COLUMNS


def test_a_row_tells_its_route_and_its_goods() -> None:
    row = rows()[1]
    assert row["route"] == "2025-05-19/truck#1"
    assert row["arrival"] == "2025-05-19T06:48:00+07:00"
    assert row["window_end"] == "2025-05-19T11:00:00+07:00"
    assert (row["request"], row["part"], row["parts"]) == ("r1", "1", "2")
    assert row["weight_g"] == "350000"
    assert row["leg_roads"] == "QL4D, QL12"


def test_what_does_not_apply_is_empty() -> None:
    start = rows()[0]
    assert start["request"] == start["part"] == start["window_start"] == ""


def test_a_request_named_like_a_formula_is_no_formula() -> None:
    assert rows()[3]["request"] == "'=r2"
