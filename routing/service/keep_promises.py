"""Plan anew after something happened, changing as few promises and vehicles as the roads allow."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Final

from routing.plan.promises import TOLERANCE_S, hold_promises, list_promises
from routing.service.going_on import move_plan, tell_promises
from routing.service.network import Network
from routing.service.planning import Outcome, PlanInputs, make_plan
from routing.solver.answer import OnProgress, Progress, Running, ShouldStop, SolveOptions
from routing.solver.running import price_changes

NEXT: Final = 0.5
"""Of what is left of the bound, so much is for the next attempt."""
CHANGE: Final = 0.3
"""What it costs to send another vehicle than promised, in shares of a request's mean cost."""
HOURS: Final = 50.0
"""What it costs to change the hour or the day, in the same shares: more than it may ever save."""


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
    """Return a plan of changed inputs that keeps the promises of a base plan.

    The first `keep_days` days stay as they were. The search starts at the base and has every
    promise of the other days held to its date and hour; vehicles change where that is worth
    more than the trouble. Promises that then are lost are released, so that they may be served
    at any time. If that does not serve them, the search may change any promise, at a high price
    each; the others are held again. All attempts together keep the bound of the options.

    Raises
    ------
    InputError
        With every fault of the inputs.
    """
    bound = _Bound(options, on_progress, should_stop)
    attempts = _Attempts(network, inputs, bound, base, keep_days, plan_id, version)
    found = attempts.hold(base)
    if attempts.list_lost(found):
        attempts.release(attempts.list_lost(found))
        found = attempts.hold(found)
    if not attempts.list_lost(found):
        return found
    free = attempts.free(found)
    if len(attempts.list_lost(free)) >= len(attempts.list_lost(found)):
        return found
    attempts.release(attempts.list_late(free))
    found = attempts.hold(free)
    return free if len(attempts.list_lost(found)) > len(attempts.list_lost(free)) else found


@dataclass
class _Bound:
    """The bound of all attempts, and how much of it is used up."""

    options: SolveOptions
    on_progress: OnProgress | None
    should_stop: ShouldStop | None
    used: float = 0.0

    def take(self) -> tuple[SolveOptions, OnProgress | None]:
        """Return the next attempt's options, and what reports its progress as part of all."""
        begin, share = self.used, (1 - self.used) * NEXT
        self.used += share
        steps, tell = self.options.steps, self.on_progress

        def tell_share(progress: Progress) -> None:
            if tell is not None:
                tell(replace(progress, fraction=begin + share * progress.fraction))

        options = replace(
            self.options,
            time_limit_s=self.options.time_limit_s * share,
            steps=None if steps is None else round(steps * share),
        )
        return options, tell_share if tell else None


@dataclass
class _Attempts:
    """Attempts at a plan that goes on from a base; `released` requests are held no more."""

    network: Network
    inputs: PlanInputs
    bound: _Bound
    base: Outcome
    keep_days: int
    plan_id: str
    version: int
    released: set[str] = field(default_factory=set)
    promised: set[str] = field(init=False)
    driven: set[str] = field(init=False)
    each_minor: float = field(init=False)

    def __post_init__(self) -> None:
        """Note what is promised, what of it is done, and that none of it may be left out."""
        told = list_promises(self.base.plan).values()
        kept_until = self.base.plan.horizon.date(self.keep_days)
        self.promised = {each.request for each in told}
        self.driven = {each.request for each in told if each.start.date() < kept_until}
        requests = tuple(
            replace(record, required=True) if record.id in self.promised else record
            for record in self.inputs.requests
        )
        self.inputs = replace(self.inputs, requests=requests)
        total = self.base.plan.cost.total_minor
        self.each_minor = total / max(1, len(told))

    def release(self, requests: Collection[str]) -> None:
        """Hold some requests no more."""
        self.released.update(requests)

    def hold(self, start: Outcome) -> Outcome:
        """Return a plan that keeps the promises of all that is not released, or leaves it out."""
        return self._make(start, self.released, CHANGE)

    def free(self, start: Outcome) -> Outcome:
        """Return a plan that changes promises where that serves more."""
        return self._make(start, self.promised - self.driven, HOURS)

    def list_lost(self, found: Outcome) -> set[str]:
        """Return what is promised and left out."""
        return {gone.request for gone in found.plan.dropped} & self.promised

    def list_late(self, free: Outcome) -> set[str]:
        """Return whom a plan found free of promises cannot serve as promised."""
        problem = free.problem
        told = tell_promises(self.base, problem)
        running = Running(move_plan(self.base, problem), 0, TOLERANCE_S, told)
        late = price_changes(problem, running).list_late(free.sequences)
        return {problem.requests[index].id for index in late} - self.driven

    def _make(self, start: Outcome, released: set[str], price: float) -> Outcome:
        options, on_progress = self.bound.take()
        held = hold_promises(
            self.inputs.requests, self.base.plan, released=released, driven=self.driven
        )
        return make_plan(
            self.network,
            replace(self.inputs, requests=held),
            options,
            on_progress=on_progress,
            should_stop=self.bound.should_stop,
            plan_id=self.plan_id,
            version=self.version,
            base=self.base,
            keep_days=self.keep_days,
            start=start,
            change_minor=round(price * self.each_minor),
        )
