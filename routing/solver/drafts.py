"""Drafts of a plan, and their way from and to sequences."""

import numpy as np

from routing.problem.sequences import Sequences
from routing.solver.kernel import columns as col
from routing.solver.kernel.chain import LOADS, PER_LOAD
from routing.solver.kernel.changing import put_priced
from routing.solver.kernel.draft import UNKNOWN, Draft
from routing.solver.kernel.facts import Facts, Ints
from routing.solver.kernel.pricing import INFINITE
from routing.solver.kernel.work import SUMS, TRIAL, new_work, order_room, trip_room
from routing.solver.orders import codes_of, keeps_locks, locked_order, price_order, route_of
from routing.units import MILLI, divide_half_up

__all__ = ["draft_of", "draft_price", "new_draft", "put_route", "route_of", "sequences_of"]


def new_draft(facts: Facts) -> Draft:
    """Return a draft in which no vehicle leaves its hub."""
    requests, shifts, room = len(facts.terms), len(facts.shift), order_room(facts)
    quantities = facts.fetch.shape[1]
    levels = PER_LOAD * quantities if facts.uses[col.USES_LEVELS] else 0
    togethers = 1 + int(facts.terms[:, col.TOGETHER].max(initial=-1))
    return Draft(
        order=np.zeros((shifts, room), np.int64),
        length=np.zeros(shifts, np.int64),
        hub=np.zeros(shifts, np.int64),
        price=np.zeros(shifts, np.float64),
        floor=np.zeros(shifts, np.float64),
        exact=np.zeros(shifts, np.bool_),
        chain=np.zeros((shifts, room + 2, LOADS + levels), np.int64),
        load=np.zeros((shifts, quantities), np.int64),
        sums=np.zeros((shifts, SUMS), np.int64),
        receipts=np.zeros((shifts, trip_room(facts), 4), np.int64),
        used=np.zeros_like(facts.intake),
        slot_used=np.zeros((len(facts.slots), 3), np.int64),
        driven=np.zeros_like(facts.driven_s),
        worked=np.zeros(len(facts.driven_s), np.int64),
        where=np.full(requests, -1, np.int64),
        left=np.full(1, requests, np.int64),
        place=np.zeros(len(facts.visit), np.int64),
        served=np.zeros(max(0, len(facts.member_span) - 1), np.int64),
        bound=np.zeros((togethers, 2), np.int64),
        spare=np.full(max(0, len(facts.group_span) - 1), UNKNOWN, np.int64),
    )


def put_route(facts: Facts, draft: Draft, shift: int, hub: int, order: Ints) -> bool:
    """Make a shift drive an order if that is allowed; tell whether it is."""
    hubs = facts.end_hubs[facts.end_span[shift] : facts.end_span[shift + 1]]
    if (
        hub not in hubs
        or len(order) > draft.order.shape[1]
        or not free(facts, draft, shift, order)
    ):
        return False
    if not keeps_locks(facts, shift, order):
        return False
    work = new_work(facts)
    price = price_order(facts, shift, hub, order, work)
    if price >= INFINITE:
        return False
    work.item[TRIAL, : len(order)] = order
    return bool(put_priced(facts, draft, (shift, hub, len(order)), price, work))


def free(facts: Facts, draft: Draft, shift: int, order: Ints) -> bool:
    """Tell whether a shift may serve an order's requests beside those of the other shifts."""
    codes = [code for code in order.tolist() if facts.visit[code, col.REQUEST] >= 0]
    if len(set(codes)) < len(codes):
        return False
    requests = {int(facts.visit[code, col.REQUEST]) for code in codes}
    unit, taken = facts.shift[shift, col.UNIT], set[int]()
    for request in requests:
        alternative, together = facts.terms[request, [col.ALTERNATIVE, col.TOGETHER]].tolist()
        if draft.where[request] not in (-1, shift):
            return False
        if alternative >= 0:
            own = any(
                draft.where[i] == shift
                for i in facts.members[slice(*facts.member_span[alternative : alternative + 2])]
            )
            if alternative in taken or draft.served[alternative] > own:
                return False
            taken.add(alternative)
        if together >= 0 and draft.bound[together, 1] and draft.bound[together, 0] != unit:
            return False
    return True


def draft_of(facts: Facts, sequences: Sequences) -> Draft:
    """Return a draft of the routes of sequences that are allowed; the others stay empty.

    A shift with a lock then drives at least what the lock says.
    """
    draft = new_draft(facts)
    for route in sequences.routes:
        codes = codes_of(facts, route)
        if draft.length[route.shift] == 0 and len(codes) > 0:
            put_route(facts, draft, route.shift, route.end_hub, codes)
    keep_locked(facts, draft)
    return draft


def keep_locked(facts: Facts, draft: Draft) -> None:
    """Let each shift that has a lock and no route drive what the lock says."""
    for shift in sorted(set(facts.locks[:, 0].tolist())):
        if draft.length[shift] == 0:
            order = locked_order(facts, shift)
            hubs = facts.end_hubs[facts.end_span[shift] : facts.end_span[shift + 1]].tolist()
            any(put_route(facts, draft, shift, hub, order) for hub in hubs)


def draft_price(facts: Facts, draft: Draft) -> float:
    """Return the price of all routes and of all that is left out."""
    price = float(draft.price.sum() + facts.drop_price[left_out(facts, draft)].sum())
    longest_s = int(draft.worked.max(initial=0))
    return price + divide_half_up(int(facts.uses[col.BALANCE_MILLI]) * longest_s, MILLI)


def sequences_of(facts: Facts, draft: Draft) -> Sequences:
    """Return the routes of a draft with the breaks that it needs."""
    routes = []
    for shift in np.flatnonzero(draft.length).tolist():
        order = draft.order[shift, : draft.length[shift]]
        route = route_of(facts, shift, int(draft.hub[shift]), order)
        if route is None:
            raise AssertionError(f"shift {shift}: a draft holds a route that is not allowed")
        routes.append(route)
    return Sequences(tuple(routes), tuple(left_out(facts, draft)))


def left_out(facts: Facts, draft: Draft) -> list[int]:
    """Return the requests a draft does not serve; of alternatives the first, if none is served."""
    left = []
    for request in np.flatnonzero(draft.where < 0).tolist():
        alternative = int(facts.terms[request, col.ALTERNATIVE])
        if alternative >= 0:
            first = facts.members[facts.member_span[alternative]]
            if draft.served[alternative] or first != request:
                continue
        left.append(request)
    return left
