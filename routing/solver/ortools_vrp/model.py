"""The routing model of a problem: nodes, vehicles and what driving costs.

Costs are in thousandths of a minor unit. Nodes are requests, then hubs; transits are matrices
known to OR-Tools as numbers, never callbacks.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from ortools.constraint_solver import pywrapcp

from routing.matrix.travel_matrix import UNREACHABLE
from routing.problem.problem import Problem
from routing.solver.kernel.prices import required_price
from routing.solver.ortools_vrp.vehicles import EndingShift
from routing.units import MILLI

Ints = NDArray[np.int64]
MAX_DROP_MILLI: Final = 2**61
"""Bound of all drop penalties together, so that no sum of them leaves int64."""


@dataclass(frozen=True)
class RoutingModel:
    """OR-Tools' index manager and model of a problem, and how its numbers map back.

    Node i is request `requests[i]`, after whose service the vehicle rests `pauses_s[i]`. After
    them come the `hubs` at which a vehicle starts or ends. `transits` knows the callback of
    each matrix registered.
    """

    problem: Problem
    requests: tuple[int, ...]
    pauses_s: tuple[int, ...]
    hubs: tuple[int, ...]
    vehicles: tuple[EndingShift, ...]
    manager: Any
    routing: Any
    horizon_s: int
    transits: dict[tuple[object, ...], int] = field(default_factory=dict)

    @property
    def nodes(self) -> range:
        """Nodes that are requests."""
        return range(len(self.requests))

    def index(self, node: int) -> int:
        """Return OR-Tools' index of a request's node."""
        return int(self.manager.NodeToIndex(node))

    def dimension(self, name: str) -> Any:
        """Return a dimension by name."""
        return self.routing.GetDimensionOrDie(name)

    def transit(self, key: tuple[object, ...], build: Callable[[], Ints]) -> int:
        """Return the callback of a node-to-node matrix, registered once per key."""
        if key not in self.transits:
            self.transits[key] = self.routing.RegisterTransitMatrix(build().tolist())
        return self.transits[key]

    def unary(self, key: tuple[object, ...], values: list[int]) -> int:
        """Return the callback of one number per request (0 at hubs), registered once per key."""
        if key not in self.transits:
            numbers = values + [0] * len(self.hubs)
            self.transits[key] = self.routing.RegisterUnaryTransitVector(numbers)
        return self.transits[key]

    def of_requests(self, name: str) -> list[int]:
        """Return a field of the requests, node by node."""
        return [getattr(self.problem.requests[i], name) for i in self.requests]

    def halts_s(self) -> list[int]:
        """Return how long a vehicle stands at each node: service and pause."""
        services_s = self.of_requests("service_s")
        return [a + b for a, b in zip(services_s, self.pauses_s, strict=True)]

    def legs(self, matrix: int, name: str, missing: int) -> Ints:
        """Return an array of a travel matrix between nodes; 0 from hub to hub."""
        problem = self.problem
        stops = [*self.of_requests("stop"), *(problem.hubs[hub].stop for hub in self.hubs)]
        array: Ints = getattr(problem.matrices[matrix], name)
        cells = array[np.ix_(stops, stops)]
        cells = np.where(cells == UNREACHABLE, missing, cells)
        cells[len(self.requests) :, len(self.requests) :] = 0
        return cells


def new_model(
    problem: Problem,
    vehicles: tuple[EndingShift, ...],
    requests: tuple[int, ...],
    pauses_s: tuple[int, ...],
) -> RoutingModel:
    """Return a model with nodes and vehicles and nothing else."""
    starts = [problem.shifts[v.shift].start_hub for v in vehicles]
    ends = [v.hub for v in vehicles]
    hubs = sorted({*starts, *ends})
    nodes = {hub: len(requests) + i for i, hub in enumerate(hubs)}
    manager = pywrapcp.RoutingIndexManager(
        len(requests) + len(hubs),
        len(vehicles),
        [nodes[hub] for hub in starts],
        [nodes[hub] for hub in ends],
    )
    horizon_s = max((problem.shifts[v.shift].latest_s for v in vehicles), default=0)
    routing = pywrapcp.RoutingModel(manager)
    return RoutingModel(
        problem, requests, pauses_s, tuple(hubs), vehicles, manager, routing, horizon_s
    )


def add_driving_cost(model: RoutingModel) -> None:
    """Price a vehicle-day, its metres, and the time it takes to unload what it fetches.

    The rest of its time is priced by the span of the time dimension.
    """
    problem = model.problem
    for number, vehicle in enumerate(model.vehicles):
        shift = problem.shifts[vehicle.shift]
        kind, hub = problem.type_of(shift), problem.hubs[vehicle.hub]
        fixed_milli = MILLI * kind.fixed_minor + kind.rate_per_s_milli * hub.unload_s
        model.routing.SetFixedCostOfVehicle(fixed_milli, number)
        key = ("cost", shift.matrix, vehicle.hub, kind.rate_per_m_milli, kind.rate_per_s_milli)
        cost = model.transit(key, partial(arc_prices, model, vehicle))
        model.routing.SetArcCostEvaluatorOfVehicle(cost, number)


def arc_prices(model: RoutingModel, vehicle: EndingShift) -> Ints:
    """Return what each arc costs a vehicle, node to node."""
    shift, hub = model.problem.shifts[vehicle.shift], model.problem.hubs[vehicle.hub]
    kind = model.problem.type_of(shift)
    cells = kind.rate_per_m_milli * model.legs(shift.matrix, "distance_m", 0)
    for node, request in enumerate(model.requests):
        cells[node] += kind.rate_per_s_milli * model.problem.requests[request].unload_s(hub)
    return cells


def add_drop_cost(model: RoutingModel) -> None:
    """Let every request be left out: for its penalty, or for more than all money if required."""
    for node, price_milli in enumerate(drop_prices(model)):
        model.routing.AddDisjunction([model.index(node)], price_milli)


def drop_prices(model: RoutingModel) -> list[int]:
    """Return what leaving out each node's request costs."""
    requests = [model.problem.requests[i] for i in model.requests]
    weights = sum(1 + request.priority for request in requests if request.required)
    each_milli = min(MILLI * required_price(model.problem), MAX_DROP_MILLI // max(1, weights))
    return [
        each_milli * (1 + request.priority) if request.required else MILLI * request.penalty_minor
        for request in requests
    ]
