"""VROOM's problems searched: what is sought, from where, for how long, and why tasks are left."""

from typing import Any

import pytest

from routing.formats.vroom.errors import VroomError
from routing.service.vroom.solving import answer_vroom, open_case, search_options
from routing.solver.answer import SolveOptions
from tests.unit.formats.vroom.documents import LEGS, job, read, stated, step, vehicle

STEPS = SolveOptions(time_limit_s=600, steps=100, strict=True)
GOODS = {"amount": [2], "pickup": job(5, 1), "delivery": job(6, 2)}


def solved(**parts: Any) -> Any:
    return answer_vroom(open_case(read(stated(**parts))), STEPS)


def kinds(answer: Any) -> list[str]:
    return [each["type"] for each in answer["routes"][0]["steps"]]


def left(answer: Any) -> dict[tuple[str, int], list[str]]:
    return {
        (each["type"], each["id"]): [why["code"] for why in each["luco_reasons"]]
        for each in answer["unassigned"]
    }


def test_everything_that_fits_is_served() -> None:
    found = solved(
        vehicles=[vehicle(capacity=[5], breaks=[{"id": 9, "service": 60}])],
        jobs=[job(1, 1, delivery=[2]), job(2, 2, pickup=[3])],
        shipments=[GOODS],
    )
    assert found["unassigned"] == []
    assert sorted(kinds(found)) == sorted(
        ["start", "break", "job", "job", "pickup", "delivery", "end"]
    )
    assert found["summary"]["violations"] == []
    assert found["luco"]["stopped_by"] in ("steps", "converged", "complete")


def test_one_of_high_priority_goes_before_two_without() -> None:
    jobs = [job(i, 1) for i in (1, 2)] + [job(3, 2, priority=1, service=9000)]
    told = vehicle(time_window=[0, 9500])
    found = solved(vehicles=[told], jobs=jobs)
    assert found["summary"]["priority"] == 1
    assert ("job", 3) not in left(found)


def test_more_tasks_go_before_less_cost() -> None:
    dear = vehicle(costs={"fixed": 1_000_000})
    assert solved(vehicles=[dear])["summary"]["unassigned"] == 0


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        ({"jobs": [job(1, delivery=[9])]}, {("job", 1): ["CAPACITY"]}),
        ({"jobs": [job(1, delivery=[9], pickup=[1])]}, {("job", 1): ["CAPACITY"]}),
        ({"jobs": [job(1, skills=[4])]}, {("job", 1): ["SKILL"]}),
        ({"jobs": [job(1, time_windows=[[0, 50]])]}, {("job", 1): ["TIME_WINDOW"]}),
        (
            {"jobs": [], "shipments": [{**GOODS, "amount": [9]}]},
            {("pickup", 5): ["CAPACITY"], ("delivery", 6): ["CAPACITY"]},
        ),
    ],
)
def test_what_is_left_has_its_reason(
    parts: dict[str, Any], wanted: dict[tuple[str, int], list[str]]
) -> None:
    breaks = [{"id": 1, "service": 10}]
    assert left(solved(vehicles=[vehicle(capacity=[5], breaks=breaks)], **parts)) == wanted


def test_steps_are_where_a_search_starts() -> None:
    told = vehicle(step("job", 2), step("job", 1))
    answer = answer_vroom(
        open_case(read(stated(vehicles=[told], jobs=[job(1, 1), job(2, 2)]))),
        SolveOptions(time_limit_s=600, steps=1, strict=True),
    )
    assert answer["code"] == 0
    bad = stated(vehicles=[vehicle(step("job", 1))], jobs=[job(1, skills=[4])])
    with pytest.raises(VroomError, match=r"Invalid steps for vehicle 1: skills\."):
        answer_vroom(open_case(read(bad)), STEPS)


def test_equal_steps_and_seeds_give_equal_answers() -> None:
    document = stated(jobs=[job(i, i % 3) for i in range(1, 9)])
    first, second = (answer_vroom(open_case(read(document)), STEPS) for _ in range(2))
    assert (first["routes"], first["unassigned"]) == (second["routes"], second["unassigned"])


@pytest.mark.parametrize(
    ("options", "seconds", "threads"),
    [
        ({}, 1.0, 4),
        ({"x": 0}, 0.05, 4),
        ({"l": 0.5, "t": 2}, 0.5, 2),
        ({"l": 30}, 1.0, 4),
        ({"luco_seconds": 20, "x": 0, "t": 64}, 10.0, 4),
    ],
)
def test_time_and_threads_are_bounded(
    options: dict[str, Any], seconds: float, threads: int
) -> None:
    found = search_options(read(stated(options=options)), most_s=10.0, most_threads=4)
    assert (found.time_limit_s, found.threads) == (pytest.approx(seconds), threads)


def test_larger_problems_get_more_time() -> None:
    many = stated(jobs=[job(i, 1) for i in range(300)], matrices={"car": {"durations": LEGS}})
    assert search_options(read(many), most_s=300.0, most_threads=1).time_limit_s == 9.0
