"""A plan as it stands on arrays: what the evaluator says of it is not worked out anew."""

import numpy as np

from routing.problem.dated import DatedRoute
from routing.problem.evaluate import evaluate
from routing.problem.problem import Problem
from routing.problem.sequences import ItemKind, RouteSequence, Sequences
from routing.solver.drafts import new_draft
from routing.solver.kernel.cheapest import enter_route
from routing.solver.kernel.draft import Draft
from routing.solver.kernel.facts import Facts
from routing.solver.kernel.work import (
    ARRIVAL_S,
    DISTANCE_M,
    DRIVING_S,
    END_S,
    START_S,
    TRIPS,
)
from routing.solver.orders import codes_of

_CALLS = frozenset({ItemKind.RELOAD, ItemKind.END})


def draft_as_evaluated(problem: Problem, facts: Facts, plan: Sequences) -> Draft:
    """Return a plan with its prices, times and receipts as evaluated; chains are not filled."""
    draft = new_draft(facts)
    dated = evaluate(problem, plan).routes
    for route, times in zip(plan.routes, dated, strict=True):
        write_route(facts, draft, route, times)
        enter_route(facts, draft, route.shift)
    return draft


def write_route(facts: Facts, draft: Draft, route: RouteSequence, dated: DatedRoute) -> None:
    """Write down a route and what its times and loads are."""
    codes, shift = codes_of(facts, route), route.shift
    draft.order[shift, : len(codes)] = codes
    draft.length[shift], draft.hub[shift] = len(codes), route.end_hub
    draft.price[shift] = dated.cost.total_minor
    calls = [item for item in dated.items if item.item.kind in _CALLS]
    sums = draft.sums[shift]
    sums[START_S], sums[END_S], sums[ARRIVAL_S] = dated.start_s, dated.end_s, calls[-1].arrival_s
    sums[DRIVING_S], sums[DISTANCE_M] = dated.driving_s, dated.distance_m
    sums[TRIPS] = len(calls)
    draft.receipts[shift, : len(calls)] = np.array(
        [(c.item.hub, c.arrival_s, c.received_g, c.received_ml) for c in calls], np.int64
    )
