"""Plan mode: the times and violations that VROOM's own program tells of the same steps."""

from typing import Any

import pytest

from routing.formats.vroom.errors import VroomError
from tests.unit.formats.vroom.documents import LEGS, imposed, job, stated, step, vehicle

LATE = job(1, 1, service=600, time_windows=[[50, 80]])
SKILLED = job(2, 2, service=60, skills=[4])
GOODS = {"amount": [2], "pickup": job(1, 1), "delivery": job(1, 2)}
RESTS = [
    {"id": 1, "service": 30, "time_windows": [[10, 20]], "max_load": [0]},
    {"id": 2, "service": 5},
]
TASKS = [step("job", 1), step("job", 2)]


def told(*steps: dict[str, Any], jobs: Any = (LATE, SKILLED), **more: Any) -> dict[str, Any]:
    """The only route of the answer in plan mode; `more` is of the vehicle."""
    answer: Any = imposed(stated(vehicles=[vehicle(*steps, **more)], jobs=list(jobs)))
    assert answer["code"] == 0
    return dict(answer["routes"][0])


def arrivals(route: dict[str, Any]) -> list[int]:
    return [each["arrival"] for each in route["steps"]]


def causes(told: dict[str, Any]) -> dict[str, int]:
    return {each["cause"]: each.get("duration", 0) for each in told["violations"]}


def test_a_late_job_is_delayed_and_so_are_those_after_it() -> None:
    route = told(*TASKS, time_window=[40, 500])
    assert arrivals(route) == [40, 140, 790, 1050]
    assert [causes(each) for each in route["steps"]] == [
        {},
        {"delay": 60},
        {"skills": 0},
        {"delay": 550},
    ]
    assert causes(route) == {"delay": 610, "skills": 0}
    assert (route["cost"], route["duration"], route["service"]) == (350, 350, 660)


def test_the_start_keeps_to_the_hours_of_the_vehicle() -> None:
    late = job(service=600, time_windows=[[5000, 6000]])
    route = told(step("job", 1), jobs=[late], time_window=[1000, 2000])
    assert arrivals(route) == [2000, 2100, 5700]
    assert route["steps"][1]["waiting_time"] == 2900
    assert causes(route) == {"delay": 3700}


@pytest.mark.parametrize(
    ("steps", "wanted"),
    [
        ((step("start", service_at=5), step("job", 2, service_at=1200)), [5, 206, 1460]),
        ((step("start", service_after=50), step("job", 2)), [50, 251, 511]),
        ((step("job", 2), step("end", service_at=5000)), [4539, 4740, 5000]),
        ((step("job", 2, service_after=5000), step("end")), [4799, 5000, 5260]),
        ((step("start", service_before=3), step("job", 2, service_after=900)), [3, 204, 1160]),
    ],
)
def test_steps_happen_when_they_are_told_to(steps: Any, wanted: list[int]) -> None:
    route = told(*steps)
    assert arrivals(route) == wanted
    assert causes(route) == {"skills": 0}


@pytest.mark.parametrize(
    "steps",
    [
        (step("job", 1, service_at=20),),
        (step("start", service_at=0), step("job", 1), step("end", service_before=790)),
        (step("job", 1, service_before=99),),
    ],
)
def test_what_cannot_happen_as_told_is_refused(steps: Any) -> None:
    with pytest.raises(VroomError, match=r"Infeasible route for vehicle 1\."):
        told(*steps)


def test_goods_come_before_they_go() -> None:
    document = stated(
        vehicles=[vehicle(step("delivery", 1), step("pickup", 1), capacity=[2])],
        jobs=[],
        shipments=[GOODS],
    )
    answer: Any = imposed(document)
    assert causes(answer["routes"][0]) == {"precedence": 0}
    document["vehicles"][0]["steps"] = [step("pickup", 1)]
    answer = imposed(document)
    assert causes(answer["summary"]) == {"precedence": 0}
    assert [each["type"] for each in answer["unassigned"]] == ["delivery"]


@pytest.mark.parametrize(("room", "wanted"), [(2, {}), (1, {"load": 0})])
def test_load_is_at_most_the_capacity(room: int, wanted: dict[str, int]) -> None:
    steps = [step("pickup", 1), step("delivery", 1)]
    answer: Any = imposed(
        stated(vehicles=[vehicle(*steps, capacity=[room])], jobs=[], shipments=[GOODS])
    )
    assert [causes(each) for each in answer["routes"][0]["steps"]] == [{}, wanted, {}, {}]


def test_goods_for_jobs_are_on_board_from_the_start() -> None:
    route = told(step("job", 1), jobs=[job(delivery=[3])], capacity=[1])
    assert [each["load"] for each in route["steps"]] == [[3], [0], [0]]
    assert causes(route["steps"][0]) == {"load": 0}


@pytest.mark.parametrize(
    ("limit", "at", "beyond"),
    [
        ("max_tasks", 2, 1),
        ("max_travel_time", 350, 349),
        ("max_distance", 350, 349),
    ],
)
def test_limits_hold_at_their_bound(limit: str, at: int, beyond: int) -> None:
    for most, broken in ((at, False), (at + 1, False), (beyond, True)):
        document = stated(
            vehicles=[vehicle(*TASKS, skills=[4], **{limit: most})],
            jobs=[job(1, 1), SKILLED],
            matrices={"car": {"durations": LEGS, "distances": LEGS}},
        )
        answer: Any = imposed(document)
        assert causes(answer["routes"][0]) == ({limit: 0} if broken else {})


def test_breaks_are_told_and_missed() -> None:
    jobs, more = [job(delivery=[1])], {"capacity": [1], "breaks": RESTS}
    missing = told(step("break", 1), step("job", 1), jobs=jobs, **more)
    assert causes(missing) == {"missing_break": 0, "max_load": 0}
    late = told(step("job", 1), step("break", 1), step("break", 2), jobs=jobs, **more)
    assert arrivals(late) == [0, 100, 100, 130, 235]
    assert causes(late) == {"delay": 80}
    assert late["steps"][2]["id"] == 1
    assert "location_index" not in late["steps"][2]


def test_setup_is_once_at_a_place() -> None:
    jobs = [job(i, 1, setup=10, service=5) for i in (1, 2)]
    route = told(*TASKS, jobs=jobs)
    assert [each["setup"] for each in route["steps"]] == [0, 10, 0, 0]
    assert (route["setup"], route["service"]) == (10, 10)


def test_a_vehicle_without_steps_has_no_route() -> None:
    answer: Any = imposed(stated())
    assert (answer["routes"], len(answer["unassigned"])) == ([], 1)
    assert answer["unassigned"][0] == {"id": 1, "location_index": 1, "type": "job"}


def test_an_empty_route_costs_what_is_fixed() -> None:
    route = told(step("start"), step("end"), costs={"fixed": 100})
    assert (route["cost"], arrivals(route)) == (100, [0, 0])
