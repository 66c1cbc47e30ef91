"""Breaks as long and as many as the law needs, by hand on the valley."""

from dataclasses import replace

import numpy as np

from routing.problem.problem import Problem
from routing.problem.sequences import RouteSequence, Sequences, end, pickup, rest
from routing.solver.drafts import draft_of, route_of, sequences_of
from routing.solver.kernel.facts import build_facts
from tests.unit.plan.valley import LAW, change, valley


def lawful(problem: Problem, continuous_s: int) -> Problem:
    return replace(problem, law=replace(LAW, max_continuous_s=continuous_s))


def route(problem: Problem, order: tuple[int, ...] = (0, 1)) -> RouteSequence | None:
    return route_of(build_facts(problem), 0, 0, np.array(order))


def test_no_break_where_a_service_is_rest_enough() -> None:
    # Bản B's 900 s are a rest: spells of 3,600 + 1,800 s and of 4,200 s.
    assert route(lawful(valley(), 5_400)) == RouteSequence(0, (pickup(0), pickup(1), end(0)))


def test_a_break_is_what_a_service_lacks_of_a_rest() -> None:
    # One second less allowed: a rest is needed at Bản A, where 600 s of service lack 300 s.
    wanted = RouteSequence(0, (pickup(0), rest(300), pickup(1), end(0)))
    assert route(lawful(valley(), 5_399)) == wanted


def test_breaks_at_two_places() -> None:
    # With 60 s of service at Bản B, spells of 3,600, 1,800 and 4,200 s need two breaks.
    problem = change(lawful(valley(), 4_200), "requests", 1, service_s=60)
    wanted = RouteSequence(0, (pickup(0), rest(300), pickup(1), rest(840), end(0)))
    assert route(problem) == wanted


def test_a_leg_longer_than_the_limit_is_not_allowed() -> None:
    # From Bản B home are 4,200 s.
    assert route(lawful(valley(), 4_199)) is None


def test_a_break_that_would_end_too_late_is_taken_earlier() -> None:
    # The limit of 6,000 s is passed on the way home. Without a break the end is 37,300 - 840 =
    # 36,460; one at Bản B takes 840 s, one at Bản A 300 s.
    problem = change(lawful(valley(), 6_000), "requests", 1, service_s=60)
    late = change(problem, "shifts", latest_s=36_460 + 840)
    assert route(late) == RouteSequence(0, (pickup(0), pickup(1), rest(840), end(0)))
    earlier = change(problem, "shifts", latest_s=36_460 + 300)
    assert route(earlier) == RouteSequence(0, (pickup(0), rest(300), pickup(1), end(0)))
    assert route(change(problem, "shifts", latest_s=36_460 + 299)) is None


def test_waiting_long_enough_is_a_rest() -> None:
    # Bản A closes at 36,000 and Bản B opens at 40,000: 1,600 s are waited at B, then 60 s served.
    problem = change(lawful(valley(), 5_400), "requests", 1, service_s=60)
    window = valley().requests[1].windows[0]
    problem = change(problem, "requests", 1, windows=(replace(window, earliest_s=40_000),))
    assert route(problem) == RouteSequence(0, (pickup(0), pickup(1), end(0)))


def test_a_draft_takes_only_routes_that_are_allowed() -> None:
    problem = change(valley(), "requests", 1, hub=1)
    facts = build_facts(problem)
    both = Sequences((RouteSequence(0, (pickup(0), pickup(1), end(0))),), ())
    one = Sequences((RouteSequence(0, (pickup(0), end(0))),), (1,))
    assert sequences_of(facts, draft_of(facts, both)) == Sequences((), (0, 1))
    assert sequences_of(facts, draft_of(facts, one)) == one
