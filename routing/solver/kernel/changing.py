"""Change the routes of a draft: set, shorten, save, bring back."""

from routing.solver.kernel import columns as col
from routing.solver.kernel.chain import link
from routing.solver.kernel.compiled import compiled, compiled_entry, compiled_inline
from routing.solver.kernel.draft import ADD, TAKE, Draft, count_route, fits_others
from routing.solver.kernel.facts import Facts, Ints
from routing.solver.kernel.ground import CHANGED, NOTHING, Ground
from routing.solver.kernel.pricing import INFINITE, price_codes, serve_price
from routing.solver.kernel.work import CODE, TRIAL, Work


@compiled_entry
def put_priced(
    facts: Facts, draft: Draft, route: tuple[int, int, int], price: float, work: Work
) -> bool:
    """Make a shift drive what was just priced, if others allow it; tell whether they do.

    `route` are shift, end hub and the number of codes in the first row of the work's `TRIAL`.
    If it is not allowed, the shift drives what it drove before.
    """
    shift, hub, count = route
    if not fits_others(facts, draft, shift, work.sums, work.receipts):
        return False
    count_route(facts, draft, shift, TAKE)
    set_codes(draft, shift, hub, work.item[TRIAL], count)
    if not link(facts, draft, shift):
        draft.exact[shift] = False
    note_price(draft, shift, price, work)
    count_route(facts, draft, shift, ADD)
    return True


@compiled
def set_codes(draft: Draft, shift: int, hub: int, order: Ints, count: int) -> None:
    """Write an order into a draft."""
    draft.hub[shift], draft.length[shift] = hub, count
    for k in range(count):
        draft.order[shift, k] = order[k]


@compiled_inline
def note_price(draft: Draft, shift: int, price: float, work: Work) -> None:
    """Write down what exact pricing found of a route."""
    draft.price[shift] = price
    for i in range(len(work.sums)):
        draft.sums[shift, i] = work.sums[i]
    for trip in range(work.sums[7]):
        for i in range(4):
            draft.receipts[shift, trip, i] = work.receipts[trip, i]


@compiled
def change_route(
    facts: Facts, draft: Draft, shift: int, hub: int, order: Ints, count: int, work: Work
) -> bool:
    """Make a shift drive an order; if it is not allowed by itself, tell so and leave it unused."""
    count_route(facts, draft, shift, TAKE)
    set_codes(draft, shift, hub, order, count)
    draft.price[shift] = 0.0
    if count == 0:
        count_route(facts, draft, shift, ADD)
        return True
    allowed = link(facts, draft, shift)
    if allowed and draft.exact[shift]:
        draft.price[shift] = draft.floor[shift]
        if facts.uses[col.USES_UNITS]:
            for k in range(count):
                if facts.visit[order[k], col.KIND] <= col.PAIR_FIRST:
                    draft.price[shift] += serve_price(facts, shift, order[k])
    elif allowed:
        for k in range(count):
            work.item[CODE, k] = order[k]
        price = price_codes(facts, shift, hub, count, work)
        allowed = price < INFINITE
        note_price(draft, shift, price, work)
    if not allowed:
        draft.length[shift], draft.price[shift] = 0, 0.0
    count_route(facts, draft, shift, ADD)
    return allowed


@compiled
def save_route(draft: Draft, ground: Ground, shift: int) -> None:
    """Remember a route before its first change of the round."""
    if ground.is_changed[shift]:
        return
    k = ground.counts[CHANGED]
    ground.counts[CHANGED] = k + 1
    ground.is_changed[shift] = True
    ground.changed[k] = shift
    ground.saved_price[k] = draft.price[shift]
    ground.saved[k, 0], ground.saved[k, 1] = draft.length[shift], draft.hub[shift]
    for i in range(draft.length[shift]):
        ground.saved_order[k, i] = draft.order[shift, i]
    for i in range(draft.sums.shape[1]):
        ground.saved_sums[k, i] = draft.sums[shift, i]
    for trip in range(draft.sums[shift, 7]):
        for i in range(4):
            ground.saved_receipts[k, trip, i] = draft.receipts[shift, trip, i]


@compiled
def undo(facts: Facts, draft: Draft, ground: Ground) -> None:
    """Bring back the routes as they were before the round."""
    for k in range(ground.counts[CHANGED]):
        shift = ground.changed[k]
        count_route(facts, draft, shift, TAKE)
        draft.length[shift], draft.price[shift] = NOTHING, 0.0
    for k in range(ground.counts[CHANGED]):
        shift = ground.changed[k]
        set_codes(draft, shift, ground.saved[k, 1], ground.saved_order[k], ground.saved[k, 0])
        if draft.length[shift] > 0:
            link(facts, draft, shift)
        draft.price[shift] = ground.saved_price[k]
        for i in range(draft.sums.shape[1]):
            draft.sums[shift, i] = ground.saved_sums[k, i]
        for trip in range(draft.sums[shift, 7]):
            for i in range(4):
                draft.receipts[shift, trip, i] = ground.saved_receipts[k, trip, i]
        count_route(facts, draft, shift, ADD)
