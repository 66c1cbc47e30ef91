"""Drafts of a plan, and their way from and to sequences."""

import numpy as np

from routing.problem.sequences import Item, RouteSequence, Sequences, end, pickup, rest
from routing.solver.kernel.dating import PAUSE_S, WORK_ROWS
from routing.solver.kernel.draft import Draft, fits_others, set_route
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
        arrival_s=np.zeros(shifts, np.int64),
        driving=np.zeros(shifts, np.int64),
        used=np.zeros_like(facts.intake),
        driven=np.zeros_like(facts.driven_s),
        where=np.full(requests, -1, np.int64),
    )


def new_work(facts: Facts) -> Ints:
    """Return an array for the kernel to work in."""
    return np.zeros((WORK_ROWS, len(facts.request) + 2), np.int64)


def put_route(facts: Facts, draft: Draft, shift: int, hub: int, order: Ints) -> bool:
    """Make a shift drive an order if that is allowed; tell whether it is."""
    price, arrival_s, driving_s = price_order(
        facts, shift, hub, order, len(order), new_work(facts)
    )
    route = (hub, arrival_s, driving_s)
    if price >= INFINITE or not fits_others(facts, draft, shift, order, len(order), route):
        return False
    set_route(facts, draft, shift, order, len(order), route, price)
    return True


def draft_of(facts: Facts, sequences: Sequences) -> Draft:
    """Return a draft of the routes of sequences that are allowed; the others stay empty."""
    draft = new_draft(facts)
    for route in sequences.routes:
        order = np.array(route.requests, np.int64)
        free = (draft.where[order] < 0).all() and draft.length[route.shift] == 0
        if free and len(set(route.requests)) == len(order) > 0:
            put_route(facts, draft, route.shift, route.end_hub, order)
    return draft


def draft_price(facts: Facts, draft: Draft) -> float:
    """Return the price of all routes and of all that is left out."""
    return float(draft.price.sum() + facts.drop_price[draft.where < 0].sum())


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
