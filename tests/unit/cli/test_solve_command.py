"""`luco solve`: VROOM's JSON and instances of the literature."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.conftest import Run
from tests.unit.formats.vroom.documents import job, stated, step, vehicle

LAI_CHAU, PHONG_THO = [103.4712, 22.3996], [103.3556, 22.5327]
SOLOMON = """\
tiny

VEHICLE
NUMBER     CAPACITY
  2         10

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME
    0      0         0          0          0       1000          0
    1      3         4          6          0       1000         10
    2      6         8          6          0       1000         10
"""


@pytest.fixture
def written(tmp_path: Path) -> Any:
    """Writes a document and tells where."""

    def write(document: object) -> Path:
        path = tmp_path / "problem.json"
        path.write_text(json.dumps(document), "utf-8")
        return path

    return write


def on_roads() -> dict[str, Any]:
    told = {"id": 1, "start": LAI_CHAU, "end": LAI_CHAU, "steps": [step("job", 7)]}
    return {"vehicles": [told], "jobs": [{"id": 7, "location": PHONG_THO, "service": 300}]}


def test_plan_mode_tells_times_and_violations(run: Run, written: Any) -> None:
    late = job(1, 1, time_windows=[[50, 80]])
    path = written(stated(vehicles=[vehicle(step("job", 1))], jobs=[late]))
    ran = run("solve", path, "-c")
    assert ran.code == 0, ran.err
    assert ran.json["summary"]["violations"] == [{"cause": "delay", "duration": 20}]


def test_roads_stand_in_for_matrices(run: Run, written: Any) -> None:
    ran = run("solve", written(on_roads()), "-c", "-g", "--at", "2025-05-19T08:00")
    assert ran.code == 0, ran.err
    route = ran.json["routes"][0]
    assert 20_000 < route["distance"] < 120_000
    assert 1800 < route["steps"][1]["arrival"] < route["duration"] - 1800
    assert len(route["geometry"]) > 20
    bike = on_roads()
    bike["vehicles"][0]["profile"] = "motorbike"
    other = run("solve", written(bike), "-c", "-g", "--at", "2025-05-19T08:00").json
    assert other["routes"][0]["duration"] != route["duration"]


def test_the_line_goes_before_what_the_document_wishes(run: Run, written: Any) -> None:
    path = written(stated(jobs=[job(1), job(2, 2)], options={"luco_steps": 900, "luco_seed": 7}))
    told = run("solve", path).json
    assert (told["summary"]["unassigned"], told["summary"]["cost"]) == (0, 350)
    assert told["luco"]["seed"] == 7
    told = run("solve", path, "--steps", "10", "--seed", "3").json
    assert (told["luco"]["seed"], told["luco"]["steps"]) == (3, 10)


def test_faults_are_told_in_json_and_beside_it(run: Run, written: Any) -> None:
    path = written(stated(jobs=[job(service=-1, priority=101)]))
    ran = run("solve", path)
    assert ran.code == 2
    assert ran.json["code"] == 2
    assert "Invalid service duration for job 1: -1" in ran.json["error"]
    assert ran.err.count(f"{path}: Invalid") == 2


def test_unknown_profiles_and_far_places_are_refused(run: Run, written: Any) -> None:
    document = on_roads()
    document["vehicles"][0]["profile"] = "spaceship"
    ran = run("solve", written(document), "-c")
    assert (ran.code, ran.json["code"]) == (2, 2)
    assert "Invalid profile: spaceship" in ran.json["error"]
    far = on_roads()
    far["jobs"][0]["location"] = [-60.0, 10.0]
    ran = run("solve", written(far), "-c")
    assert (ran.code, ran.json["code"]) == (2, 3)
    assert "[-60, 10]" in ran.json["error"]


def test_an_answer_goes_to_a_file(run: Run, written: Any, tmp_path: Path) -> None:
    path = written(stated(vehicles=[vehicle(step("job", 1))]))
    ran = run("solve", path, "-c", "-o", tmp_path / "answer.json")
    assert (ran.code, ran.out) == (0, "")
    assert json.loads((tmp_path / "answer.json").read_text("utf-8"))["code"] == 0


def test_an_instance_of_the_literature_gives_a_solution(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "tiny.txt"
    path.write_text(SOLOMON, "utf-8")
    ran = run("solve", path, "--steps", "50")
    assert ran.code == 0, ran.err
    lines = ran.out.split("\n")
    # Each customer needs a vehicle of its own: 2 × 5 + 2 × 10.
    assert [line[:6] for line in lines[:2]] == ["Route ", "Route "]
    assert lines[2] == "Cost 30"
    told = run("solve", path, "--steps", "50", "--json").json
    assert (told["instance"], told["routes"], told["left"]) == ("tiny", 2, 0)


def test_a_file_that_is_neither_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("nothing of the kind", "utf-8")
    assert run("solve", path).code == 2
    assert run("solve", tmp_path / "none.json").code == 2
    assert run("solve", tmp_path).code == 2
