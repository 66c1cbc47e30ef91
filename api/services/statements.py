"""What bookings are charged: one by one, and a month at a time."""

import csv
import io
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import partial

from sqlmodel import col

from api.errors import not_found
from api.repositories import charges, rows
from api.repositories.owners import seen_by
from api.schemas.bill import BilledDayRead, BilledDays, BillRead, Statement, StatementRow
from api.schemas.quantities import Money, SignedMoney
from api.schemas.quote import PriceLine
from api.services.kept_lines import read_line, tell_line
from api.services.scope import Scope
from api.tables import Booking, Charge
from routing.formats.safe_text import formula_safe
from routing.pricing.lines import LineCode
from routing.texts import Lang, text

_CLOSING = frozenset({LineCode.SHARED, LineCode.VAT, LineCode.ROUNDING})


def get_bill(scope: Scope, booking_id: str, lang: Lang) -> BillRead:
    """Return what a booking is charged.

    Raises
    ------
    ApiError
        ``NOT_FOUND``, also before its day is billed.
    """
    own = seen_by(scope.who, Booking)
    booking = rows.find(scope.session, Booking, scope.area.id, booking_id, *own)
    charge = charges.find_charge(scope.session, scope.area.id, booking_id)
    if booking is None or charge is None:
        raise not_found("bill", booking_id)
    money = partial(_money, scope)
    return BillRead(
        booking_id=booking.id,
        code=booking.code,
        day=charge.day.isoformat(),
        state=booking.state,
        share=money(charge.share_minor),
        share_error=money(charge.error_minor),
        alone=money(charge.alone_minor),
        price=money(booking.price_minor),
        total=money(charge.total_minor),
        lines=[*_lines_of(scope, booking, charge, lang)],
    )


def make_statement(scope: Scope, month: date, shop: str, lang: Lang) -> Statement:
    """Return what a month's bookings cost, of one shop when it is named; a shop sees its own."""
    first, last = _span(month)
    own = seen_by(scope.who, Booking)
    named = (col(Booking.shop) == shop,) if shop else ()
    found = charges.list_owed(scope.session, scope.area.id, first, last, *own, *named)
    known = charges.list_charges(scope.session, scope.area.id, [each.id for each in found])
    items = [_row(scope, booking, known.get(booking.id)) for booking in found]
    return Statement(
        month=f"{month:%Y-%m}",
        shop=shop or scope.who.subject,
        note=text("trade.no_invoice", lang),
        items=items,
        price=_money(scope, sum(each.price.amount for each in items)),
        total=_money(scope, sum(each.total.amount for each in items)),
    )


def statement_csv(statement: Statement) -> str:
    """Return a statement as a table; its last row says that it is no invoice."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    head = ("booking", "code", "shop", "day", "state", "price", "share", "alone", "total")
    writer.writerow((*head, "currency", "billed"))
    for item in statement.items:
        amounts = [item.price, item.share, item.alone, item.total]
        writer.writerow(
            (
                item.booking_id,
                item.code,
                formula_safe(item.shop),
                item.day,
                item.state,
                *("" if each is None else each.amount for each in amounts),
                item.price.currency,
                "yes" if item.billed else "no",
            )
        )
    writer.writerow((statement.note, *[""] * 10))
    return "\ufeff" + out.getvalue()


def list_billed_days(scope: Scope, month: date) -> BilledDays:
    """Return the days billed of a month."""
    found = charges.list_days(scope.session, scope.area.id, *_span(month))
    money = partial(_money, scope)
    items = [
        BilledDayRead(
            day=each.day.isoformat(),
            plan_id=each.plan_id,
            plan_version=each.plan_version,
            cost=money(each.cost_minor),
            charged=money(each.charged_minor),
            platform_balance=SignedMoney(
                amount=each.platform_balance_minor, currency=scope.area.currency
            ),
            billed_at=each.at.astimezone(scope.zone).isoformat(timespec="seconds"),
        )
        for each in found
    ]
    return BilledDays(items=items)


def _span(month: date) -> tuple[date, date]:
    days = monthrange(month.year, month.month)[1]
    return month.replace(day=1), month.replace(day=days)


def _row(scope: Scope, booking: Booking, charge: Charge | None) -> StatementRow:
    money = partial(_money, scope)
    return StatementRow(
        booking_id=booking.id,
        code=booking.code,
        shop=booking.shop,
        day=booking.day.isoformat(),
        state=booking.state,
        price=money(booking.price_minor),
        share=money(charge.share_minor) if charge else None,
        alone=money(charge.alone_minor) if charge else None,
        total=money(charge.total_minor if charge else booking.price_minor),
        billed=charge is not None,
    )


def _lines_of(scope: Scope, booking: Booking, charge: Charge, lang: Lang) -> Iterator[PriceLine]:
    """Yield the lines charged, in one's own language where their figures were kept."""
    quoted, kept = iter(booking.lines), iter(booking.terms.get("lines", []))
    for each in charge.lines:
        if LineCode(each["code"]) in _CLOSING:
            yield tell_line(read_line(each), scope.area.currency, lang)
            continue
        shown, figures = next(quoted), next(kept, None)
        if figures is None:
            yield PriceLine.model_validate(shown)
        else:
            yield tell_line(read_line(figures), scope.area.currency, lang)


def _money(scope: Scope, amount: int) -> Money:
    return Money(amount=amount, currency=scope.area.currency)
