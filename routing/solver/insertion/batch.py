"""Rows of a problem's tables for requests that it does not have yet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from routing.problem.problem import Problem
from routing.problem.request import NO_GROUP, Request
from routing.solver.kernel import columns as col
from routing.solver.kernel.breaks import list_breaks
from routing.solver.kernel.facts import Facts, Flags, Ints
from routing.solver.kernel.fleet_tables import count_uses, may_fetch
from routing.solver.kernel.tables import (
    load_tables,
    spend_table,
    table,
    tag_tables,
    terms_table,
    visit_table,
    visit_windows,
)

_REFUSED: Final = "request {id}: alternative = {value}, want none: each is asked by itself"


@dataclass(frozen=True)
class Batch:
    """Tables as in `Facts`, of some requests only; codes of second visits come after the first."""

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
    handling_s: Ints
    may: Flags
    uses: Ints
    own_tags: tuple[Ints, Ints] | None


def build_batch(
    problem: Problem, facts: Facts, requests: Sequence[Request], free_groups: Sequence[int]
) -> Batch:
    """Return the rows of requests that may be put into a problem.

    Requests that go together with nobody known go together with each other, under one of the
    free groups.

    Raises
    ------
    InputError
        With every fault of the requests.
    ValueError
        When one is an alternative to others.
    """
    for request in requests:
        if request.alternative != NO_GROUP:
            raise ValueError(_REFUSED.format(id=request.id, value=request.alternative))
    named = tuple(replace(r, id=f"{r.id}/{i}", part=1, parts=1) for i, r in enumerate(requests))
    alone = replace(problem, requests=named, locks=())
    quantities = facts.fetch.shape[1]
    breaks = list_breaks(alone, quantities)
    windows, window_span, hull = visit_windows(alone, breaks)
    fetch, bring = (_cut(loads, quantities) for loads in load_tables(alone))
    terms = terms_table(alone)
    terms[:, col.TOGETHER] = _groups(problem, facts, requests, free_groups)
    tags, bans, own_tags = _tags(problem, alone)
    return Batch(
        visit=visit_table(alone, breaks),
        spend=spend_table(alone, breaks),
        windows=windows,
        window_span=window_span,
        hull=hull,
        terms=terms,
        fetch=fetch,
        bring=bring,
        tags=tags,
        bans=bans,
        handling_s=table([[r.unload_s(h) for r in named] for h in alone.hubs], len(named)),
        may=may_fetch(alone, facts.shift, fetch, bring),
        uses=count_uses(alone),
        own_tags=own_tags,
    )


def _cut(loads: Ints, quantities: int) -> Ints:
    """Return loads in as many quantities as the plan has: others no vehicle bounds."""
    cut = np.zeros((len(loads), quantities), np.int64)
    shared = min(quantities, loads.shape[1])
    cut[:, :shared] = loads[:, :shared]
    return cut


def _groups(
    problem: Problem, facts: Facts, requests: Sequence[Request], free: Sequence[int]
) -> list[int]:
    """Return the number of the group of each request, as the plan's tables have it."""
    known = {r.together: int(facts.terms[i, col.TOGETHER]) for i, r in enumerate(problem.requests)}
    known[NO_GROUP] = -1
    for request, group in zip(requests, free, strict=False):
        known.setdefault(request.together, group)
    return [known.get(request.together, -1) for request in requests]


def _tags(problem: Problem, alone: Problem) -> tuple[Ints, Ints, tuple[Ints, Ints] | None]:
    """Return tags and bans of new requests, and those of the others if they read otherwise now.

    Bits are numbered anew when somebody shuns tags by himself.
    """
    if not any(r.exclude_tags for r in (*problem.requests, *alone.requests)):
        return (*tag_tables(alone), None)
    old = len(problem.requests)
    whole = replace(alone, requests=(*problem.requests, *alone.requests))
    tags, bans = tag_tables(whole)
    return tags[old:], bans[old:], (tags[:old], bans[:old])
