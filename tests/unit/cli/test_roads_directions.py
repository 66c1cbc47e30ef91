"""`luco roads directions` and `luco roads impact` on the sample roads."""

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run

HEADER = "id,road_ref,km_from,km_to,start,end\n"
QL4D = HEADER + "slide,QL4D,25.3,25.5,2025-05-20T05:00,2025-06-05\n"
LINE = ("--profile", "light_truck", "--at", "2025-05-20T06:00")


@pytest.fixture
def closures(tmp_path: Path) -> Path:
    path = tmp_path / "closures.csv"
    path.write_text(QL4D, "utf-8")
    return path


def test_every_step_is_told_in_both_languages(run: Run, roads: Path) -> None:
    ran = run("roads", "directions", roads, "lc_city", "Mường So", *LINE, "--json")
    assert ran.code == 0, ran.err
    (way,) = ran.json["ways"]
    assert way["steps"][0]["instruction_vi"].startswith("Xuất phát về hướng")
    assert way["steps"][-1]["instruction_en"] == "You have arrived"
    assert sum(step["distance_m"] for step in way["steps"]) == way["distance_m"]
    assert way["elevation"][-1][0] == way["distance_m"]
    assert way["geometry"][0] != way["geometry"][-1]


def test_directions_agree_with_the_route(run: Run, roads: Path) -> None:
    words = (roads, "lc_city", "Mường So", *LINE, "--json")
    directions, route = run("roads", "directions", *words), run("roads", "route", *words)
    (way,) = directions.json["ways"]
    for name in ("distance_m", "duration_s", "climb_m", "descent_m"):
        assert way[name] == route.json[name], name


def test_other_ways_come_behind_the_best(run: Run, roads: Path) -> None:
    words = (roads, "lc_city", "Mường So", *LINE)
    ran = run("roads", "directions", *words, "--alternatives", 2, "--json")
    durations = [way["duration_s"] for way in ran.json["ways"]]
    assert len(durations) >= 2
    assert durations == sorted(durations)
    said = run("roads", "directions", *words, "--alternatives", 2).out
    assert "Đường khác 1:" in said


def test_a_closure_sends_the_way_round(run: Run, roads: Path, closures: Path) -> None:
    words = ("roads", "directions", roads, "lc_city", "Mường So", *LINE, "--json")
    usual, round_way = run(*words), run(*words, "--closures", closures)
    assert round_way.json["ways"][0]["duration_s"] > usual.json["ways"][0]["duration_s"]


def test_the_impact_names_who_drives_round(run: Run, roads: Path, closures: Path) -> None:
    ran = run("roads", "impact", roads, "--closures", closures, "--profile", "truck", "--json")
    assert ran.code == 0, ran.err
    (truck,) = ran.json["profiles"]
    assert truck["profile"] == "truck"
    assert truck["detours"]
    assert all(trip["after_s"] > trip["before_s"] for trip in truck["detours"])
    shown = run("roads", "impact", roads, "--closures", closures, "--profile", "truck")
    assert "Thị trấn Phong Thổ" in shown.out
    assert "QL4D" in shown.out


def test_an_empty_table_or_unknown_profile_is_bad_input(
    run: Run, roads: Path, closures: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "none.csv"
    empty.write_text(HEADER, "utf-8")
    assert run("roads", "impact", roads, "--closures", empty).code == 2
    words = ("roads", "impact", roads, "--closures", closures)
    assert run(*words, "--profile", "camel").code == 2
