"""A check of mountain days by hand: loads, windows, shifts and money in plain loops."""

from collections.abc import Iterator
from itertools import pairwise

from routing.problem.problem import Problem
from routing.problem.sequences import RouteSequence, Sequences


def check_day(problem: Problem, plan: Sequences) -> tuple[int, list[str]]:
    """Return what a plan costs, prizes left lying with it, and what is wrong with it."""
    served = [item.request for route in plan.routes for item in route.visits]
    used = [route.shift for route in plan.routes]
    faults = [f"request {i} is served twice" for i in set(served) if served.count(i) > 1]
    faults += [f"shift {i} has two routes" for i in set(used) if used.count(i) > 1]
    faults += [fault for route in plan.routes for fault in check_route(problem, route)]
    left = {*range(len(problem.requests))} - set(served)
    prizes = sum(problem.requests[i].penalty_minor for i in left)
    return prizes + sum(cost_of(problem, route) for route in plan.routes), faults


def stops_of(problem: Problem, route: RouteSequence) -> list[int]:
    shift = problem.shifts[route.shift]
    home = problem.hubs[shift.start_hub].stop
    return [home, *(problem.requests[item.request].stop for item in route.visits), home]


def cost_of(problem: Problem, route: RouteSequence) -> int:
    shift = problem.shifts[route.shift]
    kind = problem.vehicle_types[problem.vehicles[shift.vehicle].vehicle_type]
    legs_m = problem.matrices[shift.matrix].distance_m
    metres = sum(int(legs_m[i, j]) for i, j in pairwise(stops_of(problem, route)))
    return kind.fixed_minor + metres * kind.rate_per_m_milli // 1000


def check_route(problem: Problem, route: RouteSequence) -> Iterator[str]:
    shift, stops = problem.shifts[route.shift], stops_of(problem, route)
    kind = problem.vehicle_types[problem.vehicles[shift.vehicle].vehicle_type]
    legs_s = [int(problem.matrices[shift.matrix].duration_s[i, j]) for i, j in pairwise(stops)]
    requests = [problem.requests[item.request] for item in route.visits]
    if sum(request.weight_g for request in requests) > kind.capacity_g:
        yield f"shift {route.shift} is too heavy"
    if sum(request.volume_ml for request in requests) > kind.capacity_ml:
        yield f"shift {route.shift} is too full"
    if min(legs_s) < 0:
        yield f"shift {route.shift} has no road"
    now = shift.earliest_s
    for request, leg_s in zip(requests, legs_s, strict=False):
        now = max(now + leg_s, request.windows[0].earliest_s)
        if now > request.windows[0].latest_s:
            yield f"request {request.id} at {now}"
        now += request.service_s
    late = now
    for request, leg_s in reversed([*zip(requests, legs_s, strict=False)]):
        late = min(late - request.service_s, request.windows[0].latest_s) - leg_s
    end = now + legs_s[-1]
    if end > shift.latest_s or end - late > kind.max_duration_s:
        yield f"shift {route.shift} is back at {end} after {end - late} s"
