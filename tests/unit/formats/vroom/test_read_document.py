"""VROOM's JSON read: all that VROOM refuses is refused, all faults at once."""

from typing import Any

import pytest

from routing.formats.vroom.errors import VroomError
from routing.formats.vroom.read_document import MOST_FAULTS, read_document
from routing.problem.time_window import TimeWindow
from tests.unit.formats.vroom.documents import (
    LEGS,
    faults_of,
    job,
    read,
    stated,
    step,
    vehicle,
)

BIG = 2**32


def shipment(**more: Any) -> dict[str, Any]:
    return {"pickup": job(1, 1), "delivery": job(1, 2), **more}


# Each begins as the message of VROOM's own program does.
@pytest.mark.parametrize(
    ("document", "said"),
    [
        ([1], "Input root is not an object."),
        ({"jobs": []}, "Invalid vehicles."),
        (stated(vehicles=[]), "No vehicle defined."),
        (stated(jobs=[]), "No task defined."),
        (stated(vehicles=[{"id": 1}]), "No start or end specified for vehicle 1."),
        (stated(jobs=[job(), job()]), "Duplicate job id: 1."),
        (stated(shipments=[shipment(), shipment()]), "Duplicate pickup id: 1."),
        (stated(jobs=[job("x")]), "Invalid id value for job: 'x'"),
        (stated(jobs=[{"location_index": 1}]), "Invalid or missing id for job."),
        (stated(jobs=[{"id": 1}]), "Invalid location for job 1"),
        (stated(jobs=[job(row=-1)]), "Invalid location_index value for job 1: -1"),
        (stated(jobs=[job(row=7)]), "location_index exceeding durations matrix size for car"),
        (stated(jobs=[job(service=-1)]), "Invalid service duration for job 1: -1"),
        (stated(jobs=[job(service=1.5)]), "Invalid service duration for job 1: 1.5"),
        (stated(jobs=[job(service=BIG)]), "Invalid service duration for job 1: 4294967296"),
        (stated(jobs=[job(service=True)]), "Invalid service duration for job 1: True"),
        (stated(jobs=[job(priority=101)]), "Invalid priority value for job 1: 101"),
        (stated(jobs=[job(skills=["a"])]), "Invalid skills value for job 1"),
        (stated(jobs=[job(time_windows=[])]), "Empty time windows for job 1."),
        (stated(jobs=[job(time_windows=[[9, 5]])]), "Invalid time window for job 1: [9, 5]"),
        (stated(jobs=[job(time_windows=[[0.5, 5]])]), "Invalid time-window for job 1"),
        (
            stated(jobs=[job(time_windows=[[0, 50], [50, 90]])]),
            "Unsorted or overlapping time-windows for job 1",
        ),
        (stated(jobs=[job(description=5)]), "Invalid description value for job 1: 5"),
        (stated(jobs=[job(pickup=[1])]), "Inconsistent pickup length for job 1: 1 instead of 0"),
        (
            stated(vehicles=[vehicle(capacity=[1]), vehicle()]),
            "Inconsistent capacity length for vehicle 1: 0 instead of 1",
        ),
        (stated(vehicles=[vehicle(speed_factor=0)]), "Invalid speed_factor value"),
        (stated(vehicles=[vehicle(speed_factor=10)]), "Invalid speed_factor value"),
        (stated(vehicles=[vehicle(type=3)]), "Invalid type value for vehicle 1: 3"),
        (
            stated(vehicles=[vehicle(costs={"fixed": -5})]),
            "Invalid fixed cost for costs of vehicle 1: -5",
        ),
        (
            stated(vehicles=[vehicle(breaks=[{"id": 1}, {"id": 1}])]),
            "Duplicate break id: 1.",
        ),
        (
            stated(vehicles=[vehicle(breaks=[{"id": 1, "max_load": [1]}])]),
            "Inconsistent max_load length for break 1 of vehicle 1: 1 instead of 0",
        ),
        (
            stated(shipments=[{"pickup": job()}]),
            "Missing delivery for shipment.",
        ),
        (stated(matrices={"car": {"durations": [[0, 1], [1]]}}), "Unexpected matrix line length"),
        (stated(matrices={"car": {"durations": [[-1]]}}), "Invalid matrix entry in durations"),
        (stated(matrices={"car": {"durations": [[0.5]]}}), "Invalid matrix entry in durations"),
        (stated(vehicles=[vehicle(step("x", 1))]), "Invalid type value for steps of vehicle 1"),
        (stated(vehicles=[vehicle(step("job", 9))]), "Invalid job id 9 for vehicle 1."),
        (stated(vehicles=[vehicle(step("break", 9))]), "Invalid break id 9 for vehicle 1."),
        (
            stated(vehicles=[vehicle(step("job", 1), step("job", 1))]),
            "Duplicate job id 1 in input steps for vehicle 1.",
        ),
        (
            stated(vehicles=[vehicle(step("end"), step("job", 1))]),
            "Unexpected end in input steps for vehicle 1.",
        ),
        (
            stated(
                vehicles=[vehicle(costs={"per_hour": 9})],
                matrices={"car": {"durations": LEGS, "costs": LEGS}},
            ),
            "Custom costs are incompatible with using a per_hour value: vehicle 1, 9.",
        ),
        (stated(matrices={}), "Missing coordinates for routing: job 1."),
        (stated(jobs=[{"id": 1, "location": [1, 2]}]), "Missing location index: job 1."),
        (stated(options={"g": True}), "Route geometry request with missing coordinates: job 1."),
        (stated(options={"x": 6}), "Invalid x value for options: 6"),
        (stated(options={"l": -1}), "Invalid l value for options: -1"),
        (stated(options={"c": 1}), "Invalid c value for options: 1, want true or false"),
    ],
)
def test_what_vroom_refuses_is_refused_in_its_words(document: object, said: str) -> None:
    assert [each for each in faults_of(document) if each.startswith(said)], faults_of(document)


def test_text_that_is_no_json_is_refused() -> None:
    for text in ('{"a":', "", '{"jobs": NaN}', "[" * 100_000):
        with pytest.raises(VroomError, match="Invalid JSON"):
            read_document(text)


def test_all_faults_are_told_at_once() -> None:
    document = stated(
        vehicles=[vehicle(capacity=[-1], speed_factor="fast")],
        jobs=[job(1, service=-1), job(2, priority=200, time_windows=[[5, 1]])],
    )
    assert len(faults_of(document)) == 5


def test_faults_beyond_a_thousand_are_counted() -> None:
    found = faults_of(stated(jobs=[job(i, service=-1) for i in range(MOST_FAULTS + 20)]))
    assert len(found) == MOST_FAULTS + 1
    assert found[-1] == "20 more faults."


def test_defaults_are_those_of_vroom() -> None:
    found = read(stated())
    only = found.vehicles[0]
    assert (only.profile, only.costs.per_hour, only.costs.fixed, only.speed_factor) == (
        "car",
        3600,
        0,
        1.0,
    )
    assert only.window is None
    assert found.jobs[0].windows == ()


def test_an_old_amount_is_a_delivery() -> None:
    found = read(stated(vehicles=[vehicle(capacity=[9])], jobs=[job(amount=[4])]))
    assert (found.jobs[0].delivery, found.jobs[0].pickup) == ((4,), (0,))


def test_an_old_matrix_is_the_durations_of_the_usual_profile() -> None:
    document = stated(matrix=LEGS)
    del document["matrices"]
    durations = read(document).matrices["car"].durations_s
    assert durations is not None
    assert durations.tolist() == LEGS


def test_windows_come_sorted() -> None:
    found = read(stated(jobs=[job(time_windows=[[400, 500], [0, 50]])]))
    assert found.jobs[0].windows == (TimeWindow(0, 50), TimeWindow(400, 500))


def test_unknown_members_are_left_unread() -> None:
    assert faults_of(stated(jobs=[job(colour="red")], luco_more={"a": 1})) == ()
