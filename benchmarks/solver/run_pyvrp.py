"""Run PyVRP: every customer required, or all optional at a prize that nobody leaves lying."""

import time
from importlib.metadata import version

import numpy as np
import pyvrp

from benchmarks.solver.cases import LEFT_OUT_MINOR
from benchmarks.solver.fleet import Group, group_shifts, is_timed, is_weighed_twice
from routing.formats.vrp.instance import VrpInstance
from routing.matrix.travel_matrix import UNREACHABLE
from routing.problem.problem import Problem
from routing.problem.request import Request, RequestKind
from routing.problem.sequences import (
    Item,
    RouteSequence,
    Sequences,
    deliver,
    end,
    pickup,
    reload,
)
from routing.units import NO_LIMIT

FAR = 10**7
"""What a leg without a road counts: far beyond any prize, far below where sums overflow."""

VERSION = version("pyvrp")


def warm_up() -> None:
    """Nothing to load beyond the import."""


def run(
    instance: VrpInstance, time_s: float, threads: int, seed: int, variant: str
) -> tuple[Sequences, dict[str, object]]:
    """Return PyVRP's best plan; the variant ``optional`` pays for what it leaves out."""
    begun = time.perf_counter()
    model = Model(instance.problem, instance.scale, optional=variant == "optional")
    left_s = max(0.01, time_s - (time.perf_counter() - begun))
    result = pyvrp.solve(
        model.data, pyvrp.stop.MaxRuntime(left_s), seed=seed, collect_stats=False, display=False
    )
    if not result.best.is_feasible():
        raise RuntimeError("no feasible solution")
    return model.sequences(result.best), {"iterations": result.num_iterations}


class Model:
    """A problem in PyVRP's terms, as its own reader would make it: loads are scaled, too.

    Its penalties for a unit of load too much have a bound, so it matters how big a unit is.
    """

    def __init__(self, problem: Problem, scale: int, *, optional: bool) -> None:
        self.problem, self.scale, self.optional = problem, scale, optional
        self.timed, self.two_loads = is_timed(problem), is_weighed_twice(problem)
        self.groups = group_shifts(problem)
        pairs = [i for i, r in enumerate(problem.requests) if r.kind is RequestKind.PAIR]
        self.shipments = pairs
        self.clients = [i for i in range(len(problem.requests)) if i not in set(pairs)]
        legs = [self._legs(matrix.distance_m) for matrix in problem.matrices]
        times = [
            self._legs(matrix.duration_s) if self.timed else np.zeros_like(matrix.duration_s)
            for matrix in problem.matrices
        ]
        self.data = pyvrp.ProblemData(
            [pyvrp.Location(stop.lonlat.lon, stop.lonlat.lat) for stop in problem.stops],
            [self._client(problem.requests[i]) for i in self.clients],
            [pyvrp.Depot(hub.stop) for hub in problem.hubs],
            [self._vehicles(group) for group in self.groups],
            legs,
            times,
            [],
            [self._shipment(problem.requests[i]) for i in pairs],
        )

    def sequences(self, solution: pyvrp.Solution) -> Sequences:
        """Return a solution in our terms."""
        spare = [list(group.shifts) for group in self.groups]
        routes = tuple(
            RouteSequence(
                spare[route.vehicle_type()].pop(0),
                (*self._items(route), end(self.groups[route.vehicle_type()].example.end_hubs[0])),
            )
            for route in solution.routes()
        )
        served = {i for route in routes for i in route.requests}
        left = tuple(i for i in range(len(self.problem.requests)) if i not in served)
        return Sequences(routes, left)

    def _items(self, route: pyvrp.Route) -> list[Item]:
        items: list[Item] = []
        for activity in route:
            if activity.is_client():
                index = self.clients[activity.idx]
                brought = self.problem.requests[index].kind is RequestKind.DELIVERY
                items.append(deliver(index) if brought else pickup(index))
            elif activity.is_pickup():
                items.append(pickup(self.shipments[activity.idx]))
            elif activity.is_delivery():
                items.append(deliver(self.shipments[activity.idx]))
            elif activity.is_depot():
                items.append(reload(activity.idx))
        while items and items[0].hub >= 0:
            items.pop(0)
        while items and items[-1].hub >= 0:
            items.pop()
        return items

    def _legs(self, matrix: np.ndarray) -> np.ndarray:
        return np.where(matrix == UNREACHABLE, FAR, matrix)

    def _loads(self, weight: int, volume: int) -> list[int]:
        return [self.scale * each for each in ([weight, volume] if self.two_loads else [weight])]

    def _hours(self, earliest_s: int, latest_s: int, prefix: str = "tw") -> dict[str, int]:
        if not self.timed:
            return {}
        return {f"{prefix}_early": earliest_s, f"{prefix}_late": latest_s}

    def _client(self, request: Request) -> pyvrp.Client:
        (window,) = request.windows
        loads = self._loads(request.weight_g, request.volume_ml)
        brought = request.kind is RequestKind.DELIVERY
        prize = LEFT_OUT_MINOR if request.required else request.penalty_minor
        required = request.required and not self.optional
        return pyvrp.Client(
            request.stop,
            delivery=loads if brought else [],
            pickup=[] if brought else loads,
            service_duration=request.service_s,
            release_time=request.released_s,
            required=required,
            prize=0 if required else prize,
            **self._hours(window.earliest_s, window.latest_s),
        )

    def _shipment(self, request: Request) -> pyvrp.Shipment:
        assert request.to is not None
        (here,), (there,) = request.windows, request.to.windows
        return pyvrp.Shipment(
            request.stop,
            request.to.stop,
            pickup_service_duration=request.service_s,
            delivery_service_duration=request.to.service_s,
            amount=self._loads(request.weight_g, request.volume_ml),
            **self._hours(here.earliest_s, here.latest_s, "pickup_tw"),
            **self._hours(there.earliest_s, there.latest_s, "delivery_tw"),
        )

    def _vehicles(self, group: Group) -> pyvrp.VehicleType:
        kind, shift = group.kind, group.example
        assert kind.rate_per_m_milli % 1000 == 0
        limits = {
            "shift_duration": kind.max_duration_s,
            "max_distance": kind.max_distance_m,
            "max_reloads": kind.max_reloads,
        }
        return pyvrp.VehicleType(
            len(group.shifts),
            self._loads(kind.capacity_g, kind.capacity_ml),
            start_depot=shift.start_hub,
            end_depot=shift.end_hubs[0],
            fixed_cost=kind.fixed_minor,
            unit_distance_cost=kind.rate_per_m_milli // 1000,
            profile=shift.matrix,
            reload_depots=list(shift.reload_hubs),
            **self._hours(shift.earliest_s, shift.latest_s),
            **{name: value for name, value in limits.items() if value < NO_LIMIT},
        )
