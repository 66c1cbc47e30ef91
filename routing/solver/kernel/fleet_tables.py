"""Tables of the fleet, its hubs and its roads, and of who may fetch what."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.problem.fleet import Shift
from routing.problem.lock import Lock, LockKind
from routing.problem.problem import Problem
from routing.problem.request import ANY_HUB, NO_GROUP, Request, RequestKind, Visit
from routing.problem.sequences import Item, ItemKind
from routing.solver.kernel import columns as col
from routing.solver.kernel.breaks import Breaks, break_number
from routing.solver.kernel.tables import Ints, cut_spans, day_hours, flatten, place_of, table
from routing.units import NO_LIMIT

Flags = NDArray[np.bool_]
Legs = NDArray[np.int32] | NDArray[np.int64]

MOST_NARROW: Final = 2**31 - 1
"""The greatest number that 32 bits hold."""


def shift_table(problem: Problem, quantities: int) -> Ints:
    """Return the limits of each shift, then its capacities."""
    groups: dict[tuple[object, ...], int] = {}
    prefixes = {k.shift: _prefix_of(k) for k in problem.locks if k.kind is LockKind.PREFIX}
    locked = {lock.shift for lock in problem.locks if lock.items}
    known = {request.last_vehicle for request in problem.requests}
    rows = []
    for i, shift in enumerate(problem.shifts):
        kind = problem.type_of(shift)
        room = (kind.capacity_g, kind.capacity_ml, *kind.extra)
        itself = shift.vehicle if shift.vehicle in known else -1
        alike = (*_hours_and_hubs(problem, shift), itself, i if i in locked else -1)
        rows.append(
            (
                shift.vehicle,
                problem.horizon.week_of(shift.day),
                shift.day,
                shift.earliest_s,
                shift.latest_s,
                shift.start_hub,
                shift.matrix,
                problem.vehicles[shift.vehicle].vehicle_type,
                groups.setdefault(alike, len(groups)),
                min(kind.max_driving_s, problem.law.max_day_s),
                kind.max_duration_s,
                kind.max_distance_m,
                kind.max_stops,
                kind.max_reloads,
                kind.max_overtime_s,
                kind.full_g or kind.capacity_g,
                prefixes.get(i, 0),
                not shift.breaks and not kind.fuel_milli_per_l,
                i in locked,
                *room,
                *[NO_LIMIT] * (quantities - len(room)),
            )
        )
    return table(rows, col.CAPACITY + quantities)


def _hours_and_hubs(problem: Problem, shift: Shift) -> tuple[object, ...]:
    """Return all that a shift is beside its unit."""
    hours = shift.day, shift.earliest_s, shift.latest_s
    hubs = shift.start_hub, shift.end_hubs, shift.reload_hubs
    kind = problem.vehicles[shift.vehicle].vehicle_type
    return kind, *hours, *hubs, shift.matrix, shift.breaks


def rate_table(problem: Problem) -> NDArray[np.float64]:
    """Return what each shift pays, in minor units and thousandths, by `columns`."""
    kinds = [problem.type_of(shift) for shift in problem.shifts]
    rows = [
        (
            kind.fixed_minor,
            kind.rate_per_m_milli,
            kind.rate_per_s_milli,
            kind.rate_per_driving_s_milli,
            kind.rate_per_service_s_milli,
            kind.rate_per_overtime_s_milli,
            kind.fuel_milli_per_l,
        )
        for kind in kinds
    ]
    return np.array(rows, np.float64).reshape(len(rows), col.RATES)


def hub_windows(problem: Problem) -> tuple[Ints, Ints, Ints]:
    """Return opening windows, where each hub's begin, and their hull on each day."""
    windows, starts = flatten([hub.open_windows for hub in problem.hubs])
    hull = [cut_spans(windows, starts, hours)[1] for hours in day_hours(problem)]
    return windows, starts, np.stack(hull)


def slot_table(problem: Problem) -> tuple[Ints, Ints]:
    """Return slots of hubs (first and last second, grams, millilitres, vehicles) and slices."""
    rows, starts = [], [0]
    for hub in problem.hubs:
        for slot in hub.slots:
            window = slot.window
            bounds = slot.intake_g, slot.intake_ml, slot.vehicles
            rows.append((window.earliest_s, window.latest_s, *bounds))
        starts.append(len(rows))
    return table(rows, 5), np.array(starts, np.int64)


def travel_tables(problem: Problem) -> tuple[Legs, Ints]:
    """Return seconds and metres of every leg, and fuel if somebody pays for it.

    A row and a column of zeros behind the others are nowhere.
    """
    size = len(problem.stops) + any(hub.stop < 0 for hub in problem.hubs)
    legs = np.zeros((len(problem.matrices), size, size, 2), np.int64)
    paid = any(kind.fuel_milli_per_l for kind in problem.vehicle_types)
    fuel = np.zeros(legs.shape if paid else (0, 0, 0, 2), np.int64)
    known = len(problem.stops)
    for k, matrix in enumerate(problem.matrices):
        legs[k, :known, :known, 0] = matrix.duration_s
        legs[k, :known, :known, 1] = matrix.distance_m
        if paid:
            fuel[k, :known, :known, 0] = matrix.fuel_empty_ml
            fuel[k, :known, :known, 1] = matrix.fuel_full_ml
    return narrow(legs), fuel


def narrow(legs: Ints) -> Legs:
    """Return legs in half the room, which stays near the processor, if their values allow it."""
    return legs.astype(np.int32) if legs.max(initial=0) <= MOST_NARROW else legs


def turned(legs: Legs) -> Legs:
    """Return legs with their ends exchanged: the same array where both ways are alike."""
    back = legs.transpose(0, 2, 1, 3)
    return legs if np.array_equal(legs, back) else back.copy()


def hub_table(problem: Problem) -> Ints:
    """Return stop, seconds of each call, and whether goods are received, of each hub."""
    rows = [(place_of(hub.stop, problem), hub.unload_s, hub.receives) for hub in problem.hubs]
    return table(rows, 3)


def may_fetch(problem: Problem, shifts: Ints, fetch: Ints, bring: Ints) -> Flags:
    """Tell which requests each group of shifts could serve, by hours, size, skills and hubs.

    A request that is not allowed alone may be in company, where the driver rests on the way.
    """
    first = np.unique(shifts[:, col.GROUP], return_index=True)[1].tolist()
    may = np.zeros((len(first), len(problem.requests)), np.bool_)
    visits = [flatten([r.windows for r in problem.requests])]
    visits.append(flatten([r.to.windows if r.to else () for r in problem.requests]))
    paired = np.array([r.to is not None for r in problem.requests], np.bool_)
    at_hours: dict[tuple[int, int], Flags] = {}
    at_hubs: dict[tuple[object, ...], Flags] = {}
    in_type: dict[int, Flags] = {}
    for group, i in enumerate(first):
        shift = problem.shifts[i]
        kind, row = problem.type_of(shift), shifts[i]
        hours = shift.earliest_s, shift.latest_s + kind.max_overtime_s
        if hours not in at_hours:
            met = [cut_spans(windows, starts, hours)[1][:, 2] > 0 for windows, starts in visits]
            at_hours[hours] = met[0] & (met[1] | ~paired)
        able = kind.skills, shift.start_hub, shift.end_hubs, shift.reload_hubs
        if able not in at_hubs:
            at_hubs[able] = _skilled_at_hubs(problem, shift, kind.skills)
        number = int(row[col.TYPE])
        if number not in in_type:
            in_type[number] = (np.maximum(fetch, bring) <= row[col.CAPACITY :]).all(axis=1)
        may[group] = at_hours[hours] & at_hubs[able] & in_type[number]
    _keep_locked(problem, shifts, may)
    return may


def _keep_locked(problem: Problem, shifts: Ints, may: Flags) -> None:
    """Leave locked requests to their shifts, and refuse those that are their alternatives."""
    owner = {i.request: lock.shift for lock in problem.locks for i in lock.items if i.request >= 0}
    groups = {problem.requests[i].alternative for i in owner} - {NO_GROUP}
    for index, request in enumerate(problem.requests):
        if index in owner:
            may[np.arange(len(may)) != shifts[owner[index], col.GROUP], index] = False
        elif request.alternative in groups:
            may[:, index] = False


def _skilled_at_hubs(problem: Problem, shift: Shift, skills: frozenset[str]) -> Flags:
    sends = {shift.start_hub, *shift.reload_hubs}
    ends = {*shift.end_hubs, *shift.reload_hubs}
    receives = {hub for hub in ends if problem.hubs[hub].receives}
    fits = np.ones(len(problem.requests), np.bool_)
    for i, request in enumerate(problem.requests):
        brings = request.kind in (RequestKind.DELIVERY, RequestKind.EXCHANGE)
        fetches = request.kind in (RequestKind.PICKUP, RequestKind.EXCHANGE)
        wanted = None if request.hub == ANY_HUB else {request.hub}
        fits[i] = (
            request.skills <= skills
            and not (brings and wanted is not None and not wanted & sends)
            and not (fetches and not (receives if wanted is None else wanted & receives))
        )
    return fits


LOCK_KINDS: Final = (LockKind.PREFIX, LockKind.ORDER, LockKind.VEHICLE)


def lock_table(problem: Problem, breaks: Breaks) -> Ints:
    """Return what locks fix: shift, kind and code."""
    rows = [
        (lock.shift, LOCK_KINDS.index(lock.kind), code_of(problem, breaks, lock.shift, item))
        for lock in problem.locks
        for item in lock.items
        if item.kind is not ItemKind.END
    ]
    return table(rows, 3)


def locked_codes(problem: Problem, breaks: Breaks) -> Flags:
    """Tell which codes stay in their route, because a lock says where in it they are.

    What only has to be on a vehicle may be taken out and put back, but for breaks and reloads.
    """
    visits = 2 * len(problem.requests)
    locked = np.zeros(visits + len(problem.hubs) + len(breaks.all), np.bool_)
    for _, kind, code in lock_table(problem, breaks).tolist():
        locked[code] |= kind < LOCK_KINDS.index(LockKind.VEHICLE) or code >= visits
    return locked


def end_hubs(problem: Problem) -> list[tuple[int, ...]]:
    """Return the hubs each shift may end at; a lock may leave one."""
    hubs = [shift.end_hubs for shift in problem.shifts]
    for lock in problem.locks:
        if lock.items and lock.items[-1].kind is ItemKind.END:
            hubs[lock.shift] = tuple(h for h in hubs[lock.shift] if h == lock.items[-1].hub)
    return hubs


def code_of(problem: Problem, breaks: Breaks, shift: int, item: Item) -> int:
    """Return the code of an item of a shift's route, -1 for a break that has none."""
    requests, hubs = len(problem.requests), len(problem.hubs)
    if item.kind is ItemKind.BREAK:
        number = break_number(problem, breaks, shift, item)
        return -1 if number < 0 else 2 * requests + hubs + number
    if item.kind is ItemKind.RELOAD:
        return 2 * requests + item.hub
    pair = problem.requests[item.request].kind is RequestKind.PAIR
    return item.request + (requests if pair and item.kind is ItemKind.DELIVERY else 0)


def _prefix_of(lock: Lock) -> int:
    """Return at how many of a route's first places nothing else may come."""
    whole = bool(lock.items) and lock.items[-1].kind is ItemKind.END
    return NO_LIMIT if whole else len(lock.items)


def count_uses(problem: Problem) -> Ints:
    """Return which rules some request, hub or shift of the problem has, by `columns`."""
    requests = problem.requests
    uses = np.zeros(col.USES, np.int64)
    reloads = any(shift.reload_hubs for shift in problem.shifts)
    uses[col.USES_LEVELS] = reloads or any(r.kind != RequestKind.PICKUP for r in requests)
    uses[col.USES_PAIRS] = any(r.kind is RequestKind.PAIR for r in requests)
    places: list[Request | Visit] = [*requests, *(r.to for r in requests if r.to is not None)]
    uses[col.USES_SETUP] = any(p.setup_s or any(p.setup_by_type) for p in places)
    uses[col.USES_TIMES] = any(
        min(r.wish_by_s, r.max_ride_s, r.deliver_by_s) < NO_LIMIT for r in requests
    )
    tagged = any(r.exclude_tags for r in requests) or bool(problem.forbidden_pairs)
    uses[col.USES_TAGS] = tagged
    uses[col.USES_INTAKE] = _binding_intake(problem)
    uses[col.USES_GROUPS] = any(r.alternative >= 0 or r.together >= 0 for r in requests)
    uses[col.USES_UNITS] = any(r.serve_minor or r.change_minor for r in requests)
    uses[col.BALANCE_MILLI] = problem.balance_rate_milli
    uses[col.USES_RELOADS] = reloads
    return uses


def _binding_intake(problem: Problem) -> bool:
    """Tell whether some hub takes in less than all there is to be received, or has slots."""
    grams = sum(r.weight_g for r in problem.requests)
    millilitres = sum(r.volume_ml for r in problem.requests)
    return any(
        hub.slots or min(hub.intake_g) < grams or min(hub.intake_ml) < millilitres
        for hub in problem.hubs
    )
