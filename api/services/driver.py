"""The driver's day: the plan in force, joined with what is known now of its requests."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta

from api.clock import now
from api.errors import ApiError, not_found
from api.repositories import bookings, plans, rows
from api.repositories.closures import overlapping
from api.repositories.owners import seen_by
from api.repositories.requests import list_by_id
from api.schemas.driver import DriverContact, DriverItem, DriverRoute, DriverStop, DriverWarning
from api.services.kept_records import load_records
from api.services.route_drivers import driver_of
from api.services.scope import Scope
from api.tables import Plan, PlanRouteDay, Request, Vehicle
from api.tables.booking import HELD
from routing.problem.records import ClosureRecord, Product
from routing.texts import text


def get_driver_route(scope: Scope, day: date | None, vehicle: str) -> DriverRoute:
    """Return what a vehicle does on a day of the plan in force; no day is today.

    A date is the area's local one; the phone's date is never used. Without a vehicle the day
    must have one route only.

    Raises
    ------
    ApiError
        ``NOT_FOUND``; when several vehicles drive and none is named, it lists them.
    """
    day = day_of(scope, day)
    found = find_route(scope, day, vehicle)
    driver = driver_of(scope, found)
    route = DriverRoute.model_validate_json(found.content).model_copy(update={"driver": driver})
    route = without_held(route, list_held(scope))
    wanted = {item.booking_id for stop in route.stops for item in stop.items}
    requests = list_by_id(scope.session, scope.area.id, wanted)
    closures = _list_closures(scope, day)
    products = scope.knowledge.products
    stops = [_complete(stop, requests, closures, products) for stop in route.stops]
    return route.model_copy(update={"stops": stops})


def without_held(route: DriverRoute, held: Collection[str]) -> DriverRoute:
    """Return a route without the stops of what is only held."""
    stops = [
        stop
        for stop in route.stops
        if not stop.items or any(item.booking_id not in held for item in stop.items)
    ]
    return route.model_copy(update={"stops": stops})


def day_of(scope: Scope, day: date | None) -> date:
    """Return the day that is meant: that of a driver's link, else the area's today."""
    return day or scope.who.day or now().astimezone(scope.zone).date()


def list_held(scope: Scope) -> set[str]:
    """Return what is only held, of which drivers are not told."""
    return {each.id for each in bookings.list_in(scope.session, scope.area.id, (HELD,))}


def find_route(scope: Scope, day: date, vehicle: str) -> PlanRouteDay:
    """Return the one route of a day of the plan in force that is theirs; raises as above."""
    plan = rows.find(scope.session, Plan, scope.area.id, scope.area.plan_id)
    found = plans.list_routes_of_day(scope.session, plan, day, vehicle) if plan else ()
    found = [route for route in found if sees_route(scope, route)]
    if len(found) == 1:
        return found[0]
    name = f"{day} {vehicle}".strip()
    if not found:
        raise not_found("route", name)
    raise ApiError(
        "VEHICLE_WANTED", extra={"vehicles": [route.vehicle for route in found]}, name=name
    )


def sees_route(scope: Scope, route: PlanRouteDay) -> bool:
    """Tell whether a route is theirs: a driver's own, or one of a hub they are limited to."""
    who = scope.who
    if who.role == "driver":
        own = who.subject in {driver_of(scope, route), route.vehicle}
        return own and who.day in {None, route.date}
    if not who.hubs:
        return True
    name = route.vehicle.partition("#")[0]
    seen = seen_by(who, Vehicle)
    return rows.find(scope.session, Vehicle, scope.area.id, name, *seen) is not None


def _list_closures(scope: Scope, day: date) -> tuple[ClosureRecord, ...]:
    start = datetime.combine(day, time(), scope.zone)
    return load_records(scope, ClosureRecord, *overlapping(start, start + timedelta(days=1)))


def _complete(
    stop: DriverStop,
    requests: dict[str, Request],
    closures: tuple[ClosureRecord, ...],
    products: Mapping[str, Product],
) -> DriverStop:
    known = [requests[item.booking_id] for item in stop.items if item.booking_id in requests]
    items = [_complete_item(item, requests.get(item.booking_id), products) for item in stop.items]
    caller = next((row for row in known if row.contact_name or row.contact_phone), None)
    warnings = [
        DriverWarning(
            code="CLOSURE",
            vi=text("api.driver.closure", "vi", road=each.road_ref, reason=each.reason),
            en=text("api.driver.closure", "en", road=each.road_ref, reason=each.reason),
        )
        for each in closures
        if each.road_ref and each.road_ref in stop.leg.roads
    ]
    return stop.model_copy(
        update={
            "items": items,
            "contact": caller
            and DriverContact(name=caller.contact_name, phone=caller.contact_phone),
            "notes": "; ".join(row.notes for row in known if row.notes),
            "leg": stop.leg.model_copy(update={"warnings": warnings}),
        }
    )


def _complete_item(
    item: DriverItem, row: Request | None, products: Mapping[str, Product]
) -> DriverItem:
    known: dict[str, object] = {}
    if item.product in products:
        product = products[item.product]
        known = {"product_vi": product.name_vi, "product_en": product.name_en}
    if row is not None:
        known |= {"count": row.count, "cancelled": row.state == "cancelled"}
    return item.model_copy(update=known)
