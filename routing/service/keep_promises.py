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

_MOST_ROUNDS: Final = 4


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

    The first `keep_days` days stay as they were, and so does every later route that nothing
    touches: no change of the roads lengthens a drive of its hub's routes that day, and no
    request is new that could be fetched that day. Promises are held to their date and hour.
    A request that then finds no place loses its promise and is planned freely beside the
    others; if that does not help, all routes may change, and at last all promises.

    Raises
    ------
    InputError
        With every fault of the inputs.
    """
    promised = {request for request, _ in list_promises(base.plan)}
    driven = _list_driven(base, keep_days)
    released: set[str] = set()
    latest = base
    for round_number in range(_MOST_ROUNDS):
        last = round_number == _MOST_ROUNDS - 1
        free = promised - driven if last else released
        held = hold_promises(inputs.requests, base.plan, released=free, driven=driven)
        changed = replace(inputs, requests=held)
        still = () if round_number > 1 else find_untouched(network, changed, base)
        latest = make_plan(
            network,
            changed,
            options,
            on_progress=on_progress,
            should_stop=should_stop,
            plan_id=plan_id,
            version=version,
            base=latest,
            keep_days=keep_days,
            keep_routes=still,
        )
        lost = {gone.request for gone in latest.plan.dropped} & promised
        if not lost:
            break
        released |= lost
    return latest


def _list_driven(base: Outcome, keep_days: int) -> set[str]:
    """Return the requests fetched on kept days."""
    kept_until = base.plan.horizon.date(keep_days)
    promises = list_promises(base.plan).values()
    return {told.request for told in promises if told.start.date() < kept_until}


def find_untouched(network: Network, inputs: PlanInputs, base: Outcome) -> frozenset[str]:
    """Return the ids of a plan's routes that changed inputs give no reason to change."""
    problem = draft_problem(network, inputs, base)
    plan = base.plan
    routes = {route.id: route for route in plan.routes}
    struck = {
        (routes[hit.route].date, routes[hit.route].start_hub)
        for hit in find_hit_legs(plan, problem)
    }
    busy = _list_days(_find_new(inputs.requests, base.problem))
    return frozenset(
        route.id
        for route in plan.routes
        if (route.date, route.start_hub) not in struck and route.date not in busy
    )


def _find_new(requests: Collection[RequestRecord], known: Problem) -> list[RequestRecord]:
    ids = {request.id for request in known.requests}
    return [record for record in requests if record.id not in ids and record.weight_g is not None]


def _list_days(requests: list[RequestRecord]) -> set[date]:
    days: set[date] = set()
    for record in requests:
        first, last = record.ready.date(), record.due.date()
        days |= {first + timedelta(days=i) for i in range((last - first).days + 1)}
    return days
