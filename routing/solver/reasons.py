"""Why requests were left out: what would have to give way to let each of them in.

Each request is tried at every place of every final route and in one unused unit of each type
and day: first as the rules are, then with one of them lifted, then with two. What the evaluator
says of the cheapest such places is a reason that is true of this plan; all smallest sets of
rules are told, up to three.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, combinations
from typing import Final

from routing.matrix.travel_matrix import TravelMatrix
from routing.problem.problem import Problem
from routing.problem.request import NO_GROUP, Request
from routing.problem.sequences import Sequences
from routing.problem.verdict import Reason, Rule
from routing.solver.lifting import LIFTABLE, lift, list_binding, open_hours
from routing.solver.trials import Bench, FinishedPlan, Trial
from routing.solver.wording import (
    NOT_EXAMINED,
    tell_nowhere,
    tell_price,
    tell_trial,
    tell_unreached,
)

MOST_REASONS: Final = 3
MOST_LIFTED: Final = 2
"""So many rules are lifted together, before all are."""


def explain_dropped(
    problem: Problem,
    sequences: Sequences,
    *,
    open_matrices: Sequence[TravelMatrix] | None = None,
    may_go_on: Callable[[], bool] = lambda: True,
) -> dict[int, tuple[Reason, ...]]:
    """Return for each request left out why no vehicle serves it.

    Parameters
    ----------
    open_matrices
        The problem's matrices as they would be without closures, to tell a closed road from
        one that was never there.
    may_go_on
        Asked before each trial. When it says no, requests that were not examined say so.
    """
    cases = [*_group_alike(problem, sequences.dropped)]
    for case in cases:
        case.settled = tuple(_tell_at_once(problem, case, open_matrices))
    examined = [case for case in cases if not case.settled]
    if examined:
        _examine(problem, sequences, examined, may_go_on)
    return {index: tuple(_tell(problem, case, index)) for case in cases for index in case.indices}


@dataclass
class _Case:
    """Requests left out that are alike in all that matters, and the trials of one of them.

    `members` are alternatives of which any would do. A case is `closed` when the cheapest trials
    that lift as little as possible are known.
    """

    request: Request
    indices: list[int]
    members: tuple[int, ...]
    settled: tuple[Reason, ...] = ()
    trials: list[Trial] = field(default_factory=list)

    def take(self, bench: Bench) -> None:
        """Try the request where it has a place."""
        for member in self.members:
            self.trials += bench.try_cheapest(member)

    def is_known(self, most: int) -> bool:
        """Tell whether a trial breaks no more rules than a number."""
        return any(len(trial.broken) <= most for trial in self.trials)


def _group_alike(problem: Problem, dropped: tuple[int, ...]) -> Iterator[_Case]:
    """Yield requests that differ in their names at most together."""
    alike: dict[Request, list[int]] = defaultdict(list)
    for index in dropped:
        request = problem.requests[index]
        if request.alternative == NO_GROUP:
            request = replace(request, id="", part=1, parts=1, shop="", product="")
        alike[request].append(index)
    groups = {group[0]: group for group in problem.alternatives}
    for request, indices in alike.items():
        members = groups.get(indices[0], indices[:1])
        yield _Case(request, indices, tuple(members))


def _tell_at_once(
    problem: Problem, case: _Case, open_matrices: Sequence[TravelMatrix] | None
) -> Iterator[Reason]:
    """Yield what keeps a request, and its alternatives, out of every route there could be."""
    found: list[Reason] = []
    for request in (problem.requests[member] for member in case.members):
        reason = tell_unreached(problem, request, open_matrices)
        if not request.windows:
            reason = Reason(Rule.TIME_WINDOW, "solver.reason.no_window")
        if reason is None:
            return
        found.append(reason)
    yield found[0]


def _examine(
    problem: Problem, plan: Sequences, cases: list[_Case], may_go_on: Callable[[], bool]
) -> None:
    """Try cases with more and more rules lifted, until each has a place."""
    finished, binding = FinishedPlan(problem, plan), tuple[Rule, ...]()
    for count in range(MOST_LIFTED + 1):
        binding = list_binding(problem) if count == 1 else binding
        left = [case for case in cases if not case.is_known(max(1, count) - 1)]
        for rules in combinations(binding, count):
            if not left or not may_go_on():
                return
            relaxed = lift(problem, rules) if rules else problem
            _try_all(Bench(finished, relaxed, frozenset(rules)), left, may_go_on)
        cases = [case for case in left if not case.is_known(count)]
    if cases and may_go_on():
        freed = open_hours(lift(problem, LIFTABLE))
        bench = Bench(finished, freed, frozenset(LIFTABLE))
        for case in _try_all(bench, cases, may_go_on):
            if not case.trials:
                case.settled = (tell_nowhere(),)


def _try_all(bench: Bench, cases: list[_Case], may_go_on: Callable[[], bool]) -> list[_Case]:
    """Try cases as long as there is time; return those that were tried."""
    for count, case in enumerate(cases):
        if not may_go_on():
            return cases[:count]
        case.take(bench)
    return cases


def _tell(problem: Problem, case: _Case, index: int) -> Iterator[Reason]:
    """Yield the reasons of one request of a case."""
    deferrable = problem.requests[index].deferrable
    if deferrable:
        yield Reason(Rule.DEFERRED, "solver.reason.deferred")
    if case.settled:
        yield from case.settled
        return
    feasible = [trial for trial in case.trials if not trial.broken]
    if feasible:
        if not deferrable:
            yield tell_price(problem, index, min(trial.extra_minor for trial in feasible))
    elif case.trials:
        yield from chain.from_iterable(_tell_smallest(case))
    elif not deferrable:
        yield NOT_EXAMINED


def _tell_smallest(case: _Case) -> Iterator[Iterator[Reason]]:
    """Yield the reasons of the smallest sets of rules, by the vehicle that comes closest."""
    size = min(len(trial.broken) for trial in case.trials)
    sets = {trial.rules for trial in case.trials if len(trial.broken) == size}
    for rules in sorted(sets, key=sorted)[:MOST_REASONS]:
        alike = [trial for trial in case.trials if trial.rules == rules]
        closest = min(alike, key=lambda trial: (sorted(trial.broken.values()), trial.vehicle))
        yield tell_trial(case.request, closest)
