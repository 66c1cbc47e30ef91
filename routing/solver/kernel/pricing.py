"""Price a route on arrays: its cost as evaluated, if it keeps every rule it can keep alone."""

import math
from typing import Final

from routing.solver.kernel import columns as col
from routing.solver.kernel.compiled import compiled, compiled_entry, compiled_inline
from routing.solver.kernel.dating import date_with_pauses
from routing.solver.kernel.facts import Facts, Floats, Ints
from routing.solver.kernel.halts import measure_halts
from routing.solver.kernel.loads import fits_vehicle
from routing.solver.kernel.planned import place_breaks
from routing.solver.kernel.work import (
    ARRIVAL_S,
    ARRIVE_S,
    AT_HUB,
    AT_S,
    BEGIN_S,
    CODE,
    COUNT,
    DISTANCE_M,
    DRIVING_S,
    END_S,
    LOAD,
    START_S,
    STAY_S,
    TRIPS,
    VISITING_S,
    Work,
)

INFINITE: Final = 1e300


@compiled
def half_up(milli: float, unit: float) -> float:
    """Return an amount in whole units, halves up."""
    return float(math.floor((2.0 * milli + unit) / (2.0 * unit)))


@compiled
def paid(
    facts: Facts,
    shift: int,
    distance_m: int,
    driving_s: int,
    visiting_s: int,
    duration_s: int,
    end_s: int,
) -> float:
    """Return what a vehicle-day, its way and its time cost, overtime in."""
    rates, row = facts.rates[shift], facts.shift[shift]
    price = float(rates[col.FIXED]) + half_up(rates[col.PER_M] * distance_m, 1e3)
    time = rates[col.PER_S] * duration_s + rates[col.PER_DRIVING_S] * driving_s
    price += half_up(time + rates[col.PER_SERVICE_S] * visiting_s, 1e3)
    over_s = max(0, end_s - row[col.LATEST_S], duration_s - row[col.MAX_DURATION_S])
    if over_s > 0:
        price += half_up(rates[col.PER_OVERTIME_S] * over_s, 1e3)
    return price


@compiled
def serve_price(facts: Facts, shift: int, request: int) -> float:
    """Return what serving a request by a unit costs by itself."""
    terms = facts.terms[request]
    price = float(terms[col.SERVE])
    last = terms[col.LAST_UNIT]
    if last >= 0 and last != facts.shift[shift, col.UNIT]:
        price += terms[col.CHANGE]
    return price


@compiled
def keeps_limits(facts: Facts, shift: int, driving_s: int, distance_m: int) -> bool:
    """Tell whether a shift may drive that long and that far."""
    row = facts.shift[shift]
    return bool(driving_s <= row[col.MAX_DRIVING_S] and distance_m <= row[col.MAX_DISTANCE_M])


@compiled_inline
def fuel_price(facts: Facts, shift: int, hub: int, count: int, work: Work) -> float:
    """Return what fuel costs by what is on board on each leg."""
    rate, row = facts.rates[shift, col.PER_L], facts.shift[shift]
    if rate == 0.0:
        return 0.0
    full_g, total_ml = row[col.FULL_G], 0
    here = facts.hub[row[col.START_HUB], col.HUB_STOP]
    for k in range(count + 1):
        there = facts.hub[hub, col.HUB_STOP]
        if k < count:
            there = facts.visit[work.item[CODE, k], col.STOP]
            if facts.visit[work.item[CODE, k], col.KIND] == col.BREAK:
                continue
        empty_ml = facts.fuel[row[col.MATRIX], here, there, 0]
        more_ml = facts.fuel[row[col.MATRIX], here, there, 1] - empty_ml
        load_g = min(work.item[LOAD, k], full_g)
        total_ml += empty_ml + (2 * more_ml * load_g + full_g) // (2 * full_g)
        here = there
    return half_up(rate * total_ml, 1e6)


@compiled_inline
def extra_price(facts: Facts, shift: int, count: int, work: Work) -> float:
    """Return what lateness costs, and serving by itself."""
    if not facts.uses[col.USES_TIMES] and not facts.uses[col.USES_UNITS]:
        return 0.0
    late_milli, price = 0.0, 0.0
    for k in range(count):
        code = work.item[CODE, k]
        if facts.visit[code, col.KIND] > col.PAIR_FIRST:
            continue
        request = facts.visit[code, col.REQUEST]
        late_s = work.item[BEGIN_S, k] - facts.terms[request, col.WISH_BY_S]
        if late_s > 0:
            late_milli += float(late_s) * facts.terms[request, col.LATE_MILLI]
        price += serve_price(facts, shift, request)
    return price + half_up(late_milli, 1e3)


@compiled_inline
def keeps_rides(facts: Facts, count: int, work: Work) -> bool:
    """Tell whether no goods ride longer, or arrive later, than they may."""
    if not facts.uses[col.USES_TIMES]:
        return True
    item, requests = work.item, len(facts.terms)
    trip_end = count
    for k in range(count - 1, -1, -1):
        code = item[CODE, k]
        kind, request = facts.visit[code, col.KIND], facts.visit[code, col.REQUEST]
        if kind == col.RELOAD:
            trip_end = k
        elif kind in (col.PICKUP, col.EXCHANGE):
            arrival_s = item[ARRIVE_S, trip_end]
            left_s = item[BEGIN_S, k] + item[STAY_S, k]
            if arrival_s - left_s > facts.terms[request, col.MAX_RIDE_S]:
                return False
            if arrival_s > facts.terms[request, col.DELIVER_BY_S]:
                return False
        elif kind == col.PAIR_FIRST:
            left_s, i = item[BEGIN_S, k] + item[STAY_S, k], k
            while item[CODE, i] != code + requests:
                i += 1
            if item[BEGIN_S, i] - left_s > facts.terms[request, col.MAX_RIDE_S]:
                return False
    return True


@compiled
def price_codes(facts: Facts, shift: int, hub: int, count: int, work: Work) -> float:
    """Return the price of the route whose codes are in `work`, INFINITE if not allowed."""
    if not fits_vehicle(facts, shift, hub, count, work):
        return INFINITE
    count = measure_with_breaks(facts, shift, hub, count, work)
    sums, row = work.sums, facts.shift[shift]
    if count < 0 or not date_with_pauses(facts, shift, hub, count, work, row[col.PREFIX]):
        return INFINITE
    duration_s = sums[END_S] - sums[START_S]
    too_long = duration_s > row[col.MAX_DURATION_S] + row[col.MAX_OVERTIME_S]
    if too_long or not keeps_rides(facts, count, work):
        return INFINITE
    note_receipts(facts, hub, count, work)
    price = paid(
        facts,
        shift,
        sums[DISTANCE_M],
        sums[DRIVING_S],
        sums[VISITING_S],
        duration_s,
        sums[END_S],
    )
    price += fuel_price(facts, shift, hub, count, work)
    return price + extra_price(facts, shift, count, work)


@compiled_inline
def measure_with_breaks(facts: Facts, shift: int, hub: int, count: int, work: Work) -> int:
    """Fill legs and stays, with planned breaks put in; return how many items there are, or -1."""
    planned = facts.break_span[shift] < facts.break_span[shift + 1]
    for placed in range(2):
        if not measure_halts(facts, shift, hub, count, work):
            return -1
        if not keeps_limits(facts, shift, work.sums[DRIVING_S], work.sums[DISTANCE_M]):
            return -1
        if not planned or placed:
            break
        count = place_breaks(facts, shift, count, work, facts.shift[shift, col.PREFIX])
        if count < 0:
            return -1
    work.sums[COUNT] = count
    return count


@compiled_inline
def note_receipts(facts: Facts, hub: int, count: int, work: Work) -> None:
    """Fill where and when each trip ends."""
    trip = 0
    for k in range(count):
        if facts.visit[work.item[CODE, k], col.KIND] == col.RELOAD:
            work.receipts[trip, AT_HUB] = facts.visit[work.item[CODE, k], col.HUB]
            work.receipts[trip, AT_S] = work.item[ARRIVE_S, k]
            trip += 1
    work.receipts[trip, AT_HUB], work.receipts[trip, AT_S] = hub, work.sums[ARRIVAL_S]
    work.sums[TRIPS] = trip + 1


@compiled_entry
def price_orders(facts: Facts, orders: Ints, prices: Floats, work: Work) -> None:
    """Fill the prices of routes, INFINITE for those not allowed by themselves.

    A row of `orders` is shift, end hub, number of codes, codes. The work then holds the sums,
    receipts and dates of the last one.
    """
    for i in range(len(orders)):
        count = orders[i, 2]
        for k in range(count):
            work.item[CODE, k] = orders[i, 3 + k]
        prices[i] = price_codes(facts, orders[i, 0], orders[i, 1], count, work)
