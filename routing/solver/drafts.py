"""Drafts of a plan, and their way from and to sequences."""

import numpy as np

from routing.problem.sequences import Item, ItemKind, RouteSequence, Sequences, end, pickup, rest
from routing.solver.kernel.dating import PAUSE_S, WORK_ROWS
from routing.solver.kernel.draft import Draft, put_route
from routing.solver.kernel.facts import Facts, Ints
from routing.solver.kernel.pricing import INFINITE, price_order


def new_draft(facts: Facts) -> Draft:
    """Return a draft in which no vehicle leaves its hub."""
    requests, shifts = len(facts.request), len(facts.shift)
    return Draft(
        order=np.zeros((shifts, requests + 1), np.int64),
        length=np.zeros(shifts, np.int64),
        hub=np.zeros(shifts, np.int64),
        price=np.zeros(shifts, np.float64),
        load=np.zeros((shifts, 2), np.int64),
        day=np.zeros(shifts, np.int64),
        driving=np.zeros(shifts, np.int64),
        used=np.zeros_like(facts.intake),
        driven=np.zeros_like(facts.driven_s),
        where=np.full(requests, -1, np.int64),
    )


def new_work(facts: Facts) -> Ints:
    """Return an array for the kernel to work in."""
    return np.zeros((WORK_ROWS, len(facts.request) + 2), np.int64)


def draft_of(facts: Facts, sequences: Sequences) -> Draft:
    """Return a draft of the routes of sequences that are allowed; the others stay empty."""
    draft, work = new_draft(facts), new_work(facts)
    for route in sequences.routes:
        order = np.array(route.requests, np.int64)
        if (draft.where[order] < 0).all() and draft.length[route.shift] == 0:
            put_route(facts, draft, route.shift, route.end_hub, order, len(order), work)
    return draft


def sequences_of(facts: Facts, draft: Draft) -> Sequences:
    """Return the routes of a draft with the breaks that the law needs."""
    routes = []
    for shift in np.flatnonzero(draft.length).tolist():
        order = draft.order[shift, : draft.length[shift]]
        route = route_of(facts, shift, int(draft.hub[shift]), order)
        if route is None:
            raise AssertionError(f"shift {shift}: a draft holds a route that is not allowed")
        routes.append(route)
    return Sequences(tuple(routes), tuple(np.flatnonzero(draft.where < 0).tolist()))


def route_of(facts: Facts, shift: int, hub: int, order: Ints) -> RouteSequence | None:
    """Return an order as a route with the breaks that the law needs, None if not allowed.

    Breaks are as short as the law allows: what a vehicle stands still anyway counts.
    """
    work = new_work(facts)
    price, _, _ = price_order(facts, shift, hub, order, len(order), work)
    if price >= INFINITE:
        return None
    items: list[Item] = []
    for k, request in enumerate(order.tolist()):
        items.append(pickup(request))
        if work[PAUSE_S, k] > 0:
            items.append(rest(int(work[PAUSE_S, k])))
    return RouteSequence(shift, (*items, end(hub)))


def without_breaks(route: RouteSequence) -> RouteSequence:
    """Return a route without its breaks."""
    return RouteSequence(
        route.shift, tuple(item for item in route.items if item.kind is not ItemKind.BREAK)
    )
