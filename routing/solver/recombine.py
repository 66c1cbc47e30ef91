"""Choose the best combination of pooled routes with CP-SAT: set partitioning.

Each request is fetched once or left out, each shift drives once, and hubs take in no more than
they can on a day. What a driver may drive in a week is kept when routes are given to units.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
from ortools.sat.python import cp_model

from routing.problem.problem import Problem
from routing.solver.drafts import draft_of, sequences_of
from routing.solver.engine import Turn, Workshop
from routing.solver.kernel.draft import Draft
from routing.solver.proposal import Proposal
from routing.solver.route_pool import PooledRoute, key_of, shifts_by_group

EFFORT: Final = 0.5
"""CP-SAT's deterministic time of one turn, about as many seconds."""
SEED_BOUND: Final = 2**31
MOST_PRICE: Final = 2**52
"""Prices up to here are whole numbers in floating point and their sums are inside int64."""


@dataclass(frozen=True)
class Choice:
    """The model: which pooled routes drive, and which requests are left out."""

    model: cp_model.CpModel
    routes: list[PooledRoute]
    drive: list[cp_model.IntVar]
    drop: list[cp_model.IntVar]


class Recombination:
    """Combines routes that other engines met."""

    name: ClassVar[str] = "cp_sat"

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._seen = 0

    @classmethod
    def supports(cls, problem: Problem) -> bool:
        """Tell whether every price is a number CP-SAT can sum."""
        return True

    def propose(self, turn: Turn) -> Proposal | None:
        """Return the cheapest combination found, when the pool has grown."""
        workshop = self._workshop
        if len(workshop.pool.routes) == self._seen:
            return None
        self._seen = len(workshop.pool.routes)
        draft = draft_of(workshop.facts, turn.plan)
        chosen = choose_routes(workshop, draft, turn.seconds)
        if chosen is None:
            return None
        return Proposal(sequences_of(workshop.facts, workshop.pool.assign(chosen)))


def choose_routes(workshop: Workshop, draft: Draft, seconds: float) -> list[PooledRoute] | None:
    """Return the routes of the cheapest combination found, None when there is none."""
    choice = build_choice(workshop)
    hint_draft(choice, workshop, draft)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = workshop.seed % SEED_BOUND
    solver.parameters.linearization_level = 2
    solver.parameters.max_deterministic_time = EFFORT
    solver.parameters.max_time_in_seconds = max(0.01, seconds)
    if solver.solve(choice.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    pairs = zip(choice.routes, choice.drive, strict=True)
    return [route for route, chosen in pairs if solver.boolean_value(chosen)]


def build_choice(workshop: Workshop) -> Choice:
    """Return the model of a pool."""
    facts, model = workshop.facts, cp_model.CpModel()
    routes = list(workshop.pool.routes.values())
    drive = [model.new_bool_var("") for _ in routes]
    drop = [model.new_bool_var("") for _ in workshop.problem.requests]
    choice = Choice(model, routes, drive, drop)
    serve_once(choice)
    drive_once(choice, workshop)
    keep_intake(choice, workshop.problem)
    prices = [round(route.price) for route in routes]
    penalties = [round(price) for price in facts.drop_price.tolist()]
    model.minimize(
        cp_model.LinearExpr.weighted_sum(drive, prices)
        + cp_model.LinearExpr.weighted_sum(drop, penalties)
    )
    return choice


def serve_once(choice: Choice) -> None:
    """Fetch each request by one route or leave it out."""
    fetching: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    for route, chosen in zip(choice.routes, choice.drive, strict=True):
        for request in route.order:
            fetching[request].append(chosen)
    for request, left_out in enumerate(choice.drop):
        choice.model.add_exactly_one([*fetching[request], left_out])


def drive_once(choice: Choice, workshop: Workshop) -> None:
    """Drive no more routes of a group than it has shifts."""
    driving: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    for route, chosen in zip(choice.routes, choice.drive, strict=True):
        driving[route.group].append(chosen)
    for group, shifts in shifts_by_group(workshop.facts).items():
        if len(driving[group]) > len(shifts):
            choice.model.add(sum(driving[group]) <= len(shifts))


def keep_intake(choice: Choice, problem: Problem) -> None:
    """Keep what each hub takes in on each day."""
    arriving: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, route in enumerate(choice.routes):
        arriving[route.hub, problem.horizon.day_of(route.arrival_s)].append(number)
    for (hub, day), numbers in arriving.items():
        place = problem.hubs[hub]
        for unit, limit in (
            ("weight_g", place.intake_g[day]),
            ("volume_ml", place.intake_ml[day]),
        ):
            loads = [
                sum(getattr(problem.requests[i], unit) for i in choice.routes[n].order)
                for n in numbers
            ]
            if sum(loads) > limit:
                terms = [choice.drive[n] for n in numbers]
                choice.model.add(cp_model.LinearExpr.weighted_sum(terms, loads) <= limit)


def hint_draft(choice: Choice, workshop: Workshop, draft: Draft) -> None:
    """Show CP-SAT the combination that is already there."""
    driven = {
        key_of(workshop.facts, draft, shift) for shift in np.flatnonzero(draft.length).tolist()
    }
    for key, chosen in zip(workshop.pool.routes, choice.drive, strict=True):
        choice.model.add_hint(chosen, key in driven)
    for left_out, shift in zip(choice.drop, draft.where.tolist(), strict=True):
        choice.model.add_hint(left_out, shift < 0)
