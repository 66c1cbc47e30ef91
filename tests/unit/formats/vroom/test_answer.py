"""VROOM's answer, member by member as its own program writes it (version 1.15)."""

from typing import Any

from routing.formats.vroom.answer import user_cost
from routing.formats.vroom.document import Costs
from tests.unit.formats.vroom.documents import LEGS, imposed, job, stated, step, vehicle

# What VROOM's program answers, but for the times it took.
PLAIN = {
    "code": 0,
    "summary": {
        "cost": 200,
        "routes": 1,
        "unassigned": 0,
        "setup": 0,
        "service": 600,
        "duration": 200,
        "waiting_time": 0,
        "priority": 0,
        "violations": [],
    },
    "unassigned": [],
    "routes": [
        {
            "vehicle": 1,
            "cost": 200,
            "setup": 0,
            "service": 600,
            "duration": 200,
            "waiting_time": 0,
            "priority": 0,
            "steps": [
                {
                    "type": "start",
                    "location_index": 0,
                    "setup": 0,
                    "service": 0,
                    "waiting_time": 0,
                    "arrival": 0,
                    "duration": 0,
                    "violations": [],
                },
                {
                    "type": "job",
                    "description": "hi",
                    "location_index": 1,
                    "id": 1,
                    "setup": 0,
                    "service": 600,
                    "waiting_time": 0,
                    "job": 1,
                    "arrival": 100,
                    "duration": 100,
                    "violations": [],
                },
                {
                    "type": "end",
                    "location_index": 0,
                    "setup": 0,
                    "service": 0,
                    "waiting_time": 0,
                    "arrival": 800,
                    "duration": 200,
                    "violations": [],
                },
            ],
            "violations": [],
        }
    ],
}


def answer_to(**parts: Any) -> Any:
    return imposed(stated(**parts))


def test_an_answer_has_the_members_of_vrooms() -> None:
    found = answer_to(
        vehicles=[vehicle(step("job", 1))], jobs=[job(service=600, description="hi")]
    )
    times = found["summary"].pop("computing_times")
    assert set(times) == {"loading", "solving", "routing"}
    assert found == PLAIN


def test_amounts_distances_and_priorities_are_summed() -> None:
    found = answer_to(
        vehicles=[vehicle(step("job", 1), step("pickup", 7), step("delivery", 8), capacity=[5])],
        jobs=[job(pickup=[1], delivery=[2], priority=3)],
        shipments=[{"amount": [3], "priority": 5, "pickup": job(7, 1), "delivery": job(8, 2)}],
        matrices={"car": {"durations": LEGS, "distances": LEGS}},
    )
    summary = found["summary"]
    assert (summary["delivery"], summary["amount"], summary["pickup"]) == ([5], [5], [4])
    assert (summary["priority"], summary["distance"]) == (13, 350)
    assert [each["load"] for each in found["routes"][0]["steps"]] == [[2], [1], [4], [1], [1]]
    assert [each["distance"] for each in found["routes"][0]["steps"]] == [0, 100, 100, 150, 350]


def test_positions_are_told_as_given() -> None:
    place = {"location": [103.5, 22.25]}
    found = answer_to(vehicles=[vehicle(step("job", 1))], jobs=[job(**place), job(2, **place)])
    assert found["routes"][0]["steps"][1]["location"] == [103.5, 22.25]
    assert found["unassigned"] == [{"id": 2, **place, "location_index": 1, "type": "job"}]


def test_without_a_start_the_first_job_is_where_a_route_begins() -> None:
    free = {"id": 1, "end_index": 0, "steps": [step("job", 1)]}
    steps = answer_to(vehicles=[free])["routes"][0]["steps"]
    assert [each["location_index"] for each in steps] == [1, 1, 0]
    assert [each["arrival"] for each in steps] == [0, 0, 700]


def test_costs_are_rounded_as_vroom_does() -> None:
    # VROOM 1.15 told these: 231 s at 3600, 3 km at 10, 7 once, 101 or 71 s of tasks at 360.
    rates = Costs(fixed=7, per_km=10, per_task_hour=360)
    assert user_cost(rates, 231, 3000, 101, None) == 278
    assert user_cost(rates, 231, 3000, 71, None) == 275
    # 16120.4 for travel and 278.9 for tasks; 2499.9 for travel.
    assert user_cost(Costs(per_hour=3776, per_task_hour=1455), 15369, 0, 690, None) == 16398
    assert user_cost(Costs(fixed=912, per_hour=1859), 3075, 55492, 685, None) == 2500
    assert user_cost(Costs(per_task_hour=3600), 99, 99, 600, 14) == 614


def test_hundredths_are_rounded_down_step_by_step() -> None:
    # VROOM 1.15: 100 s at 1.3 of the speed are 77.00 s, 50 s are 38.50 s.
    steps = answer_to(
        vehicles=[vehicle(step("job", 1), step("job", 2), speed_factor=1.3)],
        jobs=[job(1, 1, service=50), job(2, 2)],
    )["routes"][0]["steps"]
    assert [each["arrival"] for each in steps] == [0, 77, 165, 319]
    assert [each["duration"] for each in steps] == [0, 77, 115, 269]
