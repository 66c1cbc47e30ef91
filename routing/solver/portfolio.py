"""The portfolio: engines take turns at the best plan until the bound is reached.

A search goes in rounds. In the first, engines that fill the pool begin from the first plan, so
that they find routes of their own; later all go on from the best. With several threads each has
a lane of engines, and all share the best plan and the pool.
"""

import threading
from dataclasses import replace
from typing import Final

from routing.problem.sequences import Sequences
from routing.problem.unserved import list_unserved
from routing.solver.clusters import Clusters
from routing.solver.engine import Engine, Workshop
from routing.solver.incumbent import Incumbent
from routing.solver.lane import Lane
from routing.solver.ortools_vrp.engine import OrtoolsRouting
from routing.solver.posts import post_of
from routing.solver.proposal import Proposal
from routing.solver.pyvrp.engine import Pyvrp
from routing.solver.recombine import Recombination
from routing.solver.ruin_recreate import RuinRecreate
from routing.solver.seat import Seat
from routing.solver.watch import Watch

ENGINES: Final[tuple[type[Engine], ...]] = (
    RuinRecreate,
    Pyvrp,
    Clusters,
    OrtoolsRouting,
    Recombination,
)
INSERTION: Final = "insertion"
LAST_WORD_S: Final = 0.2
"""How long after the end other lanes may still end their turns."""


def start_plans(
    workshop: Workshop, best: Incumbent, watch: Watch, start_from: Sequences | None
) -> None:
    """Offer an empty plan, the plan given as far as it is allowed, and what insertion makes."""
    nothing = Sequences((), list_unserved(workshop.problem, ()))
    best.offer(Proposal(nothing), INSERTION)
    if not RuinRecreate.supports(workshop.problem):
        return
    inserter = RuinRecreate(workshop)
    if start_from is not None:
        best.offer(Proposal(inserter.allowed_part(start_from)), INSERTION)
        if not watch.may_go_on():
            return
        best.offer(Proposal(inserter.fill(start_from)), INSERTION)
    best.offer(Proposal(inserter.fill(nothing)), INSERTION)


def improve(
    workshop: Workshop, best: Incumbent, watch: Watch, kinds: tuple[type[Engine], ...]
) -> tuple[str, ...]:
    """Let engines improve a plan until the watch says stop; return the names of those used."""
    used = [kind for kind in kinds if kind.supports(workshop.problem)]
    if Pyvrp in used and OrtoolsRouting in used:
        used.remove(OrtoolsRouting)  # it is there for rules that PyVRP does not know
    if Pyvrp in used and RuinRecreate in used and not _worth_turns(workshop, watch):
        used.remove(Pyvrp)
    first = best.best.plan
    lanes = [
        Lane([_seat(kind, workshop, number) for kind in lane], best, watch, first, number == 0)
        for number, lane in enumerate(share_out(used, watch.options.threads))
    ]
    threads = [threading.Thread(target=lane.run, daemon=True) for lane in lanes[1:]]
    for thread in threads:
        thread.start()
    for lane in lanes[:1]:
        lane.run()
    for thread in threads:
        thread.join(watch.seconds_left + LAST_WORD_S)
    failed = next((lane.error for lane in lanes if lane.error is not None), None)
    if failed is not None:
        raise failed
    return tuple(kind.name for kind in used)


def _worth_turns(workshop: Workshop, watch: Watch) -> bool:
    """Tell whether PyVRP's turns bring more than they take from ruin and recreate.

    Where vehicles or days have roads of their own it found nothing better in its turns, and
    plans cost about one per cent more for the time they took; a thread of its own costs nothing.
    """
    roads = {shift.matrix for shift in workshop.problem.shifts}
    return len(roads) == 1 or watch.options.threads > 1


def share_out(kinds: list[type[Engine]], threads: int) -> list[list[type[Engine]]]:
    """Return the engines of each thread's lane: walks of different engines, then more of them.

    The first lane has whatever does not walk.
    """
    walks = [kind for kind in kinds if not post_of(kind.name).single]
    if threads <= 1 or not walks:
        return [kinds] if kinds else []
    rest = [kind for kind in kinds if kind not in walks]
    lanes = [[walks[k % len(walks)]] for k in range(threads)]
    lanes[0] += [*walks[threads:], *rest]
    return lanes


def finish(workshop: Workshop, best: Incumbent) -> None:
    """Insert whatever still fits."""
    if best.best.plan.dropped and RuinRecreate.supports(workshop.problem):
        best.offer(Proposal(RuinRecreate(workshop).fill(best.best.plan)), INSERTION)


def _seat(kind: type[Engine], workshop: Workshop, number: int) -> Seat:
    """Return an engine at work; in each lane by another seed."""
    own = workshop if number == 0 else replace(workshop, seed=workshop.seed + number)
    return Seat(kind(own), post_of(kind.name))
