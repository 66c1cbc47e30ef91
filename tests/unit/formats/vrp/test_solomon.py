"""Solomon's format: what a file says, in tenths, and a fault for everything amiss."""

import pytest

from routing.errors import InputError
from routing.formats.vrp.scaling import THOUSANDTHS
from routing.formats.vrp.solomon import read_solomon
from routing.problem.evaluate import evaluate
from routing.problem.sequences import RouteSequence, Sequences, end, pickup
from routing.problem.time_window import TimeWindow
from tests.unit.formats.vrp.files import SOLOMON


def refuse(old: str, new: str) -> list[str]:
    assert old in SOLOMON
    with pytest.raises(InputError) as refused:
        read_solomon(SOLOMON.replace(old, new, 1), file="tiny.txt")
    return [found.line("en") for found in refused.value.faults]


def test_a_file_becomes_a_problem_in_tenths() -> None:
    instance = read_solomon(SOLOMON)
    problem = instance.problem
    assert (instance.name, instance.kind, instance.scale) == ("tiny", "VRPTW", 10)
    assert [one.weight_g for one in problem.requests] == [6, 5, 4]
    assert problem.requests[1].windows == (TimeWindow(105, 600),)
    assert problem.requests[1].service_s == 20
    assert problem.matrices[0].distance_m[0].tolist() == [0, 50, 100, 14]
    assert [kind.capacity_g for kind in problem.vehicle_types] == [10]
    assert [(one.earliest_s, one.latest_s) for one in problem.shifts] == [(0, 1000)] * 2


def test_a_route_costs_its_length_and_takes_as_long_as_it_is_far() -> None:
    # 0-1 5.0, service 1 from 5.0; 1-3: √13 = 3.605 cut to 3.6; 3-0 1.4: length 10.0
    instance = read_solomon(SOLOMON)
    route = RouteSequence(0, (pickup(0), pickup(2), end(0)))
    found = evaluate(instance.problem, Sequences((route,), (1,)))
    assert found.routes[0].cost.total_minor == 100
    assert instance.published_cost(found.routes[0].cost.total_minor, 1) == 10.0
    assert found.routes[0].items[1].arrival_s - found.routes[0].items[0].start_s == 46


def test_another_scale_can_be_asked_for() -> None:
    problem = read_solomon(SOLOMON, scaling=THOUSANDTHS).problem
    assert problem.matrices[0].distance_m[0, 3] == 1414


def test_every_fault_of_a_file_is_found_with_its_row() -> None:
    faults = refuse(
        "    1      3         4          6          2         50          1\n    2      6",
        "    1      3         4          x          2         50\n    7      6",
    )
    assert faults == [
        "tiny.txt:11: the row has 6 numbers, want 7",
        "tiny.txt:12:number: number = 7, want 2",
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("  2         10\n", "  2         0\n", "tiny.txt:5:CAPACITY: CAPACITY = 0, want"),
        ("  2         10\n", "  2.5       10\n", "tiny.txt:5:NUMBER: NUMBER = 2.5, want"),
        ("50          1", "1           1", "tiny.txt:11:due: due = 10, want >= 20"),
        ("5         10.5", "-5        10.5", "tiny.txt:12:demand: demand = -5, want >= 0"),
        ("5         10.5", "nan       10.5", "tiny.txt:12:demand: demand: “nan” is not a number"),
        ("6         8", "6         1e300", "tiny.txt:12:y: y = 1e300, want"),
    ],
)
def test_a_misfit_is_named(old: str, new: str, fault: str) -> None:
    assert refuse(old, new)[0].startswith(fault)


def test_a_depot_with_goods_is_refused() -> None:
    assert refuse("0         0          0          0", "0         0          3          0") == [
        "tiny.txt:10:depot demand: depot demand = 3, want 0"
    ]


def test_a_file_without_vehicles_or_customers_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        read_solomon("tiny\n\nVEHICLE\nCUSTOMER\n")
    assert len(refused.value.faults) == 2
