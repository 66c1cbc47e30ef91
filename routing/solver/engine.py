"""An engine of the portfolio: in its turn it sees the best plan and may propose another."""

from dataclasses import dataclass, field
from math import inf
from typing import ClassVar, Protocol

from routing.problem.problem import Problem
from routing.problem.sequences import Sequences
from routing.solver.kernel.facts import Facts, build_facts
from routing.solver.proposal import Proposal
from routing.solver.route_pool import RoutePool
from routing.solver.surroundings import Surroundings, survey


@dataclass(slots=True)
class Findings:
    """What engines learn about a problem beside plans.

    `pool_bound` is a price below which no combination of the routes that were in the pool comes,
    infinite while nobody knows.
    """

    pool_bound: float = inf


@dataclass(frozen=True, slots=True)
class Workshop:
    """What engines share: the problem, its arrays, the routes met so far, and a seed."""

    problem: Problem
    facts: Facts
    surroundings: Surroundings
    pool: RoutePool
    seed: int
    findings: Findings = field(default_factory=Findings)


def open_workshop(problem: Problem, seed: int) -> Workshop:
    """Return a workshop for a problem, with an empty pool."""
    facts = build_facts(problem)
    return Workshop(problem, facts, survey(problem, facts), RoutePool(facts), seed)


@dataclass(frozen=True, slots=True)
class Turn:
    """One call of an engine: the plan to improve on, and what it may spend.

    One step is one round of ruin and recreate. `fraction` is the share of the engine's time
    that is used up, from 0 to 1: an engine that cools is cold at 1.
    """

    plan: Sequences
    steps: int
    fraction: float
    seconds: float


class Engine(Protocol):
    """An engine at work on one problem."""

    name: ClassVar[str]

    def __init__(self, workshop: Workshop) -> None: ...

    @classmethod
    def supports(cls, problem: Problem) -> bool:
        """Tell whether the engine can keep every rule of a problem."""

    def propose(self, turn: Turn) -> Proposal | None:
        """Return a plan, better or not, or nothing."""
