"""Random problems in VROOM's JSON that use everything it has, and VROOM's own program."""

import json
from dataclasses import dataclass
from random import Random
from typing import Any

from vroom.input.input import Input
from vroom.solution.solution import Solution

Json = dict[str, Any]  # Any: JSON
HOUR_S = 3600
LATEST_S = 2**31
SKILLS = (1, 2, 3)
TYPES = ("van", "bike")
PROFILES = ("car", "truck")


@dataclass(frozen=True, slots=True)
class Shape:
    """How much of each thing a problem has; `rich` is the share of things that are special."""

    jobs: int
    shipments: int
    vehicles: int
    rich: float = 0.4


def make_problem(seed: int, shape: Shape) -> Json:
    """Return a problem; equal seeds and shapes give equal problems."""
    return _Maker(_random(seed), shape).make()


def solve_by_vroom(problem: Json, *, exploration: int = 5, threads: int = 1) -> Json:
    """Return VROOM's own answer."""
    return _tell(_read(problem).solve(exploration_level=exploration, nb_threads=threads))


def check_by_vroom(problem: Json) -> Json:
    """Return VROOM's answer to the steps that a problem imposes."""
    return _tell(_read(problem).check())


def _read(problem: Json) -> Input:
    found = Input()
    found._from_json(json.dumps(problem), False)  # noqa: SLF001, FBT003 - no public way in but files
    return found


def _tell(solution: Solution) -> Json:
    answer: Json = solution.to_dict()
    return answer


def impose(problem: Json, answer: Json) -> Json:
    """Return a problem whose vehicles have the steps that an answer gives them.

    Vehicles without hours get those of all time: VROOM's plan mode has others start no earlier
    than the first window of a task opens.
    """
    steps = {
        route["vehicle"]: [
            {"type": step["type"], **({"id": step["id"]} if "id" in step else {})}
            for step in route["steps"]
        ]
        for route in answer["routes"]
    }
    vehicles = [
        {"time_window": [0, LATEST_S], **vehicle, "steps": steps.get(vehicle["id"], [])}
        for vehicle in problem["vehicles"]
    ]
    return {**problem, "vehicles": vehicles}


def _random(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - there is no secret in it


class _Maker:
    def __init__(self, rng: Random, shape: Shape) -> None:
        self._rng = rng
        self._shape = shape
        self._size = max(3, shape.jobs + 2 * shape.shipments + 2)
        self._dimensions = rng.choice((0, 1, 1, 2, 3))
        self._origin_s = rng.choice((0, 0, 1_747_612_800))
        self._day_s = rng.choice((4, 8)) * HOUR_S
        self._custom_costs = rng.random() < 0.15
        self._distances = rng.random() < 0.7

    def make(self) -> Json:
        shape = self._shape
        return {
            "vehicles": [self._vehicle(i + 1) for i in range(shape.vehicles)],
            "jobs": [self._job(i + 1) for i in range(shape.jobs)],
            "shipments": [self._shipment(i + 1) for i in range(shape.shipments)],
            "matrices": {profile: self._matrices(profile) for profile in PROFILES},
        }

    def _maybe(self, share: float = 1.0) -> bool:
        return self._rng.random() < share * self._shape.rich

    def _row(self) -> int:
        return self._rng.randrange(self._size)

    def _matrices(self, profile: str) -> Json:
        """Return travel over a plane, uneven and another one way than back."""
        rng = _random(self._rng.randrange(10**6) if profile == "truck" else self._size)
        points = [(rng.random(), rng.random()) for _ in range(self._size)]
        reach_m = self._day_s * 3

        def leg_m(i: int, j: int) -> int:
            (ax, ay), (bx, by) = points[i], points[j]
            crow = ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5
            return round(crow * reach_m * rng.uniform(1.0, 1.3)) if i != j else 0

        metres = [[leg_m(i, j) for j in range(self._size)] for i in range(self._size)]
        seconds = [[round(m / 10 * rng.uniform(0.9, 1.2)) for m in row] for row in metres]
        found: Json = {"durations": seconds}
        if self._distances:
            found["distances"] = metres
        if self._custom_costs:
            found["costs"] = [[m // rng.choice((7, 9, 11)) for m in row] for row in metres]
        return found

    def _vehicle(self, number: int) -> Json:
        rng, made = self._rng, {"id": number, "profile": self._rng.choice(PROFILES)}
        ends = rng.choice(("both", "both", "both", "start", "end"))
        if ends != "end":
            made["start_index"] = 0 if rng.random() < 0.6 else self._row()
        if ends != "start":
            made["end_index"] = 0 if rng.random() < 0.6 else self._row()
        if self._dimensions:
            made["capacity"] = [rng.choice((0, 6, 9, 12, 20)) for _ in range(self._dimensions)]
        if self._origin_s or self._maybe(2):
            begin_s = self._origin_s + rng.randrange(0, self._day_s // 4)
            made["time_window"] = [begin_s, begin_s + self._day_s]
        if rng.random() < 0.8:
            made["skills"] = [skill for skill in SKILLS if rng.random() < 0.8]
        return {**made, **self._limits(), **self._costs(), **self._breaks()}

    def _limits(self) -> Json:
        rng, made = self._rng, {}
        if self._maybe():
            made["type"] = rng.choice(TYPES)
        if self._maybe():
            made["speed_factor"] = rng.choice((0.5, 0.8, 1.25, 1.3, 2.0))
        if self._maybe():
            made["max_tasks"] = rng.randrange(1, 8)
        if self._maybe():
            made["max_travel_time"] = rng.randrange(self._day_s // 4, self._day_s)
        if self._maybe() and self._distances:
            made["max_distance"] = rng.randrange(self._day_s * 2, self._day_s * 10)
        return made

    def _costs(self) -> Json:
        rng, costs = self._rng, {}
        if self._maybe():
            costs["fixed"] = rng.randrange(0, 3000)
        if self._maybe() and not self._custom_costs:
            costs["per_hour"] = rng.randrange(1000, 5000)
        if self._maybe() and self._distances and not self._custom_costs:
            costs["per_km"] = rng.randrange(0, 200)
        if self._maybe():
            costs["per_task_hour"] = rng.randrange(0, 3000)
        return {"costs": costs} if costs else {}

    def _breaks(self) -> Json:
        rng, breaks = self._rng, []
        for number in range(rng.choice((0, 0, 0, 1, 1, 2)) if self._shape.rich else 0):
            made: Json = {"id": number + 1, "service": rng.randrange(300, 1800)}
            begin_s = self._origin_s + self._day_s * (2 * number + 1) // 4
            if rng.random() < 0.8:
                width_s = rng.randrange(self._day_s // 8, self._day_s // 3)
                made["time_windows"] = [[begin_s, begin_s + width_s]]
            if self._dimensions and rng.random() < 0.4:
                made["max_load"] = [rng.randrange(3, 20) for _ in range(self._dimensions)]
            breaks.append(made)
        return {"breaks": breaks} if breaks else {}

    def _amount(self) -> list[int]:
        return [self._rng.randrange(0, 5) for _ in range(self._dimensions)]

    def _common(self) -> Json:
        rng, made = self._rng, {}
        if self._maybe():
            made["skills"] = [rng.choice(SKILLS)]
        if self._maybe(0.6):
            made["priority"] = rng.choice((1, 5, 10, 100))
        return made

    def _place(self, number: int) -> Json:
        rng = self._rng
        made: Json = {"id": number, "location_index": self._row()}
        made["service"] = rng.choice((0, 60, 300, 600))
        if self._maybe():
            made["setup"] = rng.choice((60, 200))
        if self._maybe(0.5):
            made["service_per_type"] = {rng.choice(TYPES): rng.choice((30, 500))}
        if self._maybe(0.5):
            made["setup_per_type"] = {rng.choice(TYPES): rng.choice((0, 90))}
        if self._maybe(1.5):
            made["time_windows"] = self._windows()
        return made

    def _windows(self) -> list[list[int]]:
        rng, windows, now_s = self._rng, [], self._origin_s
        for _ in range(rng.choice((1, 1, 2, 3))):
            now_s += rng.randrange(1, self._day_s // 2)
            end_s = now_s + rng.randrange(0, self._day_s // 2)
            windows.append([now_s, end_s])
            now_s = end_s
        return windows

    def _job(self, number: int) -> Json:
        made = {**self._place(number), **self._common()}
        if self._dimensions:
            which = self._rng.choice(("pickup", "delivery", "both", "neither"))
            for key in ("pickup", "delivery"):
                if which in (key, "both"):
                    made[key] = self._amount()
        return made

    def _shipment(self, number: int) -> Json:
        made = {"pickup": self._place(number), "delivery": self._place(number), **self._common()}
        return {**made, "amount": self._amount()} if self._dimensions else made
