"""What searches look up again and again: who is near whom, and what each costs alone."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from routing.problem.problem import Problem
from routing.solver.kernel import columns as col
from routing.solver.kernel.facts import Facts, Floats, Ints
from routing.solver.kernel.pricing import INFINITE, price_orders
from routing.solver.kernel.work import new_work

NEIGHBOURS: Final = 40
FAR_S: Final = 1e7
WAITING: Final = 0.2
"""What a second of waiting between two requests counts as, in seconds of travel."""


@dataclass(frozen=True)
class Surroundings:
    """Arrays that follow a problem's indices.

    `nearest[request]` are other requests, closest first. `alone_by_group[group, request]` is
    the price of a route for one request, INFINITE when that is not allowed, and
    `groups_by_price[request]` are the groups of shifts from the cheapest on.
    """

    facts: Facts
    nearest: Ints
    alone_by_group: Floats
    groups_by_price: Ints

    @cached_property
    def alone(self) -> Floats:
        """Prices of routes for one request, `[shift, request]`."""
        prices: Floats = self.alone_by_group[self.facts.shift[:, col.GROUP]]
        return prices


def survey(problem: Problem, facts: Facts) -> Surroundings:
    """Return what is near what in a problem."""
    alone = np.full((max(0, len(facts.group_span) - 1), len(facts.terms)), INFINITE)
    price_alone(facts, alone)
    cheapest = np.ascontiguousarray(np.argsort(alone, axis=0, kind="stable").T.astype(np.int64))
    return Surroundings(facts, rank_neighbours(facts), alone, cheapest)


def price_alone(facts: Facts, alone: Floats) -> None:
    """Fill the least price of a route for one request, by group of shifts, without reloads."""
    groups, requests = np.nonzero(facts.may)
    if len(groups) == 0:
        return
    shifts = facts.group_shifts[facts.group_span[groups]]
    pair = facts.visit[requests, col.KIND] == col.PAIR_FIRST
    rows = np.stack([shifts, shifts, 1 + pair, requests, requests + len(facts.terms)], axis=1)
    ends = np.diff(facts.end_span)[shifts]
    for e in range(int(ends.max(initial=0))):
        some = e < ends
        rows[some, 1] = facts.end_hubs[facts.end_span[shifts[some]] + e]
        prices = np.zeros(int(some.sum()), np.float64)
        price_orders(facts, np.ascontiguousarray(rows[some]), prices, new_work(facts))
        at = groups[some], requests[some]
        alone[at] = np.minimum(alone[at], prices)


def rank_neighbours(facts: Facts) -> Ints:
    """Return for each request the others, closest first: by travel and waiting, either way."""
    requests = len(facts.terms)
    apart = np.full((requests, requests), np.inf, np.float32)
    second = facts.visit[:requests, col.KIND] == col.PAIR_FIRST
    ends = [np.arange(requests), np.where(second, np.arange(requests), 0) + requests * second]
    reach = np.where(facts.legs[..., 0] < 0, FAR_S, facts.legs[..., 0]).astype(np.float32)
    reach = reach.min(axis=0, initial=np.float32(FAR_S))
    for a in ends:
        for b in ends if second.any() else ends[:1]:
            np.minimum(apart, _apart(facts, reach, a, b), out=apart)
        if not second.any():
            break
    apart = np.minimum(apart, apart.T)
    np.fill_diagonal(apart, np.inf)
    most = max(0, min(NEIGHBOURS, requests - 1))
    nearest = np.argsort(apart, axis=1, kind="stable")[:, :most]
    # in one piece, as `ready_kernel` has it: any other layout would be compiled for anew
    return np.ascontiguousarray(nearest, np.int64)


def _apart(facts: Facts, reach: np.ndarray, a: Ints, b: Ints) -> np.ndarray:
    """Return seconds of travel, waiting and lateness between visits on the day it is least."""
    travel = reach[np.ix_(facts.visit[a, col.STOP], facts.visit[b, col.STOP])]
    stay = facts.spend[:, a, 0].min(axis=0, initial=2**40)[:, None]
    least = np.full(travel.shape, FAR_S, np.float32)
    for hull in facts.hull.astype(np.float32):
        first, last = hull[a, col.FIRST_S][:, None], hull[a, col.LAST_S][:, None]
        wait = np.maximum(0.0, hull[b, col.FIRST_S] - travel - stay - last)
        late = np.maximum(0.0, first + stay + travel - hull[b, col.LAST_S])
        cost = WAITING * wait + late
        missed = (hull[a, col.WINDOWS] == 0)[:, None] | (hull[b, col.WINDOWS] == 0)
        cost[missed] = FAR_S
        np.minimum(least, cost, out=least)
    return travel + least
