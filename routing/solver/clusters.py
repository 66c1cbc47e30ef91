"""Decomposition: neighbouring routes of a large plan are improved as a problem of their own."""

from dataclasses import replace
from typing import ClassVar, Final

import numpy as np

from routing.problem.problem import Problem
from routing.problem.sequences import RouteSequence, Sequences
from routing.solver.engine import Engine, Turn, Workshop, open_workshop
from routing.solver.kernel.facts import Floats
from routing.solver.part import cut_out
from routing.solver.proposal import Proposal
from routing.solver.pyvrp.engine import Pyvrp
from routing.solver.pyvrp.scope import keeps_rules
from routing.solver.route_pool import shifts_by_group
from routing.solver.ruin_recreate import RuinRecreate

LEAST_REQUESTS: Final = 800
"""From so many requests on parts are improved faster than the whole."""
CLUSTER: Final = 200
"""Requests of a part, about."""


class Clusters:
    """Takes a route, the one looked at longest ago, and its neighbours out of the best plan."""

    name: ClassVar[str] = "clusters"

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._rng = np.random.default_rng(workshop.seed)
        self._seen_at = np.zeros(len(workshop.problem.shifts), np.int64)
        self._turns = 0

    @classmethod
    def supports(cls, problem: Problem) -> bool:
        """Tell whether a problem is large, and its parts are problems of the same kind."""
        large = len(problem.requests) >= LEAST_REQUESTS
        return large and RuinRecreate.supports(problem) and keeps_rules(problem)

    def propose(self, turn: Turn) -> Proposal | None:
        """Return the plan with one cluster of routes improved."""
        problem, plan = self._workshop.problem, turn.plan
        if len(plan.routes) < 2:
            return None
        self._turns += 1
        part = cut_out(problem, plan, self._choose(plan), ())
        kind: type[Engine] = Pyvrp if Pyvrp.supports(part.problem) else RuinRecreate
        engine = kind(open_workshop(part.problem, self._workshop.seed + self._turns))
        found = engine.propose(replace(turn, plan=part.narrow(plan)))
        if found is None:
            return None
        claims = tuple(replace(claim, shift=part.shifts[claim.shift]) for claim in found.claims)
        return Proposal(part.join(found.sequences), claims, found.unexplained_milli)

    def _choose(self, plan: Sequences) -> set[int]:
        """Return the shifts of a route and of its neighbours, with spare ones like them."""
        centres = np.array([self._centre(route) for route in plan.routes])
        shifts = np.array([route.shift for route in plan.routes])
        ties = self._rng.random(len(shifts))
        first = int(np.lexsort((ties, self._seen_at[shifts]))[0])
        near = np.argsort(((centres - centres[first]) ** 2).sum(axis=1), kind="stable").tolist()
        chosen: set[int] = set()
        count = 0
        for k in near:
            chosen.add(plan.routes[k].shift)
            count += len(plan.routes[k].requests)
            if count >= CLUSTER and len(chosen) > 1:
                break
        self._seen_at[list(chosen)] = self._turns
        return chosen | self._spare(plan, chosen)

    def _spare(self, plan: Sequences, chosen: set[int]) -> set[int]:
        """Return one unused shift of each group that the chosen ones are of."""
        used = {route.shift for route in plan.routes}
        spare: set[int] = set()
        for shifts in shifts_by_group(self._workshop.facts).values():
            if not chosen.isdisjoint(shifts):
                spare.update([shift for shift in shifts if shift not in used][:1])
        return spare

    def _centre(self, route: RouteSequence) -> Floats:
        """Return the middle of a route's stops, in degrees of equal length."""
        problem = self._workshop.problem
        spots = [problem.stops[problem.requests[i].stop].lonlat for i in route.requests]
        degrees = np.array([(spot.lon, spot.lat) for spot in spots])
        degrees[:, 0] *= np.cos(np.radians(degrees[0, 1]))
        centre: Floats = degrees.mean(axis=0)
        return centre
