"""Build a plan by regret insertion: the request that would lose most by waiting goes first."""

from typing import Final

import numpy as np

from routing.problem.problem import Problem
from routing.problem.sequences import Sequences
from routing.solver.drafts import draft_of, new_work, sequences_of
from routing.solver.kernel.draft import Draft
from routing.solver.kernel.facts import Facts, build_facts
from routing.solver.kernel.inserting import Desk, insert_all

STYLES: Final = ((2, 1.0), (2, 0.5), (3, 0.0), (1, 1.0))
"""Choices tried: how many routes the regret looks at, and the share of fixed cost it sees."""


def insert(problem: Problem, start_from: Sequences | None = None) -> Sequences:
    """Return a plan that keeps every rule: the best of a few ways of inserting.

    Routes of `start_from` that are allowed stay as they begin.
    """
    facts = build_facts(problem)
    return sequences_of(facts, best_draft(facts, start_from))


def best_draft(facts: Facts, start_from: Sequences | None = None) -> Draft:
    """Return the cheapest of the drafts that the styles of insertion build."""
    base = draft_of(facts, start_from or Sequences((), ()))
    drafts = []
    for depth, share in STYLES:
        draft = copy_draft(base)
        fill_draft(facts, draft, depth=depth, fixed_share=share)
        drafts.append(draft)
    return min(drafts, key=lambda draft: draft_price(facts, draft))


def fill_draft(facts: Facts, draft: Draft, *, depth: int = 2, fixed_share: float = 1.0) -> None:
    """Insert, in place, what no route serves yet."""
    pending = np.flatnonzero(draft.where < 0)
    desk = new_desk(len(pending), len(facts.shift), depth)
    insert_all(facts, draft, pending, fixed_share, desk, new_work(facts))


def new_desk(rows: int, shifts: int, depth: int) -> Desk:
    """Return a desk for some pending requests; regret looks at `depth` ways but the best."""
    return Desk(
        price=np.zeros((rows, shifts), np.float64),
        at=np.zeros((rows, shifts), np.int64),
        hub=np.zeros((rows, shifts), np.int64),
        waiting=np.zeros(rows, np.bool_),
        offered=np.zeros(shifts, np.bool_),
        was_offered=np.zeros(shifts, np.bool_),
        chosen=np.zeros(shifts, np.int64),
        nearest=np.zeros(depth + 1, np.float64),
    )


def copy_draft(draft: Draft) -> Draft:
    """Return an equal draft of its own."""
    return Draft._make(array.copy() for array in draft)


def draft_price(facts: Facts, draft: Draft) -> float:
    """Return the price of all routes and of all that is left out."""
    return float(draft.price.sum() + facts.drop_price[draft.where < 0].sum())
