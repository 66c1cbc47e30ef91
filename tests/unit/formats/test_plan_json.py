import json
from dataclasses import replace

import pytest

from routing.errors import InputError
from routing.formats.json_lines import dump_json
from routing.formats.plan_file import read_plan
from routing.formats.plan_json import plan_from_json, plan_to_json
from routing.plan.plan import PlanChange
from routing.problem.horizon import Horizon
from routing.problem.verdict import Reason, Rule
from tests.unit.formats.plans import small_plan

TOP_KEYS = [
    "schema",
    "plan_id",
    "version",
    "origin",
    "conditions_hash",
    "timezone",
    "horizon",
    "roads",
    "currency",
    "cost",
    "routes",
    "dropped",
    "referee",
    "search",
]
ROUTE_KEYS = [
    "id",
    "vehicle",
    "driver",
    "profile",
    "date",
    "trip_count",
    "start_hub",
    "end_hub",
    "start",
    "end",
    "distance_m",
    "driving_s",
    "waiting_s",
    "service_s",
    "cost_minor",
    "peak_load_g",
    "peak_volume_ml",
    "geometry",
    "stops",
]
STOP_KEYS = [
    "id",
    "seq",
    "trip",
    "kind",
    "request",
    "part",
    "parts",
    "weight_g",
    "volume_ml",
    "window",
    "setup_s",
    "place",
    "lon",
    "lat",
    "arrival",
    "start",
    "departure",
    "leg_distance_m",
    "leg_driving_s",
    "load_g",
    "load_ml",
]
COST_KEYS = [
    "total_minor",
    "fixed_minor",
    "distance_minor",
    "time_minor",
    "fuel_minor",
    "overtime_minor",
    "lateness_minor",
    "carry_minor",
    "other_minor",
    "penalty_minor",
    "required_dropped",
]


def document() -> dict:
    return json.loads(dump_json(plan_to_json(small_plan())))


def faults_of(broken: object) -> list[str]:
    with pytest.raises(InputError) as caught:
        plan_from_json(broken, file="plan.json")
    return [fault.line("en") for fault in caught.value.faults]


def test_a_plan_comes_back_as_it_went() -> None:
    plan = small_plan()
    assert plan_from_json(document()) == plan


def test_an_empty_plan_comes_back() -> None:
    plan = small_plan(routes=())
    assert plan_from_json(json.loads(dump_json(plan_to_json(plan)))) == plan


def test_what_a_plan_changes_comes_back_with_its_reasons() -> None:
    late = Reason(Rule.TIME_WINDOW, "solver.changed.cheaper")
    kept = PlanChange("R1", 1, ("vehicle",), "truck#1", 25_000, "truck#2", 25_100, (late,))
    lost = PlanChange("R2", 2, ("dropped",), "truck#1", -300, "", None, ())
    plan = replace(small_plan(), changed=(kept, lost))
    written = json.loads(dump_json(plan_to_json(plan)))
    assert plan_from_json(written) == plan
    assert list(written) == [*TOP_KEYS, "changed"]
    assert written["changed"][1]["before"]["start"] == "2025-05-18T23:55:00+07:00"
    assert written["changed"][1]["after"] is None


def test_what_a_plan_changes_is_read_with_all_its_faults() -> None:
    broken = document() | {"changed": [{"request": 1, "what": "start", "before": {}}]}
    found = faults_of(broken)
    for name in ("request", "what", "before.vehicle", "before.start", "reasons"):
        assert any(f"changed[0].{name}" in line for line in found), name


def test_keys_stand_in_the_published_order() -> None:
    written = document()
    route = written["routes"][0]
    assert list(written) == TOP_KEYS
    assert list(route)[: len(ROUTE_KEYS)] == ROUTE_KEYS
    assert list(route["stops"][0])[: len(STOP_KEYS)] == STOP_KEYS
    assert list(written["cost"])[: len(COST_KEYS)] == COST_KEYS
    assert list(route["cost"])[: len(COST_KEYS)] == COST_KEYS


def test_times_carry_their_offset_and_money_adds_up() -> None:
    written = document()
    route = written["routes"][0]
    assert written["horizon"] == {"start": "2025-05-19T00:00:00+07:00", "days": 2}
    assert route["start"] == "2025-05-19T06:00:00+07:00"
    assert route["stops"][1]["window"]["end"] == "2025-05-19T11:00:00+07:00"
    # 250,000 + 600,127 + 170,000
    assert route["cost_minor"] == 1_020_127
    assert written["cost"]["total_minor"] == 2 * 1_020_127


def test_what_is_empty_or_unlimited_is_null() -> None:
    route = document()["routes"][0]
    assert route["capacity_ml"] is None
    assert route["stops"][0]["request"] is None
    assert route["stops"][0]["window"] is None


def test_times_survive_a_change_of_clocks() -> None:
    # Berlin sets its clocks forward on 30 March 2025, so that day has 23 hours.
    plan = replace(small_plan(), horizon=Horizon(small_plan().horizon.start, 2, "Europe/Berlin"))
    spring = replace(
        plan,
        routes=(),
        horizon=Horizon(plan.horizon.start.replace(month=3, day=29), 3, "Europe/Berlin"),
    )
    assert plan_from_json(plan_to_json(spring)) == spring
    assert plan_from_json(plan_to_json(plan)) == plan


def test_a_reason_speaks_two_languages_and_keeps_its_key() -> None:
    reason = document()["dropped"][0]["reasons"][0]
    assert reason["code"] == "CLASS_ACCESS"
    assert reason["detail"] == "đường = 3: cần 2,5 m"
    assert reason["detail_en"] == "đường = 3: want 2,5 m"
    assert reason["vehicle"] == "truck#1"
    assert "vehicle" not in plan_to_json_reason(vehicle="")


def plan_to_json_reason(*, vehicle: str) -> dict:
    plan = small_plan()
    first = plan.dropped[0]
    reason = replace(first.reasons[0], vehicle=vehicle)
    plan = replace(plan, dropped=(replace(first, reasons=(reason,)),))
    return plan_to_json(plan)["dropped"][0]["reasons"][0]


def test_a_reason_of_another_program_keeps_its_words() -> None:
    written = document()
    written["dropped"][0]["reasons"] = [{"code": "SHIFT", "detail": "hết ca {ngày}"}]
    reason = plan_from_json(written).dropped[0].reasons[0]
    assert reason.code is Rule.SHIFT
    assert reason.detail("vi") == reason.detail("en") == "hết ca {ngày}"
    again = plan_from_json(plan_to_json(plan_from_json(written))).dropped[0].reasons[0]
    assert isinstance(again, Reason)
    assert again == reason


def test_a_reason_whose_placeholders_are_gone_keeps_its_words() -> None:
    written = document()
    written["dropped"][0]["reasons"][0]["params"] = {"name": "đường"}
    reason = plan_from_json(written).dropped[0].reasons[0]
    assert reason.detail("vi") == "đường = 3: cần 2,5 m"
    assert reason.detail("en") == "đường = 3: want 2,5 m"


def test_unknown_keys_are_passed_over() -> None:
    written = document()
    written["weather"] = {"rain_mm": 40}
    written["routes"][0]["stops"][0]["mood"] = "good"
    written["search"]["lower_bound_minor"] = 1
    assert plan_from_json(written) == small_plan()


def test_keys_beyond_the_published_ones_may_be_missing() -> None:
    written = document()
    for route in written["routes"]:
        for key in set(route) - set(ROUTE_KEYS):
            del route[key]
        for stop in route["stops"]:
            for key in set(stop) - set(STOP_KEYS):
                del stop[key]
    plan = plan_from_json(written)
    assert plan.routes[0].cost.total_minor == 1_020_127
    assert plan.routes[0].stops[1].request == "r1"


def test_every_fault_is_named_with_its_key_its_value_and_the_rule() -> None:
    written = document()
    del written["currency"]
    written["version"] = "three"
    written["routes"][0]["distance_m"] = -1
    written["routes"][0]["stops"][1]["arrival"] = "2025-05-19T06:48:00"
    written["routes"][1]["date"] = "2025-05-21"
    written["routes"][1]["geometry"] = "ÿ"
    written["dropped"][0]["reasons"][0]["code"] = "BAD_LUCK"
    assert faults_of(written) == [
        "plan.json:version: version = 'three': want 0, 1, … 1125899906842624",
        "plan.json:currency: currency: this key is missing",
        "plan.json:routes[0].distance_m: routes[0].distance_m = -1: want 0, 1, … 1125899906842624",
        "plan.json:routes[0].stops[1].arrival: routes[0].stops[1].arrival = "
        "'2025-05-19T06:48:00': want 2025-05-19T06:00:00+07:00",
        "plan.json:routes[1].date: routes[1].date = '2025-05-21': want 2025-05-19 … 2025-05-20",
        "plan.json:routes[1].geometry: routes[1].geometry = 'ÿ': want polyline6",
        "plan.json:dropped[0].reasons[0].code: dropped[0].reasons[0].code = 'BAD_LUCK': want "
        + " | ".join(Rule),
    ]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda d: d.update(schema="luco.plan/2"), "schema"),
        (lambda d: d.update(origin="guessed"), "origin"),
        (lambda d: d.update(timezone="Asia/Lai_Chau"), "timezone"),
        (lambda d: d.update(timezone="../etc"), "timezone"),
        (lambda d: d["horizon"].update(days=0), "horizon.days"),
        (lambda d: d["horizon"].update(days=10**9), "horizon.days"),
        (lambda d: d["horizon"].update(start="2025-05-19T01:00:00+07:00"), "horizon.start"),
        (lambda d: d["cost"].update(total_minor=1), "cost.total_minor"),
        (lambda d: d["routes"][0].update(cost_minor=1), "routes[0].cost_minor"),
        (lambda d: d["routes"][0].update(elevation=[[1]]), "routes[0].elevation[0]"),
        (lambda d: d["routes"][0]["stops"][1].update(lat=91), "routes[0].stops[1].lat"),
        (lambda d: d["routes"][0]["stops"][1].update(lon=True), "routes[0].stops[1].lon"),
        (lambda d: d["routes"][0]["stops"][1].update(kind="nap"), "routes[0].stops[1].kind"),
        (
            lambda d: d["routes"][0]["stops"][1].update(leg_roads=[4]),
            "routes[0].stops[1].leg_roads[0]",
        ),
        (lambda d: d["routes"].__setitem__(0, "none"), "routes[0]"),
        (lambda d: d.update(routes={}), "routes"),
        (lambda d: d["search"].update(time_s=float("nan")), "search.time_s"),
    ],
)  # fmt: skip
def test_a_broken_value_is_one_fault_at_its_key(change, named) -> None:
    written = document()
    change(written)
    assert [line.split(": ")[0] for line in faults_of(written)] == [f"plan.json:{named}"]


def test_a_window_that_ends_before_it_starts_is_a_fault() -> None:
    written = document()
    written["routes"][0]["stops"][1]["window"]["end"] = "2025-05-19T05:59:59+07:00"
    assert len(faults_of(written)) == 1


def test_faults_beyond_a_thousand_are_counted() -> None:
    written = document()
    written["routes"] = [7] * 1005
    lines = faults_of(written)
    assert len(lines) == 1001
    assert lines[-1] == "plan.json: and 5 more faults"


@pytest.mark.parametrize("value", [None, 3, [], "plan"])
def test_a_document_that_is_no_object_is_a_fault(value: object) -> None:
    assert len(faults_of(value)) == 1


def test_files_that_hold_no_plan_are_refused(tmp_path) -> None:
    for name, content in {
        "cut.json": b'{"schema":',
        "utf16.json": "{}".encode("utf-16"),
    }.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputError, match=name):
            read_plan(tmp_path / name)
    with pytest.raises(InputError, match=r"none\.json: the file cannot be read"):
        read_plan(tmp_path / "none.json")


def test_a_plan_file_is_read_with_or_without_a_byte_order_mark(tmp_path) -> None:
    written = dump_json(plan_to_json(small_plan()))
    for encoding in ("utf-8", "utf-8-sig"):
        (tmp_path / "plan.json").write_text(written, encoding)
        assert read_plan(tmp_path / "plan.json") == small_plan()
