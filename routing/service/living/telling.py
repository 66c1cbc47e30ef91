"""What a living plan tells: routes with their lines, and when a request is fetched."""

from collections.abc import Collection
from dataclasses import replace

from routing.plan.build import build_plan
from routing.plan.legs import Leg
from routing.plan.plan import Plan, SearchInfo
from routing.service.living.state import LivingPlan
from routing.service.planning import list_full_loads_g


def tell_routes(
    living: LivingPlan, shifts: Collection[int], *, plan_id: str, version: int
) -> Plan:
    """Return some routes of a living plan with their lines, as a plan of these alone."""
    problem, travel, graph = living.problem, living.travel, living.network.graph

    def find_leg(shift: int, from_stop: int, to_stop: int) -> Leg:
        return travel.find_leg(problem.matrix_of(problem.shifts[shift]), from_stop, to_stop)

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
