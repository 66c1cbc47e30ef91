"""Days of the plan in force billed: each booking's share, its charge, what the day leaves."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from api.clock import now
from api.repositories import areas, bookings, charges
from api.services.kept_lines import dump_line
from api.services.living import find_head
from api.services.plan_offers import CUT_OFF_S
from api.services.scope import Scope
from api.tables import Area, BilledDay, Booking, Charge
from api.tables.booking import CANCELLED, EXPIRED, HELD, STATES
from api.tables.row import Row
from routing.pricing.billing import Bill, DayBill, bill_plan, lower_lines
from routing.pricing.lines import LineCode, QuoteLine, add_up


@dataclass(frozen=True)
class Worked:
    """Bills of a plan at a version."""

    plan_id: str
    version: int
    days: tuple[DayBill, ...]


def is_due(scope: Scope) -> bool:
    """Tell whether days of the plan in force are to be billed.

    They are once when it is published, and once more after the cut-off of each, 18:00 the day
    before, when no more neighbours come.
    """
    plan_id = scope.area.plan_id
    if not plan_id:
        return False
    known = charges.list_of_plan(scope.session, scope.area.id, plan_id)
    return not known or any(each.at < _cut_off(scope, each.day) <= now() for each in known)


def work_out_bills(scope: Scope) -> Worked | None:
    """Return the bills of all days of the plan in force; None when none can be gone on from.

    Nothing is written and no lock is taken.
    """
    head = find_head(scope)
    if head is None:
        return None
    known = _list_sold(scope)
    quoted = {name: _quoted_minor(each) for name, each in known.items()}
    living, rule = head.living, scope.knowledge.card.options.plan
    days = bill_plan(living.problem, living.sequences, quoted, rule)
    return Worked(head.plan.id, head.version, days)


def store_bills(scope: Scope, worked: Worked) -> bool:
    """Write bills down in the place of earlier ones; False when another plan is in force."""
    area = areas.lock_area(scope.session, scope.area.id)
    if area.plan_id != worked.plan_id:
        return False
    known = _list_sold(scope)
    names = [bill.request for day in worked.days for bill in day.bills]
    before = charges.list_charges(scope.session, area.id, names)
    done = {day.day for day in worked.days}
    emptied = charges.list_of_plan(scope.session, area.id, worked.plan_id)
    empty = [DayBill(each.day, 0, ()) for each in emptied if each.day not in done]
    for day in (*worked.days, *empty):
        _write_day(scope, area, worked, day)
        for bill in day.bills:
            booking = known.get(bill.request)
            if booking is not None and booking.state != HELD:
                _write_charge(scope, worked.version, bill, booking, before.get(bill.request))
    scope.session.flush()
    balance = sum(day.platform_balance_minor for day in worked.days)
    scope.record("bill", worked.plan_id, "create", version=worked.version, balance=balance)
    return True


def _list_sold(scope: Scope) -> dict[str, Booking]:
    states = [state for state in STATES if state not in {CANCELLED, EXPIRED}]
    found = bookings.list_in(scope.session, scope.area.id, states)
    return {each.id: each for each in found}


def _quoted_minor(booking: Booking) -> int:
    quoted: int = booking.terms.get("planned_minor", booking.price_minor)
    return quoted


def _cut_off(scope: Scope, day: date) -> datetime:
    return datetime.combine(day, time(), scope.zone) - timedelta(seconds=CUT_OFF_S)


def _write_day(scope: Scope, area: Area, worked: Worked, day: DayBill) -> None:
    found = charges.list_days(scope.session, area.id, day.day, day.day)
    columns: dict[str, Any] = {  # Any: a column of any type
        "plan_id": worked.plan_id,
        "plan_version": worked.version,
        "cost_minor": day.cost_minor,
        "charged_minor": day.charged_minor,
        "platform_balance_minor": day.platform_balance_minor,
        "at": now(),
    }
    _write(
        scope, found[0] if found else BilledDay(area_id=area.id, day=day.day, **columns), columns
    )


def _write_charge(
    scope: Scope, version: int, bill: Bill, booking: Booking, row: Charge | None
) -> None:
    quoted_minor = _quoted_minor(booking)
    lines = [QuoteLine(LineCode(each["code"]), each["amount"]["amount"]) for each in booking.lines]
    less_minor = quoted_minor - bill.charge_minor
    lines = lower_lines(scope.knowledge.card, bill.day, lines, less_minor)
    columns: dict[str, Any] = {  # Any: a column of any type
        "area_id": scope.area.id,
        "booking_id": booking.id,
        "shop": booking.shop,
        "day": bill.day,
        "plan_version": version,
        "quoted_minor": quoted_minor,
        "share_minor": bill.share_minor,
        "alone_minor": bill.alone_minor,
        "error_minor": bill.error_minor,
        "charge_minor": bill.charge_minor,
        "total_minor": add_up(lines),
        "lines": [dump_line(line) for line in lines],
        "at": now(),
    }
    _write(scope, row or Charge(**columns), columns)


def _write(scope: Scope, row: Row, columns: dict[str, Any]) -> None:  # Any: a column of any type
    for name, value in columns.items():
        setattr(row, name, value)
    scope.session.add(row)
