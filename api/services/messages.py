"""Messages to whom something changed for, and the inbox that shows them."""

from dataclasses import dataclass
from datetime import date

from api.clock import now
from api.errors import not_found
from api.identity import decode_cursor, encode_cursor, new_id
from api.repositories import messages, rows
from api.repositories.owners import seen_by
from api.schemas.message import MessageRead
from api.schemas.page import Page
from api.services.scope import Scope, kept, touch
from api.tables import Booking, Message
from api.tables.message import TO_COORDINATOR, TO_DRIVER, TO_SHOP
from routing.texts import text


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a message is for: a shop, the driver of a vehicle on a day, or all coordinators."""

    role: str = TO_COORDINATOR
    shop: str = ""
    vehicle: str = ""
    driver: str = ""
    day: date | None = None


COORDINATORS = Addressee()


def shop_of(booking: Booking) -> Addressee:
    """Return whom to tell of a booking; one without a shop was made by a coordinator."""
    return Addressee(TO_SHOP, shop=booking.shop) if booking.shop else COORDINATORS


def driver_of(vehicle: str, day: date, driver: str = "") -> Addressee:
    """Return who drives a vehicle on a day."""
    return Addressee(TO_DRIVER, vehicle=vehicle, driver=driver, day=day)


def tell(
    scope: Scope, whom: Addressee, kind: str, *, booking_id: str = "", **params: object
) -> Message:
    """Write a message of a kind, whose words are ``api.message.<kind>``."""
    row = Message(
        area_id=scope.area.id,
        id=new_id("msg"),
        role=whom.role,
        shop=whom.shop,
        vehicle=whom.vehicle,
        driver=whom.driver,
        day=whom.day,
        kind=kind,
        booking_id=booking_id,
        vi=text(f"api.message.{kind}", "vi", **params),
        en=text(f"api.message.{kind}", "en", **params),
    )
    rows.add(scope.session, row, "message")
    scope.record("message", row.id, "create", kind=kind, booking=booking_id)
    return row


def list_messages(
    scope: Scope, cursor: str | None, limit: int, *, unread: bool, to: str
) -> Page[MessageRead]:
    """Return one page of the messages that one sees, newest first."""
    chosen = [*seen_by(scope.who, Message)]
    chosen += [messages.unread()] if unread else []
    chosen += [messages.sent_to(to)] if to else []
    found = messages.page(scope.session, scope.area.id, decode_cursor(cursor), limit + 1, *chosen)
    shown = found[:limit]
    following = encode_cursor(shown[-1].pk or 0) if len(found) > limit else None
    return Page(items=[_read(scope, each) for each in shown], next_cursor=following)


def mark_read(scope: Scope, message_id: str) -> MessageRead:
    """Note that a message was read; a second time changes nothing.

    Coordinators see what shops and drivers are told, and leave it unread for them.

    Raises
    ------
    ApiError
        ``NOT_FOUND``, also for a message to somebody else.
    """
    to = scope.who.role if scope.who.role in {TO_SHOP, TO_DRIVER} else TO_COORDINATOR
    own = (*seen_by(scope.who, Message), messages.sent_to(to))
    row = rows.find(scope.session, Message, scope.area.id, message_id, *own, lock=True)
    if row is None:
        raise not_found("message", message_id)
    if row.read_at is None:
        row.read_at = now()
        touch(row)
        scope.session.flush()
    return _read(scope, row)


def _read(scope: Scope, row: Message) -> MessageRead:
    return MessageRead.model_validate(
        {
            **kept(row, scope.zone).model_dump(),
            **row.model_dump(include={"id", "shop", "vehicle", "kind", "booking_id"}),
            "to": row.role,
            "day": row.day.isoformat() if row.day else None,
            "vi": row.vi,
            "en": row.en,
            "read_at": row.read_at.astimezone(scope.zone).isoformat() if row.read_at else None,
        }
    )
