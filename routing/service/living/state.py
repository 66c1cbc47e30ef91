"""One version of the living plan, and how a change makes the next one of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from routing.problem.builder import Stated, build_parts
from routing.problem.dated import Evaluation
from routing.problem.evaluate import evaluate
from routing.problem.problem import Problem
from routing.problem.records import RequestRecord
from routing.problem.request import Request
from routing.problem.request_building import build_requests
from routing.problem.sequences import Item, RouteSequence, Sequences
from routing.problem.unserved import list_unserved
from routing.roads.conditions import Conditions
from routing.service.living.driven import DrivenLeg
from routing.service.locate import Site, locate
from routing.service.network import Network
from routing.service.planning import PlanInputs
from routing.service.travel import Travel
from routing.solver.insertion.candidate import Candidate, Spot, with_stop
from routing.solver.insertion.desk import InsertionDesk

KEPT_SPOTS: Final = 256
"""Places asked for and not in the plan whose roads are remembered."""


@dataclass(frozen=True, slots=True)
class Change:
    """What makes the next version: a request in or out, and the routes that are then otherwise.

    `routes` are as they are afterwards, in the numbers of the changed plan; `gone` are shifts
    that have none any more. `parts_g` are the grams of each part of a request that comes in.
    A record that the plan holds already weighs and measures otherwise from now on.
    """

    record: RequestRecord | None = None
    parts_g: tuple[int, ...] = ()
    removed: str = ""
    routes: tuple[RouteSequence, ...] = ()
    gone: tuple[int, ...] = ()


@dataclass(frozen=True)
class LivingPlan:
    """A feasible plan with all it stands on; never changed, only followed by another.

    `inputs` hold the requests in the order of the problem; `sites` are where its stops are;
    `driven` are drives that take what they took when they were made.
    """

    network: Network
    inputs: PlanInputs
    problem: Problem
    sequences: Sequences
    sites: tuple[Site, ...]
    travel: Travel
    conditions: Conditions
    spots: dict[str, Spot] = field(default_factory=dict)
    driven: tuple[DrivenLeg, ...] = ()

    @property
    def parts_g(self) -> dict[str, tuple[int, ...]]:
        """The grams of each part of the requests that were split."""
        found: dict[str, tuple[int, ...]] = {}
        for request in self.problem.requests:
            if request.parts > 1:
                found[request.id] = (*found.get(request.id, ()), request.weight_g)
        return found

    @property
    def shift_names(self) -> frozenset[tuple[str, str]]:
        """The vehicle and the ISO date of each shift."""
        vehicles = self.problem.vehicles
        return frozenset(
            (vehicles[shift.vehicle].id, shift.date.isoformat()) for shift in self.problem.shifts
        )

    @cached_property
    def desk(self) -> InsertionDesk:
        """What tells, many times, what one more request adds."""
        return InsertionDesk(self.problem, self.sequences)

    @cached_property
    def evaluation(self) -> Evaluation:
        """The routes with their times and costs."""
        return evaluate(self.problem, self.sequences)

    @cached_property
    def stop_of(self) -> dict[str, int]:
        """The stop at each place."""
        return {site.place: i for i, site in enumerate(self.sites)}

    def holds(self, request: str) -> bool:
        """Tell whether a request is among those of the plan, served or left out."""
        return any(record.id == request for record in self.inputs.requests)

    def candidates_of(
        self, record: RequestRecord, parts_g: tuple[int, ...] = ()
    ) -> tuple[Candidate, ...]:
        """Return a request as it may be put into the plan, in parts when it is too big.

        Raises
        ------
        InputError
            When its place, hub or weight is not known.
        """
        site, spot = self._find_spot(record)
        ground = self.problem if spot is None else with_stop(self.problem, spot)
        stop = self.stop_of.get(site.place, len(self.sites))
        requests = self._build(ground, record, stop, parts_g)
        return tuple(Candidate(request, spot) for request in requests)

    def whole_of(self, record: RequestRecord) -> Candidate:
        """Return a request as it may be put into the plan, in one piece however big.

        Raises
        ------
        InputError
            When its place, hub or weight is not known.
        """
        site, spot = self._find_spot(record)
        stop = self.stop_of.get(site.place, len(self.sites))
        stated = self._state(record, stop)
        bare = replace(self.problem, requests=(), locks=())
        [(_, (request, *_))] = build_requests(bare, stated, self.inputs.settings)
        return Candidate(request, spot)

    def applied(self, change: Change) -> "LivingPlan":
        """Return the version that a change makes of this one."""
        if change.record is None:
            return self._without(change) if change.removed else self
        if self.holds(change.record.id):
            return self._weighed(change.record)
        return self._with(change.record, change)

    def _with(self, record: RequestRecord, change: Change) -> "LivingPlan":
        site, spot = self._find_spot(record)
        ground = self.problem if spot is None else with_stop(self.problem, spot)
        stop = self.stop_of.get(site.place, len(self.sites))
        added = self._build(ground, record, stop, change.parts_g)
        problem = replace(ground, requests=(*ground.requests, *added))
        grown = spot is not None
        return replace(
            self,
            inputs=replace(self.inputs, requests=(*self.inputs.requests, record)),
            problem=problem,
            sequences=_rerouted(problem, self.sequences.routes, change),
            sites=(*self.sites, site) if grown else self.sites,
            travel=self.travel.with_site(site) if grown else self.travel,
            spots={} if grown else self.spots,
        )

    def _without(self, change: Change) -> "LivingPlan":
        problem, routes = without_request(self.problem, self.sequences.routes, change.removed)
        left = tuple(each for each in self.inputs.requests if each.id != change.removed)
        return replace(
            self,
            inputs=replace(self.inputs, requests=left),
            problem=problem,
            sequences=_rerouted(problem, routes, change),
        )

    def _weighed(self, record: RequestRecord) -> "LivingPlan":
        requests = tuple(
            replace(each, weight_g=record.weight_g or 0, volume_ml=record.volume_ml)
            if each.id == record.id
            else each
            for each in self.problem.requests
        )
        records = tuple(record if each.id == record.id else each for each in self.inputs.requests)
        return replace(
            self,
            inputs=replace(self.inputs, requests=records),
            problem=replace(self.problem, requests=requests),
        )

    def _build(
        self, ground: Problem, record: RequestRecord, stop: int, parts_g: tuple[int, ...]
    ) -> tuple[Request, ...]:
        bare = replace(ground, requests=(), locks=())
        parts_of = {record.id: parts_g} if len(parts_g) > 1 else {}
        return build_parts(bare, self._state(record, stop), self.inputs.settings, parts_of)

    def _state(self, record: RequestRecord, stop: int) -> Stated:
        hubs = self.inputs.hubs
        return Stated(
            hubs,
            tuple(hub.stop for hub in self.problem.hubs[: len(hubs)]),
            self.inputs.fleet,
            (record,),
            (stop,),
            hub_slots=self.inputs.hub_slots,
            products=self.inputs.products,
        )

    def _find_spot(self, record: RequestRecord) -> tuple[Site, Spot | None]:
        site = locate(self.network, record.location, record.source)
        if site.place in self.stop_of:
            return site, None
        spot = self.spots.get(site.place)
        if spot is None:
            if len(self.spots) >= KEPT_SPOTS:
                self.spots.clear()
            spot = self.spots[site.place] = self.travel.find_spot(site, self.problem.matrices)
        return site, spot


def without_request(
    problem: Problem, routes: Iterable[RouteSequence], request: str
) -> tuple[Problem, tuple[RouteSequence, ...]]:
    """Return a problem without a request, and routes in its numbers, without its visits.

    A route that is left without visits is left out.
    """
    kept = [i for i, each in enumerate(problem.requests) if each.id != request]
    number = {old: new for new, old in enumerate(kept)}

    def moved(item: Item) -> Item:
        return item if item.request < 0 else replace(item, request=number[item.request])

    shorter = [
        RouteSequence(
            route.shift,
            tuple(
                moved(item) for item in route.items if item.request < 0 or item.request in number
            ),
        )
        for route in routes
    ]
    requests = tuple(problem.requests[i] for i in kept)
    return replace(problem, requests=requests), tuple(each for each in shorter if each.visits)


def _rerouted(problem: Problem, routes: Iterable[RouteSequence], change: Change) -> Sequences:
    known = {route.shift: route for route in routes}
    known |= {route.shift: route for route in change.routes}
    left = tuple(known[shift] for shift in sorted(known) if shift not in change.gone)
    return Sequences(left, list_unserved(problem, left))
