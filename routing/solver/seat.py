"""An engine's place in the portfolio: its turns are timed, watched over, and may go wrong."""

import logging
import threading
from dataclasses import dataclass
from typing import Final

from routing.solver.engine import Engine, Turn
from routing.solver.incumbent import Incumbent
from routing.solver.posts import Post
from routing.solver.proposal import Proposal
from routing.solver.watch import Watch

log = logging.getLogger(__name__)

GRACE_S: Final = 5.0
"""An engine that does not answer so long after its turn is given up."""
FAILURES: Final = 3
"""So many turns in a row an engine may fail before it is given up."""
OWN: Final = "ruin_recreate"
"""The engine that needs no supervision: its turns are counted in rounds."""


@dataclass
class Seat:
    """An engine, its post, and what it gained in this round. Once `lost`, it has no turn.

    `steps` are those of its next turn: in a search bounded by seconds as many as fit in them.
    """

    engine: Engine
    post: Post
    lost: bool = False
    gain: int = 0
    steps: int = 0
    failures: int = 0

    def __post_init__(self) -> None:
        self.steps = self.post.steps

    def take_turn(self, turn: Turn, best: Incumbent, watch: Watch) -> bool:
        """Give the engine its turn; tell whether the plan is better for it."""
        name, begun_s = self.engine.name, watch.elapsed_s
        try:
            proposal = self._ask(turn, watch)
            self._pace(turn, watch, watch.elapsed_s - begun_s)
        except Exception as error:
            log.exception("engine %s failed", name)
            self.failures += 1
            self.lost |= self.failures >= FAILURES
            best.reject(name, f"{type(error).__name__}: {error}")
            return False
        self.failures = 0
        before = best.best.cost.objective
        if proposal is None or not best.offer(proposal, name):
            return False
        self.gain += max(1, before[1] - best.best.cost.objective[1])
        return True

    def _pace(self, turn: Turn, watch: Watch, took_s: float) -> None:
        """Let the next turn take about as long as the post says."""
        if watch.options.steps is None and turn.steps == self.steps:
            if took_s < self.post.seconds / 2:
                self.steps *= 2
            elif took_s > self.post.seconds * 2:
                self.steps = max(1, self.steps // 2)

    def _ask(self, turn: Turn, watch: Watch) -> Proposal | None:
        if self.engine.name == OWN:
            return self.engine.propose(turn)
        answer = _Answer(self.engine, turn)
        answer.start()
        answer.join(min(turn.seconds, watch.seconds_left) + GRACE_S)
        if answer.is_alive():
            self.lost = True
            raise TimeoutError(f"no answer {GRACE_S:g} s after its turn of {turn.seconds:.1f} s")
        if answer.error is not None:
            raise answer.error
        return answer.proposal


class _Answer(threading.Thread):
    """One turn of an engine, in a thread that can be left behind."""

    def __init__(self, engine: Engine, turn: Turn) -> None:
        super().__init__(daemon=True, name=f"engine-{engine.name}")
        self._engine, self._turn = engine, turn
        self.proposal: Proposal | None = None
        self.error: Exception | None = None

    def run(self) -> None:
        """Ask the engine; keep what it says or raises."""
        try:
            self.proposal = self._engine.propose(self._turn)
        except Exception as error:
            self.error = error
