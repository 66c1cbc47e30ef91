"""Price a route on arrays: its cost as evaluated, but for rounding, if it keeps every rule."""

from typing import Final

from routing.solver.kernel.compiled import compiled, compiled_entry, compiled_inline
from routing.solver.kernel.dating import (
    NEVER,
    date_with_pauses,
    measure_legs,
    stay_at_hub_s,
)
from routing.solver.kernel.facts import (
    CAPACITY_G,
    CAPACITY_ML,
    FIXED,
    MAX_DISTANCE_M,
    MAX_DRIVING_S,
    MAX_DURATION_S,
    MAX_STOPS,
    NAMED_HUB,
    PER_M,
    PER_S,
    VOLUME_ML,
    WEIGHT_G,
    Facts,
    Ints,
)
from routing.solver.kernel.rules import (
    RELAX_CAPACITY,
    RELAX_HUB,
    RELAX_MAX_DISTANCE,
    RELAX_MAX_DRIVING,
    RELAX_MAX_DURATION,
    RELAX_MAX_STOPS,
    RELAX_SKILL,
)

INFINITE: Final = 1e300


@compiled
def fits_vehicle(facts: Facts, shift: int, hub: int, order: Ints, count: int) -> bool:
    """Tell whether a vehicle may carry requests, as far as time and roads do not matter."""
    load_g, load_ml = 0, 0
    for k in range(count):
        request = order[k]
        load_g += facts.request[request, WEIGHT_G]
        load_ml += facts.request[request, VOLUME_ML]
        named = facts.request[request, NAMED_HUB]
        if not facts.relaxed[0] & RELAX_HUB and named >= 0 and named != hub:
            return False
        if not facts.relaxed[0] & RELAX_SKILL and not facts.skilled[shift, request]:
            return False
    if not facts.relaxed[0] & RELAX_MAX_STOPS and count > facts.shift[shift, MAX_STOPS]:
        return False
    if facts.relaxed[0] & RELAX_CAPACITY:
        return True
    return bool(
        load_g <= facts.shift[shift, CAPACITY_G] and load_ml <= facts.shift[shift, CAPACITY_ML]
    )


@compiled_inline
def keeps_driving_limits(facts: Facts, shift: int, driving_s: int, distance_m: int) -> bool:
    """Tell whether a shift may drive that long and that far."""
    row, relaxed = facts.shift[shift], facts.relaxed[0]
    if not relaxed & RELAX_MAX_DRIVING and driving_s > row[MAX_DRIVING_S]:
        return False
    return bool(relaxed & RELAX_MAX_DISTANCE or distance_m <= row[MAX_DISTANCE_M])


@compiled
def price_times(
    facts: Facts, shift: int, hub: int, order: Ints, count: int, work: Ints
) -> tuple[float, int, int]:
    """Return what `price_order` does for a route that fits its vehicle."""
    driving_s, distance_m = measure_legs(facts, shift, hub, order, count, work)
    if driving_s < 0 or not keeps_driving_limits(facts, shift, driving_s, distance_m):
        return INFINITE, 0, 0
    start_s, arrival_s = date_with_pauses(facts, shift, hub, order, count, driving_s, work)
    end_s = arrival_s + stay_at_hub_s(facts, hub, order, count)
    too_long = end_s - start_s > facts.shift[shift, MAX_DURATION_S]
    if start_s == NEVER or (too_long and not facts.relaxed[0] & RELAX_MAX_DURATION):
        return INFINITE, 0, 0
    price = facts.price[shift, FIXED] + facts.price[shift, PER_M] * distance_m
    return price + facts.price[shift, PER_S] * (end_s - start_s), arrival_s, driving_s


@compiled_entry
def price_order(
    facts: Facts, shift: int, hub: int, order: Ints, count: int, work: Ints
) -> tuple[float, int, int]:
    """Return price, arrival at the hub and seconds driven of a route, INFINITE if not allowed.

    Rules that bind several routes are not looked at.
    """
    if not fits_vehicle(facts, shift, hub, order, count):
        return INFINITE, 0, 0
    return price_times(facts, shift, hub, order, count, work)
