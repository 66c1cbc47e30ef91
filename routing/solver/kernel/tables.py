"""Tables of what is to be carried: visits, windows, loads, tags and terms of requests."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.problem.problem import Problem
from routing.problem.request import NO_GROUP, Request, RequestKind, Visit
from routing.problem.time_window import TimeWindow
from routing.solver.kernel import columns as col
from routing.solver.kernel.breaks import Breaks

Ints = NDArray[np.int64]

KINDS: Final = {
    RequestKind.PICKUP: col.PICKUP,
    RequestKind.DELIVERY: col.DELIVERY,
    RequestKind.EXCHANGE: col.EXCHANGE,
    RequestKind.PAIR: col.PAIR_FIRST,
}
TAGS_PER_WORD: Final = 62
NO_WINDOW: Final = -1


def table(rows: Sequence[Sequence[int]], width: int) -> Ints:
    """Return rows of whole numbers as an array, of a given width when there are none."""
    return np.array(rows, np.int64).reshape(len(rows), width)


def spans(lengths: Sequence[int]) -> Ints:
    """Return where each of some stretches begins, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.int64)


def members(of: Ints, count: int) -> tuple[Ints, Ints]:
    """Return indices by the number they have in a column, and a slice of them per number."""
    order = np.argsort(of, kind="stable").astype(np.int64)
    return order, np.searchsorted(of[order], np.arange(count + 1)).astype(np.int64)


def visit_table(problem: Problem, breaks: Breaks) -> Ints:
    """Return stop, kind, request and hub of each code."""
    firsts = [(r.stop, KINDS[r.kind], i, r.hub) for i, r in enumerate(problem.requests)]
    seconds = [
        (r.stop if r.to is None else r.to.stop, col.PAIR_SECOND, i, -1)
        for i, r in enumerate(problem.requests)
    ]
    reloads = [(place_of(h.stop, problem), col.RELOAD, -1, i) for i, h in enumerate(problem.hubs)]
    rests = [(-1, col.BREAK, -1, -1)] * len(breaks.all)
    return table([*firsts, *seconds, *reloads, *rests], 4)


def place_of(stop: int, problem: Problem) -> int:
    """Return the row of a stop in the matrices; that of nowhere is behind all others."""
    return stop if stop >= 0 else len(problem.stops)


def spend_table(problem: Problem, breaks: Breaks) -> Ints:
    """Return service and setup of each code by vehicle type; of a break its length."""
    requests, kinds = problem.requests, len(problem.vehicle_types)
    spend = np.zeros((kinds, 2 * len(requests) + len(problem.hubs) + len(breaks.all), 2), np.int64)
    for i, request in enumerate(requests):
        _spend(spend[:, i], request)
        if request.to is not None:
            _spend(spend[:, len(requests) + i], request.to)
    for k, rest in enumerate(breaks.all):
        spend[:, 2 * len(requests) + len(problem.hubs) + k, 0] = rest.duration_s
    return spend


def _spend(row: Ints, place: Request | Visit) -> None:
    row[:, 0] = place.service_by_type or place.service_s
    row[:, 1] = place.setup_by_type or place.setup_s


def visit_windows(problem: Problem, breaks: Breaks) -> tuple[Ints, Ints, Ints]:
    """Return all windows and, per day and code, which of them its shifts can meet, and their hull.

    A break that may be at any time has the span (-1, -1).
    """
    requests = problem.requests
    second = [() if r.to is None else r.to.windows for r in requests]
    groups = [*(r.windows for r in requests), *second, *(() for _ in problem.hubs)]
    groups += [rest.windows for rest in breaks.all]
    windows, starts = flatten(groups)
    days = problem.horizon.days
    span = np.zeros((days, len(groups), 2), np.int64)
    hull = np.zeros((days, len(groups), 3), np.int64)
    for day, hours in enumerate(day_hours(problem)):
        span[day], hull[day] = cut_spans(windows, starts, hours)
    first_break = 2 * len(requests) + len(problem.hubs)
    for k, rest in enumerate(breaks.all):
        code = first_break + k
        span[:, code] = (starts[code], starts[code + 1]) if rest.planned >= 0 else NO_WINDOW
    return windows, span, hull


def day_hours(problem: Problem) -> list[tuple[int, int]]:
    """Return for each day the first and last second at which a shift of it may work."""
    hours = [(0, -1)] * problem.horizon.days
    for shift in problem.shifts:
        last_s = shift.latest_s + problem.type_of(shift).max_overtime_s
        low, high = hours[shift.day]
        known = high >= low
        hours[shift.day] = (
            min(low, shift.earliest_s) if known else shift.earliest_s,
            max(high, last_s) if known else last_s,
        )
    return hours


def cut_spans(windows: Ints, starts: Ints, hours: tuple[int, int]) -> tuple[Ints, Ints]:
    """Return slices of the windows that hours meet, and first and last second and number."""
    over = np.concatenate([[0], np.cumsum(windows[:, 1] < hours[0])])
    begun = np.concatenate([[0], np.cumsum(windows[:, 0] <= hours[1])])
    low = starts[:-1] + over[starts[1:]] - over[starts[:-1]]
    high = np.maximum(low, starts[:-1] + begun[starts[1:]] - begun[starts[:-1]])
    hull = np.zeros((len(low), 3), np.int64)
    some = high > low
    hull[some, 0] = windows[low[some], 0]
    hull[some, 1] = windows[high[some] - 1, 1]
    hull[:, 2] = high - low
    return np.stack([low, high], axis=1), hull


def flatten(groups: Sequence[tuple[TimeWindow, ...]]) -> tuple[Ints, Ints]:
    """Return windows as rows and where those of each group begin."""
    rows = [(window.earliest_s, window.latest_s) for group in groups for window in group]
    return table(rows, 2), spans([len(group) for group in groups])


def terms_table(problem: Problem) -> Ints:
    """Return what requests ask for besides place, hours and room."""
    alternatives: dict[int, int] = {}
    togethers: dict[int, int] = {}
    rows = [
        (
            r.released_s,
            r.deliver_by_s,
            r.max_ride_s,
            r.wish_by_s,
            r.lateness_rate_milli,
            _number(alternatives, r.alternative),
            _number(togethers, r.together),
            r.last_vehicle,
            r.change_minor,
            r.serve_minor,
            2 if r.kind is RequestKind.PAIR else 1,
            r.required,
        )
        for r in problem.requests
    ]
    return table(rows, col.TERMS)


def _number(known: dict[int, int], group: int) -> int:
    return -1 if group == NO_GROUP else known.setdefault(group, len(known))


def load_tables(problem: Problem) -> tuple[Ints, Ints]:
    """Return what each request's first visit takes on board, and what it brings from a hub."""
    extras = max((len(kind.extra) for kind in problem.vehicle_types), default=0)
    dims = max([2 + extras, *(2 + len(r.extra) for r in problem.requests)])
    fetch = np.zeros((len(problem.requests), dims), np.int64)
    bring = np.zeros_like(fetch)
    for i, request in enumerate(problem.requests):
        row = bring[i] if request.kind is RequestKind.DELIVERY else fetch[i]
        row[: 2 + len(request.extra)] = (request.weight_g, request.volume_ml, *request.extra)
        if request.kind is RequestKind.EXCHANGE:
            bring[i, : len(request.brought)] = request.brought
    return fetch, bring


def tag_tables(problem: Problem) -> tuple[Ints, Ints]:
    """Return bits of each request's tags, and of the tags that may not be beside it."""
    named = {tag for pair in problem.forbidden_pairs for tag in pair}
    named |= {tag for request in problem.requests for tag in request.exclude_tags}
    number = {tag: i for i, tag in enumerate(sorted(named))}
    words = 1 + (len(number) - 1) // TAGS_PER_WORD if number else 0
    tags = np.zeros((len(problem.requests), words), np.int64)
    bans = np.zeros_like(tags)
    beside: dict[str, set[str]] = {}
    for a, b in problem.forbidden_pairs:
        beside.setdefault(a, set()).add(b)
        beside.setdefault(b, set()).add(a)
    for i, request in enumerate(problem.requests):
        banned = set(request.exclude_tags).union(*(beside.get(tag, ()) for tag in request.tags))
        _set_bits(tags[i], [number[tag] for tag in request.tags if tag in number])
        _set_bits(bans[i], [number[tag] for tag in banned])
    return tags, bans


def _set_bits(words: Ints, bits: list[int]) -> None:
    for bit in bits:
        words[bit // TAGS_PER_WORD] |= 1 << (bit % TAGS_PER_WORD)
