"""The best plan so far, and what becomes of proposals that are not what they claim."""

import logging
import threading
from dataclasses import dataclass, field

from routing.errors import EngineMismatchError
from routing.problem.cost import Cost
from routing.problem.dated import DatedRoute, Evaluation
from routing.problem.evaluate import evaluate
from routing.problem.sequences import RouteSequence, Sequences
from routing.problem.unserved import list_unserved
from routing.problem.verdict import Violation
from routing.solver.answer import Check
from routing.solver.part import Part
from routing.solver.proposal import Proposal, find_mismatch, find_unknown

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Step:
    """A plan that was the best when it was found, and by which engine."""

    plan: Sequences
    cost: Cost
    engine: str


@dataclass
class Incumbent:
    """Plans of a part that were each the best when they were found, the last the best of all.

    Threads may share it.
    """

    part: Part
    check: Check
    strict: bool = False
    history: list[Step] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)
    confirmed: Step | None = None
    _closed: bool = False
    _dated: dict[RouteSequence, DatedRoute] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def best(self) -> Step:
        """The best plan and its cost."""
        return self.history[-1]

    def offer(self, proposal: Proposal, engine: str) -> bool:
        """Take a plan if it is the best and what it claims is true; tell whether it was taken."""
        unknown = find_unknown(self.part.problem, proposal.sequences)
        if unknown:
            self.reject(engine, unknown)
            return False
        evaluation = self._evaluate(proposal.sequences)
        mismatch = find_mismatch(self.part.problem, proposal, evaluation)
        if mismatch:
            self.reject(engine, mismatch)
            return False
        with self._lock:
            if self._closed or (
                self.history and evaluation.cost.objective >= self.best.cost.objective
            ):
                return False
            self.history.append(Step(proposal.sequences, evaluation.cost, engine))
            return True

    def close(self) -> None:
        """Take nothing more from threads that are late."""
        with self._lock:
            self._closed = True

    def _evaluate(self, plan: Sequences) -> Evaluation:
        """Return a plan evaluated; routes of the plan evaluated before are not dated again."""
        evaluation = evaluate(self.part.problem, plan, known=self._dated)
        self._dated = dict(zip(plan.routes, evaluation.routes, strict=True))
        return evaluation

    def confirm(self) -> Sequences:
        """Return the best plan of the whole that the referee accepts; forget better ones.

        A fault that the fixed routes have by themselves is no reason to discard a plan.

        Raises
        ------
        EngineMismatchError
            When the referee accepts none, or rejects one and mismatches are to be raised.
        """
        while self.history:
            step = self.best
            whole = self.part.join(step.plan)
            if step is self.confirmed:
                return whole
            found = set(self.check(whole).violations)
            if found and not found <= self._faults_of_fixed():
                with self._lock:
                    self.history.remove(step)
                self.reject(step.engine, f"referee: {min(found, key=str)}")
                continue
            self.confirmed = step
            return whole
        raise EngineMismatchError("the referee accepts no plan, not even an empty one")

    def reject(self, engine: str, why: str) -> None:
        """Discard an engine's proposal, log it and count it.

        Raises
        ------
        EngineMismatchError
            When mismatches are to be raised.
        """
        log.warning("engine %s: proposal discarded: %s", engine, why)
        self.rejected.append(engine)
        if self.strict:
            raise EngineMismatchError(f"{engine}: {why}")

    def _faults_of_fixed(self) -> set[Violation]:
        if not self.part.fixed:
            return set()
        nothing = Sequences((), list_unserved(self.part.problem, ()))
        return set(self.check(self.part.join(nothing)).violations)
