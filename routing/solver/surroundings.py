"""What searches look up again and again: who is near whom, and who may fetch what."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from routing.problem.problem import Problem
from routing.problem.request import ANY_HUB
from routing.problem.time_window import TimeWindow, cut_windows
from routing.solver.drafts import new_work
from routing.solver.kernel.facts import GROUP, STOP, Facts, Flags, Floats, Ints
from routing.solver.kernel.pricing import INFINITE, price_order

NEIGHBOURS: Final = 60
FAR_S: Final = 10**7


@dataclass(frozen=True)
class Surroundings:
    """Arrays that follow a problem's indices.

    `nearest[request]` are other requests, closest first. `may_fetch[shift, request]` is false
    when nothing could make it allowed. `alone[shift, request]` is the price of a route for one
    request, INFINITE when that is not allowed.
    """

    nearest: Ints
    may_fetch: Flags
    alone: Floats


def survey(problem: Problem, facts: Facts) -> Surroundings:
    """Return what is near what in a problem."""
    possible = find_possible(problem, facts)
    return Surroundings(rank_neighbours(problem, facts), possible, price_alone(facts, possible))


def find_possible(problem: Problem, facts: Facts) -> Flags:
    """Tell which shifts could fetch each request at all, by hours, size, skills and hubs.

    A request that is not allowed alone may be in company, where the driver rests on the way.
    """
    possible = facts.skilled.copy()
    for i, shift in enumerate(problem.shifts):
        kind, hours = problem.type_of(shift), TimeWindow(shift.earliest_s, shift.latest_s)
        for k, request in enumerate(problem.requests):
            possible[i, k] &= (
                request.weight_g <= kind.capacity_g
                and request.volume_ml <= kind.capacity_ml
                and (request.hub == ANY_HUB or request.hub in shift.end_hubs)
                and bool(cut_windows(request.windows, hours))
            )
    return possible


def price_alone(facts: Facts, possible: Flags) -> Floats:
    """Return the least price of fetching each request alone by each shift."""
    alone, work, order = np.full(possible.shape, INFINITE), new_work(facts), np.zeros(1, np.int64)
    groups = facts.shift[:, GROUP]
    for shift in np.unique(groups, return_index=True)[1].tolist():
        hubs = facts.end_hubs[facts.end_span[shift] : facts.end_span[shift + 1]].tolist()
        for request in np.flatnonzero(possible[shift]).tolist():
            order[0] = request
            prices = [price_order(facts, shift, hub, order, 1, work)[0] for hub in hubs]
            alone[groups == groups[shift], request] = min(prices)
    return alone


def rank_neighbours(problem: Problem, facts: Facts) -> Ints:
    """Return for each request the others, closest first: by travel time, common days before."""
    stops = facts.request[:, STOP]
    reach_s = np.where(facts.duration_s < 0, FAR_S, facts.duration_s).min(axis=0, initial=FAR_S)
    apart = reach_s[np.ix_(stops, stops)].astype(np.float64)
    apart = np.minimum(apart, apart.T)
    days = np.zeros((len(stops), problem.horizon.days), np.bool_)
    for i, request in enumerate(problem.requests):
        for window in request.windows:
            first = problem.horizon.day_of(window.earliest_s)
            days[i, max(0, first) : problem.horizon.day_of(window.latest_s) + 1] = True
    apart[~(days[:, None, :] & days[None, :, :]).any(axis=2)] += FAR_S
    np.fill_diagonal(apart, np.inf)
    nearest = np.argsort(apart, axis=1, kind="stable")[
        :, : max(0, min(NEIGHBOURS, len(stops) - 1))
    ]
    # in one piece, as `ready_kernel` has it: any other layout would be compiled for anew
    return np.ascontiguousarray(nearest)
