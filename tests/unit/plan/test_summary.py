"""The summary of the valley, worked out by hand (see `valley`)."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.plan.load_factors import find_load_factors
from routing.plan.plan import PlanDropped
from routing.plan.summary import summarise, total_plan
from routing.plan.totals import FuelKinds, Totals, co2_g
from routing.problem.evaluate import evaluate
from routing.problem.problem import Problem
from routing.problem.sequences import RouteSequence, Sequences, end, pickup
from routing.problem.verdict import Reason, Rule
from routing.units import NO_LIMIT
from tests.property.plans import greedy_sequences
from tests.property.problems import problems
from tests.unit.plan.valley import change, plan_of, valley

DIESEL: FuelKinds = {"truck": "diesel"}
FUELS: FuelKinds = {"motorbike": "petrol", "light_truck": "diesel", "truck": "diesel"}
ONLY_FIRST = Sequences((RouteSequence(0, (pickup(0), end(0))),), (1,))


def test_the_plans_own_sums() -> None:
    # 11,480 ml of diesel x 2.68 g = 30,766.4 g.
    assert total_plan(plan_of(valley()), DIESEL) == Totals(
        parts=2,
        served_g=700_000,
        cost_minor=631_000,
        distance_m=82_000,
        driving_s=9_600,
        duration_s=12_100,
        fuel_ml=11_480,
        co2_g=30_766,
        vehicle_days=1,
        trips=1,
    )


def test_cost_and_carbon_for_each_kilogram() -> None:
    totals = total_plan(plan_of(valley()), DIESEL)
    assert totals.cost_per_kg_minor == pytest.approx(631_000 / 700)
    assert totals.co2_g_per_kg == pytest.approx(30_766 / 700)
    assert Totals(cost_minor=5).cost_per_kg_minor is None
    assert Totals(co2_g=5).co2_g_per_kg is None


def test_petrol_and_diesel_burn_to_different_carbon() -> None:
    assert co2_g(1_000, "diesel") == 2_680
    assert co2_g(1_000, "petrol") == 2_310


def test_load_factors_by_peak_and_by_kilometre() -> None:
    # Empty for 30 km, 400 kg (1.0 m3) for 12 km, 700 kg (1.8 m3) for 40 km of 82 km; 1 t, 5 m3.
    factors = find_load_factors(plan_of(valley()))
    assert factors.weight == pytest.approx(0.7)
    assert factors.volume == pytest.approx(0.36)
    assert factors.weight_by_km == pytest.approx((400 * 12 + 700 * 40) / (1_000 * 82))
    assert factors.volume_by_km == pytest.approx((1.0 * 12 + 1.8 * 40) / (5 * 82))


def test_an_unbounded_volume_has_no_load_factor() -> None:
    problem = change(valley(), "vehicle_types", capacity_ml=NO_LIMIT)
    factors = find_load_factors(plan_of(problem))
    assert factors.volume is factors.volume_by_km is None
    assert factors.weight == pytest.approx(0.7)


def test_an_empty_plan_has_no_load_factor_and_no_cost_per_kilogram() -> None:
    plan = plan_of(valley(), Sequences((), (0, 1)))
    summary = summarise(valley(), plan, fuels=DIESEL)
    assert summary.load_factors.weight is None
    assert summary.plan.cost_per_kg_minor is None
    assert summary.own_motorbike == summary.one_village == Totals()
    assert summary.left_out.dropped_parts == summary.left_out.required_parts == 2


def test_what_is_left_out_is_counted_by_kind() -> None:
    problem = change(valley(), "requests", 1, deferrable=True, required=False)
    unknown = PlanDropped("r9", 1, None, "dropped", (Reason(Rule.UNKNOWN_WEIGHT, "x"),))
    plan = plan_of(problem, Sequences((), (0, 1)))
    plan = replace(plan, dropped=(*plan.dropped, unknown))
    left = summarise(problem, plan, fuels=DIESEL).left_out
    assert (left.dropped_parts, left.dropped_g, left.required_parts) == (1, 400_000, 1)
    assert (left.deferred_parts, left.deferred_g) == (1, 300_000)
    assert left.unweighed == 1


def test_the_baselines_move_what_the_plan_moves() -> None:
    summary = summarise(
        valley(),
        plan_of(valley(), ONLY_FIRST),
        fuels=DIESEL,
        bike_matrices={0: valley().matrices[0]},
    )
    assert summary.plan.unserved_g == 300_000
    for baseline in (summary.own_motorbike, summary.one_village):
        assert (baseline.parts, baseline.served_g, baseline.unserved_g) == (1, 400_000, 0)


def test_without_roads_for_motorbikes_they_serve_nothing() -> None:
    summary = summarise(valley(), plan_of(valley()), fuels=DIESEL)
    assert summary.own_motorbike == Totals(unserved_parts=2, unserved_g=700_000)


def test_motorbikes_of_the_fleet_lend_their_roads() -> None:
    problem = change(valley(), "vehicle_types", profile="motorbike")
    summary = summarise(problem, plan_of(problem), fuels={"motorbike": "petrol"})
    assert summary.own_motorbike.served_g == 700_000


@given(problems(), st.integers(0, 2**32 - 1))
def test_baselines_account_for_every_gram_that_the_plan_moves(problem: Problem, seed: int) -> None:
    plan = plan_of(problem, greedy_sequences(np.random.default_rng(seed), problem))
    summary = summarise(problem, plan, fuels=FUELS)
    for baseline in (summary.own_motorbike, summary.one_village):
        assert baseline.parts + baseline.unserved_parts == summary.plan.parts
        assert baseline.served_g + baseline.unserved_g == summary.plan.served_g
        assert baseline.duration_s >= baseline.driving_s >= 0
    assert summary.one_village.vehicle_days <= len(problem.shifts)


@given(problems(), st.integers(0, 2**32 - 1))
def test_a_plan_of_single_villages_is_its_own_baseline_at_most(
    problem: Problem, seed: int
) -> None:
    """Where each route calls at one village, one village a trip cannot cost more."""
    whole = greedy_sequences(np.random.default_rng(seed), problem)
    single = [
        route
        for route in whole.routes
        if len({problem.requests[index].stop for index in route.requests}) == 1
    ]
    one = Sequences(tuple(single[:1]), ())
    left = set(range(len(problem.requests))) - {i for route in one.routes for i in route.requests}
    one = Sequences(one.routes, tuple(sorted(left)))
    plan = plan_of(problem, one)
    summary = summarise(problem, plan, fuels=FUELS)
    assert evaluate(problem, one).feasible
    assert summary.one_village.unserved_parts == 0
    if len(plan.routes) == 1 and summary.one_village.trips == 1:
        assert summary.one_village.cost_minor <= summary.plan.cost_minor
