"""Plan anew after something happened, changing as few routes and promises as the roads allow."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from routing.plan.detours import find_hit_legs
from routing.plan.promises import hold_promises, list_promises
from routing.problem.problem import Problem
from routing.problem.records import RequestRecord
from routing.service.network import Network
from routing.service.planning import Outcome, PlanInputs, draft_problem, make_plan
from routing.solver.answer import OnProgress, ShouldStop, SolveOptions

_RELEASES: Final = 2


def replan(  # noqa: PLR0913 - what a plan is made from, each by its own word
    network: Network,
    inputs: PlanInputs,
    options: SolveOptions,
    *,
    base: Outcome,
    keep_days: int,
    on_progress: OnProgress | None = None,
    should_stop: ShouldStop | None = None,
    plan_id: str = "",
    version: int = 2,
) -> Outcome:
    """Return a plan of changed inputs that keeps the routes and promises of a base plan.

    The first `keep_days` days stay as they were. Promises of the others are held to their date
    and hour. While one is lost, more routes may change: first those that a change of the roads
    lengthens, then all of their hubs on those days (and all on days on which a new request
    could be fetched), then every route. Promises lost even so are given up and the rest is
    tried anew; at last all are given up.

    Raises
    ------
    InputError
        With every fault of the inputs.
    """
    promised = {request for request, _ in list_promises(base.plan)}
    driven = _list_driven(base, keep_days)

    def attempt(released: set[str], still: frozenset[str]) -> tuple[Outcome, set[str]]:
        held = hold_promises(inputs.requests, base.plan, released=released, driven=driven)
        found = make_plan(
            network,
            replace(inputs, requests=held),
            options,
            on_progress=on_progress,
            should_stop=should_stop,
            plan_id=plan_id,
            version=version,
            base=base,
            keep_days=keep_days,
            keep_routes=still,
        )
        return found, {gone.request for gone in found.plan.dropped} & promised

    kept = list_kept_routes(network, inputs, base)
    released: set[str] = set()
    for _ in range(_RELEASES):
        lost: set[str] = set()
        for still in kept:
            found, lost = attempt(released, still)
            if not lost:
                return found
        released |= lost
    return attempt(promised - driven, frozenset())[0]


def list_kept_routes(
    network: Network, inputs: PlanInputs, base: Outcome
) -> tuple[frozenset[str], ...]:
    """Return which routes (ids) of a plan to keep, from nearly all of them down to none."""
    plan = base.plan
    hit = {leg.route for leg in find_hit_legs(plan, draft_problem(network, inputs, base))}
    struck = {(route.date, route.start_hub) for route in plan.routes if route.id in hit}
    busy = _list_days(_find_new(inputs.requests, base.problem))
    calm = frozenset(route.id for route in plan.routes if route.id not in hit)
    untouched = frozenset(
        route.id
        for route in plan.routes
        if (route.date, route.start_hub) not in struck and route.date not in busy
    )
    return (calm, untouched, frozenset()) if hit else (untouched, frozenset())


def _list_driven(base: Outcome, keep_days: int) -> set[str]:
    """Return the requests fetched on kept days."""
    kept_until = base.plan.horizon.date(keep_days)
    promises = list_promises(base.plan).values()
    return {told.request for told in promises if told.start.date() < kept_until}


def _find_new(requests: Collection[RequestRecord], known: Problem) -> list[RequestRecord]:
    ids = {request.id for request in known.requests}
    return [record for record in requests if record.id not in ids and record.weight_g is not None]


def _list_days(requests: list[RequestRecord]) -> set[date]:
    days: set[date] = set()
    for record in requests:
        first, last = record.ready.date(), record.due.date()
        days |= {first + timedelta(days=i) for i in range((last - first).days + 1)}
    return days
