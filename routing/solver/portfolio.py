"""The portfolio: engines take turns at the best plan until the bound is reached."""

import logging
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


def improve(
    workshop: Workshop, best: Incumbent, watch: Watch, kinds: tuple[type[Engine], ...]
) -> tuple[str, ...]:
    """Let engines improve a plan until the watch says stop; return the names of those used."""
    engines = [kind(workshop) for kind in kinds if kind.supports(workshop.problem)]
    improved_at, confirmed_s = 0, watch.elapsed_s
    idle = IDLE_STEPS + IDLE_STEPS_PER_REQUEST * len(workshop.problem.requests)
    while engines and not watch.stopped_by:
        steps = watch.next_steps(CHUNK)
        if watch.steps - improved_at > idle:
            watch.stopped_by = "converged"
        if watch.stopped_by:
            break
        watch.steps += steps
        for engine in engines:
            if _take_turn(engine, best, watch, steps):
                improved_at = watch.steps
        if watch.elapsed_s - confirmed_s > CONFIRM_EVERY_S and best.best is not best.confirmed:
            whole, confirmed_s = best.confirm(), watch.elapsed_s
            watch.report(best.best.cost, whole)
        watch.report(best.best.cost)
    return tuple(engine.name for engine in engines)


def _take_turn(engine: Engine, best: Incumbent, watch: Watch, steps: int) -> bool:
    """Give an engine its turn if it is due; tell whether the plan is better for it."""
    if watch.steps // engine.every == (watch.steps - steps) // engine.every:
        return False
    turn = Turn(best.best.plan, steps, watch.fraction, watch.seconds_left)
    try:
        proposal = engine.propose(turn)
    except Exception as error:
        log.exception("engine %s failed", engine.name)
        best.reject(engine.name, f"{type(error).__name__}: {error}")
        return False
    return proposal is not None and best.offer(proposal, engine.name)
