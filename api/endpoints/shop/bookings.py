"""Options of quotes held and accepted, and what was booked."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.endpoints.headers import MayKey, MustKey, TakenVersion
from api.endpoints.parameters import DEFAULT_LIMIT, Cursor, Limit, Name, problems
from api.endpoints.work import Reply, Working, reply_with, respond
from api.errors import ApiError
from api.schemas.booking import BookingRead, OptionAccepted, OptionChosen
from api.schemas.page import Page
from api.schemas.problem import MEDIA_TYPE, build_problem
from api.schemas.quote import QuoteItem
from api.services import bookings
from api.services.bookings import HoldRule, QuoteBeatenError
from api.services.quotes import quote_again
from api.services.scope import Scope
from api.tables.booking import STATES

State = Annotated[
    str | None, Query(pattern=f"^({'|'.join(STATES)})$", description="Only those in a state")
]
router = APIRouter(tags=["bookings"])


@router.post(
    "/quotes/{quote_id}/hold",
    response_model=BookingRead,
    status_code=201,
    dependencies=[MustKey],
    responses=problems(404, 409),
)
def hold_quote(quote_id: Name, body: OptionChosen, work: Working) -> Response:
    """Hold an option: its place in the plan is kept for it until `hold_until`.

    Nobody can take it meanwhile. A shop may hold some at a time, and one option of a quote.
    """
    rule = HoldRule(work.settings.hold_min, work.settings.holds_per_shop)
    return _book(work, body, lambda scope: bookings.hold_option(scope, quote_id, body, rule))


@router.post(
    "/quotes/{quote_id}/accept",
    response_model=BookingRead,
    status_code=201,
    dependencies=[MustKey],
    responses=problems(404, 409),
)
def accept_quote(quote_id: Name, body: OptionAccepted, work: Working) -> Response:
    """Book an option at the price quoted.

    One that was not held is refused with `QUOTE_BEATEN` and a fresh quote when others were
    faster, so that the plan can no longer keep it at that price.
    """
    return _book(work, body, lambda scope: bookings.accept_option(scope, quote_id, body))


@router.get("/bookings", response_model=Page[BookingRead], responses=problems())
def list_bookings(
    work: Working, cursor: Cursor = None, limit: Limit = DEFAULT_LIMIT, state: State = None
) -> Response:
    """List what was held and booked."""
    found = work.read(lambda scope: bookings.list_bookings(scope, cursor, limit, state))
    return respond(Reply(found))


@router.get("/bookings/{booking_id}", response_model=BookingRead, responses=problems(404))
def get_booking(booking_id: Name, work: Working) -> Response:
    """Show a booking."""
    return respond(reply_with(work.read(lambda scope: bookings.get_booking(scope, booking_id))))


@router.post(
    "/bookings/{booking_id}/cancel",
    response_model=BookingRead,
    dependencies=[MayKey],
    responses=problems(404, 409, 412),
)
def cancel_booking(booking_id: Name, work: Working, wanted: TakenVersion) -> Response:
    """Give a booking up; its place is free for others at once."""
    return work.write(
        lambda scope: reply_with(bookings.cancel_booking(scope, booking_id, wanted)),
        fingerprint=str(wanted).encode(),
    )


def _book(work: Working, body: OptionChosen, effect: Callable[[Scope], BookingRead]) -> Response:
    def run(scope: Scope) -> Reply:
        try:
            booking = effect(scope)
        except QuoteBeatenError as beaten:
            fresh = quote_again(scope, QuoteItem.model_validate(beaten.quote.asked), work.lang)
            error = ApiError(
                "QUOTE_BEATEN",
                extra={"quote": fresh.model_dump(mode="json")},
                name=beaten.quote.id,
            )
            headers: dict[str, str] = {"Content-Language": work.lang}
            return Reply(build_problem(error, work.lang), error.status, headers, MEDIA_TYPE)
        return reply_with(booking, created=f"/api/v1/bookings/{booking.id}")

    return work.write(run, fingerprint=body)
