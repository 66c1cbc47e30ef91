"""How solving is asked for, how it reports progress, and what it answers."""

from collections.abc import Callable
from dataclasses import dataclass, field

from routing.problem.dated import Evaluation
from routing.problem.problem import Problem
from routing.problem.sequences import RouteSequence, Sequences
from routing.problem.verdict import CheckReport, Reason, Repair


@dataclass(frozen=True, slots=True)
class Running:
    """A plan that is being driven: each change of what it promises costs `price_minor`.

    A promise is a vehicle, and the start of service give or take `tolerance_s`. `told` are the
    promises as (request, shift, start in s), where the roads have changed since they were made;
    without it they are those of the plan as it is dated now.
    """

    plan: Sequences
    price_minor: int
    tolerance_s: int = 3600
    told: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SolveOptions:
    """Bounds of a search. `steps`, when given, overrides seconds and makes it reproducible.

    `fixed` routes stay as they are; `start_from` is a plan to improve on, used as far as it
    is still feasible. `strict` makes an engine's mismatch raise instead of being discarded.
    For up to `repairs` requests left out the change is looked for that would let them in.
    With a `running` plan the search goes on from it and weighs what its changes cost; what is
    done already stands in the problem as locks.
    """

    time_limit_s: float = 30.0
    steps: int | None = None
    seed: int = 0
    threads: int = 1
    fixed: tuple[RouteSequence, ...] = ()
    start_from: Sequences | None = None
    strict: bool = False
    repairs: int = 0
    running: Running | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """The best plan so far. `fraction` of the bound used up, from 0 to 1.

    `sequences` are that plan when the referee has accepted it, so that a caller may keep them
    and go on from them later (`SolveOptions.start_from`).
    """

    fraction: float
    elapsed_s: float
    steps: int
    cost_minor: int
    required_dropped: int
    sequences: Sequences | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """How an answer was found; `rejected` names engines whose results were discarded.

    No combination of the routes that were pooled costs less than `pool_bound_minor`, penalties
    in; None when nobody knows.
    """

    seed: int
    engines: tuple[str, ...]
    time_s: float
    steps: int
    stopped_by: str
    rejected: tuple[str, ...] = ()
    pool_bound_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """A promise that is not kept: `what` of it (vehicle, day, start, or dropped) and why.

    `shift` and `start_s` are those promised, `new_` those of the answer, None when dropped.
    """

    request: int
    what: tuple[str, ...]
    shift: int
    start_s: int
    new_shift: int | None
    new_start_s: int | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Sequences that the referee accepts, their evaluation and why requests were left out.

    `reasons` has an entry for each dropped request, by its index in the problem; `repairs` for
    those for which a change was found that would let them in. `changed` are the promises of a
    running plan that it does not keep; what they cost is not in the evaluation.
    """

    sequences: Sequences
    evaluation: Evaluation
    reasons: dict[int, tuple[Reason, ...]]
    search: Search
    repairs: dict[int, Repair] = field(default_factory=dict)
    changed: tuple[Changed, ...] = ()


Check = Callable[[Sequences], CheckReport]
Judge = Callable[[Problem, Sequences], CheckReport]
"""The referee of whatever problem it is given."""
OnProgress = Callable[[Progress], None]
ShouldStop = Callable[[], bool]
