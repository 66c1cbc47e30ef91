"""The portfolio: engines take turns at the best plan until the bound is reached."""

import logging
from dataclasses import dataclass
from typing import Final

from routing.problem.sequences import Sequences
from routing.solver.engine import Engine, Turn, Workshop
from routing.solver.incumbent import Incumbent
from routing.solver.ortools_vrp.engine import OrtoolsRouting
from routing.solver.proposal import Proposal
from routing.solver.recombine import Recombination
from routing.solver.ruin_recreate import RuinRecreate
from routing.solver.watch import Watch

log = logging.getLogger(__name__)

ENGINES: Final[tuple[type[Engine], ...]] = (RuinRecreate, OrtoolsRouting, Recombination)
INSERTION: Final = "insertion"
CHUNK: Final = 100
"""Steps between two looks at the clock; one step is one round of ruin and recreate."""
CONFIRM_EVERY_S: Final = 4.0
IDLE_STEPS: Final = 5_000
IDLE_STEPS_PER_REQUEST: Final = 1_000
"""Steps without a better plan after which a search has converged."""


def start_plans(
    workshop: Workshop, best: Incumbent, watch: Watch, start_from: Sequences | None
) -> None:
    """Offer an empty plan, the plan given as far as it is allowed, and what insertion makes."""
    nothing = Sequences((), tuple(range(len(workshop.problem.requests))))
    best.offer(Proposal(nothing), INSERTION)
    if not RuinRecreate.supports(workshop.problem):
        return
    inserter = RuinRecreate(workshop)
    if start_from is not None:
        best.offer(Proposal(inserter.allowed_part(start_from)), INSERTION)
        if not watch.next_steps(1):
            return
        best.offer(Proposal(inserter.fill(start_from)), INSERTION)
    best.offer(Proposal(inserter.fill(nothing)), INSERTION)


@dataclass
class Seat:
    """An engine's place in the portfolio: when it had its last turn, and how long it took."""

    engine: Engine
    turn_at: int = 0
    spent_s: float = 0.0

    def is_due(self, watch: Watch) -> bool:
        """Tell whether it is the engine's turn."""
        engine, steps = self.engine, watch.options.steps
        gap = engine.every if steps is None else max(engine.every, steps // engine.turns)
        if watch.steps - self.turn_at < gap:
            return False
        return steps is not None or self.spent_s <= engine.share * watch.elapsed_s


def improve(
    workshop: Workshop, best: Incumbent, watch: Watch, kinds: tuple[type[Engine], ...]
) -> tuple[str, ...]:
    """Let engines improve a plan until the watch says stop; return the names of those used."""
    seats = [Seat(kind(workshop)) for kind in kinds if kind.supports(workshop.problem)]
    improved_at, confirmed_s = 0, watch.elapsed_s
    idle = IDLE_STEPS + IDLE_STEPS_PER_REQUEST * len(workshop.problem.requests)
    while seats and (steps := watch.next_steps(CHUNK)):
        watch.steps += steps
        for seat in seats:
            if seat.is_due(watch) and take_turn(seat, best, watch, steps):
                improved_at = watch.steps
        if watch.elapsed_s - confirmed_s > CONFIRM_EVERY_S and best.best is not best.confirmed:
            whole, confirmed_s = best.confirm(), watch.elapsed_s
            watch.report(best.best.cost, whole)
        watch.report(best.best.cost)
        if watch.steps - improved_at > idle:
            watch.stopped_by = "converged"
            break
    return tuple(seat.engine.name for seat in seats)


def take_turn(seat: Seat, best: Incumbent, watch: Watch, steps: int) -> bool:
    """Give an engine its turn; tell whether the plan is better for it."""
    engine, begun_s = seat.engine, watch.elapsed_s
    seat.turn_at = watch.steps
    turn = Turn(best.best.plan, steps, watch.fraction, watch.seconds_left)
    try:
        proposal = engine.propose(turn)
    except Exception as error:
        log.exception("engine %s failed", engine.name)
        best.reject(engine.name, f"{type(error).__name__}: {error}")
        return False
    finally:
        seat.spent_s += watch.elapsed_s - begun_s
    return proposal is not None and best.offer(proposal, engine.name)


def finish(workshop: Workshop, best: Incumbent) -> None:
    """Insert whatever still fits."""
    if RuinRecreate.supports(workshop.problem):
        best.offer(Proposal(RuinRecreate(workshop).fill(best.best.plan)), INSERTION)
