"""Legs of the plan driven again on the roads themselves, for a sample of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from routing.plan.referee.reading import RouteReading
from routing.problem.verdict import Rule, Violation

FindLegCost = Callable[[int, int, int], tuple[int, int] | None]
"""Seconds and metres, by a matrix (index) from a stop to a stop; None when no road leads."""


@dataclass(frozen=True, slots=True)
class DrivenLeg:
    """One leg of a plan, with what the plan says of it."""

    where: str
    matrix: int
    from_stop: int
    to_stop: int
    driving_s: int
    distance_m: int


def choose_legs(
    readings: Sequence[RouteReading], *, sample: int, seed: int
) -> tuple[DrivenLeg, ...]:
    """Return legs between different places: all, or a random choice when there are more."""
    legs = [
        DrivenLeg(
            here.stop.id,
            reading.shift.matrix,
            before.stop_index,
            here.stop_index,
            here.stop.leg_driving_s,
            here.stop.leg_distance_m,
        )
        for reading in readings
        for before, here in pairwise(reading.halts)
        if before.stop_index != here.stop_index and min(before.stop_index, here.stop_index) >= 0
    ]
    if len(legs) <= sample:
        return tuple(legs)
    chosen = np.random.default_rng(seed).choice(len(legs), size=sample, replace=False)
    return tuple(legs[int(i)] for i in sorted(chosen))


def check_legs(legs: Sequence[DrivenLeg], find_leg_cost: FindLegCost) -> Iterator[Violation]:
    """Yield legs that the roads do not give, or give otherwise."""
    for leg in legs:
        found = find_leg_cost(leg.matrix, leg.from_stop, leg.to_stop)
        if found is None:
            yield Violation(Rule.REACHABLE, leg.where, 1)
            continue
        for said, true in zip((leg.driving_s, leg.distance_m), found, strict=True):
            if said != true:
                yield Violation(Rule.LEG, leg.where, abs(said - true))
