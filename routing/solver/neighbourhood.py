"""Choose a few neighbouring routes for an engine to improve."""

from typing import Final

import numpy as np

from routing.solver.kernel.columns import GROUP
from routing.solver.kernel.draft import Draft
from routing.solver.kernel.facts import Facts
from routing.solver.kernel.pricing import INFINITE
from routing.solver.surroundings import Surroundings

SPARE_SHIFTS: Final = 6
"""Unused shifts offered besides the routes that are freed."""
LEFT_OUT: Final = 8
"""Requests that no route serves, tried again."""


def choose_shifts(
    facts: Facts, draft: Draft, around: Surroundings, size: int, rng: np.random.Generator
) -> tuple[set[int], tuple[int, ...]]:
    """Return routes near a request drawn by chance, spare shifts for them, and who is left out."""
    seed = int(rng.integers(len(draft.where)))
    requests = [seed, *around.nearest[seed].tolist()]
    used: list[int] = []
    for request in requests:
        shift = int(draft.where[request])
        if shift >= 0 and shift not in used and len(used) < size:
            used.append(shift)
    left_out = tuple(i for i in requests if draft.where[i] < 0)[:LEFT_OUT]
    freed = [i for s in used for i in draft.order[s, : draft.length[s]].tolist()]
    return {*used, *_choose_spare(facts, draft, around, [*freed, *left_out])}, left_out


def _choose_spare(
    facts: Facts, draft: Draft, around: Surroundings, requests: list[int]
) -> list[int]:
    """Return unused shifts, one of each group, that serve most of the requests alone."""
    serves = (around.alone[:, requests] < INFINITE).sum(axis=1)
    chosen: dict[int, int] = {}
    for shift in np.argsort(-serves, kind="stable").tolist():
        group = int(facts.shift[shift, GROUP])
        if draft.length[shift] == 0 and serves[shift] > 0 and group not in chosen:
            chosen[group] = shift
        if len(chosen) >= SPARE_SHIFTS:
            break
    return list(chosen.values())
