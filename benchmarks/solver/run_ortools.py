"""Run OR-Tools' routing search by itself: savings or parallel insertion, then guided search."""

import time
from collections.abc import Callable
from importlib.metadata import version

import numpy as np
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from benchmarks.solver.cases import LEFT_OUT_MINOR
from benchmarks.solver.fleet import NotKeptError, is_timed, is_weighed_twice
from routing.formats.vrp.instance import VrpInstance
from routing.matrix.travel_matrix import UNREACHABLE
from routing.problem.problem import Problem
from routing.problem.request import RequestKind
from routing.problem.sequences import RouteSequence, Sequences, deliver, end, pickup
from routing.units import NO_LIMIT

FAR = 10**7
VERSION = version("ortools")


def warm_up() -> None:
    """Nothing to load beyond the import."""


def run(
    instance: VrpInstance, time_s: float, threads: int, seed: int, variant: str
) -> tuple[Sequences, dict[str, object]]:
    """Return the best plan; it knows no seeds."""
    problem = instance.problem
    if any(shift.reload_hubs for shift in problem.shifts):
        raise NotKeptError("several trips")
    begun = time.perf_counter()
    model = Model(problem)
    params = pywrapcp.DefaultRoutingSearchParameters()
    first = routing_enums_pb2.FirstSolutionStrategy
    plain = not model.pairs and all(request.required for request in problem.requests)
    params.first_solution_strategy = first.SAVINGS if plain else first.PARALLEL_CHEAPEST_INSERTION
    params.local_search_metaheuristic = (
        routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    )
    left_s = max(0.05, time_s - (time.perf_counter() - begun))
    params.time_limit.FromMilliseconds(int(1000 * left_s))
    found = model.routing.SolveWithParameters(params)
    if found is None:
        raise RuntimeError("no solution")
    return model.read(found), {}


class Model:
    """A problem in the terms of OR-Tools' routing: one node for each visit and each hub."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.nodes = [(i, False) for i in range(len(problem.requests))]
        self.pairs = [i for i, r in enumerate(problem.requests) if r.kind is RequestKind.PAIR]
        self.nodes += [(i, True) for i in self.pairs]
        hubs = len(problem.hubs)
        self.stops = [hub.stop for hub in problem.hubs]
        self.stops += [self._stop(i, second=second) for i, second in self.nodes]
        starts = [shift.start_hub for shift in problem.shifts]
        ends = [shift.end_hubs[0] for shift in problem.shifts]
        self.manager = pywrapcp.RoutingIndexManager(len(self.stops), len(starts), starts, ends)
        self.routing = pywrapcp.RoutingModel(self.manager)
        self.index = [self.manager.NodeToIndex(hubs + k) for k in range(len(self.nodes))]
        self._add_costs()
        self._add_loads()
        if is_timed(problem):
            self._add_time()
        self._add_choices()

    def read(self, found: pywrapcp.Assignment) -> Sequences:
        """Return the routes found in our terms."""
        hubs, routes = len(self.problem.hubs), []
        for shift in range(len(self.problem.shifts)):
            at, items = self.routing.Start(shift), []
            while not self.routing.IsEnd(at):
                node = self.manager.IndexToNode(at) - hubs
                if node >= 0:
                    request, second = self.nodes[node]
                    items.append(deliver(request) if second else pickup(request))
                at = found.Value(self.routing.NextVar(at))
            if items:
                hub = self.problem.shifts[shift].end_hubs[0]
                routes.append(RouteSequence(shift, (*items, end(hub))))
        served = {i for route in routes for i in route.requests}
        left = tuple(i for i in range(len(self.problem.requests)) if i not in served)
        return Sequences(tuple(routes), left)

    def _stop(self, index: int, *, second: bool) -> int:
        request = self.problem.requests[index]
        return request.to.stop if second and request.to else request.stop

    def _legs(self, matrix: np.ndarray) -> np.ndarray:
        legs = matrix[np.ix_(self.stops, self.stops)]
        return np.where(legs == UNREACHABLE, FAR, legs)

    def _add_costs(self) -> None:
        known: dict[tuple[int, int], int] = {}
        for k, shift in enumerate(self.problem.shifts):
            kind = self.problem.type_of(shift)
            key = (shift.matrix, kind.rate_per_m_milli)
            if key not in known:
                legs = self._legs(self.problem.matrices[shift.matrix].distance_m)
                cost = legs * kind.rate_per_m_milli // 1000
                known[key] = self.routing.RegisterTransitMatrix(cost.tolist())
            self.routing.SetArcCostEvaluatorOfVehicle(known[key], k)
            self.routing.SetFixedCostOfVehicle(kind.fixed_minor, k)

    def _add_loads(self) -> None:
        kinds = [self.problem.type_of(shift) for shift in self.problem.shifts]
        self._add_load("weight", lambda r: r.weight_g, [kind.capacity_g for kind in kinds])
        if is_weighed_twice(self.problem):
            self._add_load("volume", lambda r: r.volume_ml, [kind.capacity_ml for kind in kinds])

    def _add_load(self, name: str, of: Callable[..., int], capacity: list[int]) -> None:
        loads = [0] * len(self.problem.hubs)
        for i, second in self.nodes:
            amount = of(self.problem.requests[i])
            loads.append(-amount if second else amount)
        call = self.routing.RegisterUnaryTransitVector(loads)
        self.routing.AddDimensionWithVehicleCapacity(call, 0, capacity, True, name)  # noqa: FBT003 - by position only

    def _add_time(self) -> None:
        problem, hubs = self.problem, len(self.problem.hubs)
        horizon = max(shift.latest_s for shift in problem.shifts)
        stay = [0] * hubs + [self._visit(i, second=second)[1] for i, second in self.nodes]
        calls = [
            self.routing.RegisterTransitMatrix(
                (self._legs(matrix.duration_s) + np.array(stay)[:, None]).tolist()
            )
            for matrix in problem.matrices
        ]
        of_shift = [calls[shift.matrix] for shift in problem.shifts]
        self.routing.AddDimensionWithVehicleTransits(of_shift, horizon, horizon, False, "time")  # noqa: FBT003
        time_dim = self.routing.GetDimensionOrDie("time")
        for at, (i, second) in zip(self.index, self.nodes, strict=True):
            (window,) = self._visit(i, second=second)[0]
            time_dim.CumulVar(at).SetRange(window.earliest_s, window.latest_s)
        for k, shift in enumerate(problem.shifts):
            for at in (self.routing.Start(k), self.routing.End(k)):
                time_dim.CumulVar(at).SetRange(shift.earliest_s, shift.latest_s)
                self.routing.AddVariableMinimizedByFinalizer(time_dim.CumulVar(at))
            longest = problem.type_of(shift).max_duration_s
            if longest < NO_LIMIT:
                time_dim.SetSpanUpperBoundForVehicle(longest, k)

    def _visit(self, index: int, *, second: bool) -> tuple[tuple, int]:
        request = self.problem.requests[index]
        if second and request.to:
            return request.to.windows, request.to.service_s
        return request.windows, request.service_s

    def _add_choices(self) -> None:
        problem, solver = self.problem, self.routing.solver()
        optional = any(not request.required for request in problem.requests)
        for at, (i, second) in zip(self.index, self.nodes, strict=True):
            request = problem.requests[i]
            if optional and not second:
                left = LEFT_OUT_MINOR if request.required else request.penalty_minor
                self.routing.AddDisjunction([at], left)
            reached = [
                k
                for k, shift in enumerate(problem.shifts)
                if problem.matrices[shift.matrix].reaches(
                    problem.hubs[shift.start_hub].stop, request.stop
                )
            ]
            if len(reached) < len(problem.shifts):
                self.routing.VehicleVar(at).SetValues([-1, *reached])
        for k, i in enumerate(self.pairs):
            here, there = self.index[i], self.index[len(problem.requests) + k]
            self.routing.AddPickupAndDelivery(here, there)
            solver.Add(self.routing.VehicleVar(here) == self.routing.VehicleVar(there))
            time_dim = self.routing.GetDimensionOrDie("time")
            solver.Add(time_dim.CumulVar(here) <= time_dim.CumulVar(there))
