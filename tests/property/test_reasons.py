"""Whatever the problem, a reason is true: what has a place is not said to lack one."""

from collections.abc import Iterator

from hypothesis import given, settings

from routing.problem.evaluate import evaluate
from routing.problem.problem import Problem
from routing.problem.request import RequestKind
from routing.problem.sequences import Item, RouteSequence, Sequences, deliver, pickup
from routing.problem.unserved import list_unserved
from routing.problem.verdict import Rule
from routing.solver.engine import open_workshop
from routing.solver.reasons import explain_dropped
from routing.solver.ruin_recreate import RuinRecreate
from tests.property.enriched import rich_problems

NOT_A_RULE = {Rule.PRICE, Rule.NO_REASON_FOUND, Rule.DEFERRED}


def list_trials(problem: Problem, plan: Sequences, index: int) -> Iterator[Sequences]:
    """Yield plans with a request at every place of every route."""
    kind = problem.requests[index].kind
    visit = deliver(index) if kind is RequestKind.DELIVERY else pickup(index)
    left = tuple(i for i in plan.dropped if i != index)
    for k, route in enumerate(plan.routes):
        for at in range(len(route.items)):
            both: tuple[Item, ...] = (visit,)
            if kind is RequestKind.PAIR:
                both = (visit, deliver(index))
            items = (*route.items[:at], *both, *route.items[at:])
            routes = (*plan.routes[:k], RouteSequence(route.shift, items), *plan.routes[k + 1 :])
            yield Sequences(routes, left)


@settings(max_examples=40, deadline=None)
@given(rich_problems())
def test_what_has_a_place_is_told_a_price_or_nothing(problem: Problem) -> None:
    if not RuinRecreate.supports(problem):
        return
    nothing = Sequences((), list_unserved(problem, ()))
    plan = RuinRecreate(open_workshop(problem, 1)).fill(nothing)
    reasons = explain_dropped(problem, plan)
    assert set(reasons) == set(plan.dropped)
    for index, why in reasons.items():
        assert why
        trials = list_trials(problem, plan, index)
        if any(not evaluate(problem, trial).violations for trial in trials):
            assert {reason.code for reason in why} <= NOT_A_RULE
