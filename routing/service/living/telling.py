"""What a living plan tells: routes with their lines, and when a request is fetched."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from routing.plan.build import build_plan
from routing.plan.legs import Leg
from routing.plan.plan import Plan, SearchInfo
from routing.service.living.state import LivingPlan
from routing.service.planning import list_full_loads_g

RouteName = tuple[str, date]
"""The vehicle and the date of a route."""


def tell_routes(
    living: LivingPlan, shifts: Collection[int], *, plan_id: str, version: int
) -> Plan:
    """Return some routes of a living plan with their lines, as a plan of these alone."""
    problem, travel, graph = living.problem, living.travel, living.network.graph
    driven = {(leg.vehicle, leg.date, leg.origin, leg.goal) for leg in living.driven}

    def find_leg(shift: int, from_stop: int, to_stop: int) -> Leg:
        worked, matrix = problem.shifts[shift], problem.matrix_of(problem.shifts[shift])
        ends = (problem.stops[stop].place for stop in (from_stop, to_stop))
        if (problem.vehicles[worked.vehicle].id, worked.date, *ends) in driven:
            # The road it was driven on may be closed by now.
            matrix = travel.open_matrix(matrix.profile)
        return travel.find_leg(matrix, from_stop, to_stop)

    dated = tuple(route for route in living.evaluation.routes if route.shift in shifts)
    plan = build_plan(
        problem,
        replace(living.evaluation, routes=dated),
        search=SearchInfo(0, (), 0.0, ""),
        find_leg=find_leg,
        full_loads_g=list_full_loads_g(living.network),
        plan_id=plan_id,
        version=version,
        conditions_hash=living.conditions.hash,
        roads_name=graph.name,
        roads_version=graph.version,
        schematic=graph.schematic,
    )
    return replace(plan, dropped=())


def list_changed(
    before: LivingPlan, after: LivingPlan
) -> tuple[dict[RouteName, int], tuple[RouteName, ...]]:
    """Return the routes that are otherwise than before, with their shifts, and those gone."""
    old, new = _list_told(before), _list_told(after)
    shifts = {name_route(after, route.shift): route.shift for route in after.evaluation.routes}
    changed = {name: shifts[name] for name in new if old.get(name) != new[name]}
    return changed, tuple(name for name in old if name not in new)


def name_route(living: LivingPlan, shift: int) -> RouteName:
    """Return the vehicle and the date of a shift."""
    worked = living.problem.shifts[shift]
    return living.problem.vehicles[worked.vehicle].id, worked.date


def _list_told(living: LivingPlan) -> dict[RouteName, tuple[object, ...]]:
    """Return what each driver is told: the start, and what is done when, in which order."""
    requests = living.problem.requests
    return {
        name_route(living, route.shift): (
            route.start_s,
            *(
                (
                    dated.item.kind,
                    requests[dated.item.request].id if dated.item.request >= 0 else "",
                    dated.start_s,
                )
                for dated in route.items
            ),
        )
        for route in living.evaluation.routes
    }
