"""What an insertion is said to add is what evaluating both plans says, and nothing is cheaper."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from routing.matrix.travel_matrix import TravelMatrix
from routing.problem.evaluate import evaluate
from routing.problem.problem import Problem
from routing.problem.request import NO_GROUP, RequestKind
from routing.problem.sequences import (
    Item,
    ItemKind,
    RouteSequence,
    Sequences,
    deliver,
    end,
    pickup,
)
from routing.problem.subproblem import restrict
from routing.problem.time_window import TimeWindow
from routing.solver.insertion.candidate import CELLS, Candidate, Insertion, Spot
from routing.solver.insertion.desk import InsertionDesk
from tests.property.enriched import lock_some, rich_problems
from tests.property.plans import greedy_sequences
from tests.property.test_solver import referee

SEEDS = st.integers(0, 2**32 - 1)


def take_out_last(problem: Problem) -> tuple[Problem, Candidate]:
    """Return a problem without its last request, and that as a candidate by itself."""
    last = len(problem.requests) - 1
    single = [
        replace(r, id="new", part=1, parts=1, alternative=NO_GROUP)
        for r in problem.requests[last:]
    ]
    loose = replace(problem, requests=(*problem.requests[:last], *single))
    fewer = restrict(loose, range(len(problem.shifts)), range(last))
    return fewer, Candidate(single[0])


def list_trials(problem: Problem, plan: Sequences, index: int) -> Iterator[Sequences]:
    """Yield plans with a request at every place of every route, and alone in every shift.

    Routes with breaks are left out: in them the breaks may have to be moved.
    """
    driven = {route.shift: route for route in plan.routes}
    for shift, work in enumerate(problem.shifts):
        bare = [RouteSequence(shift, (end(hub),)) for hub in work.end_hubs]
        for route in [driven[shift]] if shift in driven else bare:
            if any(item.kind is ItemKind.BREAK for item in route.items):
                continue
            others = [one for one in plan.routes if one.shift != shift]
            for items in list_places(problem, route.items, index):
                yield Sequences((*others, RouteSequence(shift, items)), plan.dropped)


def list_places(
    problem: Problem, items: tuple[Item, ...], index: int
) -> Iterator[tuple[Item, ...]]:
    kind = problem.requests[index].kind
    first = deliver(index) if kind is RequestKind.DELIVERY else pickup(index)
    for at in range(len(items)):
        longer = (*items[:at], first, *items[at:])
        if kind is not RequestKind.PAIR:
            yield longer
            continue
        for then in range(at + 1, len(longer)):
            yield (*longer[:then], deliver(index), *longer[then:])


def money(problem: Problem, plan: Sequences) -> int:
    return evaluate(problem, plan).cost.objective[1]


def begin_of(problem: Problem, plan: Sequences, index: int) -> tuple[int, int]:
    """Return the day and the second at which a request's first visit begins."""
    for route in evaluate(problem, plan).routes:
        for item in route.items:
            if item.item.request == index:
                return problem.shifts[route.shift].day, item.start_s
    raise AssertionError("not served")


@settings(max_examples=150, deadline=None)
@given(rich_problems(), SEEDS, st.booleans())
def test_an_insertion_costs_what_both_plans_differ_by_and_nothing_is_cheaper(
    problem: Problem, seed: int, locked: bool
) -> None:
    fewer, candidate = take_out_last(problem)
    rng = np.random.default_rng(seed)
    plan = greedy_sequences(rng, fewer)
    fewer = lock_some(rng, fewer, plan) if locked else fewer
    desk = InsertionDesk(fewer, plan)
    (found,) = desk.ask([candidate])
    before, index = money(fewer, plan), len(fewer.requests)
    for one in found:
        check_one(desk, candidate, one)
    best = {one.day: one.extra_minor for one in found}
    whole = replace(fewer, requests=(*fewer.requests, candidate.request))
    for trial in list_trials(whole, plan, index):
        if evaluate(whole, trial).feasible:
            day, _ = begin_of(whole, trial, index)
            assert best[day] <= money(whole, trial) - before


def check_one(desk: InsertionDesk, candidate: Candidate, one: Insertion) -> None:
    """Check cost, feasibility, times and slack of an insertion by evaluating what it makes."""
    whole, longer = desk.insert([candidate], [one])
    index = len(desk.problem.requests)
    assert evaluate(whole, longer).feasible
    assert referee(whole, longer).ok
    assert money(whole, longer) - money(desk.problem, desk.plan) == one.extra_minor
    assert begin_of(whole, longer, index) == (one.day, one.begin_s)
    if candidate.request.kind is RequestKind.PICKUP:
        (route,) = (route for route in longer.routes if index in route.requests)
        after = route.items[route.items.index(pickup(index)) :]
        assert desk.find_hub(one) == next(item.hub for item in after if item.hub >= 0)
    assert one.soonest_s <= one.begin_s <= one.latest_s
    at_last = replace(candidate.request, windows=(TimeWindow(one.latest_s, one.latest_s),))
    (later,) = desk.ask([Candidate(at_last)])
    assert one.day in {other.day for other in later}


@settings(max_examples=60, deadline=None)
@given(rich_problems(), SEEDS)
def test_parts_put_in_one_after_another_cost_what_the_plans_differ_by(
    problem: Problem, seed: int
) -> None:
    fewer, candidate = take_out_last(problem)
    plan = greedy_sequences(np.random.default_rng(seed), fewer)
    desk = InsertionDesk(fewer, plan)
    parts = [Candidate(replace(candidate.request, part=k, parts=3)) for k in (1, 2, 3)]
    found = desk.ask_parts(parts)
    assume(found)
    whole, longer = desk.insert(parts, found)
    assert referee(whole, longer).ok
    extra = sum(one.extra_minor for one in found)
    assert money(whole, longer) - money(fewer, plan) == extra
    assert desk.ask_parts(parts) == found


@settings(max_examples=60, deadline=None)
@given(rich_problems(), SEEDS)
def test_a_place_that_nobody_knew_is_priced_like_one_that_is_known(
    problem: Problem, seed: int
) -> None:
    fewer, candidate = take_out_last(problem)
    assume(candidate.request.kind is not RequestKind.PAIR)
    plan = greedy_sequences(np.random.default_rng(seed), fewer)
    desk = InsertionDesk(fewer, plan)
    stop, elsewhere = candidate.request.stop, len(fewer.stops)
    spot = Spot(fewer.stops[stop], *(legs_of(fewer, stop, back=back) for back in (False, True)))
    unknown = Candidate(replace(candidate.request, stop=elsewhere, setup_s=0), spot)
    known = Candidate(replace(candidate.request, setup_s=0))
    (there,), (here,) = desk.ask([unknown]), desk.ask([known])
    assume(all(not r.setup_s and not r.setup_by_type for r in problem.requests))
    assert there == here
    for one in there:
        whole, longer = desk.insert([unknown], [one])
        assert referee(whole, longer).ok
        assert money(whole, longer) - money(fewer, plan) == one.extra_minor


def legs_of(problem: Problem, stop: int, *, back: bool) -> np.ndarray:
    def cells(matrix: TravelMatrix, name: str) -> np.ndarray:
        table: np.ndarray = getattr(matrix, name)
        return table[stop] if back else table[:, stop]

    rows = [np.stack([cells(m, name) for name in CELLS], axis=1) for m in problem.matrices]
    return np.stack(rows)
