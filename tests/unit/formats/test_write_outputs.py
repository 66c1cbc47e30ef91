import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from routing.errors import InputError
from routing.formats.labels import Contact, Labels
from routing.formats.plan_file import read_plan
from routing.formats.write_outputs import write_outputs
from routing.roads.graph import RoadGraph
from routing.roads.places import PlaceIndex, load_places
from routing.roads.store import load_roads
from tests.unit.formats.plans import small_plan, small_route

PLAN = small_plan()
TABLES = ["plan.json", "plan.xlsx", "routes.geojson", "stops.csv", "summary.json"]


@pytest.fixture(scope="module")
def graph(root: Path) -> RoadGraph:
    return load_roads(root / "data" / "roads" / "lai_chau")


@pytest.fixture(scope="module")
def places(root: Path, graph: RoadGraph) -> PlaceIndex:
    return load_places(root / "data" / "roads" / "lai_chau", graph)


@pytest.fixture
def write(graph, places):
    def write_plan(folder: Path, plan=PLAN, **options) -> list[str]:
        options = {"pictures": False, **options}
        files = write_outputs(
            plan, {"schema": "luco.summary/1"}, folder, graph=graph, places=places, **options
        )
        assert all(file.is_file() for file in files)
        return [file.relative_to(folder).as_posix() for file in files]

    return write_plan


def listing(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def test_all_files_of_the_contract_are_there(write, tmp_path) -> None:
    files = write(tmp_path / "out", pictures=True, map_days=(1,), closed_edges=(0, 1))
    stems = ["routes/2025-05-19-truck-1", "routes/2025-05-20-truck-2"]
    routes = [f"{stem}{end}" for stem in stems for end in ("-sms.txt", ".gpx", ".svg", ".txt")]
    maps = ["map-2025-05-20.png", "map-2025-05-20.svg", "map.png", "map.svg"]
    assert sorted(files) == sorted([*TABLES, *routes, *maps])
    assert files[0] == "plan.json"
    assert listing(tmp_path / "out") == sorted(files)


def test_the_plan_reads_back(write, tmp_path) -> None:
    write(tmp_path)
    assert read_plan(tmp_path / "plan.json") == PLAN
    assert json.loads((tmp_path / "summary.json").read_text())["schema"] == "luco.summary/1"
    assert (tmp_path / "stops.csv").read_bytes().startswith(b"\xef\xbb\xbfroute,vehicle")


def test_files_of_the_earlier_plan_go_and_files_of_the_user_stay(write, tmp_path) -> None:
    write(tmp_path, pictures=True)
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "routes" / "mine.txt").write_text("mine")
    write(tmp_path, small_plan(routes=(small_route(number=9),)))
    assert listing(tmp_path) == sorted(
        [
            *TABLES,
            "notes.txt",
            "routes/2025-05-19-truck-9-sms.txt",
            "routes/2025-05-19-truck-9.gpx",
            "routes/2025-05-19-truck-9.txt",
            "routes/mine.txt",
        ]
    )


def test_a_failure_leaves_the_earlier_plan_whole(write, tmp_path, monkeypatch) -> None:
    write(tmp_path)
    before = {name: (tmp_path / name).read_bytes() for name in listing(tmp_path)}

    def full_disk(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("routing.formats.write_outputs.plan_workbook", full_disk)
    with pytest.raises(InputError, match="cannot be written \\(No space left on device\\)"):
        write(tmp_path, replace(PLAN, version=4))
    assert {name: (tmp_path / name).read_bytes() for name in listing(tmp_path)} == before


def test_a_file_in_the_folders_place_is_refused(write, tmp_path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(InputError, match="is a file, want a folder"):
        write(tmp_path / "out")
    with pytest.raises(InputError, match="cannot be written"):
        write(tmp_path / "out" / "deeper")
    assert (tmp_path / "out").read_text() == "a file"


def test_a_broken_plan_of_an_earlier_run_is_no_hindrance(write, tmp_path) -> None:
    (tmp_path / "plan.json").write_text('{"routes": 7}')
    write(tmp_path)
    assert read_plan(tmp_path / "plan.json") == PLAN


def test_whom_to_call_is_in_the_drivers_texts_only(write, tmp_path) -> None:
    labels = Labels(contacts={"r1": Contact("A Páo", "0912345678", "")})
    write(tmp_path, small_plan(routes=(small_route(),)), labels=labels)
    holders = [name for name in listing(tmp_path) if "0912345678" in content(tmp_path / name)]
    assert holders == ["routes/2025-05-19-truck-1-sms.txt", "routes/2025-05-19-truck-1.txt"]


def content(path: Path) -> str:
    if path.suffix != ".xlsx":
        return path.read_text("utf-8")
    return str([row for sheet in load_workbook(path) for row in sheet.values])


def test_the_same_plan_gives_the_same_files(write, tmp_path) -> None:
    for name in ("a", "b"):
        write(tmp_path / name, pictures=True)
    for name in listing(tmp_path / "a"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name
