"""Shares: what each request of a published route owes of its cost, and what is charged for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from routing.pricing.card_options import PlanRule
from routing.problem.evaluate import evaluate
from routing.problem.problem import Problem
from routing.problem.sequences import Sequences
from routing.solver.insertion.values import Marginals, ValueDesk

SAMPLES: Final = 2000
"""Orders of coming that shares of a long route are the mean of."""


@dataclass(frozen=True, slots=True)
class Share:
    """What a request owes of its route's cost, beside what a vehicle for it alone would cost.

    `error_minor` is the standard error of a share that was sampled, else 0.
    """

    request: int
    shift: int
    share_minor: int
    alone_minor: int
    error_minor: int = 0


@dataclass(frozen=True, slots=True)
class Charges:
    """What is charged for each request by index, and what that leaves beyond the plan's cost."""

    charge_minor: Mapping[int, int]
    cost_minor: int
    platform_balance_minor: int


def share_plan(
    problem: Problem, plan: Sequences, *, samples: int = SAMPLES, seed: int = 0
) -> tuple[Share, ...]:
    """Return the share of every request served, route by route.

    The shares of a route are what its requests add on average when they come in any order
    (Shapley); they add up to its cost, and none is above the cost of going alone unless all
    of the route's requests would be.
    """
    desk = ValueDesk(problem)
    shares: list[Share] = []
    for route, dated in zip(plan.routes, evaluate(problem, plan).routes, strict=True):
        whole = dated.cost.total_minor
        found = desk.average(route, whole, samples=samples, seed=seed)
        parts = _limit(found, whole)
        shares += [
            Share(request, route.shift, part, alone, round(error))
            for request, part, alone, error in zip(
                found.requests, parts, found.alone, found.error, strict=True
            )
        ]
    return tuple(shares)


def charge_plan(
    problem: Problem,
    plan: Sequences,
    shares: Sequence[Share],
    quoted_minor: Mapping[int, int],
    rule: PlanRule,
) -> Charges:
    """Return what is charged: the share with the margin, and never more than was quoted.

    Parameters
    ----------
    quoted_minor
        What was quoted for the pickup itself (`Quote.planned_minor`) by request; a request
        without a quote pays its share.
    """
    charges = {
        one.request: charge_minor(
            quoted_minor.get(one.request, rule.with_margin(one.share_minor)),
            one.share_minor,
            rule,
        )
        for one in shares
    }
    cost = sum(route.cost.total_minor for route in evaluate(problem, plan).routes)
    return Charges(charges, cost, sum(charges.values()) - cost)


def charge_minor(quote_minor: int, share_minor: int, rule: PlanRule) -> int:
    """Return what is charged for a request that was quoted a price."""
    return min(quote_minor, rule.with_margin(share_minor))


def _limit(found: Marginals, whole: int) -> list[int]:
    """Return whole shares that add up to the route's cost, none above going alone if possible."""
    shares = _limit_to_alone(list(found.average), found.alone, whole)
    parts = [int(share // 1) for share in shares]
    by_rest = sorted(range(len(shares)), key=lambda i: (parts[i] - shares[i], i))
    for limits in (found.alone, found.alone, (whole,) * len(parts)):
        for i in by_rest:
            if sum(parts) < whole and parts[i] < limits[i]:
                parts[i] += 1
    return parts


def _limit_to_alone(shares: list[float], alone: tuple[int, ...], whole: int) -> list[float]:
    """Return shares cut to what going alone costs, the rest borne by those with most to gain."""
    if sum(alone) <= whole:
        return [whole * each / max(1, sum(alone)) for each in alone] if sum(alone) else shares
    cut = [min(max(0.0, share), cost) for share, cost in zip(shares, alone, strict=True)]
    rest = whole - sum(cut)
    room = [cost - share if rest > 0 else share for share, cost in zip(cut, alone, strict=True)]
    part = rest / sum(room) if sum(room) else 0.0
    return [share + part * each for share, each in zip(cut, room, strict=True)]
