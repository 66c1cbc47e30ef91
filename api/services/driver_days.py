"""A route as small as a driver needs it, made once when its plan is stored."""

from api.schemas.driver import DriverItem, DriverLeg, DriverRoute, DriverStop
from api.tables import PlanRouteDay
from routing.formats.leg_climb import leg_climbs
from routing.plan.plan import Plan, PlanRoute, PlanStop


def build_driver_route(plan: Plan, route: PlanRoute) -> DriverRoute:
    """Return a driver's day of a plan; whom to call is filled in when it is fetched."""
    climbs = leg_climbs(route) or ()
    return DriverRoute(
        route_id=route.id,
        version=plan.version,
        date=route.date.isoformat(),
        vehicle=route.vehicle,
        driver=route.driver,
        schematic=plan.schematic,
        stops=[
            _stop(plan, stop, climbs[i].up_m if climbs else 0)
            for i, stop in enumerate(route.stops)
        ],
    )


def route_rows(plan: Plan, plan_pk: int, living_version: int = 0) -> list[PlanRouteDay]:
    """Return a row for each route of a plan, as drivers fetch them."""
    return [
        PlanRouteDay(
            plan_pk=plan_pk,
            route_id=route.id,
            date=route.date,
            vehicle=route.vehicle,
            driver=route.driver,
            living_version=living_version,
            content=build_driver_route(plan, route).model_dump_json(),
        )
        for route in plan.routes
    ]


def _stop(plan: Plan, stop: PlanStop, climb_m: int) -> DriverStop:
    window = stop.window
    return DriverStop(
        stop_id=stop.id,
        seq=stop.seq,
        kind=stop.kind,
        place=stop.place,
        name=stop.place_name or stop.place,
        lonlat=[stop.lonlat.lon, stop.lonlat.lat],
        plan_time=_moment(plan, stop.start_s),
        window=[_moment(plan, window.earliest_s), _moment(plan, window.latest_s)]
        if window
        else None,
        items=[_item(stop)] if stop.request else [],
        contact=None,
        leg=DriverLeg(
            m=stop.leg_distance_m,
            s=stop.leg_driving_s,
            climb_m=climb_m,
            roads=list(stop.leg_roads),
            warnings=[],
        ),
    )


def _item(stop: PlanStop) -> DriverItem:
    return DriverItem(
        booking_id=stop.request,
        product=stop.product,
        count=0,
        weight_g=stop.weight_g,
        part=f"{stop.part}/{stop.parts}" if stop.parts > 1 else None,
    )


def _moment(plan: Plan, moment_s: int) -> str:
    return plan.horizon.local(moment_s).isoformat()
