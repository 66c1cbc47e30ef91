"""`luco plan` from tables to a folder."""

import json
from pathlib import Path
from typing import Any

from cli import sample
from routing.formats.plan_file import read_plan
from tests.unit.cli.conftest import REQUESTS, Ran, Run

WORDS = ("plan", "--start", "2025-05-19", "--days", "2", "--steps", "400")


def without_time(folder: Path) -> Any:
    plan = json.loads((folder / "plan.json").read_text("utf-8"))
    del plan["search"]["time_s"]
    return plan


def test_a_plan_is_written_and_told(planned: tuple[Ran, Path]) -> None:
    ran, folder = planned
    assert ran.code == 0, ran.err
    plan = read_plan(folder / "plan.json")
    assert {stop.request for route in plan.routes for stop in route.stops} == {
        "",
        "r1",
        "r2",
        "r3",
        "r4",
    }
    assert not plan.violations
    assert ran.json["cost"] == {"amount": plan.cost.total_minor, "currency": "VND"}
    assert ran.json["routes"] == len(plan.routes)


def test_every_file_that_is_told_exists(planned: tuple[Ran, Path]) -> None:
    ran, folder = planned
    files = [Path(name) for name in ran.json["files"]]
    names = {file.relative_to(folder).as_posix() for file in files}
    assert {"plan.json", "routes.geojson", "stops.csv", "summary.json", "map.png"} <= names
    assert all(file.stat().st_size for file in files)


def test_equal_seed_and_steps_give_an_equal_plan(
    run: Run, planned: tuple[Ran, Path], requests_file: Path, tmp_path: Path
) -> None:
    ran = run(*WORDS, "--requests", requests_file, "--out", tmp_path / "again")
    assert ran.code == 0, ran.err
    assert without_time(tmp_path / "again") == without_time(planned[1])


def test_another_seed_is_another_plan_id(
    run: Run, planned: tuple[Ran, Path], requests_file: Path, tmp_path: Path
) -> None:
    ran = run(*WORDS, "--requests", requests_file, "--seed", 7, "--out", tmp_path, "--json")
    assert ran.json["plan_id"] != planned[0].json["plan_id"]


def test_people_read_vietnamese_tables_and_where_to_look(
    run: Run, requests_file: Path, tmp_path: Path
) -> None:
    ran = run(*WORDS, "--requests", requests_file, "--out", tmp_path / "o")
    assert "thứ Hai 19/05/2025" in ran.out
    assert "Chi phí" in ran.out
    assert str(tmp_path / "o") in ran.out
    assert "Đang xếp 4 yêu cầu" in ran.err


def test_strict_leaves_with_1_when_something_is_left_out(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "requests.csv"
    table.write_text(REQUESTS + "r5,td_banbo,tea_shan,,?,2025-05-19,2025-05-20,,\n", "utf-8")
    words = (*WORDS, "--requests", table, "--out", tmp_path / "o", "--json")
    assert run(*words).code == 0
    strict = run(*words, "--strict")
    assert strict.code == 1
    assert strict.json["dropped"] == [
        {"request": "r5", "part": 1, "state": "dropped", "reasons": ["UNKNOWN_WEIGHT"]}
    ]


def test_every_fault_of_every_file_is_told_and_nothing_written(run: Run, tmp_path: Path) -> None:
    table, fleet = tmp_path / "requests.csv", tmp_path / "fleet.csv"
    bad = REQUESTS.replace("4,,2025-05-19,2025-05-19", "4,-3,19/05/2025,2025-05-19")
    table.write_text(bad, "utf-8")
    fleet.write_text("id,profile,hub,capacity_kg\nv1,truck,hub_laichau,0\n", "utf-8")
    words = (*WORDS, "--requests", table, "--fleet", fleet, "--out", tmp_path / "o")
    ran = run(*words, "--days", "0")
    assert ran.code == 2
    for place in (
        "requests.csv:2:weight_kg: ",
        "requests.csv:2:ready: ",
        "fleet.csv:2:",
        "--days: ",
    ):
        assert place in ran.err
    assert "    en: " in ran.err
    assert ran.out == ""
    assert not (tmp_path / "o").exists()


def test_slots_of_hubs_are_read_and_checked(run: Run, requests_file: Path, tmp_path: Path) -> None:
    slots = tmp_path / "slots.csv"
    slots.write_text("hub,start,end,vehicles\nnowhere,08:00,10:00,1\n", "utf-8")
    out = tmp_path / "o"
    ran = run(*WORDS, "--requests", requests_file, "--hub-slots", slots, "--out", out)
    assert ran.code == 2
    assert "slots.csv:2:hub: " in ran.err


def test_goods_that_spoil_each_other_ride_apart_with_products_of_ones_own(
    run: Run, tmp_path: Path
) -> None:
    # One village, one lorry, one day: tea and cardamom would go by one route.
    table = tmp_path / "requests.csv"
    table.write_text(
        "id,place,product,count,ready,due,hub\n"
        "tea,td_banbo,tea_shan,2,2025-05-19,2025-05-19,hub_tanuyen\n"
        "spice,td_banbo,cardamom,2,2025-05-19,2025-05-19,hub_tanuyen\n",
        "utf-8",
    )
    together = []
    for own in ((), ("--products", sample.PRODUCTS)):
        out = tmp_path / str(len(own))
        run(*WORDS, "--requests", table, *own, "--out", out)
        plan = json.loads((out / "plan.json").read_text("utf-8"))
        served = [
            {stop["request"] for stop in route["stops"] if stop.get("request")}
            for route in plan["routes"]
        ]
        together.append({"tea", "spice"} in served)
    assert together == [True, False]


def test_unknown_places_are_told_at_their_row(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "requests.csv"
    table.write_text(REQUESTS.replace("td_banbo", "Bản Không Có"), "utf-8")
    ran = run(*WORDS, "--requests", table, "--out", tmp_path / "o")
    assert ran.code == 2
    assert "requests.csv:5:place: " in ran.err


def test_other_roads_need_tables_of_their_own(
    run: Run, requests_file: Path, tmp_path: Path
) -> None:
    ran = run(*WORDS, "--requests", requests_file, "--roads", tmp_path, "--out", tmp_path / "o")
    assert ran.code == 2
    assert "--hubs" in ran.err
    assert "--fleet" in ran.err


def test_a_folder_that_is_a_file_is_a_fault(run: Run, requests_file: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file, not a folder", "utf-8")
    ran = run(*WORDS, "--requests", requests_file, "--out", taken)
    assert ran.code == 2
    assert str(taken) in ran.err
    assert taken.read_text("utf-8") == "a file, not a folder"
