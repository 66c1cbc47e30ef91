"""A request put into a finished plan while some rules are lifted, and which rules that breaks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from routing.problem.dated import DatedRoute
from routing.problem.evaluate import evaluate, evaluate_route
from routing.problem.problem import Problem
from routing.problem.sequences import RouteSequence, Sequences
from routing.problem.verdict import Rule, Violation
from routing.solver.drafts import draft_of
from routing.solver.kernel import columns as col
from routing.solver.kernel.facts import build_facts
from routing.solver.kernel.fitting import find_fits
from routing.solver.kernel.ground import AT, AT_SECOND, END_HUB, OFFER
from routing.solver.kernel.pricing import INFINITE
from routing.solver.kernel.work import new_work
from routing.solver.orders import route_of
from routing.units import SECONDS_PER_DAY

CLOSEST: Final = 3
"""Vehicles of which the one is told that breaks a rule by least."""

_TOLD_AS: Final = {Rule.HUB_HOURS: Rule.SHIFT}
"""Rules that a sender knows by another name."""
_SHARED: Final = frozenset((Rule.HUB_INTAKE, Rule.MAX_DRIVING, Rule.LOCKED, Rule.TOGETHER))
"""Rules that several routes keep together."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A request put into a route: what that breaks, by how much, and what it costs more.

    `free_g` and `free_ml` are what the vehicle has room for besides its other requests.
    """

    vehicle: str
    broken: dict[Rule, int]
    extra_minor: int
    free_g: int = 0
    free_ml: int = 0

    @property
    def rules(self) -> frozenset[Rule]:
        """The rules that are broken."""
        return frozenset(self.broken)


class FinishedPlan:
    """A plan as evaluated, to try one more request in."""

    def __init__(self, problem: Problem, plan: Sequences) -> None:
        self.problem, self.plan = problem, plan
        found = evaluate(problem, plan)
        self._dated = dict(zip(plan.routes, found.routes, strict=True))
        self._routes = {route.shift: route for route in plan.routes}
        self._faults = frozenset(found.violations)

    def vehicle_of(self, shift: int) -> str:
        """Return the name of the vehicle that works a shift."""
        return self.problem.vehicles[self.problem.shifts[shift].vehicle].id

    def judge(self, route: RouteSequence, request: int, lifted: frozenset[Rule]) -> Trial:
        """Return what it breaks and costs when a route is driven that serves one request more."""
        problem, before = self.problem, self._before(route)
        dated = evaluate_route(problem, route)
        violations = dated.violations
        if not _SHARED.isdisjoint(lifted):
            violations = self._judge_whole(route, dated, request)
        broken: dict[Rule, int] = {}
        for found in violations:
            if found not in self._faults:
                rule = _TOLD_AS.get(found.rule, found.rule)
                broken[rule] = max(broken.get(rule, 0), found.amount)
        kind = problem.type_of(problem.shifts[route.shift])
        return Trial(
            self.vehicle_of(route.shift),
            broken,
            dated.cost.total_minor - (before.cost.total_minor if before else 0),
            kind.capacity_g - (before.peak_load[0] if before else 0),
            kind.capacity_ml - (before.peak_load[1] if before else 0),
        )

    def _before(self, route: RouteSequence) -> DatedRoute | None:
        known = self._routes.get(route.shift)
        return self._dated[known] if known is not None else None

    def _judge_whole(
        self, route: RouteSequence, dated: DatedRoute, request: int
    ) -> tuple[Violation, ...]:
        routes = tuple((self._routes | {route.shift: route}).values())
        dropped = tuple(i for i in self.plan.dropped if i != request)
        return evaluate(
            self.problem, Sequences(routes, dropped), known={**self._dated, route: dated}
        ).violations


class Bench:
    """A finished plan on arrays, with rules lifted, on which places are looked for."""

    def __init__(self, plan: FinishedPlan, relaxed: Problem, lifted: frozenset[Rule]) -> None:
        self._plan, self._lifted = plan, lifted
        self._facts = build_facts(relaxed)
        self._draft = draft_of(self._facts, plan.plan)
        for route in plan.plan.routes:
            if self._draft.length[route.shift] == 0:
                self._facts.shift[route.shift, col.LOCKED] = 1  # it is not free to be used
        self._facts.day_start_s[-1] += 2 * SECONDS_PER_DAY * (Rule.SHIFT in lifted)
        self._work = new_work(self._facts)
        self._added = np.zeros(len(self._draft.length), np.float64)
        self._places = np.zeros((len(self._draft.length), OFFER), np.int64)

    def try_cheapest(self, request: int) -> Iterator[Trial]:
        """Yield trials of a request in the routes to which it adds least."""
        find_fits(self._facts, self._draft, request, self._added, self._places, self._work)
        cheapest = np.argsort(self._added, kind="stable")[: CLOSEST if self._lifted else 1]
        for shift in cheapest.tolist():
            if self._added[shift] >= INFINITE:
                return
            if not self._lifted:
                yield Trial(self._plan.vehicle_of(shift), {}, round(self._added[shift]))
                continue
            route = self._route(shift, request)
            if route is not None:
                yield self._plan.judge(route, request, self._lifted)

    def _route(self, shift: int, request: int) -> RouteSequence | None:
        """Return a route with the request at its place there."""
        facts, place = self._facts, self._places[shift]
        order = self._draft.order[shift, : self._draft.length[shift]].tolist()
        if place[AT_SECOND] >= 0:
            order.insert(place[AT_SECOND], request + len(facts.terms))
        order.insert(place[AT], request)
        return route_of(facts, shift, int(place[END_HUB]), np.array(order, np.int64))
