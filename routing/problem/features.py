"""Which rules a problem makes use of, for engines that do not know all of them."""

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from routing.problem.hub import NOWHERE
from routing.problem.problem import Problem
from routing.problem.request import NO_GROUP, NO_VEHICLE, Request, RequestKind
from routing.units import NO_LIMIT


class Feature(StrEnum):
    """A rule that a problem may have beside the plain ones.

    Plain is: fetching to hubs in one trip a day, with weight, volume, windows, skills, shifts,
    limits, the driving law, daily intake, penalties; fixed, distance and time costs.
    """

    DELIVERY = "delivery"
    EXCHANGE = "exchange"
    PAIR = "pair"
    RELOAD = "reload"
    FURTHER_LOADS = "further_loads"
    RELEASE = "release"
    SETUP = "setup"
    SERVICE_BY_TYPE = "service_by_type"
    PLANNED_BREAK = "planned_break"
    OVERTIME = "overtime"
    RIDE = "ride"
    DELIVER_BY = "deliver_by"
    EXCLUSION = "exclusion"
    HUB_SLOT = "hub_slot"
    ALTERNATIVE = "alternative"
    SERVE_COST = "serve_cost"
    TOGETHER = "together"
    LAST_VEHICLE = "last_vehicle"
    LATENESS = "lateness"
    FUEL_COST = "fuel_cost"
    SPLIT_TIME_COST = "split_time_cost"
    LOCK = "lock"
    BALANCE = "balance"
    OPEN_END = "open_end"
    NO_RECEIPT = "no_receipt"


def find_features(problem: Problem) -> frozenset[Feature]:
    """Return every rule beyond the plain ones that a problem makes use of."""
    found = {name for name, holds in _OF_PROBLEM.items() if holds(problem)}
    for request in problem.requests:
        found |= {name for name, holds in _OF_REQUEST.items() if holds(request)}
    return frozenset(found)


_OF_REQUEST: Final[dict[Feature, Callable[[Request], bool]]] = {
    Feature.DELIVERY: lambda one: one.kind is RequestKind.DELIVERY,
    Feature.EXCHANGE: lambda one: one.kind is RequestKind.EXCHANGE,
    Feature.PAIR: lambda one: one.kind is RequestKind.PAIR,
    Feature.RELEASE: lambda one: one.released_s > 0,
    Feature.SETUP: lambda one: any(v.setup_s or v.setup_by_type for v in (one, one.to) if v),
    Feature.SERVICE_BY_TYPE: lambda one: any(v.service_by_type for v in (one, one.to) if v),
    Feature.RIDE: lambda one: one.max_ride_s < NO_LIMIT,
    Feature.DELIVER_BY: lambda one: one.deliver_by_s < NO_LIMIT,
    Feature.ALTERNATIVE: lambda one: one.alternative != NO_GROUP,
    Feature.SERVE_COST: lambda one: one.serve_minor > 0,
    Feature.TOGETHER: lambda one: one.together != NO_GROUP,
    Feature.LAST_VEHICLE: lambda one: one.last_vehicle != NO_VEHICLE and one.change_minor > 0,
    # A wished time binds the latest start even where being late costs nothing.
    Feature.LATENESS: lambda one: one.wish_by_s < NO_LIMIT,
}

_OF_PROBLEM: Final[dict[Feature, Callable[[Problem], bool]]] = {
    Feature.RELOAD: lambda problem: any(shift.reload_hubs for shift in problem.shifts),
    Feature.FURTHER_LOADS: lambda problem: problem.further_loads > 0,
    Feature.PLANNED_BREAK: lambda problem: any(shift.breaks for shift in problem.shifts),
    Feature.OVERTIME: lambda problem: any(kind.max_overtime_s for kind in problem.vehicle_types),
    Feature.EXCLUSION: lambda problem: problem.has_exclusions,
    Feature.HUB_SLOT: lambda problem: any(hub.slots for hub in problem.hubs),
    Feature.FUEL_COST: lambda problem: any(k.fuel_milli_per_l for k in problem.vehicle_types),
    Feature.SPLIT_TIME_COST: lambda problem: any(
        kind.rate_per_driving_s_milli or kind.rate_per_service_s_milli
        for kind in problem.vehicle_types
    ),
    Feature.LOCK: lambda problem: bool(problem.locks),
    Feature.BALANCE: lambda problem: problem.balance_rate_milli > 0,
    Feature.OPEN_END: lambda problem: any(hub.stop == NOWHERE for hub in problem.hubs),
    Feature.NO_RECEIPT: lambda problem: not all(hub.receives for hub in problem.hubs),
}
