"""Which rows somebody may see: the one place where that is written down."""

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col, select

from api.principal import Principal
from api.tables import Booking, Hub, Integration, Message, Quote, Request, User, Vehicle, Webhook
from api.tables.booking import HELD
from api.tables.owned import Owned


def seen_by(who: Principal, table: type[Owned]) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions under which somebody sees a row of a table.

    A shop sees its own requests, quotes, bookings and messages, a driver the messages to the
    driver or the vehicle, of the day if it is a day's link. Who is limited to hubs sees these
    hubs, their vehicles, the requests that name one of them or none, and the bookings of these
    requests; what is only held has no request, and is seen when no shop holds it. Only an admin
    sees every account.
    """
    if table is User and who.role != "admin":
        return (col(User.role).in_(("shop", "driver", "clerk")),)
    if who.role == "shop":
        own = {
            Request: col(Request.shop),
            Quote: col(Quote.shop),
            Booking: col(Booking.shop),
            Message: col(Message.shop),
            Integration: col(Integration.shop),
            Webhook: col(Webhook.shop),
        }.get(table)
        return () if own is None else (own == who.subject,)
    if who.role == "driver" and table is Message:
        own_ones = or_(col(Message.driver) == who.subject, col(Message.vehicle) == who.subject)
        return (own_ones, *((col(Message.day) == who.day,) if who.day else ()))
    if not who.hubs:
        return ()
    place = {
        Hub: col(Hub.id).in_(who.hubs),
        Vehicle: col(Vehicle.hub).in_(who.hubs),
        Request: col(Request.hub).in_(("", *who.hubs)),
        Quote: col(Quote.shop) == "",
        Booking: _of_hubs(who),
    }.get(table)
    return () if place is None else (place,)


def _of_hubs(who: Principal) -> ColumnElement[bool]:
    requests = select(Request.id).where(
        Request.area_id == Booking.area_id, col(Request.hub).in_(("", *who.hubs))
    )
    held = and_(col(Booking.shop) == "", col(Booking.state) == HELD)
    return or_(held, col(Booking.id).in_(requests))
