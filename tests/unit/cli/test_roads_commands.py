"""`luco roads` on the sample roads."""

import csv
from pathlib import Path

import numpy as np
import pytest

from cli import sample
from tests.unit.cli.conftest import Run

POINTS = "id,place,lon,lat\na,lc_city,,\nb,Xã Mường So (Phong Thổ),,\nc,,103.2868,22.5438\n"
BEFORE, AFTER = "2025-05-20T04:00", "2025-05-20T06:00"


@pytest.fixture
def points(tmp_path: Path) -> Path:
    path = tmp_path / "points.csv"
    path.write_text(POINTS, "utf-8")
    return path


def test_a_matrix_has_a_row_for_each_ordered_pair(run: Run, roads: Path, points: Path) -> None:
    ran = run("roads", "matrix", roads, "--profile", "truck", "--points", points)
    assert ran.code == 0, ran.err
    rows = list(csv.DictReader(ran.out.splitlines()))
    assert {(row["from"], row["to"]) for row in rows} == {
        ("a", "b"),
        ("a", "c"),
        ("b", "a"),
        ("b", "c"),
        ("c", "a"),
        ("c", "b"),
    }
    assert all(int(row["fuel_ml"]) > 0 for row in rows)


def test_csv_and_npz_hold_the_same_numbers(
    run: Run, roads: Path, points: Path, tmp_path: Path
) -> None:
    words = ("roads", "matrix", roads, "--profile", "truck", "--points", points, "-o")
    assert run(*words, tmp_path / "m.csv").code == 0
    assert run(*words, tmp_path / "m.npz").code == 0
    with np.load(tmp_path / "m.npz") as arrays:
        assert arrays["ids"].tolist() == ["a", "b", "c"]
        assert arrays["duration_s"].dtype == arrays["fuel_ml"].dtype == np.int64
        with (tmp_path / "m.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                i, j = ("abc".index(row[end]) for end in ("from", "to"))
                for name in ("duration_s", "distance_m", "fuel_ml"):
                    assert arrays[name][i, j] == int(row[name])


def test_a_closure_holds_from_its_hour_and_for_its_vehicles(run: Run, roads: Path) -> None:
    # Lai Châu to Mường So: 23.8 km by QL4D; 34.7 km by ĐT130 once it is cut for lorries.
    def distance_m(profile: str, at: str) -> int:
        words = ("roads", "route", roads, "TP Lai Châu", "pt_muongso", "--profile", profile)
        ran = run(*words, "--at", at, "--closures", sample.CLOSURES, "--json")
        assert ran.code == 0, ran.err
        return int(ran.json["distance_m"])

    assert distance_m("truck", BEFORE) == 23_800
    assert distance_m("truck", AFTER) == 34_700
    assert distance_m("motorbike", AFTER) == 23_800


def test_a_route_is_told_in_words(run: Run, roads: Path) -> None:
    words = ("roads", "route", roads, "TP Lai Châu", "pt_muongso", "--profile", "truck")
    ran = run(*words, "--at", BEFORE)
    assert "23,8 km" in ran.out
    assert "QL4D" in ran.out


def test_a_folder_without_roads_is_a_fault(run: Run, tmp_path: Path) -> None:
    ran = run("roads", "route", tmp_path, "a", "b", "--profile", "truck")
    assert ran.code == 2
    assert ran.err


def test_a_bad_point_and_an_unknown_profile_are_faults(
    run: Run, roads: Path, points: Path
) -> None:
    assert run("roads", "matrix", roads, "--profile", "bus", "--points", points).code == 2
    points.write_text("id,lon,lat\na,200,22\na,,\n", "utf-8")
    ran = run("roads", "matrix", roads, "--profile", "truck", "--points", points)
    assert ran.code == 2
    assert "points.csv:2:lon: " in ran.err
    assert "points.csv:3:" in ran.err
