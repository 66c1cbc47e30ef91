"""Solution files: written, read back, and refused where they mean nothing."""

import pytest

from routing.errors import InputError
from routing.formats.vrp.lilim import VEHICLE_MINOR, read_lilim
from routing.formats.vrp.solomon import read_solomon
from routing.formats.vrp.solution import read_solution, write_sintef, write_solution
from routing.formats.vrp.vrplib import read_vrplib
from routing.problem.sequences import RouteSequence, Sequences, deliver, end, pickup, reload
from tests.unit.formats.vrp.files import CVRP, LILIM, SOLOMON, vrplib

SOLVED = Sequences((RouteSequence(0, (pickup(0), pickup(2), end(0))),), (1,))


def test_routes_are_lines_of_stops_with_the_cost_in_the_files_own_unit() -> None:
    instance = read_solomon(SOLOMON)
    assert write_solution(instance, SOLVED, 100) == "Route #1: 1 3\nCost 10\n"


def test_what_is_written_is_read_back() -> None:
    instance = read_solomon(SOLOMON)
    assert read_solution(instance, write_solution(instance, SOLVED, 100)) == SOLVED


def test_the_layout_of_sintef_is_written_and_read_back() -> None:
    instance = read_solomon(SOLOMON)
    told = write_sintef(instance, SOLVED)
    assert told.startswith("Instance name : tiny\n")
    assert told.endswith("Solution\nRoute 1 : 1 3\n")
    assert read_solution(instance, told) == SOLVED


def test_pairs_are_written_by_their_stops() -> None:
    instance = read_lilim(LILIM)
    both = (pickup(0), pickup(1), deliver(1), deliver(0), end(0))
    plan = Sequences((RouteSequence(0, both),), ())
    told = write_solution(instance, plan, VEHICLE_MINOR + 2050)
    assert told == "Route #1: 1 3 4 2\nCost 20.5\n"
    assert read_solution(instance, told) == plan


def test_reloads_are_depots_inside_a_route() -> None:
    sections = (
        "TIME_WINDOW_SECTION\n1 0 100\n2 2 50\n3 10 60\n4 0 70\n"
        "RELEASE_TIME_SECTION\n1 0\n2 0\n3 1\n4 2\nVEHICLES_RELOAD_DEPOT_SECTION\n1 1\n2 1\n"
    )
    instance = read_vrplib(vrplib("MTVRPTWR", "VEHICLES : 2", sections))
    plan = Sequences(
        (RouteSequence(0, (deliver(0), reload(0), deliver(2), deliver(1), end(0))),), ()
    )
    told = write_solution(instance, plan, 300)
    assert told.startswith("Route #1: 1 0 3 2\n")
    assert read_solution(instance, told) == plan


def test_a_mixed_fleet_has_a_line_for_every_unit() -> None:
    text = CVRP.replace("CAPACITY : 10\n", "VEHICLES : 4\n").replace(
        "DEPOT_SECTION", "CAPACITY_SECTION\n1 8\n2 8\n3 20\n4 20\nDEPOT_SECTION", 1
    )
    instance = read_vrplib(text)
    plan = Sequences((RouteSequence(2, (pickup(0), pickup(1), pickup(2), end(0))),), ())
    told = write_solution(instance, plan, 20)
    assert told == "Route #1:\nRoute #2:\nRoute #3: 1 2 3\nRoute #4:\nCost 20\n"
    assert read_solution(instance, told) == plan


def test_a_line_takes_any_unit_like_its_own() -> None:
    instance = read_vrplib(vrplib("CVRP", "VEHICLES : 50"))
    plan = read_solution(instance, "Route #49: 2\nRoute #50: 1 3\nCost 9\nOptimal: True\n")
    assert [route.shift for route in plan.routes] == [0, 1]
    assert plan.dropped == ()


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("Route #1: 9\n", 1),
        ("Route #1: x 1\nRoute #2: -3\n", 2),
        ("Route #3: 1\n", 1),  # the file has two vehicles
        ("Route #1: 1\nRoute #1: 2\nRoute #2: 3\n", 1),  # and no third
        ("hello\n", 1),
    ],
)
def test_what_means_nothing_is_refused(text: str, faults: int) -> None:
    with pytest.raises(InputError) as refused:
        read_solution(read_solomon(SOLOMON), text, file="tiny.sol")
    assert len(refused.value.faults) == faults
