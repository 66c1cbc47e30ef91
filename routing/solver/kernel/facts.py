"""A problem as arrays, for arithmetic that is repeated millions of times."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.problem.fleet import Shift
from routing.problem.problem import Problem
from routing.problem.time_window import TimeWindow
from routing.units import MILLI

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# Columns of Facts.request
STOP: Final = 0
WEIGHT_G: Final = 1
VOLUME_ML: Final = 2
SERVICE_S: Final = 3
NAMED_HUB: Final = 4

# Columns of Facts.shift
UNIT: Final = 0
WEEK: Final = 1
DAY: Final = 2
EARLIEST_S: Final = 3
LATEST_S: Final = 4
START_HUB: Final = 5
MATRIX: Final = 6
CAPACITY_G: Final = 7
CAPACITY_ML: Final = 8
MAX_DRIVING_S: Final = 9
MAX_DURATION_S: Final = 10
MAX_DISTANCE_M: Final = 11
MAX_STOPS: Final = 12
GROUP: Final = 13

# Columns of Facts.price
FIXED: Final = 0
PER_M: Final = 1
PER_S: Final = 2

# Entries of Facts.law
MAX_CONTINUOUS_S: Final = 0
REST_S: Final = 1
MAX_WEEK_S: Final = 2


class Facts(NamedTuple):
    """Arrays of one problem; rows follow the problem's indices.

    `window_span[day, request]` and `open_span[hub]` are slices of `windows` and of
    `open_windows`, `end_span[shift]` of `end_hubs`. `price` is in minor units per route,
    metre and second. Shifts of one group differ in nothing but their unit. `drop_price` is a
    request's penalty; that of a required one outweighs all money. `relaxed[0]` are the bits of
    rules left out of account.
    """

    request: Ints
    windows: Ints
    window_span: Ints
    unload_s: Ints
    hub_stop: Ints
    hub_unload_s: Ints
    open_windows: Ints
    open_span: Ints
    intake: Ints
    day_start_s: Ints
    shift: Ints
    price: Floats
    end_hubs: Ints
    end_span: Ints
    driven_s: Ints
    law: Ints
    duration_s: Ints
    distance_m: Ints
    skilled: Flags
    drop_price: Floats
    relaxed: Ints


def build_facts(problem: Problem) -> Facts:
    """Return the arrays of a problem."""
    hubs, requests, shifts = problem.hubs, problem.requests, problem.shifts
    open_windows, open_span = _flatten([hub.open_windows for hub in hubs])
    ends = [np.array(shift.end_hubs, np.int64) for shift in shifts]
    windows, window_span = _windows_by_day(problem)
    return Facts(
        request=_table(
            [(r.stop, r.weight_g, r.volume_ml, r.service_s, r.hub) for r in requests], 5
        ),
        windows=windows,
        window_span=window_span,
        unload_s=_table([[r.unload_s(hub) for r in requests] for hub in hubs], len(requests)),
        hub_stop=np.array([hub.stop for hub in hubs], np.int64),
        hub_unload_s=np.array([hub.unload_s for hub in hubs], np.int64),
        open_windows=open_windows,
        open_span=open_span,
        intake=np.array([(hub.intake_g, hub.intake_ml) for hub in hubs], np.int64).reshape(
            len(hubs), 2, problem.horizon.days
        ),
        day_start_s=np.array(problem.horizon.day_start_s, np.int64),
        shift=_shift_table(problem),
        price=np.array([_prices(problem, s) for s in shifts], np.float64).reshape(-1, 3),
        end_hubs=np.concatenate([np.zeros(0, np.int64), *ends]),
        end_span=_spans([len(end) for end in ends]),
        driven_s=_table([unit.driven_s for unit in problem.vehicles], problem.horizon.weeks),
        law=np.array(
            (problem.law.max_continuous_s, problem.law.rest_s, problem.law.max_week_s), np.int64
        ),
        duration_s=_stack(problem, "duration_s"),
        distance_m=_stack(problem, "distance_m"),
        skilled=_find_skilled(problem),
        drop_price=_drop_prices(problem),
        relaxed=np.zeros(1, np.int64),
    )


def required_price(problem: Problem) -> int:
    """Return a price in minor units that is above the cost of any plan."""
    kinds = problem.vehicle_types
    longest_m = max((int(m.distance_m.max(initial=0)) for m in problem.matrices), default=0)
    legs = len(problem.requests) + len(problem.shifts)
    span_s = sum(shift.latest_s - shift.earliest_s for shift in problem.shifts)
    fixed = sum(problem.type_of(shift).fixed_minor for shift in problem.shifts)
    per_m = max((kind.rate_per_m_milli for kind in kinds), default=0)
    per_s = max((kind.rate_per_s_milli for kind in kinds), default=0)
    penalties = sum(r.penalty_minor for r in problem.requests if not r.required)
    driven = per_m * longest_m * legs + per_s * span_s
    return 1 + fixed + penalties + driven // MILLI + 2 * len(problem.shifts)


def _drop_prices(problem: Problem) -> Floats:
    high = required_price(problem)
    return np.array(
        [(1 + r.priority) * high if r.required else r.penalty_minor for r in problem.requests],
        np.float64,
    )


def _shift_table(problem: Problem) -> Ints:
    groups: dict[tuple[object, ...], int] = {}
    rows = []
    for shift in problem.shifts:
        unit, kind = problem.vehicles[shift.vehicle], problem.type_of(shift)
        hours = shift.day, shift.earliest_s, shift.latest_s
        alike = unit.vehicle_type, *hours, shift.start_hub, shift.end_hubs, shift.matrix
        rows.append(
            (
                shift.vehicle,
                problem.horizon.week_of(shift.day),
                shift.day,
                shift.earliest_s,
                shift.latest_s,
                shift.start_hub,
                shift.matrix,
                kind.capacity_g,
                kind.capacity_ml,
                min(kind.max_driving_s, problem.law.max_day_s),
                kind.max_duration_s,
                kind.max_distance_m,
                kind.max_stops,
                groups.setdefault(alike, len(groups)),
            )
        )
    return _table(rows, 14)


def _prices(problem: Problem, shift: Shift) -> tuple[float, float, float]:
    kind = problem.type_of(shift)
    return kind.fixed_minor, kind.rate_per_m_milli / MILLI, kind.rate_per_s_milli / MILLI


def _windows_by_day(problem: Problem) -> tuple[Ints, Ints]:
    """Return all windows and, per day and request, which of them the day's shifts can meet."""
    windows, spans = _flatten([request.windows for request in problem.requests])
    by_day = np.zeros((problem.horizon.days, len(problem.requests), 2), np.int64)
    for day in range(problem.horizon.days):
        shifts = [shift for shift in problem.shifts if shift.day == day]
        first_s = min((shift.earliest_s for shift in shifts), default=0)
        last_s = max((shift.latest_s for shift in shifts), default=-1)
        for i in range(len(problem.requests)):
            own = windows[spans[i] : spans[i + 1]]
            by_day[day, i, 0] = spans[i] + np.searchsorted(own[:, 1], first_s)
            by_day[day, i, 1] = spans[i] + np.searchsorted(own[:, 0], last_s, side="right")
    return windows, by_day


def _find_skilled(problem: Problem) -> Flags:
    skills = [problem.type_of(shift).skills for shift in problem.shifts]
    rows = [[request.skills <= have for request in problem.requests] for have in skills]
    return np.array(rows, np.bool_).reshape(len(skills), len(problem.requests))


def _stack(problem: Problem, name: str) -> Ints:
    size = len(problem.stops)
    arrays: list[Ints] = [getattr(matrix, name) for matrix in problem.matrices]
    return np.stack(arrays) if arrays else np.zeros((0, size, size), np.int64)


def _flatten(groups: Sequence[tuple[TimeWindow, ...]]) -> tuple[Ints, Ints]:
    rows = [(window.earliest_s, window.latest_s) for group in groups for window in group]
    return _table(rows, 2), _spans([len(group) for group in groups])


def _spans(lengths: Sequence[int]) -> Ints:
    return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.int64)


def _table(rows: Sequence[Sequence[int]], width: int) -> Ints:
    return np.array(rows, np.int64).reshape(len(rows), width)
