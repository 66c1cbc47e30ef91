"""VROOM's problems at the edge of what there is: an answer with reasons, or every fault."""

import json
from typing import Any

import pytest

from routing.formats.vroom.errors import Code, VroomError
from routing.formats.vroom.read_document import read_document
from routing.service.vroom.solving import answer_vroom, open_case
from routing.solver.answer import SolveOptions
from tests.unit.formats.vroom.documents import job, read, stated, vehicle

STEPS = SolveOptions(time_limit_s=600, steps=30, strict=True)
MOST = 2**32 - 1


def legs(length: int) -> dict[str, Any]:
    cells = [[0 if i == j else length for j in range(3)] for i in range(3)]
    return {"car": {"durations": cells}}


def solved(**parts: Any) -> Any:
    return answer_vroom(open_case(read(stated(**parts))), STEPS)


EXTREMES: dict[str, dict[str, Any]] = {
    "the longest legs": {"matrices": legs(MOST)},
    "a vehicle that crawls": {"vehicles": [vehicle(speed_factor=1e-6)]},
    "windows 30 years away": {"jobs": [job(time_windows=[[10**9, 10**9 + 5]])]},
    "the longest service": {"jobs": [job(service=MOST)]},
}


@pytest.mark.parametrize("parts", EXTREMES.values(), ids=EXTREMES)
def test_however_long_it_takes_it_is_served_in_one_long_day(parts: dict[str, Any]) -> None:
    case = open_case(read(stated(**parts)))
    assert case.case.problem.horizon.days == 1
    assert answer_vroom(case, STEPS)["summary"]["unassigned"] == 0


LATE = [{"id": 1, "time_windows": [[500, 600]], "service": 5}]
INFEASIBLE: dict[str, tuple[dict[str, Any], str]] = {
    "too much": ({"vehicles": [vehicle(capacity=[1])], "jobs": [job(delivery=[5])]}, "CAPACITY"),
    "no tasks": ({"vehicles": [vehicle(max_tasks=0)]}, "MAX_STOPS"),
    "no travel": ({"vehicles": [vehicle(max_travel_time=0)]}, "MAX_DRIVING"),
    "no skill": ({"jobs": [job(skills=[3])]}, "SKILL"),
    "a break too late": ({"vehicles": [vehicle(time_window=[0, 100], breaks=LATE)]}, "SHIFT"),
    "hours that never meet": (
        {"vehicles": [vehicle(time_window=[0, 100])], "jobs": [job(time_windows=[[9**9, 10**9]])]},
        "SHIFT",
    ),
}


@pytest.mark.parametrize(("parts", "code"), INFEASIBLE.values(), ids=INFEASIBLE)
def test_what_cannot_be_is_left_with_its_reason(parts: dict[str, Any], code: str) -> None:
    found = solved(**parts)
    (left,) = found["unassigned"]
    assert [why["code"] for why in left["luco_reasons"]][:1] == [code]
    assert found["routes"] == []


REFUSED: dict[str, tuple[dict[str, Any], list[str]]] = {
    "rows of unequal length": (
        {"matrices": {"car": {"durations": [[0, 1, 2], [1, 0]]}}},
        ["line"],
    ),
    "cells below nothing": ({"matrices": legs(-1)}, ["entry"] * 3),
    "cells beyond all bounds": ({"matrices": legs(2**62)}, ["entry"] * 3),
    "rows there are not": ({"jobs": [job(row=9)]}, ["location_index"]),
    "goods beyond all bounds": (
        {"vehicles": [vehicle(capacity=[2**62])], "jobs": [job(delivery=[2**62])]},
        ["capacity", "delivery"],
    ),
    "several things at once": (
        {"vehicles": [vehicle(speed_factor=0)], "jobs": [job(priority=101, service=-1)]},
        ["speed_factor", "service", "priority"],
    ),
}


@pytest.mark.parametrize(("parts", "words"), REFUSED.values(), ids=REFUSED)
def test_what_makes_no_sense_is_refused_fault_by_fault(
    parts: dict[str, Any], words: list[str]
) -> None:
    with pytest.raises(VroomError) as refused:
        solved(**parts)
    assert refused.value.code is Code.INPUT
    assert len(refused.value.faults) == len(words)
    for word in words:
        assert any(word in fault for fault in refused.value.faults)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"vehicles":[{"id":' + "9" * 5000 + "}]}", "\0"])
def test_texts_made_to_harm_are_no_json(text: str) -> None:
    with pytest.raises(VroomError, match="Invalid JSON"):
        read_document(text)


def test_lone_surrogates_pass_through() -> None:
    found = solved(jobs=[job(description="\ud800")])
    assert json.loads(json.dumps(found))["summary"]["unassigned"] == 0
