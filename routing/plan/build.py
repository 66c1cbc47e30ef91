"""From an evaluation to a plan: indices become ids, legs become lines, drops get reasons."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Literal

from routing.plan.legs import (
    NO_LEG,
    FindLeg,
    Leg,
    join_elevation,
    join_points,
    leg_fuel_ml,
)
from routing.plan.plan import Plan, PlanDropped, PlanRoute, SearchInfo
from routing.plan.stops import build_stops, find_stops
from routing.problem.dated import DatedRoute, Evaluation
from routing.problem.hub import NOWHERE
from routing.problem.problem import Problem
from routing.problem.sequences import ItemKind
from routing.problem.unserved import find_unserved
from routing.problem.verdict import Reason, Repair, Violation

__all__ = ["FindLeg", "Leg", "build_plan"]


def build_plan(  # noqa: PLR0913 - a plan names where it comes from, each by its own word
    problem: Problem,
    evaluation: Evaluation,
    *,
    search: SearchInfo,
    reasons: Mapping[int, tuple[Reason, ...]] | None = None,
    repairs: Mapping[int, Repair] | None = None,
    extra_dropped: tuple[PlanDropped, ...] = (),
    find_leg: FindLeg | None = None,
    full_loads_g: Mapping[str, int] | None = None,
    plan_id: str = "",
    version: int = 1,
    conditions_hash: str = "",
    roads_name: str = "",
    roads_version: str = "",
    schematic: bool = False,
    origin: Literal["proposed", "imposed"] = "proposed",
    violations: tuple[Violation, ...] = (),
) -> Plan:
    """Return the plan of an evaluation.

    Parameters
    ----------
    reasons
        Why requests were left out, by index in the problem.
    extra_dropped
        Requests that never became part of the problem, such as those of unknown weight.
    find_leg
        Gives the line, elevation, roads and fuel of a drive; without it the plan has no lines
        and fuel is that of the shift's matrix.
    full_loads_g
        By profile, the load that "full" means for fuel; else the vehicle's capacity.
    """
    return Plan(
        plan_id=plan_id,
        version=version,
        origin=origin,
        conditions_hash=conditions_hash,
        horizon=problem.horizon,
        roads_name=roads_name,
        roads_version=roads_version,
        schematic=schematic,
        currency=problem.currency,
        cost=evaluation.cost,
        routes=tuple(
            _build_route(problem, route, find_leg, full_loads_g or {})
            for route in evaluation.routes
        ),
        dropped=(
            *_build_dropped(problem, evaluation, reasons or {}, repairs or {}),
            *extra_dropped,
        ),
        violations=violations,
        search=search,
    )


def _build_dropped(
    problem: Problem,
    evaluation: Evaluation,
    reasons: Mapping[int, tuple[Reason, ...]],
    repairs: Mapping[int, Repair],
) -> Iterator[PlanDropped]:
    served = {item.item.request for route in evaluation.routes for item in route.items}
    for index in find_unserved(problem, served):
        request = problem.requests[index]
        yield PlanDropped(
            request=request.id,
            part=request.part,
            weight_g=request.weight_g,
            state="deferred" if request.deferrable else "dropped",
            reasons=reasons.get(index, ()),
            repair=repairs.get(index),
        )


def _build_route(
    problem: Problem,
    route: DatedRoute,
    find_leg: FindLeg | None,
    full_loads_g: Mapping[str, int],
) -> PlanRoute:
    shift = problem.shifts[route.shift]
    unit = problem.vehicles[shift.vehicle]
    kind = problem.type_of(shift)
    route_id = f"{shift.date}/{unit.id}"
    stops = find_stops(problem, route)
    legs = [_draw_leg(problem, route.shift, drive, find_leg) for drive in pairwise(stops)]
    loads_g = [route.start_load[0], *(item.load_g for item in route.items[:-1])]
    lengths_m = [item.leg_distance_m for item in route.items]
    full_load_g = full_loads_g.get(kind.profile, kind.full_g or kind.capacity_g)
    return PlanRoute(
        id=route_id,
        vehicle=unit.id,
        driver=unit.driver,
        profile=kind.profile,
        date=shift.date,
        day=shift.day,
        start_hub=problem.hubs[shift.start_hub].id,
        end_hub=problem.hubs[route.items[-1].item.hub].id,
        start_s=route.start_s,
        end_s=route.end_s,
        distance_m=route.distance_m,
        driving_s=route.driving_s,
        waiting_s=route.waiting_s,
        service_s=route.service_s,
        cost=route.cost,
        capacity_g=kind.capacity_g,
        capacity_ml=kind.capacity_ml,
        peak_load_g=route.peak_load[0],
        peak_volume_ml=route.peak_load[1],
        stops=build_stops(problem, route, route_id, legs),
        geometry=join_points(legs),
        elevation=join_elevation(zip(legs, lengths_m, strict=True)),
        fuel_ml=sum(
            leg_fuel_ml(leg.fuel_empty_ml, leg.fuel_full_ml, load_g, full_load_g)
            for leg, load_g in zip(legs, loads_g, strict=True)
        ),
        trip_count=1 + sum(item.item.kind is ItemKind.RELOAD for item in route.items),
    )


def _draw_leg(
    problem: Problem, shift: int, drive: tuple[int, int], find_leg: FindLeg | None
) -> Leg:
    """Return the leg between two stops, empty where nothing is driven or no road leads."""
    matrix = problem.matrix_of(problem.shifts[shift])
    if drive[0] == drive[1] or NOWHERE in drive or not matrix.reaches(*drive):
        return NO_LEG
    if find_leg is not None:
        return find_leg(shift, *drive)
    return Leg(
        fuel_empty_ml=int(matrix.fuel_empty_ml[drive]),
        fuel_full_ml=int(matrix.fuel_full_ml[drive]),
    )
