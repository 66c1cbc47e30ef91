"""The cheapest place of one more request in a plan, each place priced exactly."""

from typing import Final

from routing.solver.kernel import columns as col
from routing.solver.kernel.chance import Chance
from routing.solver.kernel.changing import set_codes
from routing.solver.kernel.compiled import compiled, compiled_entry, compiled_inline
from routing.solver.kernel.draft import ADD, TAKE, Draft, count_route, fits_others, may_serve
from routing.solver.kernel.facts import Facts, Floats, Ints
from routing.solver.kernel.foreseeing import balance_change
from routing.solver.kernel.pricing import INFINITE, price_codes
from routing.solver.kernel.subsets import Company, expect_share
from routing.solver.kernel.work import BEGIN_S, CODE, COUNT, SOONEST_S, TRIAL, Work

# Columns of what was found on each day
IN_SHIFT: Final = 0
END_AT: Final = 1
FIRST_AT: Final = 2
SECOND_AT: Final = 3  # of a pair, counted without its first visit; else -1
BEGINS_S: Final = 4
SOONEST: Final = 5
LATEST: Final = 6
FOUND: Final = 7

# Rows of what it costs on each day
ADDED: Final = 0
ALONE: Final = 1
SHARE: Final = 2
PRICES: Final = 3

SAMPLES: Final = 24
"""Times of joining a route that an expected share is the mean of."""
MEMBER: Final = -1


@compiled_entry
def enter_route(facts: Facts, draft: Draft, shift: int) -> None:
    """Count a route whose order, sums and receipts are written down already."""
    count_route(facts, draft, shift, ADD)


@compiled_entry
def find_cheapest(
    facts: Facts,
    draft: Draft,
    request: int,
    prices: Floats,
    found: Ints,
    company: Company,
    chance: Chance,
    work: Work,
) -> None:
    """Fill what a request adds at least on each day, INFINITE where it fits nowhere, and where.

    All places of all routes are tried, and all shifts that are unused. Of equals the first is
    taken. Beside it stand what a vehicle for it alone costs, and its expected share.
    """
    added = prices[ADDED]
    for day in range(len(added)):
        for row in range(PRICES):
            prices[row, day] = INFINITE
    for shift in range(len(draft.length)):
        unused = draft.length[shift] == 0
        if unused and facts.shift[shift, col.LOCKED]:
            continue
        if not may_serve(facts, draft, shift, request):
            continue
        if unused:
            for e in range(facts.end_span[shift], facts.end_span[shift + 1]):
                try_places(facts, draft, shift, facts.end_hubs[e], request, added, found, work)
        else:
            try_places(facts, draft, shift, draft.hub[shift], request, added, found, work)
    for day in range(len(added)):
        if added[day] < INFINITE:
            note_slack(facts, draft, request, found[day], work)
            prices[ALONE, day] = price_alone(facts, draft, day, request, work)
            share = find_share(facts, draft, request, found[day], company, chance, work)
            prices[SHARE, day] = share if share >= 0.0 else added[day]


@compiled
def find_share(
    facts: Facts,
    draft: Draft,
    request: int,
    place: Ints,
    company: Company,
    chance: Chance,
    work: Work,
) -> float:
    """Return the expected share of a request at a place that was found, -1 if it has none."""
    shift, codes = place[IN_SHIFT], company.codes
    count = write_trial(facts, draft, shift, request, place[FIRST_AT], place[SECOND_AT], codes)
    company.size[0] = count
    route = shift, place[END_AT]
    return expect_share(facts, route, company, request, SAMPLES, chance, work)


@compiled
def price_alone(facts: Facts, draft: Draft, day: int, request: int, work: Work) -> float:
    """Return the least price of a vehicle that serves nobody else on a day, whoever is free."""
    best = INFINITE
    for shift in range(len(draft.length)):
        row = facts.shift[shift]
        if row[col.DAY] != day or not facts.may[row[col.GROUP], request]:
            continue
        for e in range(facts.end_span[shift], facts.end_span[shift + 1]):
            work.item[CODE, 0] = request
            work.item[CODE, 1] = request + len(facts.terms)
            count = 2 if facts.visit[request, col.KIND] == col.PAIR_FIRST else 1
            best = min(best, price_codes(facts, shift, facts.end_hubs[e], count, work))
    return best


@compiled
def try_places(
    facts: Facts,
    draft: Draft,
    shift: int,
    hub: int,
    request: int,
    added: Floats,
    found: Ints,
    work: Work,
) -> None:
    """Try a request at all places of a route."""
    length, day = draft.length[shift], facts.shift[shift, col.DAY]
    pair = facts.visit[request, col.KIND] == col.PAIR_FIRST
    for at in range(facts.shift[shift, col.PREFIX], length + 1):
        for second in range(at if pair else MEMBER, length + 1 if pair else MEMBER + 1):
            count = write_trial(facts, draft, shift, request, at, second, work.item[CODE])
            if count > facts.shift[shift, col.MAX_STOPS] and not may_be_longer(facts):
                return
            price = price_codes(facts, shift, hub, count, work)
            if price >= INFINITE:
                continue
            more = price - draft.price[shift] + balance_change(facts, draft, shift, work.sums)
            if more < added[day] and fits_others(facts, draft, shift, work.sums, work.receipts):
                added[day] = more
                place = found[day]
                place[IN_SHIFT], place[END_AT] = shift, hub
                place[FIRST_AT], place[SECOND_AT] = at, second


@compiled_inline
def may_be_longer(facts: Facts) -> bool:
    """Tell whether orders may hold codes that are no visits."""
    fixed = len(facts.visit) - 2 * len(facts.terms) - len(facts.hub)
    return bool(facts.uses[col.USES_RELOADS] or fixed > 0)


@compiled
def write_trial(
    facts: Facts, draft: Draft, shift: int, request: int, at: int, second: int, trial: Ints
) -> int:
    """Write a route with a request at a place; return how many codes it has."""
    count = 0
    for k in range(draft.length[shift] + 1):
        if k == at:
            trial[count] = request
            count += 1
        if k == second:
            trial[count] = request + len(facts.terms)
            count += 1
        if k < draft.length[shift]:
            trial[count] = draft.order[shift, k]
            count += 1
    return count


@compiled
def try_place(facts: Facts, draft: Draft, request: int, place: Ints, work: Work) -> float:
    """Return the price of a route with a request at a place that was found."""
    shift = place[IN_SHIFT]
    codes = work.item[CODE]
    count = write_trial(facts, draft, shift, request, place[FIRST_AT], place[SECOND_AT], codes)
    price = price_codes(facts, shift, place[END_AT], count, work)
    if price < INFINITE and not fits_others(facts, draft, shift, work.sums, work.receipts):
        return INFINITE
    return price


@compiled_inline
def position(request: int, work: Work) -> int:
    """Return where in a priced route a request's first visit is."""
    k = 0
    while k < work.sums[COUNT] - 1 and work.item[CODE, k] != request:
        k += 1
    return k


@compiled
def note_slack(facts: Facts, draft: Draft, request: int, place: Ints, work: Work) -> None:
    """Fill when service begins at a place, how soon it could, and how late.

    How late is looked for by halving, with the request's windows opening later and later.
    """
    if try_place(facts, draft, request, place, work) >= INFINITE:
        return
    k = position(request, work)
    place[BEGINS_S], place[SOONEST] = work.item[BEGIN_S, k], work.item[SOONEST_S, k]
    day = facts.shift[place[IN_SHIFT], col.DAY]
    low, high = facts.window_span[day, request, 0], facts.window_span[day, request, 1]
    own = low
    while own < high - 1 and facts.windows[own, 1] < place[BEGINS_S]:
        own += 1
    opens_s, latest_s = facts.windows[own, 0], place[BEGINS_S]
    too_late_s = facts.windows[own, 1] + 1
    facts.window_span[day, request, 0] = own
    while too_late_s - latest_s > 1:
        middle_s = (too_late_s + latest_s) // 2
        facts.windows[own, 0] = middle_s
        if try_place(facts, draft, request, place, work) < INFINITE:
            latest_s = middle_s
        else:
            too_late_s = middle_s
    facts.windows[own, 0], facts.window_span[day, request, 0] = opens_s, low
    place[LATEST] = latest_s


@compiled_entry
def put_found(facts: Facts, draft: Draft, request: int, place: Ints, work: Work) -> None:
    """Put a request where it was found to be cheapest."""
    price = try_place(facts, draft, request, place, work)
    if price >= INFINITE:
        return
    shift = place[IN_SHIFT]
    trial = work.item[TRIAL]
    count = write_trial(facts, draft, shift, request, place[FIRST_AT], place[SECOND_AT], trial)
    count_route(facts, draft, shift, TAKE)
    set_codes(draft, shift, place[END_AT], trial, count)
    draft.price[shift] = price
    for i in range(len(work.sums)):
        draft.sums[shift, i] = work.sums[i]
    for trip in range(draft.receipts.shape[1]):
        for i in range(draft.receipts.shape[2]):
            draft.receipts[shift, trip, i] = work.receipts[trip, i]
    count_route(facts, draft, shift, ADD)
