"""A plan as JSON for other programs: schema ``luco.plan/1``."""

from typing import Final

from routing.formats.json_lines import JsonObject
from routing.formats.plan_from_json import plan_from_json
from routing.geo import encode_polyline6
from routing.plan.plan import (
    Plan,
    PlanChange,
    PlanDropped,
    PlanRoute,
    PlanStop,
    SearchInfo,
)
from routing.problem.cost import Cost
from routing.problem.horizon import Horizon
from routing.problem.verdict import Reason, Repair
from routing.units import NO_LIMIT

__all__ = ["PLAN_SCHEMA", "plan_from_json", "plan_to_json"]

PLAN_SCHEMA: Final = "luco.plan/1"


def plan_to_json(plan: Plan) -> JsonObject:
    """Return a plan as JSON values: RFC 3339 times, metres, grams, millilitres, minor units.

    Keys stand in the order of the published schema, keys beyond it after them. What is empty
    or unlimited is null.
    """
    horizon = plan.horizon
    changed: JsonObject = {"changed": changes_to_json(plan)} if plan.changed else {}
    return {
        "schema": PLAN_SCHEMA,
        "plan_id": plan.plan_id,
        "version": plan.version,
        "origin": plan.origin,
        "conditions_hash": plan.conditions_hash,
        "timezone": horizon.timezone,
        "horizon": {"start": _moment(horizon, 0), "days": horizon.days},
        "roads": {
            "name": plan.roads_name,
            "version": plan.roads_version,
            "schematic": plan.schematic,
        },
        "currency": plan.currency,
        "cost": cost_to_json(plan.cost),
        "routes": [_route(horizon, route) for route in plan.routes],
        "dropped": [_dropped(dropped) for dropped in plan.dropped],
        "referee": {
            "violations": [
                {"rule": broken.rule.value, "where": broken.where, "amount": broken.amount}
                for broken in plan.violations
            ]
        },
        "search": _search(plan.search),
        **changed,
    }


def changes_to_json(plan: Plan) -> list[JsonObject]:
    """Return what a plan changes of the one it goes on from, and why."""
    return [_change(plan.horizon, change) for change in plan.changed]


def _change(horizon: Horizon, change: PlanChange) -> JsonObject:
    after: JsonObject | None = None
    if change.new_start_s is not None:
        after = {"vehicle": change.new_vehicle, "start": _moment(horizon, change.new_start_s)}
    return {
        "request": change.request,
        "part": change.part,
        "what": list(change.what),
        "before": {"vehicle": change.vehicle, "start": _moment(horizon, change.start_s)},
        "after": after,
        "reasons": [_reason(reason) for reason in change.reasons],
    }


def _search(search: SearchInfo) -> JsonObject:
    found: JsonObject = {
        "seed": search.seed,
        "engines": list(search.engines),
        "time_s": search.time_s,
        "stopped_by": search.stopped_by,
        "rejected": list(search.rejected),
    }
    if search.pool_bound_minor is not None:
        found["pool_bound_minor"] = search.pool_bound_minor
    return found


def cost_to_json(cost: Cost) -> JsonObject:
    """Return a cost by cause, its total first."""
    return {
        "total_minor": cost.total_minor,
        "fixed_minor": cost.fixed_minor,
        "distance_minor": cost.distance_minor,
        "time_minor": cost.time_minor,
        "fuel_minor": cost.fuel_minor,
        "overtime_minor": cost.overtime_minor,
        "lateness_minor": cost.lateness_minor,
        "carry_minor": cost.carry_minor,
        "other_minor": cost.other_minor,
        "penalty_minor": cost.penalty_minor,
        "required_dropped": cost.required_dropped,
        "required_weight": cost.required_weight,
    }


def _route(horizon: Horizon, route: PlanRoute) -> JsonObject:
    return {
        "id": route.id,
        "vehicle": route.vehicle,
        "driver": route.driver or None,
        "profile": route.profile,
        "date": route.date.isoformat(),
        "trip_count": route.trip_count,
        "start_hub": route.start_hub,
        "end_hub": route.end_hub,
        "start": _moment(horizon, route.start_s),
        "end": _moment(horizon, route.end_s),
        "distance_m": route.distance_m,
        "driving_s": route.driving_s,
        "waiting_s": route.waiting_s,
        "service_s": route.service_s,
        "cost_minor": route.cost.total_minor,
        "peak_load_g": route.peak_load_g,
        "peak_volume_ml": route.peak_volume_ml,
        "geometry": encode_polyline6(route.geometry),
        "stops": [_stop(horizon, stop) for stop in route.stops],
        "capacity_g": _limit(route.capacity_g),
        "capacity_ml": _limit(route.capacity_ml),
        "fuel_ml": route.fuel_ml,
        "cost": cost_to_json(route.cost),
        "elevation": [list(point) for point in route.elevation],
    }


def _stop(horizon: Horizon, stop: PlanStop) -> JsonObject:
    window = stop.window and {
        "start": _moment(horizon, stop.window.earliest_s),
        "end": _moment(horizon, stop.window.latest_s),
    }
    return {
        "id": stop.id,
        "seq": stop.seq,
        "trip": stop.trip,
        "kind": stop.kind,
        "request": stop.request or None,
        "part": stop.part,
        "parts": stop.parts,
        "weight_g": stop.weight_g,
        "volume_ml": stop.volume_ml,
        "window": window,
        "setup_s": stop.setup_s,
        "place": stop.place,
        "lon": stop.lonlat.lon,
        "lat": stop.lonlat.lat,
        "arrival": _moment(horizon, stop.arrival_s),
        "start": _moment(horizon, stop.start_s),
        "departure": _moment(horizon, stop.departure_s),
        "leg_distance_m": stop.leg_distance_m,
        "leg_driving_s": stop.leg_driving_s,
        "load_g": stop.load_g,
        "load_ml": stop.load_ml,
        "place_name": stop.place_name or None,
        "product": stop.product or None,
        "shop": stop.shop or None,
        "leg_roads": list(stop.leg_roads),
        "brought_g": stop.brought_g,
        "brought_ml": stop.brought_ml,
        "second_visit": stop.second_visit,
        "planned_break": None if stop.planned < 0 else stop.planned,
    }


def _dropped(dropped: PlanDropped) -> JsonObject:
    repair: JsonObject = {"repair": _repair(dropped.repair)} if dropped.repair else {}
    return {
        "request": dropped.request,
        "part": dropped.part,
        "weight_g": dropped.weight_g,
        "state": dropped.state,
        "reasons": [_reason(reason) for reason in dropped.reasons],
        **repair,
    }


def _repair(repair: Repair) -> JsonObject:
    return {
        "text": repair.detail("vi"),
        "text_en": repair.detail("en"),
        "verified": True,
        "extra_minor": repair.extra_minor,
        "key": repair.key,
        "params": {name: _param(value) for name, value in repair.params},
    }


def _reason(reason: Reason) -> JsonObject:
    vehicle: JsonObject = {"vehicle": reason.vehicle} if reason.vehicle else {}
    return {
        "code": reason.code.value,
        "detail": reason.detail("vi"),
        "detail_en": reason.detail("en"),
        **vehicle,
        "key": reason.key,
        "params": {name: _param(value) for name, value in reason.params},
    }


def _param(value: object) -> object:
    # A placeholder of another type reads the same when written out as text.
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _moment(horizon: Horizon, moment_s: int) -> str:
    return horizon.local(moment_s).isoformat()


def _limit(value: int) -> int | None:
    return None if value >= NO_LIMIT else value
