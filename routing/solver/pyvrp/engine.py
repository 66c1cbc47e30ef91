"""PyVRP as an engine: it walks on from the best plan, and its routes fill the pool."""

from importlib.util import find_spec
from typing import TYPE_CHECKING, ClassVar, Final

from routing.problem.problem import Problem
from routing.problem.sequences import RouteSequence, Sequences
from routing.solver.drafts import draft_of, draft_price, sequences_of
from routing.solver.engine import Turn, Workshop
from routing.solver.proposal import Claim, Proposal
from routing.solver.pyvrp.scope import fits_numbers, keeps_rules, prices_ways
from routing.solver.pyvrp.variants import list_variants
from routing.solver.ruin_recreate import RuinRecreate

if TYPE_CHECKING:
    import pyvrp

    from routing.solver.pyvrp.model import Model
    from routing.solver.pyvrp.search import Walk

STEPS_PER_ITERATION: Final = 15
"""One iteration of PyVRP takes about as long as so many rounds of ruin and recreate.

So it is where a request is one client; where it is one for each of its windows, it takes as
many times longer, and where kinds of vehicles are many, longer again.
"""
MANY_KINDS: Final = 50.0
"""So many kinds of vehicles double the time of an iteration."""
MOST_POOLED: Final = 420
"""Requests up to which routes are worth combining anew."""


class Pyvrp:
    """A walk that goes on from turn to turn, and starts anew where others found better plans."""

    name: ClassVar[str] = "pyvrp"

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._model: Model | None = None
        self._walk: Walk | None = None
        self._price = 0.0
        self._known: set[tuple[int, ...]] = set()

    @classmethod
    def supports(cls, problem: Problem) -> bool:
        """Tell whether PyVRP is there, knows the rules, has shifts and room for the numbers."""
        stops = len(problem.requests) + 2 * len(problem.hubs)
        profiles = len(problem.matrices) * len(problem.vehicle_types)
        return (
            find_spec("pyvrp") is not None
            and RuinRecreate.supports(problem)
            and keeps_rules(problem)
            and bool(list_variants(problem, Sequences((), ())))
            and fits_numbers(problem, profiles * stops**2)
        )

    def propose(self, turn: Turn) -> Proposal | None:
        """Return the best plan of the walk when it is better than the one given."""
        facts = self._workshop.facts
        price = draft_price(facts, draft_of(facts, turn.plan))
        if self._walk is None or self._model is None or price < self._price:
            self._stand_at(turn.plan)
            self._price = price
        if self._walk is None or self._model is None:
            return None
        before = self._walk.best
        iterations = max(1, int(turn.steps / self._steps_per_iteration(self._model)))
        self._walk.run(iterations, turn.seconds, self._collect)
        if self._walk.best is before or not self._walk.best.is_feasible():
            return None
        proposal = self._proposal(self._model, list(self._walk.best.routes()))
        self._price = min(price, draft_price(facts, draft_of(facts, proposal.sequences)))
        return proposal

    def _steps_per_iteration(self, model: "Model") -> float:
        data = model.data
        clients = data.num_clients / max(1, len(self._workshop.problem.requests))
        kinds = 1.0 + data.num_vehicle_types / MANY_KINDS
        return STEPS_PER_ITERATION * max(1.0, clients) * kinds

    def _stand_at(self, plan: Sequences) -> None:
        """Walk on from a plan; the model is built anew where its routes end differently."""
        from routing.solver.pyvrp import model, search  # noqa: PLC0415 - loads PyVRP

        made = model.build_model(self._workshop.problem, plan)
        start = model.solution_of(made, plan)
        if self._walk is None or self._model is None or made.data != self._model.data:
            self._model = made
            self._walk = search.Walk(made.data, start, self._workshop.seed)
        else:
            self._walk.go_to(start)

    def _collect(self, solution: "pyvrp.Solution") -> None:
        """Put routes into the pool that were not seen before."""
        from routing.solver.pyvrp import model  # noqa: PLC0415 - loads PyVRP

        if self._model is None or len(self._workshop.problem.requests) > MOST_POOLED:
            return
        new = []
        for route in solution.routes():
            looks = route.vehicle_type(), route.distance(), route.duration(), route.num_clients()
            if looks not in self._known and route.is_feasible():
                self._known.add(looks)
                new.append(route)
        if new:
            found = Sequences(model.routes_of(self._model, new), ())
            self._workshop.pool.add(draft_of(self._workshop.facts, found))

    def _proposal(self, model: "Model", routes: "list[pyvrp.Route]") -> Proposal:
        """Return PyVRP's routes with the breaks they need; what then fits nowhere is filled in."""
        from routing.solver.pyvrp.model import routes_of  # noqa: PLC0415 - loads PyVRP

        facts = self._workshop.facts
        found = routes_of(model, routes)
        draft = draft_of(facts, Sequences(found, ()))
        plan = sequences_of(facts, draft)
        if len(plan.routes) < len(found):
            plan = RuinRecreate(self._workshop).fill(plan)
        if prices_ways(self._workshop.problem):
            return Proposal(plan)
        ordered = sorted(routes, key=lambda route: route.vehicle_type())
        claims = {
            sequence: claim_of(sequence, route)
            for sequence, route in zip(found, ordered, strict=True)
        }
        return Proposal(plan, tuple(claims[r] for r in plan.routes if r in claims))


def claim_of(sequence: RouteSequence, route: "pyvrp.Route") -> Claim:
    """Return what PyVRP pays for a route."""
    way_milli = route.fixed_vehicle_cost() + route.distance_cost()
    return Claim(sequence.shift, way_milli, route.duration())
