"""Made-up mountain days: the same for a seed, other for another; and their check by hand."""

from dataclasses import replace

import numpy as np

from benchmarks.solver.mountain import mountain_day
from benchmarks.solver.mountain_check import check_day
from routing.problem.evaluate import evaluate
from routing.problem.problem import Problem
from routing.problem.sequences import RouteSequence, Sequences, end, pickup

DAY = mountain_day(1, pickups=40)


def alone(problem: Problem) -> Sequences:
    """Each request by a shift of its own, if one may serve it."""
    routes: list[RouteSequence] = []
    left: list[int] = []
    spare = [*range(len(problem.shifts))]
    for i in range(len(problem.requests)):
        tried = (
            RouteSequence(shift, (pickup(i), end(problem.shifts[shift].start_hub)))
            for shift in spare
        )
        fits = (r for r in tried if evaluate_alone(problem, r))
        found = next(fits, None)
        if found is None:
            left.append(i)
        else:
            spare.remove(found.shift)
            routes.append(found)
    return Sequences(tuple(routes), tuple(left))


def evaluate_alone(problem: Problem, route: RouteSequence) -> bool:
    rest = tuple(i for i in range(len(problem.requests)) if i not in route.requests)
    return evaluate(problem, Sequences((route,), rest)).feasible


PLAN = alone(DAY)


def test_a_seed_gives_one_day_and_another_seed_another() -> None:
    again, other = mountain_day(1, pickups=40), mountain_day(2, pickups=40)
    assert again.requests == DAY.requests
    assert np.array_equal(again.matrices[2].duration_s, DAY.matrices[2].duration_s)
    assert other.requests != DAY.requests


def test_a_day_has_four_hubs_three_classes_and_villages_not_all_reach() -> None:
    day = mountain_day(3)
    kinds = {(shift.start_hub, day.vehicles[shift.vehicle].vehicle_type) for shift in day.shifts}
    cut = [int((matrix.duration_s[0] < 0).sum()) for matrix in day.matrices]
    assert (len(day.requests), len(kinds)) == (300, 12)
    assert cut[0] == 0
    assert 40 < cut[1] < 110 < cut[2] < 200
    assert 60 < sum(not request.required for request in day.requests) < 150


def test_the_check_by_hand_agrees_with_the_evaluator() -> None:
    found = evaluate(DAY, PLAN)
    assert found.feasible
    assert len(PLAN.routes) > 20
    assert check_day(DAY, PLAN) == (found.cost.objective[1], [])


def test_the_check_by_hand_names_broken_rules() -> None:
    first, second, *_ = PLAN.routes
    visits = (*first.items[:-1], *second.items)
    everything = (*(pickup(i) for i in range(40)), end(0))
    bike = next(r.shift for r in PLAN.routes if DAY.type_of(DAY.shifts[r.shift]).id == "motorbike")
    for routes, word in (
        ((replace(first, items=visits), second), "served twice"),
        ((first, replace(second, shift=first.shift)), "has two routes"),
        ((RouteSequence(bike, everything),), "too heavy"),
        ((RouteSequence(bike, everything),), "too full"),
        ((RouteSequence(bike, everything),), "is back at"),
        ((RouteSequence(bike, everything),), "request r"),
        ((RouteSequence(len(DAY.shifts) - 1, everything),), "has no road"),
    ):
        _, faults = check_day(DAY, Sequences(routes, ()))
        assert any(word in fault for fault in faults), (word, faults)
