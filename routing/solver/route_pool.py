"""Routes met during a search, kept to be combined anew."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from routing.solver.drafts import new_draft, put_route
from routing.solver.kernel.draft import Draft
from routing.solver.kernel.facts import GROUP, Facts

MOST_ROUTES: Final = 20_000
"""A pool this large takes in nothing more until it is thinned."""


@dataclass(frozen=True, slots=True)
class PooledRoute:
    """A route that any unit of a group of like shifts may drive."""

    group: int
    hub: int
    order: tuple[int, ...]
    price: float
    arrival_s: int
    driving_s: int


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
            order = tuple(draft.order[shift, : draft.length[shift]].tolist())
            key = group, hub, _ = key_of(self.facts, draft, shift)
            price, known = float(draft.price[shift]), self.routes.get(key)
            if known is None and len(self.routes) >= MOST_ROUTES:
                continue
            if known is None or price < known.price:
                times = int(draft.arrival_s[shift]), int(draft.driving[shift])
                self.routes[key] = PooledRoute(group, hub, order, price, *times)

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
        return draft


def key_of(facts: Facts, draft: Draft, shift: int) -> RouteKey:
    """Return the key of the route that a shift drives in a draft."""
    order = frozenset(draft.order[shift, : draft.length[shift]].tolist())
    return int(facts.shift[shift, GROUP]), int(draft.hub[shift]), order


def shifts_by_group(facts: Facts) -> dict[int, list[int]]:
    """Return the shifts of each group of like shifts."""
    groups: dict[int, list[int]] = {}
    for shift, group in enumerate(facts.shift[:, GROUP].tolist()):
        groups.setdefault(group, []).append(shift)
    return groups


def _driven_s(facts: Facts, draft: Draft, shift: int) -> tuple[int, int]:
    unit, week = facts.shift[shift, 0], facts.shift[shift, 1]
    return int(facts.driven_s[unit, week] + draft.driven[unit, week]), shift
