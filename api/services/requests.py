"""Requests: booked, edited, cancelled, never deleted."""

from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from api.errors import ApiError
from api.identity import new_id
from api.repositories import rows
from api.repositories.requests import in_state
from api.schemas.page import Page
from api.schemas.request import RequestCreate, RequestRead, RequestUpdate
from api.services.bookings import cancel_booking
from api.services.kept_records import (
    add_record,
    get_row,
    kept_of,
    load_records,
    page_rows,
    replace_record,
)
from api.services.ownership import adopt
from api.services.records import record_of
from api.services.scope import Scope, expect_version, find_currency_faults, touch
from api.tables import Booking, Request
from routing.errors import InputError, fault
from routing.problem.builder import find_reference_faults
from routing.problem.records import HubRecord, RequestRecord
from routing.service.locate import locate_all, second_locations


def create_request(scope: Scope, body: RequestCreate) -> RequestRead:
    """Book a request."""
    record = _check(scope, body, body.id or new_id("req"))
    return _read(scope, add_record(scope, record, "request"))


def update_request(
    scope: Scope, request_id: str, body: RequestUpdate, wanted: int | None
) -> RequestRead:
    """Put new facts in the place of a booked request's.

    Raises
    ------
    ApiError
        ``WRONG_STATE`` when it was cancelled, ``PROMISED`` when more than whom to call and notes
        of a booking would change.
    """
    row = get_row(scope, RequestRecord, request_id, "request", lock=True)
    expect_version(row, wanted)
    _want_booked(row)
    record = _check(scope, body, request_id)
    _want_kept(scope, record_of(RequestRecord, row), record)
    return _read(scope, replace_record(scope, record, "request", wanted))


def list_requests(
    scope: Scope, cursor: str | None, limit: int, state: str | None
) -> Page[RequestRead]:
    """Return one page of requests, of one state when it is given."""
    chosen = (in_state(state),) if state else ()
    found, following = page_rows(scope, RequestRecord, cursor, limit, *chosen)
    return Page(items=[_read(scope, row) for row in found], next_cursor=following)


def get_request(scope: Scope, request_id: str) -> RequestRead:
    """Return a request."""
    return _read(scope, get_row(scope, RequestRecord, request_id, "request"))


def cancel_request(scope: Scope, request_id: str, wanted: int | None) -> RequestRead:
    """Cancel a request, and its booking if it has one; cancelling twice changes nothing."""
    expect_version(get_row(scope, RequestRecord, request_id, "request"), wanted)
    if rows.find(scope.session, Booking, scope.area.id, request_id) is not None:
        cancel_booking(scope, request_id, None)
        return _read(scope, get_row(scope, RequestRecord, request_id, "request"))
    row = get_row(scope, RequestRecord, request_id, "request", lock=True)
    expect_version(row, wanted)
    if row.state != "cancelled":
        row.state = "cancelled"
        touch(row)
        scope.session.flush()
        scope.record("request", row.id, "cancel", version=row.version)
    return _read(scope, row)


def _check(scope: Scope, body: RequestUpdate, request_id: str) -> RequestRecord:
    product = scope.knowledge.products.get(body.product)
    faults = find_currency_faults(scope, body)
    if body.product and product is None:
        near = get_close_matches(body.product, scope.knowledge.products, 3, 0.4)
        faults.append(
            fault(
                "api.unknown_product",
                column="product",
                value=body.product,
                near=", ".join(near or sorted(scope.knowledge.products)[:5]),
            )
        )
    try:
        record = body.to_record(request_id, scope.zone, product)
    except ValueError as error:
        raise InputError([*faults, fault("api.no_weight", column="weight_kg")]) from error
    if record.due < record.ready:
        faults.append(
            fault("api.due_before_ready", column="due", ready=record.ready, due=record.due)
        )
    places = [record.location, *second_locations(record)]
    faults += locate_all(scope.knowledge.network, [(each, record.source) for each in places])[1]
    faults += find_reference_faults(load_records(scope, HubRecord), (), (record,), {})
    if faults:
        raise InputError(faults)
    return record


def _want_booked(row: Request) -> None:
    if row.state != "booked":
        raise ApiError("WRONG_STATE", name=row.id, state=row.state)


def _want_kept(scope: Scope, known: RequestRecord, record: RequestRecord) -> None:
    """Refuse what is not what was quoted: place, goods and times of a booking are its promise."""
    free = {name: getattr(record, name) for name in ("contact_name", "contact_phone", "notes")}
    own = adopt(scope.who, record)
    is_booking = rows.find(scope.session, Booking, scope.area.id, record.id) is not None
    if is_booking and replace(known, **free) != own:
        raise ApiError("PROMISED", name=record.id)


def _read(scope: Scope, row: Any) -> RequestRead:  # Any: a row of the table of requests
    record = record_of(RequestRecord, row)
    return RequestRead.of(
        record, kept_of(scope, row), row.state, zone=scope.zone, currency=scope.area.currency
    )
