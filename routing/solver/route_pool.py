"""Routes met during a search, kept to be combined anew."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from routing.solver.drafts import keep_locked, new_draft, put_route
from routing.solver.kernel.columns import GROUP, REQUEST, UNIT, WEEK
from routing.solver.kernel.draft import Draft
from routing.solver.kernel.facts import Facts
from routing.solver.kernel.work import ARRIVAL_S, DRIVING_S, END_S, START_S, TRIPS

MOST_ROUTES: Final = 20_000
"""A pool this large takes in nothing more until it is thinned."""


@dataclass(frozen=True, slots=True)
class PooledRoute:
    """A route that any unit of a group of like shifts may drive.

    `order` are its codes; `receipts` say where and when each of its trips ends, and the grams
    and millilitres received there.
    """

    group: int
    hub: int
    order: tuple[int, ...]
    requests: tuple[int, ...]
    price: float
    arrival_s: int
    driving_s: int
    duration_s: int
    receipts: tuple[tuple[int, int, int, int], ...]


RouteKey = tuple[int, int, frozenset[int]]
"""Group of shifts, end hub and requests of a route."""


@dataclass
class RoutePool:
    """The cheapest order met for each group of shifts, end hub and set of requests."""

    facts: Facts
    routes: dict[RouteKey, PooledRoute] = field(default_factory=dict)

    def add(self, draft: Draft) -> None:
        """Take in the routes of a draft."""
        for shift in np.flatnonzero(draft.length).tolist():
            key = key_of(self.facts, draft, shift)
            price, known = float(draft.price[shift]), self.routes.get(key)
            if known is None and len(self.routes) >= MOST_ROUTES:
                continue
            if known is None or price < known.price:
                self.routes[key] = pooled_route(self.facts, draft, shift)

    def assign(self, chosen: list[PooledRoute]) -> Draft:
        """Return a draft that drives chosen routes, each by the unit that drove least so far.

        A route for which no unit has driving time left in the week is left out.
        """
        draft = new_draft(self.facts)
        shifts_of = shifts_by_group(self.facts)
        for route in sorted(chosen, key=lambda r: (-r.driving_s, r.group, r.order)):
            order = np.array(route.order, np.int64)
            shifts = [s for s in shifts_of[route.group] if draft.length[s] == 0]
            for shift in sorted(shifts, key=lambda s: _driven_s(self.facts, draft, s)):
                if put_route(self.facts, draft, shift, route.hub, order):
                    break
        keep_locked(self.facts, draft)
        return draft


def pooled_route(facts: Facts, draft: Draft, shift: int) -> PooledRoute:
    """Return the route that a shift drives in a draft."""
    sums = draft.sums[shift]
    receipts = draft.receipts[shift, : sums[TRIPS]].tolist()
    order = draft.order[shift, : draft.length[shift]]
    requests = facts.visit[order, REQUEST].tolist()
    return PooledRoute(
        int(facts.shift[shift, GROUP]),
        int(draft.hub[shift]),
        tuple(order.tolist()),
        tuple(dict.fromkeys(request for request in requests if request >= 0)),
        float(draft.price[shift]),
        int(sums[ARRIVAL_S]),
        int(sums[DRIVING_S]),
        int(sums[END_S] - sums[START_S]),
        tuple((hub, at_s, grams, ml) for hub, at_s, grams, ml in receipts),
    )


def key_of(facts: Facts, draft: Draft, shift: int) -> RouteKey:
    """Return the key of the route that a shift drives in a draft."""
    codes = facts.visit[draft.order[shift, : draft.length[shift]], REQUEST].tolist()
    return int(facts.shift[shift, GROUP]), int(draft.hub[shift]), frozenset(codes) - {-1}


def shifts_by_group(facts: Facts) -> dict[int, list[int]]:
    """Return the shifts of each group of like shifts."""
    groups: dict[int, list[int]] = {}
    for shift, group in enumerate(facts.shift[:, GROUP].tolist()):
        groups.setdefault(group, []).append(shift)
    return groups


def _driven_s(facts: Facts, draft: Draft, shift: int) -> tuple[int, int]:
    unit, week = facts.shift[shift, [UNIT, WEEK]].tolist()
    return int(facts.driven_s[unit, week] + draft.driven[unit, week]), shift
