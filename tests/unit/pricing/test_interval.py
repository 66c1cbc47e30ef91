"""Intervals hold the planned time, and telling them changes no plan."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.pricing.interval import choose_interval, fix_intervals
from routing.problem.evaluate import evaluate
from routing.problem.problem import Problem
from routing.problem.time_window import TimeWindow
from tests.property.enriched import rich_problems
from tests.property.plans import greedy_sequences
from tests.property.test_solver import referee
from tests.unit.plan.valley import THERE_AND_BACK, valley

DAY = (TimeWindow(25_200, 43_200),)


@pytest.mark.parametrize(
    ("begin", "soonest", "width", "interval"),
    [
        (30_100, 29_000, 7_200, (28_800, 36_000)),  # the quarter before it could begin
        (30_100, 30_100, 60, (29_700, 33_300)),  # never less than an hour
        (40_000, 29_000, 3_600, (36_400, 40_000)),  # the planned time is its last moment
        (43_000, 43_000, 3_600, (39_600, 43_200)),  # not beyond the window
        (25_200, 20_000, 3_600, (25_200, 28_800)),  # not before it
    ],
)
def test_an_interval_by_hand(
    begin: int, soonest: int, width: int, interval: Sequence[int]
) -> None:
    found = choose_interval(DAY, begin, soonest_s=soonest, width_s=width)
    assert (found.earliest_s, found.latest_s) == tuple(interval)


def test_a_narrow_window_is_promised_whole() -> None:
    narrow = (TimeWindow(0, 10), TimeWindow(30_000, 31_000))
    assert choose_interval(narrow, 30_100, soonest_s=0, width_s=7_200) == narrow[1]


def test_two_hours_around_the_planned_time_are_told_at_the_cut_off() -> None:
    # A is planned for 28,800, when its window opens; B for 31,200.
    fixed = fix_intervals(valley(), THERE_AND_BACK, {0, 1})
    assert fixed[0] == TimeWindow(28_800, 36_000)
    assert fixed[1] == TimeWindow(27_000, 34_200)
    assert fix_intervals(valley(), THERE_AND_BACK, {1}).keys() == {1}


@settings(max_examples=80, deadline=None)
@given(rich_problems(), st.integers(0, 2**32 - 1))
def test_a_plan_whose_times_are_told_stays_as_it_is(problem: Problem, seed: int) -> None:
    plan = greedy_sequences(np.random.default_rng(seed), problem)
    fixed = fix_intervals(problem, plan, range(len(problem.requests)))
    told = tuple(
        replace(request, windows=(fixed[i],)) if i in fixed else request
        for i, request in enumerate(problem.requests)
    )
    hard = replace(problem, requests=told)
    assert fixed.keys() == {i for route in plan.routes for i in route.requests}
    assert evaluate(hard, plan) == evaluate(problem, plan)
    assert referee(hard, plan).ok
