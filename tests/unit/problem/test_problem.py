"""A problem names everything that is wrong with it, all at once."""

from dataclasses import replace
from typing import Any

import pytest

from routing.errors import InputError
from routing.problem.bounds.values import MAX_MAGNITUDE
from routing.problem.fleet import PlannedBreak
from routing.problem.hub import HubSlot
from routing.problem.request import RequestKind, Visit
from routing.problem.time_window import TimeWindow
from tests.unit.plan.valley import DURATION_S, change, matrix, valley

DAY = TimeWindow(0, 86_400)
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
    ("hubs", 0, {"slots": (HubSlot(DAY, intake_g=-1),)}, "hub H: -1"),
    ("hubs", 0, {"slots": (HubSlot(DAY), HubSlot(DAY))}, "sorted and disjoint"),
    ("vehicle_types", 0, {"extra": (-1,)}, "vehicle type truck: -1"),
    ("vehicle_types", 0, {"max_overtime_s": -1}, "vehicle type truck: -1"),
    ("vehicle_types", 0, {"fuel_milli_per_l": MAX_MAGNITUDE + 1}, "vehicle type truck:"),
    ("shifts", 0, {"reload_hubs": (2,)}, "shift 0: 2"),
    ("shifts", 0, {"breaks": (PlannedBreak((DAY,), -1),)}, "shift 0: -1"),
    ("shifts", 0, {"breaks": (PlannedBreak((DAY, DAY), 1),)}, "sorted and disjoint"),
    ("shifts", 0, {"breaks": (PlannedBreak((DAY,), 1, (-1,)),)}, "shift 0: -1"),
    ("shifts", 0, {"latest_s": MAX_MAGNITUDE + 1}, "shift 0:"),
    ("requests", 0, {"kind": RequestKind.PAIR}, "a second visit for a pair"),
    ("requests", 0, {"to": Visit(0, (DAY,))}, "a second visit for a pair"),
    ("requests", 0, {"kind": RequestKind.PAIR, "to": Visit(9, (DAY,))}, "request r1: 9"),
    ("requests", 0, {"brought": (1,)}, "loads of an exchange only"),
    ("requests", 0, {"extra": (-1,)}, "request r1: -1"),
    ("requests", 0, {"service_by_type": (1, 2)}, "1 numbers"),
    ("requests", 0, {"setup_by_type": (-1,)}, "request r1: -1"),
    ("requests", 0, {"max_ride_s": -1}, "request r1: -1"),
    ("requests", 0, {"serve_minor": -1}, "request r1: -1"),
    ("requests", 0, {"last_vehicle": 1}, "request r1: 1"),
    ("requests", 0, {"alternative": -2}, ">= -1"),
    ("requests", 0, {"together": -2}, ">= -1"),
    ("requests", 0, {"wish_by_s": MAX_MAGNITUDE + 1}, "request r1:"),
    ("requests", 0, {"windows": (TimeWindow(0, MAX_MAGNITUDE + 1),)}, "request r1:"),
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


def test_a_reload_needs_a_hub_somewhere_that_receives() -> None:
    silent = change(valley(), "hubs", receives=False)
    with pytest.raises(InputError) as caught:
        change(silent, "shifts", reload_hubs=(0,))
    assert "a hub somewhere that receives" in caught.value.faults[0].line("en")


def test_travel_beyond_all_bounds_is_refused() -> None:
    cells = DURATION_S.copy()
    cells[0, 1] = MAX_MAGNITUDE + 1
    with pytest.raises(ValueError, match="duration_s"):
        matrix(cells)
