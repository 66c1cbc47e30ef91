"""What is on board on each leg of a route, and whether vehicle, hubs and goods allow it."""

from routing.solver.kernel import columns as col
from routing.solver.kernel.compiled import compiled, compiled_inline
from routing.solver.kernel.facts import Facts, Ints
from routing.solver.kernel.work import CODE, GRAMS, LOAD, MOST_TRIPS, Work


@compiled_inline
def fits_vehicle(facts: Facts, shift: int, hub: int, count: int, work: Work) -> bool:
    """Tell whether a vehicle may carry what an order says, time and roads aside.

    Fills the loads of the legs.
    """
    codes, group = work.item[CODE], facts.shift[shift, col.GROUP]
    visits, reloads = 0, 0
    for k in range(count):
        kind, request = facts.visit[codes[k], col.KIND], facts.visit[codes[k], col.REQUEST]
        if request >= 0:
            visits += 1
            if not facts.may[group, request]:
                return False
        reloads += kind == col.RELOAD
    row = facts.shift[shift]
    if visits > row[col.MAX_STOPS] or reloads > row[col.MAX_RELOADS] or reloads >= MOST_TRIPS:
        return False
    if facts.uses[col.USES_PAIRS] and not pairs_in_order(facts, codes, count):
        return False
    return fits_trips(facts, shift, hub, count, work) and fits_tags(facts, codes, count)


@compiled_inline
def pairs_in_order(facts: Facts, codes: Ints, count: int) -> bool:
    """Tell whether both visits of each pair are there, in their order."""
    half, requests = 0, len(facts.terms)
    for k in range(count):
        kind = facts.visit[codes[k], col.KIND]
        if kind == col.PAIR_FIRST:
            half += 1
        elif kind == col.PAIR_SECOND:
            half -= 1
            known = False
            for i in range(k):
                known = known or codes[i] + requests == codes[k]
            if not known:
                return False
    return half == 0


@compiled_inline
def fits_trips(facts: Facts, shift: int, hub: int, count: int, work: Work) -> bool:
    """Tell whether loads and named hubs of each trip are allowed; fill loads and receipts."""
    codes, quantities = work.item[CODE], facts.fetch.shape[1]
    first, trip, origin = 0, 0, facts.shift[shift, col.START_HUB]
    for k in range(count + 1):
        if k < count and facts.visit[codes[k], col.KIND] != col.RELOAD:
            continue
        there = hub if k == count else facts.visit[codes[k], col.HUB]
        if k < count and not reloads_at(facts, shift, there):
            return False
        if not hubs_agree(facts, codes, first, k, origin, there):
            return False
        for q in range(quantities):
            if not fits_trip(facts, shift, first, k, trip, q, work):
                return False
        first, trip, origin = k + 1, trip + 1, there
    return True


@compiled
def reloads_at(facts: Facts, shift: int, hub: int) -> bool:
    """Tell whether a shift may unload and load at a hub on its way."""
    known = False
    for i in range(facts.reload_span[shift], facts.reload_span[shift + 1]):
        known = known or facts.reload_hubs[i] == hub
    return bool(known and facts.hub[hub, col.RECEIVES] > 0)


@compiled_inline
def hubs_agree(facts: Facts, codes: Ints, first: int, last: int, origin: int, there: int) -> bool:
    """Tell whether the hubs a trip leaves and ends at are those its goods name."""
    for k in range(first, last):
        kind, request = facts.visit[codes[k], col.KIND], facts.visit[codes[k], col.REQUEST]
        if kind > col.EXCHANGE:
            continue
        named = facts.visit[request, col.HUB]
        refused = facts.hub[there, col.RECEIVES] == 0 or (named >= 0 and named != there)
        if kind != col.DELIVERY and refused:
            return False
        if kind != col.PICKUP and named >= 0 and named != origin:
            return False
    return True


@compiled_inline
def fits_trip(
    facts: Facts, shift: int, first: int, last: int, trip: int, q: int, work: Work
) -> bool:
    """Tell whether one quantity of a trip's goods is never more than there is room for.

    Legs `first` to `last` are the trip's. What pairs leave on board goes over from the trip
    before; what is received is its end's.
    """
    codes, load = work.item[CODE], work.item[LOAD + q]
    room, received, level = facts.shift[shift, col.CAPACITY + q], 0, 0
    if first > 0:
        level = load[first]
    for k in range(first, last):
        if facts.visit[codes[k], col.KIND] <= col.EXCHANGE:
            level += facts.bring[facts.visit[codes[k], col.REQUEST], q]
    load[first] = level
    over = level > room
    for k in range(first, last):
        kind, request = facts.visit[codes[k], col.KIND], facts.visit[codes[k], col.REQUEST]
        if kind <= col.EXCHANGE:
            level += facts.fetch[request, q] - facts.bring[request, q]
            received += facts.fetch[request, q]
        elif kind == col.PAIR_FIRST:
            level += facts.fetch[request, q]
        elif kind == col.PAIR_SECOND:
            level -= facts.fetch[request, q]
        load[k + 1] = level
        over = over or level > room
    if q < 2:
        work.receipts[trip, GRAMS + q] = received
    load[last + 1] = level - received
    return not over


@compiled_inline
def fits_tags(facts: Facts, codes: Ints, count: int) -> bool:
    """Tell whether no two requests on board on the same leg exclude each other."""
    if not facts.uses[col.USES_TAGS]:
        return True
    for k in range(count):
        if not has_tags(facts, codes[k]) or facts.visit[codes[k], col.KIND] == col.PAIR_SECOND:
            continue
        first, last = ride_of(facts, codes, count, k)
        for i in range(k + 1, count):
            if facts.visit[codes[i], col.KIND] == col.PAIR_SECOND or not has_tags(facts, codes[i]):
                continue
            if excludes(
                facts, facts.visit[codes[k], col.REQUEST], facts.visit[codes[i], col.REQUEST]
            ):
                other_first, other_last = ride_of(facts, codes, count, i)
                if first <= other_last and other_first <= last:
                    return False
    return True


@compiled
def has_tags(facts: Facts, code: int) -> bool:
    """Tell whether a code is a visit of goods that exclude others or may be excluded."""
    request = facts.visit[code, col.REQUEST]
    if request < 0:
        return False
    for word in range(facts.tags.shape[1]):
        if facts.tags[request, word] or facts.bans[request, word]:
            return True
    return False


@compiled
def excludes(facts: Facts, a: int, b: int) -> bool:
    """Tell whether two requests may not be on board at the same time."""
    for word in range(facts.tags.shape[1]):
        if facts.tags[a, word] & facts.bans[b, word] or facts.tags[b, word] & facts.bans[a, word]:
            return True
    return False


@compiled
def ride_of(facts: Facts, codes: Ints, count: int, at: int) -> tuple[int, int]:
    """Return the first and last leg on which the goods of a first visit are on board."""
    kind = facts.visit[codes[at], col.KIND]
    first, last = at + 1, at
    if kind == col.PAIR_FIRST:
        while last < count and codes[last] != codes[at] + len(facts.terms):
            last += 1
        return first, last
    if kind != col.PICKUP:
        first = at
        while first > 0 and facts.visit[codes[first - 1], col.KIND] != col.RELOAD:
            first -= 1
    if kind != col.DELIVERY:
        while last < count and facts.visit[codes[last], col.KIND] != col.RELOAD:
            last += 1
    return first, last
