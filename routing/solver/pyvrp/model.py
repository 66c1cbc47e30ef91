"""A problem as PyVRP's data, and the way back from its routes to sequences."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pyvrp

from routing.problem.evaluate import evaluate_route
from routing.problem.problem import Problem
from routing.problem.request import RequestKind
from routing.problem.sequences import (
    Item,
    ItemKind,
    RouteSequence,
    Sequences,
    deliver,
    end,
    pickup,
    reload,
)
from routing.solver.pyvrp.clients import Visits, build_visits
from routing.solver.pyvrp.fleet import Fleet, build_fleet
from routing.solver.pyvrp.legs import list_places
from routing.solver.pyvrp.scope import prices_ways
from routing.solver.pyvrp.variants import Variant, list_variants

Activity, ActivityType = pyvrp.Activity, pyvrp.ActivityType


@dataclass(frozen=True)
class Model:
    """PyVRP's data of a problem. Vehicle type i is `variants[i]`."""

    problem: Problem
    data: pyvrp.ProblemData
    variants: tuple[Variant, ...]
    visits: Visits
    fleet: Fleet


def build_model(problem: Problem, plan: Sequences) -> Model:
    """Return the model in which each shift ends as it does in a plan."""
    variants = list_variants(problem, plan)
    places = list_places(problem, {variant.ending.hub for variant in variants})
    visits = build_visits(problem, places, plan)
    priced = prices_ways(problem)
    fleet = build_fleet(problem, places, variants, loads=visits.loads, priced=priced)
    spots = [problem.stops[stop].lonlat if stop >= 0 else None for stop in places.stop.tolist()]
    ways: list[Any] = [legs.price_milli if priced else legs.distance_m for legs in fleet.legs]
    times: list[Any] = [legs.duration_s for legs in fleet.legs]  # PyVRP's types misname arrays
    data = pyvrp.ProblemData(
        [pyvrp.Location(s.lon, s.lat) if s else pyvrp.Location(0.0, 0.0) for s in spots],
        visits.clients,
        fleet.depots,
        fleet.types,
        ways,
        times,
        visits.groups,
        visits.shipments,
    )
    return Model(problem, data, variants, visits, fleet)


def solution_of(model: Model, plan: Sequences) -> pyvrp.Solution:
    """Return a plan as a solution of PyVRP, without what the model has no place for."""
    type_of = {shift: i for i, variant in enumerate(model.variants) for shift in variant.shifts}
    routes = [
        pyvrp.Route(model.data, list(_activities(model, route)), type_of[route.shift])
        for route in plan.routes
        if route.shift in type_of
    ]
    return pyvrp.Solution(model.data, routes)


def _activities(model: Model, route: RouteSequence) -> Iterator[pyvrp.Activity]:
    shipment = {request: i for i, request in enumerate(model.visits.of_shipment)}
    depot = {hub: number for number, hub in model.fleet.reload_hub.items()}
    for dated in evaluate_route(model.problem, route).items:
        item = dated.item
        if item.request in shipment:
            first = item.kind is ItemKind.PICKUP
            kind = ActivityType.PICKUP if first else ActivityType.DELIVERY
            yield Activity(kind, shipment[item.request])
        elif item.request >= 0:
            client = _client_at(model, item.request, dated.start_s)
            if client >= 0:
                yield Activity(ActivityType.CLIENT, client)
        elif item.kind is ItemKind.RELOAD and item.hub in depot:
            yield Activity(ActivityType.DEPOT, depot[item.hub])


def _client_at(model: Model, request: int, moment_s: int) -> int:
    """Return the client of a request whose window is nearest to a moment, -1 without any."""
    own = [i for i, index in enumerate(model.visits.of_client) if index == request]
    windows = model.visits.windows
    return min(own, key=lambda i: max(0, windows[i].earliest_s - moment_s), default=-1)


def routes_of(model: Model, routes: list[pyvrp.Route]) -> tuple[RouteSequence, ...]:
    """Return PyVRP's routes as sequences, driven by any shift of their vehicle type."""
    found = []
    by_type = sorted(routes, key=lambda route: route.vehicle_type())
    for number, alike in groupby(by_type, key=lambda route: route.vehicle_type()):
        variant = model.variants[number]
        for shift, route in zip(variant.shifts, alike, strict=False):
            items = tuple(_items(model, route))
            found.append(RouteSequence(shift, (*items, end(variant.ending.hub))))
    return tuple(found)


def _items(model: Model, route: pyvrp.Route) -> Iterator[Item]:
    visits, requests = model.visits, model.problem.requests
    for activity in list(route)[1:-1]:
        if activity.is_client():
            request = visits.of_client[activity.idx]
            brings = requests[request].kind is RequestKind.DELIVERY
            yield deliver(request) if brings else pickup(request)
        elif activity.is_pickup():
            yield pickup(visits.of_shipment[activity.idx])
        elif activity.is_delivery():
            yield deliver(visits.of_shipment[activity.idx])
        else:
            yield reload(model.fleet.reload_hub[activity.idx])
