"""Shares of a route: by hand in the valley, and what holds of all."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.pricing.card_options import PlanRule
from routing.pricing.share import charge_plan, share_plan
from routing.problem.evaluate import evaluate
from routing.problem.problem import Problem
from routing.problem.sequences import RouteSequence, Sequences, end, pickup
from routing.solver.insertion.values import ValueDesk, shapley
from tests.property.enriched import rich_problems
from tests.property.plans import greedy_sequences
from tests.unit.plan.valley import THERE_AND_BACK, valley


def test_two_villages_share_by_what_each_adds_first_and_last() -> None:
    # Alone A 479,000 and B 602,000 (see `test_desk`), both 631,000 as driven.
    # So A pays the middle of 479,000 and 29,000, B that of 602,000 and 152,000.
    shares = share_plan(valley(), THERE_AND_BACK)
    assert [(s.request, s.share_minor, s.alone_minor) for s in shares] == [
        (0, 254_000, 479_000),
        (1, 377_000, 602_000),
    ]


def test_who_is_alone_pays_the_route() -> None:
    plan = Sequences((RouteSequence(0, (pickup(0), end(0))),), (1,))
    assert [s.share_minor for s in share_plan(valley(), plan)] == [479_000]


def test_equal_requests_have_equal_shares_and_each_set_is_driven_in_its_best_order() -> None:
    problem = valley()
    twins = tuple(replace(problem.requests[1], id=f"t{i}", weight_g=100_000) for i in range(3))
    three = replace(problem, requests=twins)
    plan = Sequences((RouteSequence(0, (*map(pickup, range(3)), end(0))),), ())
    shares = [s.share_minor for s in share_plan(three, plan)]
    assert max(shares) - min(shares) <= 1
    assert sum(shares) == evaluate(three, plan).cost.total_minor


def test_three_members_by_hand() -> None:
    # An airport game: runways of 1, 2 and 3 cost 12, 18 and 30: 4, 4 + 3, 4 + 3 + 12.
    game = np.array([0, 12, 18, 18, 30, 30, 30, 30], np.float64)
    assert shapley(game, 3) == pytest.approx((4.0, 7.0, 19.0))


def test_sampled_shares_are_near_the_exact_ones() -> None:
    whole = evaluate(valley(), THERE_AND_BACK).cost.total_minor
    found = ValueDesk(valley()).average(
        THERE_AND_BACK.routes[0], whole, samples=900, seed=3, most_exact=1
    )
    assert sum(found.average) == pytest.approx(whole)
    for mean, error, exact in zip(found.average, found.error, (254_000, 377_000), strict=True):
        assert 0 < error < 10_000
        assert abs(mean - exact) < 4 * error


def test_what_is_charged_beyond_the_cost_is_the_platform_s() -> None:
    shares = share_plan(valley(), THERE_AND_BACK)
    charges = charge_plan(valley(), THERE_AND_BACK, shares, {1: 300_000}, PlanRule())
    assert charges.charge_minor == {0: 279_400, 1: 300_000}
    assert charges.platform_balance_minor == 579_400 - 631_000


@settings(max_examples=60, deadline=None)
@given(rich_problems(), st.integers(0, 2**32 - 1))
def test_shares_add_up_to_the_cost_and_nobody_pays_more_than_alone(
    problem: Problem, seed: int
) -> None:
    plan = greedy_sequences(np.random.default_rng(seed), problem)
    shares = share_plan(problem, plan)
    served = [index for route in plan.routes for index in route.requests]
    assert [share.request for share in shares] == served
    for dated in evaluate(problem, plan).routes:
        own = [share for share in shares if share.shift == dated.shift]
        whole = dated.cost.total_minor
        assert sum(share.share_minor for share in own) == whole
        assert all(share.share_minor >= 0 for share in own)
        if sum(share.alone_minor for share in own) >= whole:
            assert all(share.share_minor <= share.alone_minor for share in own)
