"""Large plans in parts: neighbours are improved, the rest stays."""

import numpy as np
import pytest

from routing.problem.evaluate import evaluate
from routing.problem.problem import Problem
from routing.problem.request import Request
from routing.problem.sequences import RouteSequence, Sequences, end, pickup
from routing.problem.unserved import list_unserved
from routing.solver.clusters import Clusters
from routing.solver.engine import Turn, open_workshop
from tests.unit.solver.pyvrp.town import DAY, town


@pytest.fixture(autouse=True)
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("routing.solver.clusters.LEAST_REQUESTS", 12)
    monkeypatch.setattr("routing.solver.clusters.CLUSTER", 6)


def village(count: int = 16) -> Problem:
    requests = tuple(Request(f"r{i}", 1 + i, 250, 0, (DAY,)) for i in range(count))
    return town(requests, vans=8)


def shuffled(problem: Problem) -> Sequences:
    """Four requests to a route, by chance."""
    order = np.random.default_rng(5).permutation(len(problem.requests)).tolist()
    routes = tuple(
        RouteSequence(k, (*map(pickup, order[4 * k : 4 * k + 4]), end(0)))
        for k in range(len(order) // 4)
    )
    return Sequences(routes, list_unserved(problem, routes))


def test_turns_of_clusters_make_a_bad_plan_good() -> None:
    problem = village()
    engine, plan = Clusters(open_workshop(problem, 1)), shuffled(problem)
    before = evaluate(problem, plan).cost.objective
    for _ in range(12):
        found = engine.propose(Turn(plan, 2_000, 0.5, 3600.0))
        if found is not None:
            evaluation = evaluate(problem, found.sequences)
            assert evaluation.violations == ()
            if evaluation.cost.objective < evaluate(problem, plan).cost.objective:
                plan = found.sequences
    assert evaluate(problem, plan).cost.objective < before
    # Out and back to the farthest of each four neighbours: 2 x (4 + 8 + 12 + 16) legs.
    assert sum(route.distance_m for route in evaluate(problem, plan).routes) <= 1.2 * 80 * 600


def test_what_is_outside_the_cluster_stays() -> None:
    problem = village()
    plan = shuffled(problem)
    found = Clusters(open_workshop(problem, 1)).propose(Turn(plan, 2_000, 0.5, 3600.0))
    assert found is not None
    kept = set(found.sequences.routes) & set(plan.routes)
    assert len(kept) >= 2


def test_every_route_has_its_turn() -> None:
    problem = village()
    plan, engine = shuffled(problem), Clusters(open_workshop(problem, 1))
    looked_at: set[int] = set()
    for _ in range(4):
        engine.propose(Turn(plan, 10, 0.5, 3600.0))
        looked_at |= set(np.flatnonzero(engine._seen_at).tolist())
    assert looked_at >= {route.shift for route in plan.routes}


def test_small_problems_are_searched_whole() -> None:
    assert Clusters.supports(village(12))
    assert not Clusters.supports(village(11))


def test_one_route_is_no_cluster() -> None:
    problem = village()
    engine = Clusters(open_workshop(problem, 1))
    assert engine.propose(Turn(Sequences((), list_unserved(problem, ())), 10, 0.5, 60.0)) is None
