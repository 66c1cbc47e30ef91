"""What a hub's clerk does: receive, count and weigh goods, and hand them over.

What is found otherwise than reported is kept on the receipt until a coordinator has settled it;
goods with differences go on all the same.
"""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Final

from api.clock import now
from api.errors import ApiError, not_found
from api.identity import new_id
from api.repositories import receipts, rows
from api.repositories.owners import seen_by
from api.schemas.driver_event import StopStateRead
from api.schemas.quantities import Money, grams, kilograms
from api.schemas.receipt import (
    CashOfRoute,
    Difference,
    HandOver,
    HubDay,
    ReceiptCreate,
    ReceiptRead,
)
from api.services.driver_events import find_state_of
from api.services.scope import Scope, find_currency_faults, kept, touch
from api.tables import Booking, Hub, Lane, Receipt, Request
from api.tables.booking import OPEN
from routing.errors import InputError

LEAST_KG: Final = 1.0
LEAST_SHARE: Final = 0.02
HANDED_OVER: Final = "handed_over"


def receive(scope: Scope, hub_id: str, body: ReceiptCreate) -> ReceiptRead:
    """Write down what arrived at a hub.

    Raises
    ------
    InputError
        When the cash is in another currency than the area's.
    ApiError
        ``NOT_FOUND`` without such a hub or request of theirs, ``WRONG_STATE`` when it was
        cancelled, ``ALREADY_EXISTS`` when the part was received at this hub.
    """
    _want_hub(scope, hub_id)
    faults = find_currency_faults(scope, body)
    if faults:
        raise InputError(faults)
    own = seen_by(scope.who, Request)
    request = rows.find(scope.session, Request, scope.area.id, body.booking_id, *own, lock=True)
    if request is None:
        raise not_found("request", body.booking_id)
    if request.state != "booked":
        raise ApiError("WRONG_STATE", name=request.id, state=request.state)
    state = find_state_of(scope, request.id, body.part)
    receipt = Receipt(
        area_id=scope.area.id,
        id=new_id("rcp"),
        hub=hub_id,
        booking_id=request.id,
        part=body.part,
        route_id=state.route_id if state else "",
        weight_g=None if body.weight_kg is None else grams(body.weight_kg),
        count=body.count,
        cash_minor=body.cash.amount if body.cash else 0,
        note=body.note,
        received_by=scope.actor,
        differences=[each.model_dump() for each in _differences(body, request, state)],
    )
    rows.add(scope.session, receipt, "receipt")
    scope.record("receipt", receipt.id, "create", request=request.id, hub=hub_id)
    return _read(scope, receipt)


def read_day(scope: Scope, hub_id: str, day: date | None) -> HubDay:
    """Return what a hub received on a day, today without one, and the cash by route.

    Raises
    ------
    ApiError
        ``NOT_FOUND`` without such a hub of theirs.
    """
    _want_hub(scope, hub_id)
    day = day or now().astimezone(scope.zone).date()
    start = datetime.combine(day, time(), scope.zone)
    end = datetime.combine(day + timedelta(days=1), time(), scope.zone)
    found = receipts.list_between(scope.session, scope.area.id, hub_id, start, end)
    by_route: dict[str, list[Receipt]] = defaultdict(list)
    for each in found:
        by_route[each.route_id].append(each)
    return HubDay(
        hub=hub_id,
        date=day.isoformat(),
        items=[_read(scope, each) for each in found],
        cash=[
            CashOfRoute(
                route_id=route,
                receipts=len(brought),
                cash=_money(scope, sum(each.cash_minor for each in brought)),
            )
            for route, brought in sorted(by_route.items())
        ],
        cash_total=_money(scope, sum(each.cash_minor for each in found)),
    )


def hand_over(scope: Scope, hub_id: str, receipt_id: str, body: HandOver) -> ReceiptRead:
    """Let goods go on; once all that was received of a booking has, it is handed over.

    Raises
    ------
    ApiError
        ``NOT_FOUND`` without such a hub, receipt or lane from there, ``WRONG_STATE`` when they
        are gone already.
    """
    receipt = _get(scope, hub_id, receipt_id)
    if receipt.handed_at is not None:
        raise ApiError("WRONG_STATE", name=receipt.id, state=HANDED_OVER)
    if body.lane:
        lane = rows.find(scope.session, Lane, scope.area.id, body.lane)
        if lane is None or lane.hub != hub_id:
            raise not_found("lane", body.lane)
    receipt.lane, receipt.leaves_at = body.lane or "", body.leaves_at
    receipt.taken_by, receipt.handed_by, receipt.handed_at = body.taken_by, scope.actor, now()
    touch(receipt)
    scope.session.flush()
    scope.record("receipt", receipt.id, "hand_over", version=receipt.version)
    _move_on(scope, receipt.booking_id)
    return _read(scope, receipt)


def settle(scope: Scope, hub_id: str, receipt_id: str) -> ReceiptRead:
    """Note that a coordinator has looked at what a receipt differs in.

    Raises
    ------
    ApiError
        ``NOT_FOUND``, or ``WRONG_STATE`` when nothing is to be settled.
    """
    receipt = _get(scope, hub_id, receipt_id)
    if not receipt.differences or receipt.settled_at is not None:
        raise ApiError("WRONG_STATE", name=receipt.id, state="settled")
    receipt.settled_at, receipt.settled_by = now(), scope.actor
    touch(receipt)
    scope.session.flush()
    scope.record("receipt", receipt.id, "settle", version=receipt.version)
    return _read(scope, receipt)


def _want_hub(scope: Scope, hub_id: str) -> None:
    if rows.find(scope.session, Hub, scope.area.id, hub_id, *seen_by(scope.who, Hub)) is None:
        raise not_found("hub", hub_id)


def _get(scope: Scope, hub_id: str, receipt_id: str) -> Receipt:
    _want_hub(scope, hub_id)
    found = rows.find(scope.session, Receipt, scope.area.id, receipt_id, lock=True)
    if found is None or found.hub != hub_id:
        raise not_found("receipt", receipt_id)
    return found


def _move_on(scope: Scope, booking_id: str) -> None:
    """Count a booking as handed over when nothing of what was received of it is left."""
    received = receipts.list_of_booking(scope.session, scope.area.id, booking_id)
    booking = rows.find(scope.session, Booking, scope.area.id, booking_id, lock=True)
    moves = booking is not None and booking.state in {*OPEN, "picked_up"}
    if booking is None or not moves or any(each.handed_at is None for each in received):
        return
    booking.state = HANDED_OVER
    touch(booking)
    scope.session.flush()
    scope.record("booking", booking.id, "hand_over", version=booking.version)


def _differences(
    body: ReceiptCreate, request: Request, state: StopStateRead | None
) -> list[Difference]:
    """Return what differs from the driver's report, of a first part else from the request."""
    weight_kg = state.weight_kg if state else None
    count = state.count if state else None
    if body.part == 1:
        stated_kg = None if request.weight_g is None else kilograms(request.weight_g)
        weight_kg = stated_kg if weight_kg is None else weight_kg
        count = (request.count or None) if count is None else count
    found = []
    if weight_kg is not None and body.weight_kg is not None:
        slack_kg = max(LEAST_KG, LEAST_SHARE * weight_kg)
        if abs(body.weight_kg - weight_kg) > slack_kg:
            found.append(Difference(of="weight_kg", expected=weight_kg, found=body.weight_kg))
    if count is not None and body.count is not None and body.count != count:
        found.append(Difference(of="count", expected=count, found=body.count))
    return found


def _read(scope: Scope, row: Receipt) -> ReceiptRead:
    return ReceiptRead(
        **kept(row, scope.zone).model_dump(),
        id=row.id,
        hub=row.hub,
        booking_id=row.booking_id,
        part=row.part,
        route_id=row.route_id,
        weight_kg=None if row.weight_g is None else kilograms(row.weight_g),
        count=row.count,
        cash=_money(scope, row.cash_minor),
        note=row.note,
        received_by=row.received_by,
        differences=[Difference.model_validate(each) for each in row.differences],
        settled_at=_local(scope, row.settled_at),
        settled_by=row.settled_by,
        lane=row.lane,
        leaves_at=_local(scope, row.leaves_at),
        taken_by=row.taken_by,
        handed_at=_local(scope, row.handed_at),
        handed_by=row.handed_by,
    )


def _local(scope: Scope, moment: datetime | None) -> str | None:
    return moment.astimezone(scope.zone).isoformat(timespec="seconds") if moment else None


def _money(scope: Scope, amount: int) -> Money:
    return Money(amount=amount, currency=scope.area.currency)
