"""What routes of a plan cost for some of their requests only, as shares need it."""

from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.problem.problem import Problem
from routing.problem.sequences import RouteSequence
from routing.solver.kernel import columns as col
from routing.solver.kernel.facts import Facts, build_facts
from routing.solver.kernel.pricing import INFINITE
from routing.solver.kernel.subsets import fill_values, new_company, sample_values
from routing.solver.kernel.work import new_work
from routing.solver.orders import codes_of

MOST_EXACT: Final = 8
"""Requests of a route up to which every set of them is priced."""


@dataclass(frozen=True, slots=True)
class Marginals:
    """What each request of a route adds on average, and alone, and how sure that is.

    The averages add up to the whole; `error` is a standard error, 0 where nothing was sampled.
    """

    requests: tuple[int, ...]
    average: tuple[float, ...]
    error: tuple[float, ...]
    alone: tuple[int, ...]


class ValueDesk:
    """The arrays of a problem, for pricing parts of its routes."""

    def __init__(self, problem: Problem) -> None:
        self._facts = build_facts(problem)
        self._work, self._company = new_work(self._facts), new_company(self._facts)

    def average(
        self,
        route: RouteSequence,
        whole_minor: int,
        *,
        samples: int,
        seed: int,
        most_exact: int = MOST_EXACT,
    ) -> Marginals:
        """Return what each request adds when they come in any order, each order as likely.

        Up to `most_exact` requests every set of them is priced, in the order that is cheapest
        for it (in the route's own order when it has reloads, breaks or pairs); above that so
        many orders of coming are drawn, each set in the route's own order. No set costs more
        than the whole.
        """
        facts, codes = self._facts, codes_of(self._facts, route)
        company = self._company
        company.codes[: len(codes)], company.size[0] = codes, len(codes)
        if len(route.requests) <= most_exact:
            return self._exact(route, whole_minor, any_order=_is_plain(facts, codes))
        return self._sampled(route, whole_minor, samples, seed)

    def _exact(self, route: RouteSequence, whole_minor: int, *, any_order: bool) -> Marginals:
        members = len(route.requests)
        values = np.zeros(2**members, np.float64)
        where = route.shift, route.end_hub
        fill_values(self._facts, where, self._company, values, any_order, self._work)
        values = np.minimum(values, whole_minor)
        values[-1] = whole_minor
        average = shapley(values, members)
        alone = tuple(round(values[1 << m]) for m in range(members))
        return Marginals(route.requests, average, (0.0,) * members, alone)

    def _sampled(
        self, route: RouteSequence, whole_minor: int, samples: int, seed: int
    ) -> Marginals:
        members = len(route.requests)
        sums = np.zeros((4, members), np.float64)
        sums[3, 0] = samples
        chance = np.array([seed], np.uint64)
        where = route.shift, route.end_hub
        whole = float(whole_minor)
        sample_values(self._facts, where, self._company, whole, sums, chance, self._work)
        mean = sums[0] / samples
        spread = np.maximum(0.0, sums[1] / samples - mean**2)
        error = tuple(sqrt(each / max(1, samples - 1)) for each in spread.tolist())
        alone = tuple(round(each) for each in np.minimum(sums[2], INFINITE).tolist())
        return Marginals(route.requests, tuple(mean.tolist()), error, alone)


def shapley(values: NDArray[np.float64], members: int) -> tuple[float, ...]:
    """Return each member's average share of a game given by the value of every set.

    References
    ----------
    Shapley (1953), A value for n-person games, doi 10.1515/9781400881970-018.
    """
    sets = np.arange(len(values))
    size = np.array([int(mask).bit_count() for mask in sets])
    weight = np.ones(members)
    for k in range(1, members):
        weight[k] = weight[k - 1] * k / (members - k)
    weight /= max(1, members)
    shares = []
    for member in range(members):
        without = sets[(sets >> member) & 1 == 0]
        added = values[without | (1 << member)] - values[without]
        shares.append(float((weight[size[without]] * added).sum()))
    return tuple(shares)


def _is_plain(facts: Facts, codes: NDArray[np.int64]) -> bool:
    kinds = facts.visit[codes, col.KIND]
    return bool((kinds <= col.EXCHANGE).all())
