"""Run VROOM at its deepest search; it ends by itself or at the time given."""

from datetime import timedelta
from importlib.metadata import version

import numpy as np
import vroom
from vroom.solution.solution import Solution

from benchmarks.solver.fleet import NotKeptError, group_shifts, is_timed, is_weighed_twice
from routing.formats.vrp.instance import VrpInstance
from routing.problem.problem import Problem
from routing.problem.request import RequestKind
from routing.problem.sequences import Item, RouteSequence, Sequences, deliver, end, pickup
from routing.units import NO_LIMIT

VERSION = version("pyvroom")


def warm_up() -> None:
    """Nothing to load beyond the import."""


def check(problem: Problem) -> None:
    """Refuse what VROOM cannot keep: several trips, shifts, prizes, unlike roads by class."""
    if any(shift.reload_hubs for shift in problem.shifts):
        raise NotKeptError("several trips")
    if any(kind.max_duration_s < NO_LIMIT for kind in problem.vehicle_types):
        raise NotKeptError("longest duration")
    if any(not request.required for request in problem.requests):
        raise NotKeptError("prizes")


def find_share(problem: Problem) -> int:
    """Return what costs are divided by, so that VROOM can add them up."""
    dearest = max(kind.rate_per_m_milli for kind in problem.vehicle_types) // 1000
    farthest = int(problem.matrices[0].distance_m.max()) * dearest * len(problem.stops)
    fixed = max(kind.fixed_minor for kind in problem.vehicle_types) * len(problem.shifts)
    return 1 + (farthest + fixed) // 2**31


def run(
    instance: VrpInstance, time_s: float, threads: int, seed: int, variant: str
) -> tuple[Sequences, dict[str, object]]:
    """Return VROOM's plan."""
    problem = instance.problem
    check(problem)
    timed, two_loads = is_timed(problem), is_weighed_twice(problem)
    model = vroom.Input()
    share = find_share(problem)
    legs, times = problem.matrices[0].distance_m, problem.matrices[0].duration_s
    for kind in problem.vehicle_types:
        model.set_durations_matrix(kind.id, times.astype(np.uint32))
        cost = legs * kind.rate_per_m_milli // 1000 // share
        model.set_costs_matrix(kind.id, cost.astype(np.uint32))
    for group in group_shifts(problem):
        kind, shift = group.kind, group.example
        capacity = [kind.capacity_g, kind.capacity_ml] if two_loads else [kind.capacity_g]
        for index in group.shifts:
            model.add_vehicle(
                vroom.Vehicle(
                    index,
                    start=problem.hubs[shift.start_hub].stop,
                    end=problem.hubs[shift.end_hubs[0]].stop,
                    profile=kind.id,
                    capacity=capacity,
                    costs=vroom.VehicleCosts(fixed=kind.fixed_minor // share),
                    time_window=vroom.TimeWindow(shift.earliest_s, shift.latest_s)
                    if timed
                    else None,
                )
            )
    add_requests(model, problem, timed=timed, two_loads=two_loads)
    solution = model.solve(5, nb_threads=threads, timeout=timedelta(seconds=time_s))
    return read(problem, solution), {}


def add_requests(model: vroom.Input, problem: Problem, *, timed: bool, two_loads: bool) -> None:
    for i, request in enumerate(problem.requests):
        amount = [request.weight_g, request.volume_ml] if two_loads else [request.weight_g]
        hours = [vroom.TimeWindow(w.earliest_s, w.latest_s) for w in request.windows]
        if request.kind is not RequestKind.PAIR:
            model.add_job(
                vroom.Job(
                    i,
                    request.stop,
                    default_service=request.service_s,
                    pickup=amount,
                    time_windows=hours if timed else (),
                )
            )
            continue
        assert request.to is not None
        later = [vroom.TimeWindow(w.earliest_s, w.latest_s) for w in request.to.windows]
        model.add_shipment(
            vroom.ShipmentStep(i, request.stop, 0, request.service_s, hours),
            vroom.ShipmentStep(i, request.to.stop, 0, request.to.service_s, later),
            vroom.Amount(amount),
        )


def read(problem: Problem, solution: Solution) -> Sequences:
    """Return VROOM's steps in our terms."""
    items: dict[int, list[Item]] = {}
    for step in solution.routes.itertuples():
        if step.type in {"job", "pickup"}:
            items.setdefault(step.vehicle_id, []).append(pickup(int(step.id)))
        elif step.type == "delivery":
            items.setdefault(step.vehicle_id, []).append(deliver(int(step.id)))
    routes = tuple(
        RouteSequence(int(shift), (*visits, end(problem.shifts[int(shift)].end_hubs[0])))
        for shift, visits in items.items()
    )
    served = {i for route in routes for i in route.requests}
    return Sequences(routes, tuple(i for i in range(len(problem.requests)) if i not in served))
