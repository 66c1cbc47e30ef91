"""The sample week: sound tables, real places, and the same bytes at every rebuild."""

import csv
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from cli import sample
from cli.demo_story import MONDAY, Sample, read_sample
from routing.roads.places import load_places
from routing.roads.store import load_roads

SOURCE = sample.WEEK / "source"
MAY = 5


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def week() -> Sample:
    return read_sample()


def test_every_table_is_read_without_a_fault(week: Sample) -> None:
    assert len(week.inputs.hubs) == 5
    assert 20 <= sum(row.count for row in week.inputs.fleet) <= 30
    assert 150 <= len(week.inputs.requests) <= 250
    assert len(week.closures) == len(week.surge) == 1


def test_a_rebuild_gives_the_same_bytes(root: Path, tmp_path: Path) -> None:
    script = root / "scripts" / "build_sample_week"
    subprocess.run([sys.executable, script, tmp_path], check=True)
    for name in ("fleet.csv", "requests.csv", "surge_requests.csv"):
        assert (tmp_path / name).read_bytes() == (sample.WEEK / name).read_bytes(), name


def test_every_place_of_the_week_is_on_the_roads(week: Sample) -> None:
    graph = load_roads(sample.ROADS)
    places = load_places(sample.ROADS, graph)
    named = [*week.inputs.hubs, *week.inputs.requests, *week.surge]
    for record in named:
        assert not places.find(record.location.place).assumed_seat, record


def months(text: str) -> set[int]:
    """Return the months of spans such as 3-6|10-1."""
    found: set[int] = set()
    for span in text.split("|"):
        first, last = (int(month) for month in span.split("-"))
        found |= {(first + i - 1) % 12 + 1 for i in range((last - first) % 12 + 1)}
    return found


def test_whatever_is_sent_is_harvested_in_may_or_keeps_until_then(week: Sample) -> None:
    facts = {row["id"]: row for row in rows(SOURCE / "product_facts.csv")}
    for product in {record.product for record in week.inputs.requests}:
        kept = {
            (month + later - 1) % 12 + 1
            for month in months(facts[product]["harvest_months"])
            for later in range(int(facts[product]["keeps_months"]) + 1)
        }
        assert MAY in kept, product


def test_the_week_has_what_makes_it_hard(week: Sample) -> None:
    requests = week.inputs.requests
    largest_g = max(row.capacity_g for row in week.inputs.fleet)
    assert any(record.weight_g is None for record in requests)
    assert any((record.weight_g or 0) > largest_g for record in requests)
    assert any(not record.required for record in requests)
    assert any(len(record.windows) > 1 for record in requests)
    assert any(record.hub for record in requests)
    assert any(record.due.date() > date(2025, 5, 24) for record in requests)
    skills = {skill for record in requests for skill in record.skills}
    assert skills == {skill for row in week.inputs.fleet for skill in row.skills}


def test_the_livestream_multiplies_one_sender_by_50_to_100(week: Sample) -> None:
    (surge,) = week.surge
    usual_g = sum(
        record.weight_g or 0 for record in week.inputs.requests if record.shop == surge.shop
    )
    assert 50 <= (surge.weight_g or 0) / usual_g <= 100
    assert surge.ready.date() == date(2025, 5, 24)
    assert surge.due.date() == date(2025, 5, 27)


def test_the_cut_is_known_at_five_on_tuesday(week: Sample) -> None:
    (cut,) = week.closures
    assert cut.start.isoformat() == "2025-05-20T05:00:00+07:00"
    assert (cut.road_ref, cut.km_from) == ("QL4D", 25.3)
    assert cut.profiles == {"light_truck", "truck"}
    assert (cut.start.date() - MONDAY).days == 1


def test_costs_of_a_light_truck_are_those_worked_out_by_hand(week: Sample) -> None:
    # 11 l/100 km × 19,400 = 2,134 and 1,100 upkeep a km; 420,000 a day of 8 h = 52,500 an hour.
    (row,) = [row for row in week.inputs.fleet if row.id == "lc_light"]
    assert row.cost_per_km_minor == 3_234
    assert row.cost_per_hour_minor == 52_500
    assert row.cost_per_day_minor == 400_000
