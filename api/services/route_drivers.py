"""Who drives which route: set by a coordinator, within the hours of a week.

What somebody drove or is to drive is counted from Monday to Sunday: the routes they were set to
drive, whatever plan these came from, and those that the plan in force gives them by name.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from api.errors import not_found
from api.repositories import plans, route_drivers, rows
from api.schemas.driver import DriverRoute
from api.schemas.route_driver import RouteDriverRead, RouteDriverSet
from api.services.plan_views import get_content
from api.services.scope import Scope
from api.tables import Plan, PlanRouteDay, RouteDriver
from routing.errors import Fault, InputError, fault
from routing.problem.driving_law import load_driving_law
from routing.units import SECONDS_PER_HOUR

SUNDAY: Final = 6
Span = tuple[datetime, datetime]


def set_driver(scope: Scope, plan_id: str, route_id: str, body: RouteDriverSet) -> RouteDriverRead:
    """Set who drives a route; without a name the plan's own driver does.

    Raises
    ------
    InputError
        When they would drive two vehicles at once, or more than the law allows in the week.
    ApiError
        ``NOT_FOUND`` without such a plan or route, ``WRONG_STATE`` while the plan is searched.
    """
    get_content(scope, plan_id)
    plan = rows.find(scope.session, Plan, scope.area.id, plan_id)
    route = _find(scope, plan, route_id) if plan else None
    if plan is None or route is None:
        raise not_found("route", route_id)
    week = _Week(scope, plan, route.date)
    driver = body.driver or route.driver
    faults = [*week.find_faults(route, driver)] if driver else []
    if faults:
        raise InputError(faults)
    _keep(scope, route, body.driver)
    return RouteDriverRead(
        route_id=route.route_id,
        date=route.date.isoformat(),
        vehicle=route.vehicle,
        driver=driver,
        driving_h=_hours(_driving_s(route)),
        week_h=_hours(week.driven_s(driver, but=route_id) + _driving_s(route)),
        week_limit_h=_hours(_limit_s(route.date)),
    )


def driver_of(scope: Scope, route: PlanRouteDay) -> str:
    """Return who drives a route: whom a coordinator set, else whom the plan names."""
    found = route_drivers.find(scope.session, scope.area.id, route.route_id)
    return found.driver if found else route.driver


def carried_s(scope: Scope, driver: str, start: date) -> int:
    """Return the seconds somebody is at the wheel in a week before one of its days."""
    plan = rows.find(scope.session, Plan, scope.area.id, scope.area.plan_id)
    return _Week(scope, plan, start).driven_s(driver, before=start)


class _Week:
    """The routes of a plan from Monday to Sunday, and who was set to drive any in that time."""

    def __init__(self, scope: Scope, plan: Plan | None, day: date) -> None:
        first = day - timedelta(days=day.weekday())
        days = [first + timedelta(days=i) for i in range(SUNDAY + 1)]
        self.routes = [
            route
            for each in days
            if plan
            for route in plans.list_routes_of_day(scope.session, plan, each)
        ]
        found = route_drivers.list_between(scope.session, scope.area.id, days[0], days[-1])
        self.chosen: Mapping[str, RouteDriver] = {each.route_id: each for each in found}

    def driven_s(self, driver: str, *, but: str = "", before: date = date.max) -> int:
        """Return what somebody drives in the week, except one route, before a day."""
        chosen = (
            each.driving_s
            for each in self.chosen.values()
            if each.driver == driver and each.route_id != but and each.day < before
        )
        named = (
            _driving_s(route)
            for route in self._named(driver)
            if route.route_id != but and route.date < before
        )
        return sum(chosen) + sum(named)

    def find_faults(self, route: PlanRouteDay, driver: str) -> Iterable[Fault]:
        """Yield why somebody cannot drive a route, too."""
        mine = _span(route)
        for other in self._of_day(driver, route.date):
            start, end = _span(other)
            if other.route_id != route.route_id and start < mine[1] and mine[0] < end:
                yield fault(
                    "desk.drives_already", column="driver", value=driver, other=other.route_id
                )
        total_s = self.driven_s(driver, but=route.route_id) + _driving_s(route)
        limit_s = _limit_s(route.date)
        if total_s > limit_s:
            yield fault(
                "desk.week_full",
                column="driver",
                value=driver,
                hours=_hours(total_s),
                limit=_hours(limit_s),
            )

    def _of_day(self, driver: str, day: date) -> list[PlanRouteDay]:
        chosen = [
            route
            for route in self.routes
            if route.route_id in self.chosen and self.chosen[route.route_id].driver == driver
        ]
        return [each for each in (*chosen, *self._named(driver)) if each.date == day]

    def _named(self, driver: str) -> list[PlanRouteDay]:
        """Return what the plan alone gives somebody."""
        return [
            route
            for route in self.routes
            if route.driver == driver and route.route_id not in self.chosen
        ]


def _find(scope: Scope, plan: Plan, route_id: str) -> PlanRouteDay | None:
    day, _, vehicle = route_id.partition("/")
    try:
        found = plans.list_routes_of_day(
            scope.session, plan, date.fromisoformat(day), vehicle or " "
        )
    except ValueError:
        return None
    return next((route for route in found if route.route_id == route_id), None)


def _keep(scope: Scope, route: PlanRouteDay, driver: str) -> None:
    row = route_drivers.find(scope.session, scope.area.id, route.route_id)
    if not driver:
        if row is not None:
            route_drivers.remove(scope.session, row)
            scope.record("route", route.route_id, "driver")
        return
    if row is not None and (row.driver, row.driving_s) == (driver, _driving_s(route)):
        return
    if row is None:
        row = RouteDriver(
            area_id=scope.area.id, route_id=route.route_id, day=route.date, driver="", set_by=""
        )
    row.driver, row.driving_s, row.set_by = driver, _driving_s(route), scope.actor
    route_drivers.add(scope.session, row)
    scope.record("route", route.route_id, "driver")


def _content(route: PlanRouteDay) -> DriverRoute:
    return DriverRoute.model_validate_json(route.content)


def _driving_s(route: PlanRouteDay) -> int:
    return sum(stop.leg.s for stop in _content(route).stops)


def _span(route: PlanRouteDay) -> Span:
    stops = _content(route).stops
    return datetime.fromisoformat(stops[0].plan_time), datetime.fromisoformat(stops[-1].plan_time)


def _limit_s(day: date) -> int:
    return load_driving_law(day).max_week_s


def _hours(seconds: int) -> float:
    return round(seconds / SECONDS_PER_HOUR, 2)
