"""The whole solver: bounds, fixed routes, plans to start from, and engines that go wrong."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

import numpy as np
import pytest

from routing.errors import EngineMismatchError
from routing.problem.evaluate import evaluate
from routing.problem.lock import Lock, LockKind
from routing.problem.problem import Problem
from routing.problem.request import Request
from routing.problem.sequences import RouteSequence, Sequences, deliver, end, pickup
from routing.problem.verdict import CheckReport, Rule, Violation
from routing.solver.answer import Answer, Progress, SolveOptions
from routing.solver.engine import Engine, Turn, Workshop
from routing.solver.portfolio import ENGINES
from routing.solver.proposal import Claim, Proposal
from routing.solver.ruin_recreate import RuinRecreate
from routing.solver.seat import FAILURES
from routing.solver.solve import solve
from tests.property.problems import random_problem
from tests.unit.plan.rich_bounds import paired
from tests.unit.plan.valley import THERE_AND_BACK, change, valley
from tests.unit.solver.pyvrp.town import DAY, town

OPTIONS = SolveOptions(time_limit_s=3600, steps=300, seed=3)
FAULT = Violation(Rule.CAPACITY, "2025-05-19/truck#1", 1)


def accept(plan: Sequences) -> CheckReport:
    return CheckReport(())


def solved(problem: Problem, options: SolveOptions = OPTIONS, **given: object) -> Answer:
    return solve(problem, check=accept, options=options, **given)  # type: ignore[arg-type]


def week(seed: int = 4, requests: int = 14) -> Problem:
    return random_problem(np.random.default_rng(seed), requests=requests, days=3, tight=0.2)


class Fake:
    """An engine whose proposals the tests choose."""

    name: ClassVar[str] = "fake"
    answer: ClassVar[Callable[[Turn], Proposal | None]]

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop

    @classmethod
    def supports(cls, problem: Problem) -> bool:
        return True

    def propose(self, turn: Turn) -> Proposal | None:
        return type(self).answer(turn)


def engine(answer: Callable[[Turn], Proposal | None]) -> type[Engine]:
    return type("Chosen", (Fake,), {"answer": staticmethod(answer)})


def crash(turn: Turn) -> Proposal | None:
    raise RuntimeError("out of order")


def serve_twice(turn: Turn) -> Proposal | None:
    return Proposal(Sequences((RouteSequence(0, (pickup(0), pickup(0), end(0))),), ()))


def no_such_shift(turn: Turn) -> Proposal | None:
    return Proposal(Sequences((RouteSequence(99, (pickup(0), end(0))),), (1,)))


def no_such_request(turn: Turn) -> Proposal | None:
    return Proposal(Sequences((), (-1, 0)))


def claim_too_little(turn: Turn) -> Proposal | None:
    return Proposal(THERE_AND_BACK, (Claim(0, 1, 12_100),))


WRONG = pytest.mark.parametrize(
    "wrong", [crash, serve_twice, no_such_shift, no_such_request, claim_too_little]
)


@WRONG
def test_an_engine_that_goes_wrong_is_discarded_and_counted(
    wrong: Callable[[Turn], Proposal | None],
) -> None:
    answer = solved(valley(), engines=(engine(wrong),))
    assert set(answer.search.rejected) == {"fake"}
    assert answer.sequences.dropped == ()
    assert answer.evaluation.feasible


def test_an_engine_that_always_fails_is_given_up() -> None:
    answer = solved(valley(), replace(OPTIONS, steps=100_000), engines=(engine(crash),))
    assert answer.search.rejected == ("fake",) * FAILURES


def test_a_lock_on_where_a_pair_is_brought_has_it_fetched_before() -> None:
    lock = Lock(0, LockKind.ORDER, (deliver(0),))
    answer = solved(replace(paired(), locks=(lock,)))
    assert answer.evaluation.feasible
    (route,) = answer.sequences.routes
    assert route.items.index(pickup(0)) < route.items.index(deliver(0))


@WRONG
def test_an_engine_that_goes_wrong_raises_when_strict(
    wrong: Callable[[Turn], Proposal | None],
) -> None:
    with pytest.raises(EngineMismatchError, match="fake"):
        solved(valley(), replace(OPTIONS, strict=True), engines=(engine(wrong),))


def test_a_plan_that_only_the_referee_faults_gives_way_to_the_one_before() -> None:
    problem = week()

    def check(plan: Sequences) -> CheckReport:
        return CheckReport((FAULT,) if len(plan.routes) > 1 else ())

    answer = solve(problem, check=check, options=OPTIONS)
    assert len(answer.sequences.routes) <= 1
    assert answer.search.rejected
    with pytest.raises(EngineMismatchError, match="referee"):
        solve(problem, check=check, options=replace(OPTIONS, strict=True))


def test_without_any_plan_that_the_referee_accepts_solving_fails() -> None:
    with pytest.raises(EngineMismatchError, match="no plan"):
        solve(valley(), check=lambda plan: CheckReport((FAULT,)), options=OPTIONS)


def test_faults_of_fixed_routes_alone_do_not_stop_the_rest() -> None:
    # The fixed route carries more than its vehicle may; the other request has no vehicle left.
    problem = change(valley(), "vehicle_types", capacity_g=300_000)
    fixed = (RouteSequence(0, (pickup(0), end(0))),)

    def check(plan: Sequences) -> CheckReport:
        return CheckReport((FAULT,))

    answer = solve(problem, check=check, options=replace(OPTIONS, fixed=fixed))
    assert answer.sequences == Sequences(fixed, (1,))


def test_an_engine_that_does_not_answer_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    never, turns = threading.Event(), list[Turn]()

    def hang(turn: Turn) -> Proposal | None:
        turns.append(turn)
        never.wait()
        return None

    monkeypatch.setattr("routing.solver.seat.GRACE_S", 0.0)
    answer = solved(valley(), engines=(RuinRecreate, engine(hang)))
    never.set()
    assert len(turns) == 1
    assert answer.search.rejected == ("fake",)
    assert (answer.search.steps, answer.search.stopped_by) == (300, "steps")
    assert answer.evaluation.feasible


@pytest.mark.parametrize("threads", [2, 3])
def test_threads_share_the_best_plan_and_the_bound(threads: int) -> None:
    problem = week(requests=25)
    first = solved(problem, replace(OPTIONS, steps=0)).evaluation.cost.objective
    options = replace(OPTIONS, steps=8_000, threads=threads, strict=True)
    answer = solved(problem, options)
    assert answer.search.steps == 8_000
    assert answer.evaluation.feasible
    assert answer.evaluation.cost.objective < first


def test_what_goes_wrong_in_a_second_thread_is_told() -> None:
    options = replace(OPTIONS, threads=2, strict=True)
    with pytest.raises(EngineMismatchError, match="fake"):
        solved(valley(), options, engines=(RuinRecreate, engine(crash)))


def test_equal_calls_bounded_by_steps_give_equal_answers() -> None:
    first, again = (solved(week(), replace(OPTIONS, steps=9_000)) for _ in range(2))
    assert first.sequences == again.sequences
    assert first.search.engines == again.search.engines
    assert first.search.steps == again.search.steps


def test_steps_are_bounded_and_told() -> None:
    answer = solved(week())
    assert (answer.search.steps, answer.search.stopped_by) == (300, "steps")


def test_seconds_bound_the_search() -> None:
    answer = solved(week(), SolveOptions(time_limit_s=1e-6))
    assert (answer.search.steps, answer.search.stopped_by) == (0, "time")
    assert answer.sequences.routes


def test_a_small_problem_is_not_searched_for_ever() -> None:
    answer = solved(valley(), SolveOptions(time_limit_s=3600))
    assert answer.search.stopped_by == "converged"


def test_a_search_stops_on_request_with_a_plan() -> None:
    asked = iter([False, True])
    answer = solved(week(), should_stop=lambda: next(asked))
    assert answer.search.stopped_by == "request"
    assert 0 < answer.search.steps < 300
    assert answer.sequences.routes


def test_progress_ends_with_the_plan_that_is_answered() -> None:
    told: list[Progress] = []
    answer = solved(week(), replace(OPTIONS, steps=2_000), on_progress=told.append)
    assert [p.steps for p in told] == sorted(p.steps for p in told)
    assert told[-1].sequences == answer.sequences
    assert told[-1].fraction == 1
    cost = answer.evaluation.cost
    assert told[-1].cost_minor == cost.total_minor + cost.penalty_minor


def test_fixed_routes_stay_and_their_hubs_and_drivers_have_less_left() -> None:
    problem = week()
    base = solved(problem).sequences
    fixed = base.routes[:2]
    answer = solved(problem, replace(OPTIONS, fixed=fixed, seed=8, strict=True))
    assert set(fixed) <= set(answer.sequences.routes)
    assert answer.evaluation.feasible


def test_a_plan_to_start_from_is_never_made_worse() -> None:
    problem = week()
    good = solved(problem, replace(OPTIONS, steps=3_000))
    answer = solved(problem, replace(OPTIONS, steps=100, start_from=good.sequences))
    assert answer.evaluation.cost.objective <= good.evaluation.cost.objective


def test_without_steps_the_plan_to_start_from_is_answered() -> None:
    problem = week()
    plan = solved(problem).sequences
    assert solved(problem, replace(OPTIONS, steps=0, start_from=plan)).sequences == plan


def test_only_what_is_still_allowed_of_a_plan_is_used() -> None:
    problem = change(valley(), "requests", 1, skills=frozenset({"cold"}))
    answer = solved(problem, replace(OPTIONS, start_from=THERE_AND_BACK))
    assert answer.sequences.dropped == (1,)


@pytest.mark.parametrize(
    "problem",
    [
        replace(valley(), requests=()),
        replace(valley(), shifts=()),
        replace(valley(), requests=(), shifts=()),
        change(valley(), "hubs", open_windows=()),
        change(change(valley(), "requests", 0, windows=()), "requests", 1, windows=()),
    ],
    ids=["no requests", "no shifts", "nothing", "hub never open", "no windows"],
)
def test_where_nothing_can_be_fetched_all_is_left_with_reasons(problem: Problem) -> None:
    answer = solved(problem)
    everything = tuple(range(len(problem.requests)))
    assert answer.sequences == Sequences((), everything)
    assert set(answer.reasons) == set(everything)
    assert all(answer.reasons.values())


def test_every_engine_alone_gives_a_plan_that_is_allowed() -> None:
    problem = week()
    for kind in ENGINES:
        answer = solved(problem, replace(OPTIONS, steps=5_000, strict=True), engines=(kind,))
        assert answer.evaluation.feasible
        assert answer.evaluation == evaluate(problem, answer.sequences)
        used = (kind.name,) if kind.supports(problem) else ()
        assert answer.search.engines == ("insertion", *used)


def test_the_portfolio_is_better_than_insertion() -> None:
    problem = week(requests=25)
    first = solved(problem, replace(OPTIONS, steps=0)).evaluation.cost.objective
    assert solved(problem, replace(OPTIONS, steps=5_000)).evaluation.cost.objective < first


def test_the_bound_of_the_pool_is_told_and_is_no_dearer_than_the_plan() -> None:
    requests = tuple(Request(f"r{i}", i, 200, 0, (DAY,)) for i in range(1, 13))
    answer = solved(town(requests, vans=4), replace(OPTIONS, steps=5_000))
    cost, bound = answer.evaluation.cost, answer.search.pool_bound_minor
    assert not cost.required_dropped
    assert bound is not None
    assert 0 < bound <= cost.total_minor + cost.penalty_minor
