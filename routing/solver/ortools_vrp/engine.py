"""OR-Tools as an engine: it improves a few neighbouring routes while the rest stays."""

from dataclasses import replace
from typing import ClassVar, Final

import numpy as np

from routing.problem.features import find_features
from routing.problem.problem import Problem
from routing.solver.drafts import draft_of
from routing.solver.engine import Turn, Workshop
from routing.solver.kernel.facts import build_facts
from routing.solver.kernel.prices import required_price
from routing.solver.neighbourhood import choose_shifts
from routing.solver.ortools_vrp.search import Bounds, search
from routing.solver.part import cut_out
from routing.solver.proposal import Proposal
from routing.units import MILLI

ROUTES: Final = 3
SOLUTIONS: Final = 40
MOST_MILLI: Final = 2**61
"""No objective may come near the end of int64."""


class OrtoolsRouting:
    """Takes a few routes out of the best plan, drawn by chance, and lets OR-Tools improve them."""

    name: ClassVar[str] = "ortools_routing"

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._rng = np.random.default_rng(workshop.seed)

    @classmethod
    def supports(cls, problem: Problem) -> bool:
        """Tell whether the model knows every rule and every sum of it stays inside int64."""
        if not (problem.requests and problem.shifts) or find_features(problem):
            return False
        return MILLI * required_price(problem) < MOST_MILLI

    def propose(self, turn: Turn) -> Proposal | None:
        """Return the plan with a neighbourhood improved, as far as OR-Tools found a way."""
        problem, facts = self._workshop.problem, self._workshop.facts
        draft = draft_of(facts, turn.plan)
        around = self._workshop.surroundings
        shifts, left_out = choose_shifts(facts, draft, around, ROUTES, self._rng)
        part = cut_out(problem, turn.plan, shifts, left_out)
        bounds = Bounds(SOLUTIONS, turn.seconds)
        start = part.narrow(turn.plan)
        found = search(part.problem, build_facts(part.problem), start, bounds, self._rng)
        if found is None:
            return None
        claims = tuple(replace(claim, shift=part.shifts[claim.shift]) for claim in found.claims)
        return Proposal(part.join(found.sequences), claims, found.unexplained_milli)
