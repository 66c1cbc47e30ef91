"""The check by hand: the same costs as ours on every kind, and a word for every broken rule."""

import pytest

from benchmarks.solver.raw_check import check_solution
from routing.formats.vrp.read import read_instance
from routing.formats.vrp.solution import read_solution
from routing.problem.evaluate import evaluate
from tests.unit.formats.vrp.files import CVRP, LILIM, SOLOMON, vrplib

WINDOWS = "TIME_WINDOW_SECTION\n1 0 100\n2 2 50\n3 10.55 60\n4 0 70\n"
TRIPS = "RELEASE_TIME_SECTION\n1 0\n2 0\n3 1.5\n4 30\nVEHICLES_RELOAD_DEPOT_SECTION\n1 1\n2 1\n"
DEPOTS = "VEHICLES_DEPOT_SECTION\n1 1\n2 2\n3 2\n"
MANY_TRIPS = vrplib("MTVRPTWR", "VEHICLES : 2", WINDOWS + TRIPS)
PRIZES = vrplib("PCVRPTW", "VEHICLES : 2", WINDOWS + "PRIZE_SECTION\n1 0\n2 3.5\n3 0\n4 8\n")
MANY_DEPOTS = (
    vrplib("MDVRPTW", "VEHICLES : 3\nVEHICLES_MAX_DURATION : 40", WINDOWS + DEPOTS)
    .replace("2 6\n3 5", "2 0\n3 5")
    .replace(" 1\n -1", " 1\n 2\n -1")
)
MIXED = CVRP.replace("TYPE : CVRP", "TYPE : HFVRP\nVEHICLES : 2").replace(
    "CAPACITY : 10\n",
    "CAPACITY_SECTION\n1 11\n2 20\nVEHICLES_FIXED_COST_SECTION\n1 100\n2 150\n"
    "VEHICLES_UNIT_DISTANCE_COST_SECTION\n1 1\n2 2\n",
)


@pytest.mark.parametrize(
    ("family", "instance", "solution"),
    [
        ("solomon", SOLOMON, "Route #1: 1 3\nRoute #2: 2\n"),
        ("lilim", LILIM, "Route #1: 1 3 4 2\n"),
        ("X", CVRP, "Route #1: 1 3\nRoute #2: 2\n"),
        ("PCVRPTW", PRIZES, "Route #1: 2\n"),
        ("MTVRPTWR", MANY_TRIPS, "Route #1: 1 0 3\nRoute #2: 2\n"),
        ("MDVRPTW", MANY_DEPOTS, "Route #1: 2\nRoute #2: 3\n"),
        ("HFVRP", MIXED, "Route #1: 1 2\nRoute #2: 3\n"),
    ],
)
def test_a_good_solution_costs_what_we_say(family: str, instance: str, solution: str) -> None:
    ours = read_instance(instance)
    found = evaluate(ours.problem, read_solution(ours, solution))
    routes = solution.count("Route")
    told = ours.published_cost(found.cost.objective[1], routes)
    cost, faults = check_solution(family, instance, solution)
    assert found.violations == ()
    assert faults == []
    assert cost == pytest.approx(told / (100 if family == "HFVRP" else 1), abs=1e-9)


@pytest.mark.parametrize(
    ("family", "instance", "solution", "fault"),
    [
        ("solomon", SOLOMON, "Route #1: 1 3\n", "customer 2 is visited 0 times"),
        ("solomon", SOLOMON, "Route #1: 1 3\nRoute #2: 2 3\n", "customer 3 is visited 2 times"),
        ("solomon", SOLOMON, "Route #1: 1 2\nRoute #2: 3\n", "carries 11 of 10"),
        ("solomon", SOLOMON.replace("70 ", "1 "), "Route #1: 1 3\nRoute #2: 2\n", "due 10"),
        ("solomon", SOLOMON.replace("100 ", "10 "), "Route #1: 1 3\nRoute #2: 2\n", "stop 0 at"),
        ("X", CVRP, "Route #1: 1 3 0 2\n", "a depot inside"),
        ("lilim", LILIM, "Route #1: 2 1 3 4\n", "before its pickup"),
        ("lilim", LILIM, "Route #1: 1 3 4\nRoute #2: 2\n", "never brought"),
        ("PCVRPTW", PRIZES, "Route #1: 1 3\n", "customer 2 is visited 0 times"),
        ("MTVRPTWR", MANY_TRIPS.replace("4 0 70", "4 0 25"), "Route #1: 3\nRoute #2: 1 0 2\n",
         "stop 3 at 314"),
        ("MDVRPTW", MANY_DEPOTS.replace("ON : 40", "ON : 9"), "Route #1: 2\nRoute #2: 3\n",
         "lasts"),
        ("HFVRP", MIXED, "Route #2: 1 2 3\nRoute #1: \nRoute #2: 1\n", "routes for"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_named(family: str, instance: str, solution: str, fault: str) -> None:
    _, faults = check_solution(family, instance, solution)
    assert any(fault in found for found in faults), faults
