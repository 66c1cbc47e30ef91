"""`luco export` of a plan in other formats."""

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Ran, Run


@pytest.fixture
def plan(planned: tuple[Ran, Path]) -> Path:
    return planned[1] / "plan.json"


def test_text_formats_are_printed_or_written_alike(run: Run, plan: Path, tmp_path: Path) -> None:
    for form, begin in (("geojson", "{"), ("csv", ""), ("text", "")):
        printed = run("export", plan, "--format", form)
        assert printed.code == 0, printed.err
        assert printed.out.startswith(begin)
        path = tmp_path / f"plan.{form}"
        assert run("export", plan, "--format", form, "-o", path).code == 0
        assert path.read_text("utf-8") == printed.out
    assert (
        json.loads((tmp_path / "plan.geojson").read_text("utf-8"))["type"] == "FeatureCollection"
    )


def test_binary_formats_need_a_file(run: Run, plan: Path, tmp_path: Path) -> None:
    for form, magic in (("xlsx", b"PK"), ("pdf", b"%PDF")):
        assert run("export", plan, "--format", form).code == 2
        path = tmp_path / f"plan.{form}"
        ran = run("export", plan, "--format", form, "-o", path)
        assert ran.code == 0, ran.err
        assert path.read_bytes().startswith(magic)


def test_tracks_of_several_routes_fill_a_folder(run: Run, plan: Path, tmp_path: Path) -> None:
    routes = json.loads(plan.read_text("utf-8"))["routes"]
    assert len(routes) > 1
    ran = run("export", plan, "--format", "gpx", "-o", tmp_path / "tracks")
    assert ran.code == 0, ran.err
    assert len(list((tmp_path / "tracks").glob("*.gpx"))) == len(routes)


def test_one_route_can_be_chosen_by_id(run: Run, plan: Path) -> None:
    first, second = json.loads(plan.read_text("utf-8"))["routes"][:2]
    ran = run("export", plan, "--format", "gpx", "--route", first["id"])
    assert ran.code == 0, ran.err
    assert first["id"] in ran.out
    assert second["id"] not in ran.out


def test_an_unknown_route_or_format_lists_what_there_is(run: Run, plan: Path) -> None:
    ran = run("export", plan, "--format", "text", "--route", "nobody")
    assert (ran.code, "hub" in ran.out) == (2, False)
    assert "2025-05-19/" in ran.err
    ran = run("export", plan, "--format", "doc")
    assert ran.code == 2
    assert "geojson" in ran.err


def test_a_file_that_is_no_plan_is_a_fault(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text("{}", "utf-8")
    assert run("export", path, "--format", "csv").code == 2
    assert run("export", tmp_path / "none.json", "--format", "csv").code == 2


def test_a_file_that_cannot_be_written_is_a_fault(run: Run, plan: Path, tmp_path: Path) -> None:
    ran = run("export", plan, "--format", "csv", "-o", tmp_path / "no" / "folder.csv")
    assert ran.code == 2
    assert "folder.csv" in ran.err
