"""Options held and accepted: each with a place in the living plan, made under its lock."""

import logging
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from api.clock import now
from api.errors import ApiError, not_found
from api.identity import CROCKFORD, decode_cursor, encode_cursor, new_id
from api.repositories import areas, rows
from api.repositories import bookings as kept_bookings
from api.repositories.owners import seen_by
from api.schemas.booking import BookingRead, OptionAccepted, OptionChosen, Promised
from api.schemas.page import Page
from api.schemas.quantities import Money
from api.schemas.quote import PriceLine, PromiseWindow
from api.services.agreed import read_agreed
from api.services.kept_records import add_record
from api.services.living import Head, find_head, follow
from api.services.living_codec import dump_record, read_record
from api.services.scope import Scope, expect_version, kept, touch
from api.tables import Area, Booking, Quote, Request
from api.tables.booking import BOOKED, CANCELLED, EXPIRED, HELD, OPEN
from routing.service.living.changing import (
    Place,
    change_to_insert,
    change_to_remove,
    check_living,
)

CODE_LENGTH: Final = 12
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class HoldRule:
    """How long an option is held, and how many a shop may hold at a time."""

    minutes: int
    at_most: int


class QuoteBeatenError(Exception):
    """The plan has no place any more for what was quoted at the price it was quoted for."""

    def __init__(self, quote: Quote) -> None:
        super().__init__(quote.id)
        self.quote = quote


def hold_option(scope: Scope, quote_id: str, body: OptionChosen, rule: HoldRule) -> BookingRead:
    """Give an option its place in the living plan for some time; holding it twice is once.

    Raises
    ------
    ApiError
        ``NOT_FOUND``, ``QUOTE_EXPIRED``, ``WRONG_STATE`` when the quote is an estimate or
        another option of it is held or booked, ``HOLDS_FULL``.
    QuoteBeatenError
        When its place is gone.
    """
    area, head = _lock(scope)
    quote = _get_quote(scope, quote_id)
    taken = _find_taken(scope, quote, body.option_id)
    if taken is not None and taken.state == HELD:
        return _read(scope, taken)
    if taken is not None:
        raise ApiError("WRONG_STATE", name=quote.id, state=taken.state)
    _want_live(quote)
    if kept_bookings.count_held(scope.session, area.id, quote.shop) >= rule.at_most:
        raise ApiError("HOLDS_FULL", count=rule.at_most)
    booking = _take(scope, area, head, quote, body.option_id)
    booking.hold_until = now() + timedelta(minutes=rule.minutes)
    return _read(scope, booking)


def accept_option(scope: Scope, quote_id: str, body: OptionAccepted) -> BookingRead:
    """Book an option at the price quoted; one that is held cannot be lost.

    Raises
    ------
    ApiError
        ``NOT_FOUND``, ``QUOTE_EXPIRED``, ``WRONG_STATE`` when the quote is an estimate or
        another option of it is held or booked.
    QuoteBeatenError
        When its place is gone, or costs more than the price quoted covers.
    """
    area, head = _lock(scope)
    quote = _get_quote(scope, quote_id)
    booking = _find_taken(scope, quote, body.option_id)
    if booking is not None and booking.state != HELD:
        raise ApiError("WRONG_STATE", name=quote.id, state=booking.state)
    if booking is None:
        _want_live(quote)
        booking = _take(scope, area, head, quote, body.option_id)
    booking.state, booking.hold_until = BOOKED, None
    contacts = body.model_dump(include={"contact_name", "contact_phone", "notes"})
    record = replace(read_record(booking.record), **contacts)
    booking.record = dump_record(replace(record, contact_name="", contact_phone="", notes=""))
    add_record(scope, record, "request")
    touch(booking)
    scope.session.flush()
    scope.record("booking", booking.id, "accept", version=booking.version)
    return _read(scope, booking)


def list_bookings(
    scope: Scope, cursor: str | None, limit: int, state: str | None
) -> Page[BookingRead]:
    """Return one page of the bookings that one sees, of one state when it is given."""
    chosen = (kept_bookings.in_state(state),) if state else ()
    found = rows.page(
        scope.session,
        Booking,
        scope.area.id,
        decode_cursor(cursor),
        limit + 1,
        *chosen,
        *seen_by(scope.who, Booking),
    )
    shown = found[:limit]
    following = encode_cursor(shown[-1].pk or 0) if len(found) > limit else None
    return Page(items=[_read(scope, each) for each in shown], next_cursor=following)


def get_booking(scope: Scope, booking_id: str) -> BookingRead:
    """Return a booking."""
    return _read(scope, _get(scope, booking_id))


def cancel_booking(scope: Scope, booking_id: str, wanted: int | None) -> BookingRead:
    """Give a booking up and free its place; cancelling twice changes nothing.

    Raises
    ------
    ApiError
        ``NOT_FOUND``, ``CHANGED_MEANWHILE``, ``WRONG_STATE`` when the goods were fetched.
    """
    area, head = _lock(scope)
    booking = _get(scope, booking_id)
    expect_version(booking, wanted)
    if booking.state == CANCELLED:
        return _read(scope, booking)
    if booking.state not in OPEN:
        raise ApiError("WRONG_STATE", name=booking.id, state=booking.state)
    booking.state = CANCELLED
    touch(booking)
    request = rows.find(scope.session, Request, area.id, booking.id, lock=True)
    if request is not None:
        request.state = CANCELLED
        touch(request)
    if head is not None:
        free_place(scope, area, head, booking.id, cause="cancel")
    scope.session.flush()
    scope.record("booking", booking.id, "cancel", version=booking.version)
    return _read(scope, booking)


def free_ended(scope: Scope, area: Area, head: Head | None) -> Head | None:
    """Free the places of holds that have run out, under the lock of the area."""
    for booking in kept_bookings.list_ended(scope.session, area.id, now()):
        booking.state = EXPIRED
        touch(booking)
        if head is not None:
            head = free_place(scope, area, head, booking.id, cause="expire")
        scope.record("booking", booking.id, "expire", version=booking.version)
    scope.session.flush()
    return head


def free_place(scope: Scope, area: Area, head: Head, booking_id: str, *, cause: str) -> Head:
    """Take what was booked out of the living plan, if it is in it."""
    if not head.living.holds(booking_id):
        return head
    change = change_to_remove(head.living, booking_id)
    if change is None:
        _log.warning("booking %s: its route needs it, its place stays taken", booking_id)
        return head
    return follow(scope, area, head, change, cause=cause, booking_id=booking_id)


def _lock(scope: Scope) -> tuple[Area, Head | None]:
    area = areas.lock_area(scope.session, scope.area.id)
    return area, free_ended(scope, area, find_head(scope))


def _get(scope: Scope, booking_id: str) -> Booking:
    own = seen_by(scope.who, Booking)
    row = rows.find(scope.session, Booking, scope.area.id, booking_id, *own, lock=True)
    if row is None:
        raise not_found("booking", booking_id)
    return row


def _get_quote(scope: Scope, quote_id: str) -> Quote:
    own = seen_by(scope.who, Quote)
    row = rows.find(scope.session, Quote, scope.area.id, quote_id, *own)
    if row is None:
        raise not_found("quote", quote_id)
    return row


def _find_taken(scope: Scope, quote: Quote, option_id: str) -> Booking | None:
    """Return what stands of a quote; only one option of it can."""
    stands = [
        each
        for each in kept_bookings.list_of_quote(scope.session, scope.area.id, quote.id)
        if each.state not in {CANCELLED, EXPIRED}
    ]
    for each in stands:
        if each.option_id != option_id:
            raise ApiError("WRONG_STATE", name=quote.id, state=f"{each.state} ({each.option_id})")
    return stands[0] if stands else None


def _want_live(quote: Quote) -> None:
    if quote.expires_at <= now():
        raise ApiError("QUOTE_EXPIRED", name=quote.id)


def _take(scope: Scope, area: Area, head: Head | None, quote: Quote, option_id: str) -> Booking:
    """Give an option its place in the living plan.

    Raises
    ------
    QuoteBeatenError
        When there is none at the price quoted.
    """
    if not quote.basis:
        raise ApiError("WRONG_STATE", name=quote.id, state="estimate")
    if "pickups" not in quote.basis:  # made by a program before this one
        raise QuoteBeatenError(quote)
    agreed = read_agreed(quote, option_id)
    if agreed is None:
        raise not_found("option", option_id)
    record = agreed.record(new_id("bok"), quote.shop)
    offer = agreed.find_fit(scope, head, record) if head else None
    if head is None or offer is None:
        raise QuoteBeatenError(quote)
    place = Place(offer.candidates, offer.insertions)
    change = change_to_insert(head.living, record, place)
    after = head.living.applied(change)
    violations = check_living(after).violations
    if violations:
        _log.error("quote %s: the referee refuses its place: %s", quote.id, violations[0])
        raise QuoteBeatenError(quote)
    booking = Booking(
        area_id=area.id,
        id=record.id,
        code=_new_code(),
        shop=quote.shop,
        state=HELD,
        quote_id=quote.id,
        option_id=option_id,
        level=agreed.shown["level"],
        day=agreed.start.astimezone(scope.zone).date(),
        start=agreed.start,
        end=agreed.end,
        first_promise={name: agreed.quoted[name] for name in ("start", "end")},
        price_minor=agreed.quoted["price_minor"],
        extra_minor=place.extra_minor,
        lines=agreed.shown["lines"],
        terms=agreed.terms(offer.departure),
        weight_g=record.weight_g or 0,
        truck=offer.departure.key[0] if offer.departure else "",
        leaves_on=offer.departure.key[1] if offer.departure else None,
        record=dump_record(record),
    )
    rows.add(scope.session, booking, "booking")
    follow(scope, area, head, change, cause="hold", booking_id=booking.id, after=after)
    scope.record("booking", booking.id, "hold", version=booking.version)
    return booking


def _new_code() -> str:
    return "".join(secrets.choice(CROCKFORD) for _ in range(CODE_LENGTH))


def _read(scope: Scope, row: Booking) -> BookingRead:
    first = (datetime.fromisoformat(row.first_promise[name]) for name in ("start", "end"))
    held = row.hold_until.astimezone(scope.zone).isoformat() if row.hold_until else None
    money = partial(_money, scope)
    return BookingRead.model_validate(
        {
            **kept(row, scope.zone).model_dump(),
            "id": row.id,
            "code": row.code,
            "state": row.state,
            "quote_id": row.quote_id,
            "option_id": row.option_id,
            "level": row.level,
            "shop": row.shop,
            "promise": _promised(scope, row.start, row.end),
            "first_promise": _promised(scope, *first),
            "price": money(row.price_minor),
            "lines": [PriceLine.model_validate(each) for each in row.lines],
            "meeting_point": row.terms.get("meeting_point", ""),
            "departure": row.terms.get("departure"),
            "declared_value": money(row.terms.get("declared_minor", 0)),
            "cod": money(row.terms.get("cod_minor", 0)),
            "hold_until": held if row.state == HELD else None,
        }
    )


def _money(scope: Scope, amount: int) -> Money:
    return Money(amount=amount, currency=scope.area.currency)


def _promised(scope: Scope, start: datetime, end: datetime) -> Promised:
    local = [each.astimezone(scope.zone) for each in (start, end)]
    window = PromiseWindow(start=local[0].isoformat(), end=local[1].isoformat())
    return Promised(day=local[0].date().isoformat(), window=window)
