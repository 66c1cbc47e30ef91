"""`luco roads reach` on the sample roads."""

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run

LINE = ("--profile", "light_truck", "--at", "2025-05-20T06:00")


def test_places_within_reach_are_listed_by_time(run: Run, roads: Path) -> None:
    ran = run("roads", "reach", roads, "lc_city", *LINE, "--minutes", "60,30", "--json")
    assert ran.code == 0, ran.err
    near, far = ran.json["within"]
    assert (near["minutes"], far["minutes"]) == (30, 60)
    assert near["places"][0] == "lc_city"
    assert far["places"][: len(near["places"])] == near["places"]
    assert 0 < near["road_m"] < far["road_m"]


def test_downhill_reaches_farther_than_back_up(run: Run, roads: Path) -> None:
    words = ("roads", "reach", roads, "sh_town", *LINE, "--minutes", "60", "--json")
    there, back = run(*words).json, run(*words, "--inbound").json
    assert (there["inbound"], back["inbound"]) == (False, True)
    assert there["within"] != back["within"]


def test_a_file_and_a_map_are_written(run: Run, roads: Path, tmp_path: Path) -> None:
    out, drawing = tmp_path / "reach.geojson", tmp_path / "reach.svg"
    ran = run(
        "roads",
        "reach",
        roads,
        "lc_city",
        *LINE,
        "--minutes",
        "20,40",
        "-o",
        out,
        "--map",
        drawing,
    )
    assert ran.code == 0, ran.err
    assert "Từ TP Lai Châu đi tới được (light_truck)" in ran.out
    document = json.loads(out.read_text("utf-8"))
    kinds = [feature["properties"]["kind"] for feature in document["features"]]
    assert kinds.count("area") == 2
    assert "OpenStreetMap" in document["credit"]
    assert "40" in drawing.read_text("utf-8")


@pytest.mark.parametrize("words", ["0", "half", "30,", "2000"])
def test_bad_minutes_are_refused(run: Run, roads: Path, words: str) -> None:
    ran = run("roads", "reach", roads, "lc_city", *LINE, "--minutes", words)
    assert ran.code == 2
    assert words in ran.err
