"""`luco roads import` and what the other commands make of its folder."""

import csv
from pathlib import Path

import numpy as np
import pytest

from tests.unit.cli.conftest import Run
from tests.unit.roads.osm.little import Osm

A, B = "103.0,22.0", "103.003,22.0"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    osm = Osm().way(5, [0, 1, 2, 3]).way(6, [2, 12], {"highway": "footway"})
    return osm.way(7, [1, 11, 12, 13, 3], {"highway": "residential"}).write(tmp_path)


@pytest.fixture
def heights(tmp_path: Path) -> Path:
    folder = tmp_path / "heights"
    folder.mkdir()
    (folder / "N22E103.hgt").write_bytes(np.full((1201, 1201), 640, ">i2").tobytes())
    return folder


def test_an_imported_folder_can_be_driven(
    run: Run, source: Path, heights: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "roads"
    ran = run("roads", "import", source, "-o", folder, "--elevation", heights)
    assert ran.code == 0, ran.err
    assert "đường đi bộ" in ran.out
    assert "Đọc dữ liệu" in ran.err
    assert run("roads", "info", folder).code == 0
    route = run("roads", "route", folder, A, B, "--profile", "truck", "--json")
    assert route.code == 0, route.err
    # 103.000 to 103.003 at 22° north: 309.3 m on the globe.
    assert route.json["distance_m"] == pytest.approx(309, abs=2)
    assert {height for _, height in route.json["elevation"]} == {640}
    points = tmp_path / "points.csv"
    points.write_text("id,lon,lat\na,103.0,22.0\nb,103.003,22.0\n", "utf-8")
    words = ("roads", "matrix", folder, "--profile", "motorbike", "--points", points)
    rows = list(csv.DictReader(run(*words).out.splitlines()))
    assert [int(row["distance_m"]) for row in rows] == [route.json["distance_m"]] * 2


def test_a_position_beside_a_path_goes_to_the_trucks_own_roads(run: Run, tmp_path: Path) -> None:
    osm = Osm().way(5, [0, 1, 2, 3]).way(6, [2, 12, 22], {"highway": "path"})
    folder = tmp_path / "roads"
    assert run("roads", "import", osm.write(tmp_path), "-o", folder).code == 0
    on_path = "103.002,22.002"
    for profile, is_near in (("motorbike", True), ("truck", False)):
        ran = run("roads", "route", folder, A, on_path, "--profile", profile, "--json")
        assert ran.code == 0, ran.err
        assert (ran.json["distance_m"] > 400) is is_near


def test_the_report_is_also_for_programs(run: Run, source: Path, tmp_path: Path) -> None:
    ran = run("roads", "import", source, "-o", tmp_path / "roads", "--json", "--name", "Thử")
    assert ran.json["ways_read"] == 3
    assert ran.json["ways_kept"] == 2
    assert [each["reason"] for each in ran.json["dropped"]] == ["not_for_vehicles"]
    assert ran.json["elevation"] is None
    assert ran.json["profiles"][0]["parts"][0]["km"] == 0.7


def test_a_newer_extract_tells_what_became_of_edges_and_closures(
    run: Run, source: Path, tmp_path: Path
) -> None:
    folder, closures = tmp_path / "roads", tmp_path / "closures.csv"
    assert run("roads", "import", source, "-o", folder).code == 0
    closures.write_text(
        "id,edge_ids,start,end\nkept,5:0:1,2025-05-01,2025-06-01\n"
        "cut,5:1:3,2025-05-01,2025-06-01\ngone,7:1:3,2025-05-01,2025-06-01\n",
        "utf-8",
    )
    newer = Osm().way(5, [0, 1, 2, 3]).way(8, [2, 52]).way(9, [1, 41]).write(tmp_path)
    ran = run("roads", "import", newer, "-o", folder, "--closures", closures, "--json")
    assert ran.code == 0, ran.err
    found = ran.json["closures"]
    assert found["gone"] == {"edges": [], "lost": ["7:1:3"]}
    assert found["cut"]["lost"] == found["kept"]["lost"] == []
    assert "5:2:3" in found["cut"]["edges"]
    assert ran.json["changes"]["before"] == 6
    said = run("roads", "import", newer, "-o", folder, "--closures", closures, "--lang", "en")
    assert "lost edges: 7:1:3" in said.err


@pytest.mark.parametrize("box", ["1,2,3", "a,b,c,d", "104,22,103,23", "103,22,104,99"])
def test_a_box_that_is_none_is_a_fault(run: Run, source: Path, tmp_path: Path, box: str) -> None:
    ran = run("roads", "import", source, "-o", tmp_path / "roads", f"--bbox={box}")
    assert ran.code == 2
    assert "--bbox" in ran.err


def test_a_box_takes_the_ways_that_enter_it(run: Run, source: Path, tmp_path: Path) -> None:
    words = ("roads", "import", source, "-o", tmp_path / "roads", "--json")
    ran = run(*words, "--bbox", "102.9995,21.9995,103.0005,22.0005")
    assert ran.json["ways_kept"] == 1
    away = run(*words, "--bbox", "10,10,11,11")
    assert away.code == 2


def test_bad_input_writes_nothing_and_names_every_file(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "broken.osm.pbf"
    broken.write_bytes(b"\0" * 50)
    ran = run("roads", "import", broken, tmp_path / "no.osm", "-o", tmp_path / "roads")
    assert ran.code == 2
    assert "broken.osm.pbf" in ran.err
    assert "no.osm" in ran.err
    assert not (tmp_path / "roads").exists()


def test_a_folder_with_other_things_is_not_touched(run: Run, source: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_text("years of work")
    ran = run("roads", "import", source, "-o", tmp_path)
    assert ran.code == 2
    assert (tmp_path / "thesis.odt").read_text() == "years of work"
