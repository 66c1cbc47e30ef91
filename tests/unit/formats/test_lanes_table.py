"""The table of lanes."""

from pathlib import Path

import pytest

from routing.formats.lanes_table import read_lanes
from routing.pricing.lanes import Lane
from tests.unit.formats.table_files import csv_file, fault_of

LANE = {
    "id": "l1",
    "hub": "H",
    "gateway": "Nội Bài",
    "zone": "Hà Nội",
    "truck": "t",
    "days": "T2|T4",
    "depart": "19:00",
    "cutoff_min": "60",
    "transit_days": "2",
    "capacity_kg": "4000",
    "cost_per_departure": "7600000",
    "price_per_kg": "2000",
    "minimum_price": "30000",
}


def test_a_lane_is_read_with_all_it_says() -> None:
    (lane,) = read_lanes(csv_file([LANE])).records
    assert lane == Lane(
        id="l1",
        hub="H",
        gateway="Nội Bài",
        zone="Hà Nội",
        depart_min=1140,
        transit_days=2,
        cutoff_min=60,
        truck="t",
        days=frozenset({0, 2}),
        capacity_g=4_000_000,
        cost_minor=7_600_000,
        price_per_kg_minor=2_000,
        minimum_minor=30_000,
    )


@pytest.mark.parametrize(
    ("cells", "key", "column"),
    [
        ({"zone": ""}, "tables.empty_cell", "zone"),
        ({"transit_days": "-1"}, "tables.out_of_range", "transit_days"),
        ({"cutoff_min": "1.5"}, "tables.not_whole", "cutoff_min"),
    ],
)
def test_each_wrong_cell_is_one_fault(cells: dict[str, str], key: str, column: str) -> None:
    found = fault_of(lambda: read_lanes(csv_file([LANE | cells])))
    assert (found.key, found.column) == (key, column)


def test_the_sample_lanes_leave_hubs_of_the_sample(root: Path) -> None:
    lanes = read_lanes(root / "data/sample/lanes.csv").records
    hubs = (root / "data/sample/hubs.csv").read_text("utf-8")
    assert {lane.hub for lane in lanes} <= {line.split(",")[0] for line in hubs.splitlines()}
    assert {lane.zone for lane in lanes} >= {"Hà Nội", "Lào Cai"}
