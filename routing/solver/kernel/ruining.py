"""Ruin: take strings of requests out of neighbouring routes.

References
----------
Christiaens, Vanden Berghe (2020), Slack induction by string removals for vehicle routing
problems, doi 10.1287/trsc.2019.0914.
"""

from typing import Final

from routing.solver.kernel import columns as col
from routing.solver.kernel.chance import draw, draw_below
from routing.solver.kernel.changing import change_route, save_route
from routing.solver.kernel.compiled import compiled, compiled_inline
from routing.solver.kernel.draft import Draft, left_price
from routing.solver.kernel.facts import Facts
from routing.solver.kernel.ground import (
    BY_FIRST,
    BY_LAST,
    BY_REACH,
    BY_SIZE,
    BY_WIDTH,
    NOTHING,
    REMOVED,
    RETRIED,
    Ground,
)
from routing.solver.kernel.work import Work

ABSENT_SEEDS: Final = 0.2
"""Share of rounds that begin at a request left out, if there is any."""
MEAN_REMOVED: Final = 10.0
LONGEST_STRING: Final = 10.0


@compiled_inline
def ruin(facts: Facts, draft: Draft, ground: Ground, work: Work) -> None:
    """Take strings of requests out of routes around a request drawn by chance."""
    requests = len(draft.where)
    seed = draw_below(ground.chance, requests)
    if draft.left[0] > 0 and draw(ground.chance) < ABSENT_SEEDS:
        request = seed
        for _ in range(requests):
            if left_price(facts, draft, request) > 0.0:
                seed = request
                break
            request = request + 1 if request + 1 < requests else NOTHING
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
    work: Work,
) -> None:
    """Take a string around a request out of its route, perhaps keeping some of its middle."""
    save_route(draft, ground, shift)
    length, place = draft.length[shift], draft.place[request]
    size = 1 + draw_below(ground.chance, int(min(longest, float(length))))
    kept = 0
    if 1 < size < length and draw(ground.chance) < 0.5:
        kept = 1
        while size + kept < length and draw(ground.chance) < 0.5:
            kept += 1
    span = size + kept
    low = max(0, place - span + 1)
    low += draw_below(ground.chance, min(place, length - span) - low + 1)
    keep_from = low + draw_below(ground.chance, size + 1) if kept else length
    for k in range(low, low + span):
        if not keep_from <= k < keep_from + kept:
            take_out(facts, ground, draft.order[shift, k])
    shorten(facts, draft, ground, shift, work)


@compiled
def take_out(facts: Facts, ground: Ground, code: int) -> None:
    """Note that a request is to leave its route, unless a lock keeps it there."""
    request, requests = facts.visit[code, col.REQUEST], len(facts.terms)
    if request < 0 or facts.locked[request] or facts.locked[requests + request]:
        return
    if ground.leaves[request]:
        return
    ground.leaves[request] = True
    ground.removed[ground.counts[REMOVED]] = request
    ground.counts[REMOVED] += 1


@compiled_inline
def shorten(facts: Facts, draft: Draft, ground: Ground, shift: int, work: Work) -> None:
    """Take what is to leave out of a route; when the rest is not allowed, all of it but locks."""
    hub = draft.hub[shift]
    left, codes = draft.length[shift], NOTHING
    for k in range(left):
        ground.trial[k] = draft.order[shift, k]
    for attempt in range(2):
        codes = NOTHING
        stays = False
        for k in range(left):
            code = ground.trial[k]
            request = facts.visit[code, col.REQUEST]
            if attempt == 1:
                take_out(facts, ground, code)
            if facts.locked[code] or (request >= 0 and not ground.leaves[request]):
                stays = True
            elif request >= 0 or attempt == 1:
                continue
            ground.trial[codes] = code
            codes += 1
        if not stays:
            codes = NOTHING
        left = codes
        if change_route(facts, draft, shift, hub, ground.trial, codes, work):
            return


@compiled_inline
def add_absent(facts: Facts, draft: Draft, ground: Ground) -> None:
    """Add some of the requests that were left out before the round, by chance."""
    cut, taken, requests = ground.counts[REMOVED], NOTHING, len(draft.where)
    most = min(ground.counts[RETRIED], draft.left[0] - cut)
    if most <= 0:
        return
    request = draw_below(ground.chance, requests) - 1
    for _ in range(requests):
        request = request + 1 if request + 1 < requests else NOTHING
        if taken >= most:
            break
        if draft.where[request] >= 0 or ground.leaves[request]:
            continue
        alternative = facts.terms[request, col.ALTERNATIVE]
        if alternative >= 0 and facts.members[facts.member_span[alternative]] != request:
            continue
        ground.leaves[request] = True
        ground.removed[ground.counts[REMOVED]] = request
        ground.counts[REMOVED] += 1
        taken += 1


@compiled_inline
def sort_removed(ground: Ground) -> None:
    """Order what is to be inserted: by chance, size, reach or windows."""
    style, count = draw(ground.chance) * 17.0, ground.counts[REMOVED]
    column, sign = BY_SIZE, 1.0
    if style < 8.0:
        sign = -1.0
    elif style < 10.0:
        column, sign = BY_REACH, -1.0
    elif style < 11.0:
        column = BY_REACH
    elif style < 13.0:
        column = BY_WIDTH
    elif style < 15.0:
        column = BY_FIRST
    else:
        column, sign = BY_LAST, -1.0
    for i in range(count):
        request = ground.removed[i]
        ground.leaves[request] = False
        if style < 4.0:
            ground.key[i] = draw(ground.chance)
        else:
            ground.key[i] = sign * ground.keys[request, column]
    for i in range(1, count):
        key, request, k = ground.key[i], ground.removed[i], i
        while k > 0 and ground.key[k - 1] > key:
            ground.key[k], ground.removed[k] = ground.key[k - 1], ground.removed[k - 1]
            k -= 1
        ground.key[k], ground.removed[k] = key, request
