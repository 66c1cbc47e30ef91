"""Plan anew after something happened, changing as few promises as the roads allow."""

from dataclasses import replace

from routing.plan.promises import hold_promises, list_promises
from routing.service.network import Network
from routing.service.planning import Outcome, PlanInputs, make_plan
from routing.solver.answer import OnProgress, ShouldStop, SolveOptions

_ROUNDS = 3


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
    """Return a plan of changed inputs in which the promises of a base plan are kept if possible.

    The first `keep_days` days stay as they were. What was promised for the others is held to
    its date and hour; requests that then find no place lose their promise and are planned
    freely, beside the others that keep theirs.

    Raises
    ------
    InputError
        With every fault of the inputs.
    """
    promised = {request for request, _ in list_promises(base.plan)}
    released: set[str] = set()
    latest = base
    for last in (False,) * (_ROUNDS - 1) + (True,):
        held = hold_promises(inputs.requests, base.plan, released=promised if last else released)
        latest = make_plan(
            network,
            replace(inputs, requests=held),
            options,
            on_progress=on_progress,
            should_stop=should_stop,
            plan_id=plan_id,
            version=version,
            base=latest,
            keep_days=keep_days,
        )
        lost = {gone.request for gone in latest.plan.dropped} & promised
        if not lost - released:
            break
        released |= lost
    return latest
