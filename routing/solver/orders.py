"""Orders of codes, and their way from and to the items of a route."""

import numpy as np

from routing.problem.sequences import (
    Item,
    ItemKind,
    RouteSequence,
    deliver,
    end,
    pickup,
    reload,
    rest,
)
from routing.solver.kernel import columns as col
from routing.solver.kernel.facts import Facts, Ints
from routing.solver.kernel.pricing import INFINITE, price_orders
from routing.solver.kernel.work import CODE, COUNT, PAUSE_S, Work, new_work

PREFIX, ORDER = 0, 1


def price_order(facts: Facts, shift: int, hub: int, order: Ints, work: Work) -> float:
    """Return the price of a route, INFINITE if it is not allowed by itself.

    The work then holds its sums, receipts and dates. Rules that bind several routes are not
    looked at.
    """
    price = np.zeros(1, np.float64)
    row = np.array([[shift, hub, len(order), *order.tolist()]], np.int64)
    price_orders(facts, row, price, work)
    return float(price[0])


def route_of(facts: Facts, shift: int, hub: int, order: Ints) -> RouteSequence | None:
    """Return an order as a route with the breaks it needs, None if not allowed.

    Breaks of the law are as short as it allows: what a vehicle stands still anyway counts.
    """
    work = new_work(facts)
    if price_order(facts, shift, hub, order, work) >= INFINITE:
        return None
    items: list[Item] = []
    for k, code in enumerate(work.item[CODE, : work.sums[COUNT]].tolist()):
        items.append(item_of(facts, shift, code))
        if work.item[PAUSE_S, k] > 0:
            items.append(rest(int(work.item[PAUSE_S, k])))
    return RouteSequence(shift, (*items, end(hub)))


def item_of(facts: Facts, shift: int, code: int) -> Item:
    """Return the item that a code of a shift's route is."""
    kind, request = facts.visit[code, [col.KIND, col.REQUEST]].tolist()
    if kind == col.RELOAD:
        return reload(int(facts.visit[code, col.HUB]))
    if kind == col.BREAK:
        number = code - first_break(facts)
        low, high = facts.break_span[shift : shift + 2].tolist()
        planned = number - low if low <= number < high else -1
        return rest(int(facts.spend[0, code, 0]), planned)
    return deliver(request) if kind in (col.DELIVERY, col.PAIR_SECOND) else pickup(request)


def codes_of(facts: Facts, route: RouteSequence) -> Ints:
    """Return the codes of a route: visits and reloads, and of its breaks those of locks."""
    prefix = int(facts.shift[route.shift, col.PREFIX])
    own = (facts.locks[:, 0] == route.shift) & (facts.locks[:, 1] != PREFIX)
    named = facts.locks[own, 2]
    ordered = [code for code in named.tolist() if code >= first_break(facts)]
    codes = []
    for place, item in enumerate(route.items[:-1]):
        code = code_of(facts, route.shift, item)
        if item.kind is ItemKind.BREAK and place >= prefix:
            if code not in ordered:
                continue
            ordered.remove(code)
        if code >= 0:
            codes.append(code)
    return np.array(codes, np.int64)


def code_of(facts: Facts, shift: int, item: Item) -> int:
    """Return the code of an item of a shift's route, -1 for a break that has none."""
    requests, hubs = len(facts.terms), len(facts.hub)
    if item.kind is ItemKind.RELOAD:
        return 2 * requests + item.hub
    if item.kind is not ItemKind.BREAK:
        pair = facts.visit[item.request, col.KIND] == col.PAIR_FIRST
        return item.request + (requests if pair and item.kind is ItemKind.DELIVERY else 0)
    low, high = facts.break_span[shift : shift + 2].tolist()
    if item.planned >= 0:
        return 2 * requests + hubs + low + item.planned if item.planned < high - low else -1
    fixed = 2 * requests + hubs + int(facts.break_span[-1])
    lengths = facts.spend[0, fixed:, 0].tolist() if len(facts.spend) else []
    return fixed + lengths.index(item.duration_s) if item.duration_s in lengths else -1


def first_break(facts: Facts) -> int:
    """Return the code of the first break."""
    return 2 * len(facts.terms) + len(facts.hub)


def locked_order(facts: Facts, shift: int) -> Ints:
    """Return an order of nothing but what a shift's locks want.

    Requests of a vehicle lock are put one by one where they are cheapest.
    """
    requests = len(facts.terms)
    rows = facts.locks[facts.locks[:, 0] == shift]
    order: list[int] = rows[rows[:, 1] == PREFIX, 2].tolist()
    place = 0
    for code in rows[rows[:, 1] == ORDER, 2].tolist():
        if code in order[place:]:
            place = order.index(code, place) + 1
        else:
            place = max(place, len(order[: facts.shift[shift, col.PREFIX]]))
            order.insert(place, code)
            place += 1
    wanted: list[int] = rows[rows[:, 1] > ORDER, 2].tolist()
    order += [code for code in wanted if code >= 2 * requests and code not in order]
    for code in list(order):
        if code < requests and facts.visit[code, col.KIND] == col.PAIR_FIRST:
            order += [code + requests] if code + requests not in order else []
        if requests <= code < 2 * requests and code - requests not in order:
            prefix = int(facts.shift[shift, col.PREFIX])
            order.insert(min(prefix, order.index(code)), code - requests)
    for request in dict.fromkeys(code % requests for code in wanted if code < 2 * requests):
        if request not in order:
            order = _cheapest_with(facts, shift, order, request)
    return np.array(order, np.int64)


def _cheapest_with(facts: Facts, shift: int, order: list[int], request: int) -> list[int]:
    """Return the cheapest order that serves a request, too; with it last when none is allowed."""
    second = [request + len(facts.terms)]
    pair = second if facts.visit[request, col.KIND] == col.PAIR_FIRST else []
    first = min(int(facts.shift[shift, col.PREFIX]), len(order))
    hubs = facts.end_hubs[facts.end_span[shift] : facts.end_span[shift + 1]].tolist()
    best, best_price, work = [*order, request, *pair], INFINITE, new_work(facts)
    for at in range(first, len(order) + 1):
        for then in range(at, len(order) + 1) if pair else (at,):
            trial = [*order[:at], request, *order[at:then], *pair, *order[then:]]
            for hub in hubs:
                price = price_order(facts, shift, hub, np.array(trial, np.int64), work)
                if price < best_price:
                    best, best_price = trial, price
    return best


def keeps_locks(facts: Facts, shift: int, order: Ints) -> bool:
    """Tell whether an order has what a shift's locks want, and where they want it."""
    rows = facts.locks[facts.locks[:, 0] == shift]
    codes = order.tolist()
    prefix = rows[rows[:, 1] == PREFIX, 2].tolist()
    if codes[: len(prefix)] != prefix:
        return False
    if not set(rows[rows[:, 1] > ORDER, 2].tolist()) <= set(codes):
        return False
    left = iter(codes)
    return all(code in left for code in rows[rows[:, 1] == ORDER, 2].tolist())
