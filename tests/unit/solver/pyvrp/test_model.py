"""What PyVRP makes of a problem is, by our own evaluator, allowed and costs what it says."""

import dataclasses
from itertools import starmap

import numpy as np
import pytest

from routing.problem.evaluate import evaluate
from routing.problem.hub import NOWHERE
from routing.problem.problem import Problem
from routing.problem.request import Request, RequestKind, Visit
from routing.problem.sequences import (
    ItemKind,
    RouteSequence,
    Sequences,
    end,
    pickup,
    reload,
)
from routing.problem.time_window import TimeWindow
from tests.property.problems import random_problem
from tests.unit.solver.pyvrp.town import DAY, VAN, hub, town

pytest.importorskip("pyvrp")

from routing.solver.proposal import Proposal, find_mismatch
from routing.solver.pyvrp.engine import Pyvrp, claim_of
from routing.solver.pyvrp.model import Model, build_model, routes_of, solution_of
from routing.solver.pyvrp.search import Walk

FROM_HUB = RequestKind.DELIVERY


def nothing_of(problem: Problem) -> Sequences:
    return Sequences((), tuple(range(len(problem.requests))))


def walk(problem: Problem, plan: Sequences | None = None, iterations: int = 150) -> Proposal:
    """Return what PyVRP finds from a plan, with its claims."""
    model = build_model(problem, plan or nothing_of(problem))
    start = solution_of(model, plan or nothing_of(problem))
    path = Walk(model.data, start, seed=1)
    path.run(iterations, 3600, lambda found: None)
    return proposal_of(model, path)


def proposal_of(model: Model, path: Walk) -> Proposal:
    routes = sorted(path.best.routes(), key=lambda route: route.vehicle_type())
    found = routes_of(model, routes)
    served = {i for route in found for i in route.requests}
    left = tuple(i for i in range(len(model.problem.requests)) if i not in served)
    claims = tuple(starmap(claim_of, zip(found, routes, strict=True)))
    return Proposal(Sequences(found, left), claims)


def assert_true(problem: Problem, proposal: Proposal) -> None:
    evaluation = evaluate(problem, proposal.sequences)
    assert evaluation.violations == ()
    assert find_mismatch(problem, proposal, evaluation) == ""
    durations = {route.shift: route.duration_s for route in evaluation.routes}
    assert {claim.shift: claim.duration_s for claim in proposal.claims} == durations


def kinds(proposal: Proposal) -> list[ItemKind]:
    return [item.kind for route in proposal.sequences.routes for item in route.items]


def test_pickups_are_fetched_at_the_price_that_is_claimed() -> None:
    requests = tuple(Request(f"r{i}", i, 200, 0, (DAY,), service_s=300) for i in range(1, 9))
    problem = town(requests)
    proposal = walk(problem)
    assert proposal.sequences.dropped == ()
    assert len(proposal.sequences.routes) == 2  # 8 x 200 > 1,000
    assert_true(problem, proposal)


def test_unloading_counts_for_time_and_for_hours_of_the_hub() -> None:
    requests = tuple(Request(f"r{i}", i, 200_000, 0, (DAY,)) for i in range(1, 4))
    closing = TimeWindow(0, 21_600 + 6 * 60 + 900)
    for seconds, left in ((900, 0), (901, 1)):
        stay = hub("H", 0, unload_s=seconds - 600, unload_s_per_t=1000, open_windows=(closing,))
        van = dataclasses.replace(VAN, capacity_g=700_000)
        problem = town(requests, van=van, vans=1, hubs=(stay,))
        proposal = walk(problem)
        assert_true(problem, proposal)
        assert len(proposal.sequences.dropped) == left


def test_deliveries_leave_when_they_are_released() -> None:
    requests = tuple(
        Request(f"r{i}", i, 300, 0, (DAY,), kind=FROM_HUB, released_s=30_000) for i in (1, 2, 3)
    )
    problem = town(requests)
    proposal = walk(problem)
    assert proposal.sequences.dropped == ()
    assert evaluate(problem, proposal.sequences).routes[0].start_s >= 30_000
    assert_true(problem, proposal)


def test_what_is_brought_makes_room_for_what_is_fetched() -> None:
    requests = (
        Request("bring", 1, 1000, 0, (DAY,), kind=FROM_HUB),
        Request("fetch", 2, 1000, 0, (DAY,)),
        Request("both", 3, 400, 0, (DAY,), kind=RequestKind.EXCHANGE, brought=(400, 0)),
    )
    problem = town(requests)
    proposal = walk(problem)
    assert proposal.sequences.dropped == ()
    assert len(proposal.sequences.routes) == 2
    assert_true(problem, proposal)


def test_a_pair_is_brought_by_the_vehicle_that_fetched_it() -> None:
    to = Visit(1, (DAY,), service_s=60)
    requests = (
        Request("pair", 4, 600, 0, (DAY,), kind=RequestKind.PAIR, to=to),
        Request("fetch", 2, 600, 0, (DAY,)),
    )
    problem = town(requests, vans=1)
    proposal = walk(problem)
    assert proposal.sequences.dropped == ()
    assert_true(problem, proposal)


def reloading(*trips: tuple[int, ...]) -> Sequences:
    """Return a plan of one vehicle that reloads after each trip but the last."""
    items = [item for trip in trips for item in (*map(pickup, trip), reload(0))]
    return Sequences((RouteSequence(0, (*items[:-1], end(0))),), ())


def test_trips_are_packed_better_when_all_does_not_fit_at_once() -> None:
    requests = tuple(Request(f"r{i}", i, 500, 0, (DAY,)) for i in (1, 2, 3))
    problem = town(requests, vans=1, hubs=(hub("H", 0, unload_s=120),), reload_hubs=(0,))
    start = reloading((0,), (1,), (2,))
    proposal = walk(problem, start)
    assert proposal.sequences.dropped == ()
    assert kinds(proposal).count(ItemKind.RELOAD) == 1
    assert_true(problem, proposal)
    assert_true(problem, walk(problem, start, iterations=0))


def test_no_vehicle_reloads_more_often_than_it_may() -> None:
    requests = tuple(Request(f"r{i}", i, 600, 0, (DAY,)) for i in (1, 2, 3))
    for most, left in ((1, 1), (2, 0)):
        van = dataclasses.replace(VAN, max_reloads=most)
        problem = town(requests, van=van, vans=1, reload_hubs=(0,))
        start = reloading(*[(k,) for k in range(most + 1)])
        proposal = walk(problem, start)
        assert kinds(proposal).count(ItemKind.RELOAD) == most
        assert len(proposal.sequences.dropped) == left


def test_of_alternatives_one_is_served_in_one_of_its_windows() -> None:
    late, early = TimeWindow(50_000, 60_000), TimeWindow(25_000, 26_000)
    requests = (
        Request("gate", 9, 100, 0, (early, late), alternative=0),
        Request("road", 2, 100, 0, (early, late), alternative=0),
        Request("other", 3, 100, 0, (late,)),
    )
    problem = town(requests, vans=1)
    proposal = walk(problem)
    served = {i for route in proposal.sequences.routes for i in route.requests}
    assert served == {1, 2}
    whole = dataclasses.replace(proposal.sequences, dropped=())
    assert evaluate(problem, whole).violations == ()


def test_skills_and_hubs_keep_vehicles_away() -> None:
    requests = (
        Request("cold", 1, 100, 0, (DAY,), skills=frozenset({"cold"})),
        Request("far hub", 2, 100, 0, (DAY,), hub=1),
        Request("plain", 3, 100, 0, (DAY,)),
    )
    problem = town(requests, hubs=(hub("H", 0), hub("K", 3)))
    proposal = walk(problem)
    assert proposal.sequences.dropped == (0, 1)
    assert_true(problem, proposal)


def test_stops_are_counted() -> None:
    requests = tuple(Request(f"r{i}", i, 1, 0, (DAY,)) for i in range(1, 6))
    van = dataclasses.replace(VAN, max_stops=2)
    proposal = walk(town(requests, van=van))
    assert len(proposal.sequences.dropped) == 1
    assert_true(town(requests, van=van), proposal)


def test_overtime_is_allowed_for_its_price() -> None:
    requests = (Request("far", 20, 1, 0, (DAY,)),)
    for most_s, left in ((1399, 1), (1400, 0)):
        van = dataclasses.replace(
            VAN, max_duration_s=1000, max_overtime_s=most_s, rate_per_overtime_s_milli=11
        )
        problem = town(requests, van=van)
        proposal = walk(problem)
        assert len(proposal.sequences.dropped) == left
        assert_true(problem, proposal)


def test_an_open_end_costs_no_way_home() -> None:
    requests = (Request("far", 20, 1, 0, (DAY,), kind=FROM_HUB),)
    open_end = hub("road", NOWHERE, receives=False)
    problem = town(requests, hubs=(hub("H", 0), open_end), end_hubs=(1,))
    proposal = walk(problem)
    assert evaluate(problem, proposal.sequences).routes[0].distance_m == 20 * 600
    assert_true(problem, proposal)


def test_days_without_nights_of_work_are_one_window() -> None:
    windows = tuple(TimeWindow(day * 86_400, day * 86_400 + 80_000) for day in range(3))
    requests = tuple(Request(f"r{i}", i, 900, 0, windows) for i in range(1, 4))
    problem = town(requests, vans=1, days=3)
    assert build_model(problem, nothing_of(problem)).data.num_clients == 3
    proposal = walk(problem)
    assert len(proposal.sequences.routes) == 3
    assert_true(problem, proposal)


def test_hours_before_the_horizon_are_cut_off() -> None:
    early = (TimeWindow(-7_200, -3_600), TimeWindow(-60, 40_000))
    paired = Request("p", 2, 100, 0, early, kind=RequestKind.PAIR, to=Visit(3, early))
    problem = town((Request("a", 1, 900, 0, early), paired))
    proposal = walk(problem)
    assert proposal.sequences.dropped == ()
    assert_true(problem, proposal)
    begun = town((Request("a", 1, 900, 0, early),), earliest_s=-10)
    assert not Pyvrp.supports(begun)


def test_many_dear_vehicles_are_no_reason_to_stay_away() -> None:
    # A fleet of which each unit costs as much as all work of an instance of 1,000 clients.
    dear = dataclasses.replace(VAN, fixed_minor=10**6)
    requests = tuple(Request(f"r{i}", 1, 900, 0, (DAY,)) for i in range(200))
    assert Pyvrp.supports(town(requests, van=dear, vans=1_000))
    assert not Pyvrp.supports(town(requests, van=dataclasses.replace(VAN, fixed_minor=2**50)))


def test_a_plan_goes_through_pyvrp_unchanged() -> None:
    requests = tuple(Request(f"r{i}", i, 200, 0, (DAY,)) for i in range(1, 9))
    problem = town(requests, reload_hubs=(0,), hubs=(hub("H", 0, unload_s=60),))
    plan = walk(problem).sequences
    assert walk(problem, plan, iterations=0).sequences == plan


@pytest.mark.parametrize("seed", range(12))
def test_on_random_problems_only_rules_that_are_not_its_own_are_broken(seed: int) -> None:
    problem = random_problem(np.random.default_rng(seed), requests=12, days=2, tight=0.3)
    proposal = walk(problem)
    broken = {found.rule.value for found in evaluate(problem, proposal.sequences).violations}
    assert broken <= {"MAX_DRIVING", "BREAK", "HUB_INTAKE"}


def test_equal_walks_are_equal() -> None:
    problem = random_problem(np.random.default_rng(3), requests=15, days=2, tight=0.2)
    assert walk(problem) == walk(problem)
