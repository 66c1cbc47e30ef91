"""A plan made ready to be asked, many times, what one more request adds."""

from collections.abc import Sequence
from dataclasses import replace
from threading import Lock
from typing import Final

import numpy as np

from routing.problem.problem import Problem
from routing.problem.request import Request, RequestKind, Visit
from routing.problem.sequences import RouteSequence, Sequences
from routing.solver.insertion.batch import Batch, build_batch
from routing.solver.insertion.candidate import Candidate, Insertion, Spot, with_stop
from routing.solver.insertion.witness import draft_as_evaluated
from routing.solver.kernel import columns as col
from routing.solver.kernel.cheapest import (
    ADDED,
    FOUND,
    PRICES,
    find_cheapest,
    put_found,
)
from routing.solver.kernel.draft import Draft
from routing.solver.kernel.facts import Facts, Ints, build_facts
from routing.solver.kernel.fleet_tables import count_uses
from routing.solver.kernel.pricing import INFINITE
from routing.solver.kernel.subsets import new_company
from routing.solver.kernel.work import new_work
from routing.solver.orders import route_of
from routing.units import NO_LIMIT

SEATS: Final = 12
"""Requests that may be put into a plan one after another."""
CHANCE: Final = 1
"""Seed of the orders in which expected shares are drawn: the same question, the same answer."""


class InsertionDesk:
    """What one more request adds to a plan, by exact pricing of every place in it.

    Tried are all places of all routes, each with its reloads and its end as they are, and every
    unused unit; breaks are placed as the law and the shift want them. One thread at a time asks;
    others wait. A desk is for one plan: after any change a new one is opened.
    """

    def __init__(self, problem: Problem, plan: Sequences, *, seats: int = SEATS) -> None:
        self.problem, self.plan, self.seats = problem, plan, seats
        self._ground = with_stop(problem, None)
        groups = 1 + max((0, *(r.together for r in problem.requests)))
        empty = [_empty_seat(k, groups + k) for k in range(seats)]
        seated = replace(self._ground, requests=(*problem.requests, *empty))
        facts = build_facts(seated)
        self._facts = facts._replace(uses=_uses(problem))
        self._free_groups: list[int] = facts.terms[len(problem.requests) :, col.TOGETHER].tolist()
        self._draft = draft_as_evaluated(problem, self._facts, plan)
        self._work, self._company = new_work(self._facts), new_company(self._facts)
        self._lock = Lock()

    def ask(self, candidates: Sequence[Candidate]) -> tuple[tuple[Insertion, ...], ...]:
        """Return for each candidate by itself its cheapest insertion on each day that has one.

        Raises
        ------
        InputError
            With every fault of the requests.
        """
        with self._lock:
            batch, facts = self._prepare(candidates)
            answers = []
            for i, candidate in enumerate(candidates):
                self._seat(facts, batch, i, 0, candidate.spot)
                answers.append(self._find(facts, self._draft, 0))
            return tuple(answers)

    def ask_parts(self, parts: Sequence[Candidate]) -> tuple[Insertion, ...]:
        """Return where parts of one load go, each put in where it is cheapest beside the others.

        Nothing when one of them fits nowhere.

        Raises
        ------
        InputError
            With every fault of the requests.
        ValueError
            When there are more parts than the desk has seats, or several new places.
        """
        self._check_seats(parts)
        with self._lock:
            batch, facts = self._prepare(parts)
            draft = _copied(self._draft)
            chosen = []
            for k, part in enumerate(parts):
                self._seat(facts, batch, k, k, part.spot)
                found = self._find(facts, draft, k)
                if not found:
                    return ()
                best = min(found, key=lambda one: (one.extra_minor, one.day))
                chosen.append(best)
                seat = len(self.problem.requests) + k
                put_found(facts, draft, seat, _row(best), self._work)
            return tuple(chosen)

    def insert(
        self, candidates: Sequence[Candidate], insertions: Sequence[Insertion]
    ) -> tuple[Problem, Sequences]:
        """Return the problem with more requests, and the plan with each where it was found.

        Several are put in one after another, as `ask_parts` has found them.

        Raises
        ------
        ValueError
            When an insertion is not allowed in this plan: it was found for another.
        """
        self._check_seats(candidates)
        with self._lock:
            batch, facts = self._prepare(candidates)
            draft, old = self._draft, len(self.problem.requests)
            orders: dict[int, tuple[int, list[int]]] = {}
            for k, (candidate, place) in enumerate(zip(candidates, insertions, strict=True)):
                self._seat(facts, batch, k, k, candidate.spot)
                now = draft.order[place.shift, : draft.length[place.shift]].tolist()
                _, codes = orders.get(place.shift, (0, now))
                longer = _inserted(codes, place, old + k, len(facts.terms))
                orders[place.shift] = place.end_hub, longer
            routes = {route.shift: route for route in self.plan.routes}
            for shift, (hub, codes) in orders.items():
                routes[shift] = _route(facts, shift, hub, codes)
        spot = next((one.spot for one in candidates if one.spot is not None), None)
        grown = self.problem if spot is None else with_stop(self.problem, spot)
        requests = (*grown.requests, *(one.request for one in candidates))
        ordered = tuple(routes[shift] for shift in sorted(routes))
        return replace(grown, requests=requests), Sequences(ordered, self.plan.dropped)

    def is_unused(self, shift: int) -> bool:
        """Tell whether no vehicle leaves in a shift of the plan."""
        return bool(self._draft.length[shift] == 0)

    def find_hub(self, place: Insertion) -> int:
        """Return the hub where goods fetched at a place of the plan are received."""
        order = self._draft.order[place.shift, place.at : self._draft.length[place.shift]]
        visits = self._facts.visit[order]
        reloads = visits[visits[:, col.KIND] == col.RELOAD, col.HUB].tolist()
        return int(reloads[0]) if reloads else place.end_hub

    def _check_seats(self, candidates: Sequence[Candidate]) -> None:
        spots = {id(one.spot) for one in candidates if one.spot is not None}
        if len(candidates) > self.seats or len(spots) > 1:
            said = f"{len(candidates)} at {len(spots)} new places"
            raise ValueError(f"{said}, want at most {self.seats} at one")

    def _prepare(self, candidates: Sequence[Candidate]) -> tuple[Batch, Facts]:
        """Return the tables of candidates, and the plan's with what those change of all."""
        known = len(self.problem.stops)
        for one in candidates:
            if (one.request.stop == known) != (one.spot is not None):
                raise ValueError(f"request {one.request.id}: want stop {known} for a spot alone")
        requests = [one.request for one in candidates]
        batch = build_batch(self._ground, self._facts, requests, self._free_groups)
        facts = self._facts._replace(
            windows=np.concatenate([self._facts.windows, batch.windows]),
            uses=np.maximum(self._facts.uses, batch.uses),
        )
        tags, bans = batch.own_tags or (facts.tags[: len(self.problem.requests)],) * 2
        if batch.own_tags is None:
            bans = facts.bans[: len(self.problem.requests)]
        empty = np.zeros((len(facts.terms) - len(tags), tags.shape[1]), np.int64)
        return batch, facts._replace(
            tags=np.concatenate([tags, empty]), bans=np.concatenate([bans, empty])
        )

    def _seat(self, facts: Facts, batch: Batch, i: int, seat: int, spot: Spot | None) -> None:
        """Write a candidate's rows where the plan's tables have an empty seat."""
        first = len(self.problem.requests) + seat
        codes = [first, len(facts.terms) + first]
        rows = [i, len(batch.terms) + i]
        facts.visit[codes] = batch.visit[rows]
        facts.visit[codes, col.REQUEST] = first
        facts.spend[:, codes] = batch.spend[:, rows]
        facts.window_span[:, codes] = batch.window_span[:, rows] + len(self._facts.windows)
        facts.hull[:, codes] = batch.hull[:, rows]
        facts.terms[first], facts.fetch[first] = batch.terms[i], batch.fetch[i]
        facts.bring[first] = batch.bring[i]
        facts.tags[first], facts.bans[first] = batch.tags[i], batch.bans[i]
        facts.handling_s[:, first], facts.may[:, first] = batch.handling_s[:, i], batch.may[:, i]
        if spot is not None:
            here = len(self.problem.stops)
            ways = max(spot.to.max(initial=0), spot.back.max(initial=0))
            if ways > np.iinfo(facts.legs.dtype).max:
                raise ValueError(f"way of {ways}: longer than the plan's ways may be")
            facts.legs[:, :here, here], facts.legs[:, here, :here] = (
                spot.to[..., :2],
                spot.back[..., :2],
            )
            if len(facts.fuel):
                facts.fuel[:, :here, here], facts.fuel[:, here, :here] = (
                    spot.to[..., 2:],
                    spot.back[..., 2:],
                )

    def _find(self, facts: Facts, draft: Draft, seat: int) -> tuple[Insertion, ...]:
        days = self.problem.horizon.days
        prices, found = np.zeros((PRICES, days), np.float64), np.zeros((days, FOUND), np.int64)
        seated, chance = len(self.problem.requests) + seat, np.array([CHANCE], np.uint64)
        find_cheapest(facts, draft, seated, prices, found, self._company, chance, self._work)
        return tuple(
            _insertion(day, found[day].tolist(), prices[:, day].tolist())
            for day in range(days)
            if prices[ADDED, day] < INFINITE
        )


def _insertion(day: int, found: list[int], prices: list[float]) -> Insertion:
    added, alone, share = (NO_LIMIT if price >= INFINITE else round(price) for price in prices)
    shift, end_hub, at, second_at, begin_s, soonest_s, latest_s = found
    where = day, shift, end_hub, at, second_at
    return Insertion(*where, added, begin_s, soonest_s, latest_s, alone, share)


def _empty_seat(number: int, group: int) -> Request:
    """Return a request that takes a place in tables, of the kind that takes most."""
    nowhere = Visit(0, ())
    return Request(f"/{number}", 0, 0, 0, (), kind=RequestKind.PAIR, to=nowhere, together=group)


def _uses(problem: Problem) -> Ints:
    """Return which rules a plan has; what hubs may take in binds as soon as there is a bound."""
    uses = count_uses(problem)
    limits = any(
        hub.slots or min(*hub.intake_g, *hub.intake_ml) < NO_LIMIT for hub in problem.hubs
    )
    uses[col.USES_INTAKE] = limits
    return uses


def _copied(draft: Draft) -> Draft:
    """Return a draft to change; chains are not used."""
    own = {name: part.copy() for name, part in draft._asdict().items() if name != "chain"}
    return draft._replace(**own)


def _row(place: Insertion) -> Ints:
    row = (place.shift, place.end_hub, place.at, place.second_at)
    return np.array((*row, place.begin_s, place.soonest_s, place.latest_s), np.int64)


def _inserted(codes: list[int], place: Insertion, request: int, requests: int) -> list[int]:
    """Return an order with a request, and the second visit of a pair, at their places."""
    if place.second_at < 0:
        return [*codes[: place.at], request, *codes[place.at :]]
    between, after = codes[place.at : place.second_at], codes[place.second_at :]
    return [*codes[: place.at], request, *between, request + requests, *after]


def _route(facts: Facts, shift: int, hub: int, codes: list[int]) -> RouteSequence:
    route = route_of(facts, shift, hub, np.array(codes, np.int64))
    if route is None:
        raise ValueError(f"shift {shift}: the insertion was found for another plan")
    return route
