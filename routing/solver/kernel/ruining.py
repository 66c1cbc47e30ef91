"""Ruin and recreate: take strings of requests out of neighbouring routes, insert them anew.

References
----------
Christiaens, Vanden Berghe (2020), Slack induction by string removals for vehicle routing
problems, doi 10.1287/trsc.2019.0914.
"""

import math
from typing import Final, NamedTuple

from routing.solver.kernel.chance import Chance, draw, draw_below
from routing.solver.kernel.compiled import compiled_entry, compiled_inline, sized
from routing.solver.kernel.draft import Draft, mark_offered, set_route
from routing.solver.kernel.facts import WEIGHT_G, Facts, Flags, Floats, Ints
from routing.solver.kernel.inserting import find_insertion, insert_request
from routing.solver.kernel.pricing import INFINITE, price_times

BLINK: Final = 0.01
"""Chance of overlooking a route while inserting."""
ABSENT_SEEDS: Final = 0.2
"""Share of rounds that begin at a request left out, if there is any."""
MEAN_REMOVED: Final = 10.0
LONGEST_STRING: Final = 10.0


class Ground(NamedTuple):
    """What a search by ruin and recreate knows and writes down.

    `nearest[request]` are other requests, closest first. `may_fetch[shift, request]` is false
    when nothing could make it allowed; `alone[shift, request]` is the price of a route for one
    request, INFINITE when that is not allowed, `least[request]` the least of them. `saved*`
    hold the routes a round has changed (length, end hub, arrival, driving), `changed` their
    shifts; `removed` the requests to insert. `counts` are those of `removed` and `changed`, and
    how many requests left out earlier one round tries again.
    """

    nearest: Ints
    may_fetch: Flags
    alone: Floats
    least: Floats
    removed: Ints
    key: Floats
    changed: Ints
    saved: Ints
    saved_order: Ints
    saved_price: Floats
    is_changed: Flags
    offered: Flags
    chosen: Ints
    trial: Ints
    counts: Ints
    chance: Chance


REMOVED: Final = 0
CHANGED: Final = 1
RETRIED: Final = 2
NOWHERE: Final = sized(-1)
NOTHING: Final = sized(0)


class Record(NamedTuple):
    """The best plan met: its routes, and its price in `price[0]`."""

    order: Ints
    length: Ints
    hub: Ints
    price: Floats


@compiled_inline
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
    ground.saved[k, 2], ground.saved[k, 3] = draft.arrival_s[shift], draft.driving[shift]
    for i in range(draft.length[shift]):
        ground.saved_order[k, i] = draft.order[shift, i]


@compiled_inline
def ruin(facts: Facts, draft: Draft, ground: Ground, work: Ints) -> None:
    """Take strings of requests out of routes around a request drawn by chance."""
    requests = len(draft.where)
    seed = draw_below(ground.chance, requests)
    if draw(ground.chance) < ABSENT_SEEDS:
        for i in range(requests):
            if draft.where[(seed + i) % requests] < 0:
                seed = (seed + i) % requests
                break
    longest = LONGEST_STRING
    if draft.where[seed] >= 0:
        longest = min(longest, float(draft.length[draft.where[seed]]))
    strings = int(1.0 + draw(ground.chance) * (4.0 * MEAN_REMOVED / (1.0 + longest) - 1.0))
    done = 0
    for i in range(-1, ground.nearest.shape[1]):
        request = seed if i < 0 else ground.nearest[seed, i]
        shift = draft.where[request]
        if shift < 0 or ground.is_changed[shift]:
            continue
        cut_string(facts, draft, ground, shift, request, longest, work)
        done += 1
        if done >= strings:
            break


@compiled_inline
def cut_string(
    facts: Facts,
    draft: Draft,
    ground: Ground,
    shift: int,
    request: int,
    longest: float,
    work: Ints,
) -> None:
    """Take a string around a request out of its route, perhaps keeping some of its middle."""
    save_route(draft, ground, shift)
    length = draft.length[shift]
    size = 1 + draw_below(ground.chance, int(min(longest, float(length))))
    kept = 0
    if 1 < size < length and draw(ground.chance) < 0.5:
        kept = 1
        while size + kept < length and draw(ground.chance) < 0.5:
            kept += 1
    place = 0
    while draft.order[shift, place] != request:
        place += 1
    span = size + kept
    low = max(0, place - span + 1)
    low += draw_below(ground.chance, min(place, length - span) - low + 1)
    keep_from = low + draw_below(ground.chance, size + 1) if kept else length
    left = NOTHING
    for k in range(length):
        if low <= k < low + span and not keep_from <= k < keep_from + kept:
            ground.removed[ground.counts[REMOVED]] = draft.order[shift, k]
            ground.counts[REMOVED] += 1
        else:
            ground.trial[left] = draft.order[shift, k]
            left += 1
    hub = draft.hub[shift]
    price, arrival_s, driving_s = 0.0, NOTHING, NOTHING
    if left > 0:
        price, arrival_s, driving_s = price_times(facts, shift, hub, ground.trial, left, work)
    if price >= INFINITE:
        for k in range(left):
            ground.removed[ground.counts[REMOVED]] = ground.trial[k]
            ground.counts[REMOVED] += 1
        price, left = 0.0, NOTHING
    set_route(facts, draft, shift, ground.trial, left, (hub, arrival_s, driving_s), price)


@compiled_inline
def add_absent(draft: Draft, ground: Ground, absent: int) -> None:
    """Add some of the requests that were left out before the round, by chance."""
    if absent == 0:
        return
    start, taken = draw_below(ground.chance, len(draft.where)), 0
    fresh = ground.counts[REMOVED]
    for i in range(len(draft.where)):
        request = (start + i) % len(draft.where)
        if draft.where[request] >= 0 or taken >= ground.counts[RETRIED]:
            continue
        known = False
        for k in range(fresh):
            known = known or ground.removed[k] == request
        if not known:
            ground.removed[ground.counts[REMOVED]] = request
            ground.counts[REMOVED] += 1
            taken += 1


@compiled_inline
def sort_removed(facts: Facts, ground: Ground) -> None:
    """Order what is to be inserted: by chance, weight, reach or width of windows."""
    style, count = draw(ground.chance), ground.counts[REMOVED]
    for i in range(count):
        request = ground.removed[i]
        if style < 0.4:
            ground.key[i] = draw(ground.chance)
        elif style < 0.7:
            ground.key[i] = -float(facts.request[request, WEIGHT_G])
        elif style < 0.85:
            ground.key[i] = -ground.least[request]
        else:
            ground.key[i] = ground.least[request]
    for i in range(1, count):
        key, request, k = ground.key[i], ground.removed[i], i
        while k > 0 and ground.key[k - 1] > key:
            ground.key[k], ground.removed[k] = ground.key[k - 1], ground.removed[k - 1]
            k -= 1
        ground.key[k], ground.removed[k] = key, request


@compiled_inline
def recreate(facts: Facts, draft: Draft, ground: Ground, work: Ints) -> None:
    """Insert what was removed, each where it is cheapest, unless leaving it out is cheaper."""
    mark_offered(facts, draft, ground.offered, ground.chosen)
    for i in range(ground.counts[REMOVED]):
        request = ground.removed[i]
        best = (facts.drop_price[request], NOWHERE, (NOWHERE, NOWHERE, NOWHERE))
        best_shift = NOWHERE
        for shift in range(len(ground.offered)):
            if not ground.offered[shift] or not ground.may_fetch[shift, request]:
                continue
            if draft.length[shift] == 0 and ground.alone[shift, request] >= best[0]:
                continue
            if draw(ground.chance) < BLINK:
                continue
            found = find_insertion(facts, draft, shift, request, best[0], work)
            if found[1] >= 0:
                best, best_shift = found, shift
        if best_shift < 0:
            continue
        save_route(draft, ground, best_shift)
        was_spare = draft.length[best_shift] == 0
        insert_request(facts, draft, best_shift, request, best, work)
        if was_spare:
            mark_offered(facts, draft, ground.offered, ground.chosen)


@compiled_inline
def undo(facts: Facts, draft: Draft, ground: Ground) -> None:
    """Bring back the routes as they were before the round."""
    for k in range(2 * ground.counts[CHANGED]):
        i = k % ground.counts[CHANGED]
        route = (ground.saved[i, 1], ground.saved[i, 2], ground.saved[i, 3])
        length, price = ground.saved[i, 0], ground.saved_price[i]
        if k < ground.counts[CHANGED]:
            length, price = NOTHING, 0.0
        set_route(facts, draft, ground.changed[i], ground.saved_order[i], length, route, price)


@compiled_inline
def total_price(facts: Facts, draft: Draft) -> float:
    """Return the price of all routes and of what is left out."""
    total = 0.0
    for shift in range(len(draft.price)):
        total += draft.price[shift]
    for request in range(len(draft.where)):
        if draft.where[request] < 0:
            total += facts.drop_price[request]
    return total


@compiled_inline
def keep_record(draft: Draft, best: Record, price: float) -> None:
    """Remember a draft as the best."""
    best.price[0] = price
    for shift in range(len(draft.length)):
        best.length[shift], best.hub[shift] = draft.length[shift], draft.hub[shift]
        for k in range(draft.length[shift]):
            best.order[shift, k] = draft.order[shift, k]


@compiled_entry
def ruin_and_recreate(
    facts: Facts,
    draft: Draft,
    best: Record,
    ground: Ground,
    rounds: int,
    heat: float,
    work: Ints,
) -> None:
    """Change a draft in rounds at a temperature (minor units); record the best one met."""
    price = total_price(facts, draft)
    for _ in range(rounds):
        ground.counts[REMOVED], ground.counts[CHANGED] = 0, 0
        absent = 0
        for request in range(len(draft.where)):
            absent += draft.where[request] < 0
        ruin(facts, draft, ground, work)
        add_absent(draft, ground, absent)
        sort_removed(facts, ground)
        recreate(facts, draft, ground, work)
        after = total_price(facts, draft)
        if after < price - heat * math.log(draw(ground.chance) + 1e-300):
            price = after
            if price < best.price[0] - 1e-6:
                keep_record(draft, best, price)
        else:
            undo(facts, draft, ground)
        for k in range(ground.counts[CHANGED]):
            ground.is_changed[ground.changed[k]] = False
