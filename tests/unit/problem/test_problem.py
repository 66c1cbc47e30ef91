"""A problem names everything that is wrong with it, all at once."""

from dataclasses import replace
from typing import Any

import pytest

from routing.errors import InputError
from routing.problem.bounds.values import MAX_MAGNITUDE
from routing.problem.time_window import TimeWindow
from tests.unit.plan.valley import change, valley

FAULTS: list[tuple[str, int, dict[str, Any], str]] = [
    ("hubs", 0, {"stop": 4}, "hub H: 4"),
    ("hubs", 0, {"stop": -2}, "hub H: -2"),
    ("hubs", 0, {"intake_g": ()}, "hub H: ()"),
    ("hubs", 0, {"intake_ml": (-1,)}, "hub H: (-1,)"),
    ("hubs", 0, {"unload_s": -1}, "hub H: -1"),
    ("hubs", 0, {"open_windows": (TimeWindow(5, 9), TimeWindow(9, 12))}, "sorted and disjoint"),
    ("vehicle_types", 0, {"capacity_g": 0}, "vehicle type truck: 0"),
    ("vehicle_types", 0, {"capacity_ml": 0}, "vehicle type truck: 0"),
    ("vehicle_types", 0, {"fixed_minor": -1}, "vehicle type truck: -1"),
    ("vehicle_types", 0, {"rate_per_m_milli": MAX_MAGNITUDE + 1}, "vehicle type truck:"),
    ("vehicles", 0, {"vehicle_type": 1}, "vehicle truck#1: 1"),
    ("vehicles", 0, {"driven_s": ()}, "vehicle truck#1: ()"),
    ("vehicles", 0, {"driven_s": (-1,)}, "vehicle truck#1: (-1,)"),
    ("shifts", 0, {"vehicle": 1}, "shift 0: 1"),
    ("shifts", 0, {"day": 1}, "shift 0: 1"),
    ("shifts", 0, {"matrix": 1}, "shift 0: 1"),
    ("shifts", 0, {"start_hub": 2}, "shift 0: 2"),
    ("shifts", 0, {"end_hubs": (0, 2)}, "shift 0: 2"),
    ("shifts", 0, {"end_hubs": ()}, "at least one hub"),
    ("shifts", 0, {"latest_s": 21_599}, ">= 21600"),
    ("requests", 0, {"stop": 4}, "request r1: 4"),
    ("requests", 0, {"hub": 2}, "request r1: 2"),
    ("requests", 0, {"weight_g": -1}, "request r1: -1"),
    ("requests", 0, {"part": 2}, "1 to 1"),
    ("requests", 1, {"id": "r1"}, "each part once"),
]


@pytest.mark.parametrize(("thing", "index", "values", "want"), FAULTS)
def test_each_fault_names_the_thing_the_value_and_the_rule(
    thing: str, index: int, values: dict[str, Any], want: str
) -> None:
    with pytest.raises(InputError) as caught:
        change(valley(), thing, index, **values)
    assert any(want in fault.line("en") for fault in caught.value.faults)
    assert all(fault.message("vi") != fault.message("en") for fault in caught.value.faults)


def test_all_faults_are_reported_together() -> None:
    problem = valley()
    with pytest.raises(InputError) as caught:
        replace(
            problem,
            hubs=(replace(problem.hubs[0], stop=9), problem.hubs[1]),
            requests=(replace(problem.requests[0], stop=8), problem.requests[1]),
        )
    assert len(caught.value.faults) == 2


def test_a_vehicle_works_one_shift_a_day() -> None:
    problem = valley()
    with pytest.raises(InputError, match="one shift per vehicle and day"):
        replace(problem, shifts=problem.shifts * 2)


def test_every_matrix_covers_every_stop() -> None:
    problem = valley()
    with pytest.raises(InputError, match="3 stops"):
        replace(problem, stops=problem.stops[:3])


def test_a_shift_finds_its_type_and_matrix() -> None:
    problem = valley()
    assert problem.type_of(problem.shifts[0]).id == "truck"
    assert problem.matrix_of(problem.shifts[0]) is problem.matrices[0]
