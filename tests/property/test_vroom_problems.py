"""Random problems of VROOM's: we and VROOM's own program judge the same steps alike."""

from random import Random
from typing import Any

import pytest

from benchmarks.solver.vroom_problems import (
    Json,
    Shape,
    check_by_vroom,
    impose,
    make_problem,
    solve_by_vroom,
)
from routing.service.vroom.solving import answer_vroom, open_case
from routing.solver.answer import SolveOptions
from tests.unit.formats.vroom.documents import imposed, read

SMALL = Shape(jobs=6, shipments=2, vehicles=3)
SUMS = ("setup", "service", "priority", "delivery", "pickup", "routes", "unassigned")
UNTIMED = {
    *("load", "max_load", "skills", "precedence", "missing_break"),
    *("max_tasks", "max_travel_time", "max_distance"),
}


def has_whole_seconds(problem: Json) -> bool:
    return all(100 / each.get("speed_factor", 1) % 100 == 0 for each in problem["vehicles"])


def causes(told: Json) -> set[str]:
    return {each["cause"] for each in told["violations"]} & UNTIMED


def test_plans_of_vrooms_keep_all_rules_and_cost_what_it_says() -> None:
    for seed in range(60):
        problem = make_problem(seed, SMALL)
        theirs = solve_by_vroom(problem, exploration=0)
        ours: Any = imposed(impose(problem, theirs))
        assert ours["summary"]["violations"] == [], seed
        wanted = {key: theirs["summary"].get(key) for key in SUMS}
        assert {key: ours["summary"].get(key) for key in SUMS} == wanted, seed
        # Hundredths of a second are cut differently once a route.
        off = 0 if has_whole_seconds(problem) else 2 * len(theirs["routes"])
        for key in ("cost", "duration"):
            assert abs(ours["summary"][key] - theirs["summary"][key]) <= off, (seed, key)


def test_plans_of_ours_are_valid_by_vrooms_plan_mode_and_as_cheap() -> None:
    shares: list[float] = []
    for seed in range(20):
        problem = make_problem(seed, SMALL)
        case = open_case(read(problem))
        ours: Any = answer_vroom(case, SolveOptions(time_limit_s=600, steps=400, strict=True))
        checked = check_by_vroom(impose(problem, ours))
        assert ours["summary"]["violations"] == checked["summary"]["violations"] == [], seed
        assert ours["summary"]["priority"] == checked["summary"]["priority"], seed
        theirs = solve_by_vroom(problem)["summary"]
        if theirs["unassigned"] == checked["summary"]["unassigned"]:
            shares.append(checked["summary"]["cost"] / max(1, theirs["cost"]))
    assert len(shares) > 12
    assert sum(shares) / len(shares) < 1.005


def shuffled(problem: Json, rng: Random) -> Json:
    """Steps in any order by anybody: all tasks, some of the breaks."""
    tasks = [{"type": "job", "id": each["id"]} for each in problem["jobs"]]
    tasks += [
        {"type": kind, "id": each[kind]["id"]}
        for each in problem["shipments"]
        for kind in ("pickup", "delivery")
    ]
    rng.shuffle(tasks)
    vehicles = []
    for vehicle in problem["vehicles"]:
        mine = [tasks.pop() for _ in range(min(len(tasks), rng.randrange(6)))]
        for rest in vehicle.get("breaks", []) if mine else []:  # VROOM fails over breaks alone
            if rng.random() < 0.7:
                mine.insert(rng.randrange(len(mine) + 1), {"type": "break", "id": rest["id"]})
        vehicles.append({**vehicle, "steps": mine})
    return {**problem, "vehicles": vehicles}


@pytest.mark.parametrize("seed", range(60))
def test_rules_broken_by_any_steps_are_those_vroom_names(seed: int) -> None:
    rng = Random(seed)  # noqa: S311 - there is no secret in it
    problem = shuffled(make_problem(seed, SMALL), rng)
    theirs, ours = check_by_vroom(problem), imposed(problem)
    told: Any = ours["routes"]
    assert len(told) == len(theirs["routes"])
    for mine, other in zip(told, theirs["routes"], strict=True):
        assert causes(mine) == causes(other)
        pairs = zip(mine["steps"], other["steps"], strict=True)
        for step, wanted in pairs:
            assert (step["type"], step.get("id"), step.get("load")) == (
                wanted["type"],
                wanted.get("id"),
                wanted.get("load"),
            )
            if step["type"] != "break":
                assert causes(step) == causes(wanted)
