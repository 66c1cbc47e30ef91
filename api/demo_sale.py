"""A shop of the demo asks, chooses and books; the driver's route then has the new stop."""

from dataclasses import dataclass
from datetime import date

from api.db.engine import Database
from api.knowledge import Knowledge
from api.principal import Principal
from api.repositories import areas, plans, rows
from api.schemas.booking import BookingRead, OptionAccepted
from api.schemas.driver import DriverRoute
from api.schemas.quote import QuoteItem, QuoteRead
from api.seed import ACTOR
from api.services.bookings import accept_option
from api.services.driver import get_driver_route
from api.services.quotes import quote_again
from api.services.scope import Scope
from api.settings import Settings
from api.tables import Plan
from routing.texts import Lang


@dataclass(frozen=True)
class Sale:
    """What was offered, what was booked of it, and the route that fetches it."""

    quote: QuoteRead
    booking: BookingRead
    route: DriverRoute


def sell(
    settings: Settings, knowledge: Knowledge, item: QuoteItem, shop: str, lang: Lang
) -> Sale | None:
    """Book the cheapest standard option, or any; None when no plan stands behind the quote."""
    database = Database(settings.url)
    try:
        with database.write() as session:
            area = areas.ensure_area(session, settings.timezone)
            who = Principal(ACTOR, "shop", subject=shop)
            scope = Scope(session, area, ACTOR, knowledge, who)
            quote = quote_again(scope, item, lang)
            if not isinstance(quote, QuoteRead) or quote.estimate:
                return None
            levels = [option for option in quote.options if option.level == "standard"]
            chosen = min(levels or quote.options, key=lambda option: option.price.amount)
            accepted = OptionAccepted(option_id=chosen.option_id)
            booking = accept_option(scope, quote.quote_id, accepted)
            office = Scope(session, area, ACTOR, knowledge, Principal(ACTOR, "admin"))
            return Sale(quote, booking, _find_route(office, booking))
    finally:
        database.close()


def _find_route(scope: Scope, booking: BookingRead) -> DriverRoute:
    """Return the route in force that has the stop of a booking."""
    plan = rows.find(scope.session, Plan, scope.area.id, scope.area.plan_id)
    day = date.fromisoformat(booking.promise.day)
    found = plans.list_routes_of_day(scope.session, plan, day) if plan else ()
    routes = (get_driver_route(scope, day, route.vehicle) for route in found)
    return next(route for route in routes if _fetches(route, booking.id))


def _fetches(route: DriverRoute, booking_id: str) -> bool:
    return any(item.booking_id == booking_id for stop in route.stops for item in stop.items)
