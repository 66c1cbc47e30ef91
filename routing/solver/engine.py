"""An engine of the portfolio: in its turn it sees the best plan and may propose another."""

from dataclasses import dataclass
from typing import ClassVar, Protocol

from routing.problem.problem import Problem
from routing.problem.sequences import Sequences
from routing.solver.kernel.facts import Facts, build_facts
from routing.solver.proposal import Proposal
from routing.solver.route_pool import RoutePool
from routing.solver.surroundings import Surroundings, survey


@dataclass(frozen=True, slots=True)
class Workshop:
    """What engines share: the problem, its arrays, the routes met so far, and a seed."""

    problem: Problem
    facts: Facts
    surroundings: Surroundings
    pool: RoutePool
    seed: int


def open_workshop(problem: Problem, seed: int) -> Workshop:
    """Return a workshop for a problem, with an empty pool."""
    facts = build_facts(problem)
    return Workshop(problem, facts, survey(problem, facts), RoutePool(facts), seed)


@dataclass(frozen=True, slots=True)
class Turn:
    """One call of an engine: the best plan and what it may spend.

    `fraction` is the share of the bound that is used up.
    """

    plan: Sequences
    steps: int
    fraction: float
    seconds: float


class Engine(Protocol):
    """An engine at work on one problem.

    At least `every` steps lie between two of its turns. In a search bounded by steps it has at
    most `turns` of them; in one bounded by seconds it takes at most a `share` of the time.
    """

    name: ClassVar[str]
    every: ClassVar[int]
    turns: ClassVar[int]
    share: ClassVar[float]

    def __init__(self, workshop: Workshop) -> None: ...

    @classmethod
    def supports(cls, problem: Problem) -> bool:
        """Tell whether the engine can keep every rule of a problem."""

    def propose(self, turn: Turn) -> Proposal | None:
        """Return a plan, better or not, or nothing."""
