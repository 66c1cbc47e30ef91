"""A problem as arrays, for arithmetic that is repeated millions of times.

An order is a row of codes. With R requests and H hubs, code r is the first visit of request r,
R + r the second one of a pair, 2R + h a reload at hub h, and 2R + H + b is break b: those that
shifts plan, then those that locks name.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.problem.problem import Problem
from routing.solver.kernel import columns as col
from routing.solver.kernel.breaks import list_breaks
from routing.solver.kernel.fleet_tables import (
    Legs,
    count_uses,
    end_hubs,
    hub_table,
    hub_windows,
    lock_table,
    locked_codes,
    may_fetch,
    rate_table,
    shift_table,
    slot_table,
    travel_tables,
    turned,
)
from routing.solver.kernel.prices import drop_prices
from routing.solver.kernel.tables import (
    load_tables,
    members,
    spans,
    spend_table,
    table,
    tag_tables,
    terms_table,
    visit_table,
    visit_windows,
)

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Facts(NamedTuple):
    """Arrays of one problem; columns are named in `columns`, rows follow its indices and codes.

    `window_span[day, code]` and `open_span[hub]` are slices of `windows` and of
    `open_windows`; `hull` and `hub_hull` are their first and last seconds of a day and their
    number. `end_span`, `reload_span`, `break_span`, `group_span`, `slot_span` and `member_span`
    are slices of `end_hubs`, `reload_hubs`, break codes, `group_shifts`, `slots` and `members`
    (requests of an alternative). `legs[matrix, from, to]` are seconds and metres,
    `legs_from[matrix, to, from]` the same, side by side for one end, `fuel` ml when empty and
    full. `spend[type, code]` are service and setup, `fetch` and `bring` what is loaded and
    unloaded at a request's first visit, `handling_s[hub, request]` what it adds to a
    hub's. `rates` are in minor units and thousandths, as the problem has them. Shifts of one
    group differ in nothing but their unit. `drop_price` is a request's penalty; that of a
    required one outweighs all money. What is `locked` stays in its route; `locks` are rows of
    shift, kind (0 prefix, 1 order, 2 vehicle) and code.
    """

    visit: Ints
    spend: Ints
    windows: Ints
    window_span: Ints
    hull: Ints
    terms: Ints
    fetch: Ints
    bring: Ints
    tags: Ints
    bans: Ints
    locked: Flags
    locks: Ints
    hub: Ints
    open_windows: Ints
    open_span: Ints
    hub_hull: Ints
    handling_s: Ints
    intake: Ints
    slots: Ints
    slot_span: Ints
    day_start_s: Ints
    shift: Ints
    rates: Floats
    end_hubs: Ints
    end_span: Ints
    reload_hubs: Ints
    reload_span: Ints
    break_span: Ints
    break_load: Ints
    group_shifts: Ints
    group_span: Ints
    members: Ints
    member_span: Ints
    driven_s: Ints
    law: Ints
    legs: Legs
    legs_from: Legs
    fuel: Ints
    may: Flags
    drop_price: Floats
    uses: Ints


def build_facts(problem: Problem) -> Facts:
    """Return the arrays of a problem."""
    requests, shifts = problem.requests, problem.shifts
    fetch, bring = load_tables(problem)
    quantities = fetch.shape[1]
    breaks = list_breaks(problem, quantities)
    windows, window_span, hull = visit_windows(problem, breaks)
    open_windows, open_span, hub_hull = hub_windows(problem)
    tags, bans = tag_tables(problem)
    slots, slot_span = slot_table(problem)
    shift = shift_table(problem, quantities)
    groups = members(shift[:, col.GROUP], 1 + int(shift[:, col.GROUP].max(initial=-1)))
    terms = terms_table(problem)
    alternative = terms[:, col.ALTERNATIVE]
    alternatives = members(alternative, 1 + int(alternative.max(initial=-1)))
    legs, fuel = travel_tables(problem)
    ends, reloads = end_hubs(problem), [s.reload_hubs for s in shifts]
    intake = [(hub.intake_g, hub.intake_ml) for hub in problem.hubs]
    law = problem.law
    return Facts(
        visit=visit_table(problem, breaks),
        spend=spend_table(problem, breaks),
        windows=windows,
        window_span=window_span,
        hull=hull,
        terms=terms,
        fetch=fetch,
        bring=bring,
        tags=tags,
        bans=bans,
        locked=locked_codes(problem, breaks),
        locks=lock_table(problem, breaks),
        hub=hub_table(problem),
        open_windows=open_windows,
        open_span=open_span,
        hub_hull=hub_hull,
        handling_s=table([[r.unload_s(h) for r in requests] for h in problem.hubs], len(requests)),
        intake=np.array(intake, np.int64).reshape(len(problem.hubs), 2, problem.horizon.days),
        slots=slots,
        slot_span=slot_span,
        day_start_s=np.array(problem.horizon.day_start_s, np.int64),
        shift=shift,
        rates=rate_table(problem),
        end_hubs=_flat(ends),
        end_span=spans([len(hubs) for hubs in ends]),
        reload_hubs=_flat(reloads),
        reload_span=spans([len(hubs) for hubs in reloads]),
        break_span=breaks.span,
        break_load=breaks.max_load,
        group_shifts=groups[0],
        group_span=groups[1],
        members=alternatives[0],
        member_span=alternatives[1],
        driven_s=table([unit.driven_s for unit in problem.vehicles], problem.horizon.weeks),
        law=np.array((law.max_continuous_s, law.rest_s, law.max_week_s), np.int64),
        legs=legs,
        legs_from=turned(legs),
        fuel=fuel,
        may=may_fetch(problem, shift, fetch, bring),
        drop_price=drop_prices(problem),
        uses=count_uses(problem),
    )


def _flat(groups: list[tuple[int, ...]]) -> Ints:
    return np.array([entry for group in groups for entry in group], np.int64)
