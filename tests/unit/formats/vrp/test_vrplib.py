"""VRPLIB: each kind with its sections, and faults for what is missing, double or not known."""

import pytest

from routing.errors import InputError
from routing.formats.vrp.vrplib import read_vrplib
from routing.problem.evaluate import evaluate
from routing.problem.request import RequestKind
from routing.problem.sequences import RouteSequence, Sequences, end, pickup
from routing.problem.time_window import TimeWindow
from routing.units import NO_LIMIT
from tests.unit.formats.vrp.files import CVRP, vrplib

WINDOWS = "TIME_WINDOW_SECTION\n1 0 100\n2 2 50\n3 10.55 60\n4 0 70\n"
RELEASES = "RELEASE_TIME_SECTION\n1 0\n2 0\n3 1.5\n4 2\n"


def faults_of(text: str) -> list[str]:
    with pytest.raises(InputError) as refused:
        read_vrplib(text, file="tiny.vrp")
    return [found.line("en") for found in refused.value.faults]


# Kinds ---------------------------------------------------------------------------------------


def test_lengths_of_cvrp_are_rounded_to_whole_numbers() -> None:
    instance = read_vrplib(CVRP)
    problem = instance.problem
    assert (instance.name, instance.kind, instance.scale) == ("tiny", "CVRP", 1)
    assert problem.matrices[0].distance_m[3].tolist() == [1, 4, 9, 0]  # √2, √13, √74
    assert [one.id for one in problem.requests] == ["1", "2", "3"]
    assert {one.kind for one in problem.requests} == {RequestKind.PICKUP}


def test_time_is_no_rule_where_none_is_stated() -> None:
    problem = read_vrplib(CVRP).problem
    tour = RouteSequence(0, (*map(pickup, range(3)), end(0)))
    (broken,) = evaluate(problem, Sequences((tour,), ())).violations
    assert (broken.rule.value, broken.amount) == ("CAPACITY", 5)


def test_units_that_no_good_plan_needs_are_left_out() -> None:
    text = vrplib("CVRP", "VEHICLES : 50")
    instance = read_vrplib(text)
    # 15 to carry, 10 a vehicle: two routes always carry more than one load, so 3 units do
    assert len(instance.problem.shifts) == 3
    assert len(instance.unit_groups) == 50
    assert not instance.units_differ
    assert len(read_vrplib(vrplib("VRPTW", "VEHICLES : 50", WINDOWS)).problem.shifts) == 50


def test_windows_and_service_are_cut_to_tenths() -> None:
    problem = read_vrplib(vrplib("VRPTW", "VEHICLES : 2\nSERVICE_TIME : 1.25", WINDOWS)).problem
    assert problem.requests[1].windows == (TimeWindow(105, 600),)
    assert [one.service_s for one in problem.requests] == [12, 12, 12]
    assert problem.shifts[0].latest_s == 1000
    assert problem.matrices[0].duration_s[0, 3] == 14


def test_prizes_make_customers_optional() -> None:
    prizes = "PRIZE_SECTION\n1 0\n2 3.5\n3 0\n4 8\n"
    problem = read_vrplib(vrplib("PCVRPTW", "VEHICLES : 2", WINDOWS + prizes)).problem
    assert [(one.required, one.penalty_minor) for one in problem.requests] == [
        (False, 35), (True, 0), (False, 80),
    ]  # fmt: skip


def test_several_trips_bring_goods_that_are_released() -> None:
    reloads = "VEHICLES_RELOAD_DEPOT_SECTION\n1 1\n2 1\n"
    text = vrplib(
        "MTVRPTWR", "VEHICLES : 2\nVEHICLES_MAX_RELOADS : 3", WINDOWS + RELEASES + reloads
    )
    problem = read_vrplib(text).problem
    assert [one.released_s for one in problem.requests] == [0, 15, 20]
    assert {one.kind for one in problem.requests} == {RequestKind.DELIVERY}
    assert [one.reload_hubs for one in problem.shifts] == [(0,), (0,)]
    assert problem.vehicle_types[0].max_reloads == 3


def test_several_depots_have_units_of_their_own() -> None:
    depots = "VEHICLES_DEPOT_SECTION\n1 1\n2 2\n3 2\n"
    text = vrplib("MDVRPTW", "VEHICLES : 3\nVEHICLES_MAX_DURATION : 40", WINDOWS + depots)
    text = text.replace("2 6\n3 5", "2 0\n3 5").replace(" 1\n -1", " 1\n 2\n -1")
    instance = read_vrplib(text)
    problem = instance.problem
    assert instance.scale == 1000
    assert [hub.stop for hub in problem.hubs] == [0, 1]
    assert [(one.start_hub, one.end_hubs) for one in problem.shifts] == [
        (0, (0,)), (1, (1,)), (1, (1,)),
    ]  # fmt: skip
    assert [one.latest_s for one in problem.shifts] == [100_000, 50_000, 50_000]
    assert problem.vehicle_types[0].max_duration_s == 40_000
    assert instance.unit_groups == (0, 1, 1)
    assert [one.stop for one in problem.requests] == [2, 3]


def test_a_mixed_fleet_has_types() -> None:
    text = vrplib("HFVRP", "VEHICLES : 3").replace("CAPACITY : 10\n", "")
    text = text.replace(
        "DEPOT_SECTION",
        "CAPACITY_SECTION\n1 10\n2 20\n3 20\n"
        "VEHICLES_FIXED_COST_SECTION\n1 100\n2 150\n3 150\n"
        "VEHICLES_UNIT_DISTANCE_COST_SECTION\n1 1\n2 1.25\n3 1.25\nDEPOT_SECTION",
        1,
    )
    instance = read_vrplib(text)
    kinds = instance.problem.vehicle_types
    assert [(one.capacity_g, one.fixed_minor, one.rate_per_m_milli) for one in kinds] == [
        (10, 100_000, 1000), (20, 150_000, 1250),
    ]  # fmt: skip
    assert instance.units_differ
    # 1.25 x 2 x 5.000 + 150, in thousandths
    found = evaluate(instance.problem, Sequences((RouteSequence(1, (pickup(0), end(0))),), ()))
    assert found.cost.total_minor == 162_500


def test_a_longest_route_bounds_time_with_service() -> None:
    problem = read_vrplib(vrplib("CVRP", "DISTANCE : 20\nSERVICE_TIME : 3")).problem
    assert problem.vehicle_types[0].max_duration_s == 20
    tour = RouteSequence(0, (pickup(1), end(0)))
    (broken,) = evaluate(problem, Sequences((tour,), (0, 2))).violations
    assert (broken.rule.value, broken.amount) == ("MAX_DURATION", 3)


@pytest.mark.parametrize(
    ("shape", "cells"),
    [
        ("FULL_MATRIX", "0 5 10 1\n5 0 5 4\n10 5 0 9\n1 4 9 0"),
        ("LOWER_ROW", "5\n10 5\n1 4 9"),
        ("LOWER_DIAG_ROW", "0 5 0 10 5\n0 1 4 9 0"),
        ("UPPER_ROW", "5 10 1 5 4 9"),
        ("UPPER_DIAG_ROW", "0 5 10 1 0 5 4 0 9 0"),
    ],
)
def test_written_distances_are_read_in_every_shape(shape: str, cells: str) -> None:
    text = CVRP.replace("EUC_2D", f"EXPLICIT\nEDGE_WEIGHT_FORMAT : {shape}")
    text = text.replace("DEMAND_SECTION", f"EDGE_WEIGHT_SECTION\n{cells}\nDEMAND_SECTION", 1)
    legs = read_vrplib(text).problem.matrices[0].distance_m
    assert legs.tolist() == [[0, 5, 10, 1], [5, 0, 5, 4], [10, 5, 0, 9], [1, 4, 9, 0]]


def test_no_bound_means_no_bound() -> None:
    kind = read_vrplib(CVRP).problem.vehicle_types[0]
    assert (kind.max_duration_s, kind.max_distance_m, kind.max_reloads) == (NO_LIMIT,) * 3


# Faults --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("DIMENSION : 4\n", "", "tiny.vrp: DIMENSION is missing"),
        ("DIMENSION : 4", "DIMENSION : 4000000", "tiny.vrp:4:DIMENSION: DIMENSION = 4000000"),
        ("TYPE : CVRP", "TYPE : TSP", "tiny.vrp:TYPE: TYPE TSP is not supported"),
        ("EUC_2D", "GEO", "tiny.vrp:EDGE_WEIGHT_TYPE: EDGE_WEIGHT_TYPE = GEO, want EUC_2D"),
        ("CAPACITY : 10\n", "", "tiny.vrp: CAPACITY is missing"),
        ("CAPACITY : 10", "CAPACITY : 0", "tiny.vrp:6:CAPACITY: CAPACITY = 0, want"),
        ("CAPACITY : 10", "BACKHAUL : 1\nCAPACITY : 10", "tiny.vrp:6:BACKHAUL: BACKHAUL is not"),
        ("CAPACITY : 10", "CAPACITY : 10\nCAPACITY : 9", "tiny.vrp:7: CAPACITY stands here twice"),
        ("3 6 8", "3 6", "tiny.vrp:10: the row has 2 numbers, want 3"),
        ("3 6 8", "2 6 8", "tiny.vrp:10: NODE_COORD 2 stands here twice"),
        ("3 6 8", "9 6 8", "tiny.vrp:10:NODE_COORD: NODE_COORD = 9, want"),
        ("3 5\n", "", "tiny.vrp:12: DEMAND 3 is missing"),
        ("3 5\n", "3 5.5\n", "tiny.vrp:15:DEMAND: DEMAND = 5.5, want 0, 1, …"),
        ("3 5\n", "3 -5\n", "tiny.vrp:15:DEMAND: DEMAND = -5, want 0, 1, …"),
        ("1 0\n", "1 3\n", "tiny.vrp:DEMAND 1: DEMAND 1 = 3, want 0 (depot)"),
        (" 1\n -1", " 2\n -1", "tiny.vrp:17:DEPOT_SECTION: DEPOT_SECTION = 2, want 1, 2, …"),
        ("DEPOT_SECTION\n 1\n -1\n", "", "tiny.vrp: DEPOT_SECTION is missing"),
        ("TYPE : CVRP", "just words", "tiny.vrp:3:just words"),
    ],
)
def test_a_misfit_is_named(old: str, new: str, fault: str) -> None:
    assert old in CVRP
    faults = faults_of(CVRP.replace(old, new, 1))
    assert any(found.startswith(fault) for found in faults), faults


def test_an_unknown_section_is_a_rule_that_would_be_lost() -> None:
    text = vrplib("CVRP", sections="BACKHAUL_SECTION\n1 0\n2 0\n3 1\n4 1\n")
    assert faults_of(text) == [
        "tiny.vrp:17:BACKHAUL: BACKHAUL_SECTION is not supported; "
        "without it this would be another problem"
    ]


def test_faults_are_told_together() -> None:
    text = CVRP.replace("3 6 8", "3 6 x").replace("CAPACITY : 10", "CAPACITY : ten")
    assert faults_of(text) == [
        "tiny.vrp:10:NODE_COORD: NODE_COORD: “x” is not a number",
        "tiny.vrp:6:CAPACITY: CAPACITY: “ten” is not a number",
    ]
