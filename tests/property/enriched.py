"""Random problems made richer: for each rule of the library, a way of bringing it in."""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Final

import numpy as np
from hypothesis import strategies as st

from routing.problem.features import Feature
from routing.problem.fleet import PlannedBreak, Shift, VehicleType
from routing.problem.hub import NOWHERE, Hub, HubSlot
from routing.problem.lock import Lock, LockKind
from routing.problem.problem import Problem
from routing.problem.request import Request, RequestKind, Visit
from routing.problem.sequences import Sequences
from routing.problem.time_window import TimeWindow
from routing.units import NO_LIMIT
from tests.property.problems import HOUR, random_problem

Rng = np.random.Generator
TAGS: Final = ("odour_strong", "odour_sensitive", "wet")


def enrich(
    rng: Rng, problem: Problem, features: Collection[Feature] = Feature, *, chance: float = 0.4
) -> Problem:
    """Return the problem with each of some features brought in by chance.

    Locks are left to `lock_some`, which needs a plan to lock.
    """
    for feature, add in ADD.items():
        if feature in features and rng.random() < chance:
            problem = add(rng, problem)
    return problem


@st.composite
def rich_problems(
    draw: st.DrawFn, features: Collection[Feature] = Feature, *, max_requests: int = 9
) -> Problem:
    """Draw a problem in which any of the features may occur, several at once."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    plain = random_problem(
        rng,
        requests=draw(st.integers(1, max_requests)),
        days=draw(st.integers(1, 3)),
        hubs=draw(st.integers(1, 3)),
        vehicles=draw(st.integers(1, 4)),
        tight=draw(st.sampled_from([0.0, 0.3, 0.6])),
    )
    return enrich(rng, plain, features, chance=draw(st.sampled_from([0.1, 0.3, 0.6])))


def lock_some(rng: Rng, problem: Problem, plan: Sequences) -> Problem:
    """Return the problem with locks that a plan keeps."""
    locks: list[Lock] = []
    for route in plan.routes:
        items = route.items[:-1]
        kind = LockKind(rng.choice(list(LockKind)))
        if kind is LockKind.PREFIX:
            chosen = items[: int(rng.integers(0, len(items) + 1))]
        else:
            chosen = tuple(item for item in items if rng.random() < 0.5)
        if chosen and rng.random() < 0.6:
            locks.append(Lock(route.shift, kind, chosen))
    return replace(problem, locks=tuple(locks))


def _each(
    rng: Rng, problem: Problem, share: float, change: Callable[[Request], Request]
) -> Problem:
    """Return the problem with a share of its requests changed."""
    requests = tuple(change(r) if rng.random() < share else r for r in problem.requests)
    return replace(problem, requests=requests)


def _each_type(problem: Problem, change: Callable[[VehicleType], VehicleType]) -> Problem:
    return replace(problem, vehicle_types=tuple(change(kind) for kind in problem.vehicle_types))


def _each_shift(problem: Problem, change: Callable[[Shift], Shift]) -> Problem:
    return replace(problem, shifts=tuple(change(shift) for shift in problem.shifts))


def _minutes(rng: Rng, low: int, high: int) -> int:
    return 60 * int(rng.integers(low, high))


def _add_deliveries(rng: Rng, problem: Problem) -> Problem:
    return _each(rng, problem, 0.5, lambda r: replace(r, kind=RequestKind.DELIVERY))


def _add_exchanges(rng: Rng, problem: Problem) -> Problem:
    def change(request: Request) -> Request:
        brought = int(rng.integers(0, 90)) * 1000, int(rng.integers(0, 90)) * 1000
        return replace(
            request, kind=RequestKind.EXCHANGE, brought=brought[: int(rng.integers(0, 3))]
        )

    return _each(rng, problem, 0.4, change)


def _add_pairs(rng: Rng, problem: Problem) -> Problem:
    def change(request: Request) -> Request:
        stop = int(rng.integers(0, len(problem.stops)))
        seconds = _minutes(rng, 0, 20), _minutes(rng, 0, 9)
        to = Visit(stop, request.windows, *seconds)
        return replace(request, kind=RequestKind.PAIR, to=to, brought=())

    return _each(rng, problem, 0.4, change)


def _add_reloads(rng: Rng, problem: Problem) -> Problem:
    count = len(problem.hubs)
    problem = _each_shift(
        problem,
        lambda shift: replace(
            shift, reload_hubs=tuple(h for h in range(count) if rng.random() < 0.6)
        ),
    )
    return _each_type(
        problem, lambda kind: replace(kind, max_reloads=int(rng.choice([0, 1, 2, NO_LIMIT])))
    )


def _add_further_loads(rng: Rng, problem: Problem) -> Problem:
    problem = _each(rng, problem, 0.6, lambda r: replace(r, extra=(int(rng.integers(0, 9)), 1)))
    return _each_type(problem, lambda kind: replace(kind, extra=(int(rng.integers(0, 30)), 3)))


def _add_releases(rng: Rng, problem: Problem) -> Problem:
    return _each(rng, problem, 0.5, lambda r: replace(r, released_s=_minutes(rng, 300, 900)))


def _add_setups(rng: Rng, problem: Problem) -> Problem:
    types = len(problem.vehicle_types)

    def change(request: Request) -> Request:
        by_type = tuple(_minutes(rng, 0, 20) for _ in range(types))
        to = request.to and replace(request.to, setup_by_type=by_type[::-1])
        return replace(
            request,
            setup_s=_minutes(rng, 1, 20),
            setup_by_type=by_type if rng.random() < 0.4 else (),
            to=to,
        )

    return _each(rng, problem, 0.6, change)


def _add_service_by_type(rng: Rng, problem: Problem) -> Problem:
    types = len(problem.vehicle_types)

    def change(request: Request) -> Request:
        by_type = tuple(_minutes(rng, 0, 30) for _ in range(types))
        return replace(request, service_by_type=by_type)

    return _each(rng, problem, 0.5, change)


def _add_planned_breaks(rng: Rng, problem: Problem) -> Problem:
    def change(shift: Shift) -> Shift:
        breaks: list[PlannedBreak] = []
        for _ in range(int(rng.integers(0, 3))):
            opens_s = shift.earliest_s + _minutes(rng, 0, 300)
            windows = (TimeWindow(opens_s, opens_s + _minutes(rng, 30, 300)),)
            some = (int(rng.integers(0, 90)) * 1000, int(rng.integers(0, 300)) * 1000)
            load = some if rng.random() < 0.3 else ()
            breaks.append(PlannedBreak(windows, _minutes(rng, 5, 60), load))
        return replace(shift, breaks=tuple(breaks))

    return _each_shift(problem, change)


def _add_overtime(rng: Rng, problem: Problem) -> Problem:
    return _each_type(
        problem,
        lambda kind: replace(
            kind,
            max_overtime_s=_minutes(rng, 0, 180),
            rate_per_overtime_s_milli=int(rng.integers(0, 9_000)),
        ),
    )


def _add_rides(rng: Rng, problem: Problem) -> Problem:
    return _each(rng, problem, 0.6, lambda r: replace(r, max_ride_s=_minutes(rng, 20, 300)))


def _add_deliver_by(rng: Rng, problem: Problem) -> Problem:
    def change(request: Request) -> Request:
        opens_s = request.windows[0].earliest_s if request.windows else 0
        return replace(request, deliver_by_s=opens_s + _minutes(rng, 60, 900))

    return _each(rng, problem, 0.6, change)


def _add_exclusions(rng: Rng, problem: Problem) -> Problem:
    def change(request: Request) -> Request:
        tags = frozenset({str(rng.choice(TAGS))})
        excluded = frozenset({str(rng.choice(TAGS))} if rng.random() < 0.2 else ())
        return replace(request, tags=tags, exclude_tags=excluded - tags)

    pairs = frozenset(
        {(TAGS[0], TAGS[1])} | ({(TAGS[2], TAGS[2])} if rng.random() < 0.2 else set())
    )
    return replace(_each(rng, problem, 0.6, change), forbidden_pairs=pairs)


def _add_slots(rng: Rng, problem: Problem) -> Problem:
    def change(hub: Hub) -> Hub:
        slots = tuple(
            HubSlot(
                TimeWindow(window.earliest_s, window.earliest_s + HOUR * int(rng.integers(3, 9))),
                intake_g=int(rng.choice([60_000, 200_000, NO_LIMIT])),
                intake_ml=int(rng.choice([100_000, 400_000, NO_LIMIT])),
                vehicles=int(rng.choice([1, 2, NO_LIMIT])),
            )
            for window in hub.open_windows[::3]
        )
        return replace(hub, slots=slots)

    return replace(problem, hubs=tuple(change(hub) for hub in problem.hubs))


def _add_alternatives(rng: Rng, problem: Problem) -> Problem:
    return _each(rng, problem, 0.6, lambda r: replace(r, alternative=int(rng.integers(0, 3))))


def _add_serve_costs(rng: Rng, problem: Problem) -> Problem:
    return _each(rng, problem, 0.5, lambda r: replace(r, serve_minor=int(rng.integers(0, 90_000))))


def _add_together(rng: Rng, problem: Problem) -> Problem:
    return _each(rng, problem, 0.5, lambda r: replace(r, together=int(rng.integers(0, 2))))


def _add_last_vehicles(rng: Rng, problem: Problem) -> Problem:
    units = len(problem.vehicles)
    return _each(
        rng,
        problem,
        0.5,
        lambda r: replace(
            r,
            last_vehicle=int(rng.integers(0, units)),
            change_minor=int(rng.integers(0, 90_000)),
        ),
    )


def _add_lateness(rng: Rng, problem: Problem) -> Problem:
    def change(request: Request) -> Request:
        opens_s = request.windows[0].earliest_s if request.windows else 0
        return replace(
            request,
            wish_by_s=opens_s + _minutes(rng, -60, 400),
            lateness_rate_milli=int(rng.integers(0, 30_000)),
        )

    return _each(rng, problem, 0.6, change)


def _add_fuel_costs(rng: Rng, problem: Problem) -> Problem:
    full_g = int(rng.choice([0, 50_000]))
    return _each_type(
        problem, lambda kind: replace(kind, fuel_milli_per_l=21_345_678, full_g=full_g)
    )


def _add_split_time_costs(rng: Rng, problem: Problem) -> Problem:
    return _each_type(
        problem,
        lambda kind: replace(
            kind,
            rate_per_driving_s_milli=int(rng.integers(0, 9_000)),
            rate_per_service_s_milli=int(rng.integers(0, 9_000)),
        ),
    )


def _add_balance(rng: Rng, problem: Problem) -> Problem:
    return replace(problem, balance_rate_milli=int(rng.integers(1, 20_000)))


def _add_open_ends(rng: Rng, problem: Problem) -> Problem:
    """Add an open start and end, receiving goods or not, and let some shifts use it."""
    nowhere = len(problem.hubs)
    days = problem.horizon.days
    hub = Hub(
        "open",
        NOWHERE,
        (TimeWindow(0, problem.horizon.end_s + 12 * HOUR),),
        (NO_LIMIT,) * days,
        (NO_LIMIT,) * days,
        receives=bool(rng.random() < 0.5),
    )

    def change(shift: Shift) -> Shift:
        start_hub = nowhere if rng.random() < 0.3 else shift.start_hub
        end_hubs = (*shift.end_hubs, nowhere) if rng.random() < 0.5 else shift.end_hubs
        return replace(shift, start_hub=start_hub, end_hubs=end_hubs)

    return _each_shift(replace(problem, hubs=(*problem.hubs, hub)), change)


def _add_silent_hubs(rng: Rng, problem: Problem) -> Problem:
    silent = int(rng.integers(0, len(problem.hubs)))
    problem = _each_shift(
        problem,
        lambda s: replace(s, reload_hubs=tuple(h for h in s.reload_hubs if h != silent)),
    )
    hubs = list(problem.hubs)
    hubs[silent] = replace(hubs[silent], receives=False)
    return replace(problem, hubs=tuple(hubs))


ADD: Final[dict[Feature, Callable[[Rng, Problem], Problem]]] = {
    Feature.DELIVERY: _add_deliveries,
    Feature.EXCHANGE: _add_exchanges,
    Feature.PAIR: _add_pairs,
    Feature.RELOAD: _add_reloads,
    Feature.FURTHER_LOADS: _add_further_loads,
    Feature.RELEASE: _add_releases,
    Feature.SETUP: _add_setups,
    Feature.SERVICE_BY_TYPE: _add_service_by_type,
    Feature.PLANNED_BREAK: _add_planned_breaks,
    Feature.OVERTIME: _add_overtime,
    Feature.RIDE: _add_rides,
    Feature.DELIVER_BY: _add_deliver_by,
    Feature.EXCLUSION: _add_exclusions,
    Feature.HUB_SLOT: _add_slots,
    Feature.ALTERNATIVE: _add_alternatives,
    Feature.SERVE_COST: _add_serve_costs,
    Feature.TOGETHER: _add_together,
    Feature.LAST_VEHICLE: _add_last_vehicles,
    Feature.LATENESS: _add_lateness,
    Feature.FUEL_COST: _add_fuel_costs,
    Feature.SPLIT_TIME_COST: _add_split_time_costs,
    Feature.BALANCE: _add_balance,
    Feature.OPEN_END: _add_open_ends,
    Feature.NO_RECEIPT: _add_silent_hubs,
}
