"""What set-up compiles is all that searches call."""

import numpy as np

from routing.problem.sequences import Sequences
from routing.solver.engine import open_workshop
from routing.solver.kernel.searching import ruin_and_recreate
from routing.solver.ready import ready_kernel
from routing.solver.ruin_recreate import RuinRecreate
from routing.solver.surroundings import NEIGHBOURS
from tests.property.problems import random_problem


def test_a_search_with_many_requests_needs_no_further_compiling() -> None:
    problem = random_problem(np.random.default_rng(1), requests=NEIGHBOURS + 2, days=2, tight=0.0)
    ready_kernel()
    before = list(ruin_and_recreate.signatures)  # type: ignore[attr-defined]
    missing = tuple(range(len(problem.requests)))
    RuinRecreate(open_workshop(problem, 0)).fill(Sequences((), missing))
    assert before
    assert list(ruin_and_recreate.signatures) == before  # type: ignore[attr-defined]
