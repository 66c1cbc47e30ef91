"""What bookings are charged, monthly statements, and what billed days leave."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import AfterValidator

from api.endpoints.parameters import Name, problems
from api.endpoints.work import Reply, Working, respond
from api.schemas.bill import BilledDays, BillRead, Statement
from api.schemas.quantities import check_text
from api.services import statements

_MONTHS = r"^20\d{2}-(0[1-9]|1[0-2])$"
Month = Annotated[str, Query(pattern=_MONTHS, description="YYYY-MM")]
Shop = Annotated[
    str, AfterValidator(check_text), Query(max_length=500, description="Only this shop's")
]
router = APIRouter(tags=["bills"])


@router.get("/bookings/{booking_id}/bill", response_model=BillRead, responses=problems(404))
def get_bill(booking_id: Name, work: Working) -> Response:
    """Show what a booking is charged: its share of the route, and what going alone would cost.

    Never more than was quoted; less when more neighbours booked.
    """
    found = work.read(lambda scope: statements.get_bill(scope, booking_id, work.lang))
    return respond(Reply(found))


@router.get("/statement", response_model=Statement, responses=problems())
def get_statement(work: Working, month: Month, shop: Shop = "") -> Response:
    """Sum up a month's bookings. It is no VAT invoice."""
    return respond(Reply(_make(work, month, shop)))


@router.get(
    "/statement.csv",
    response_class=Response,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}, **problems()},
)
def get_statement_csv(work: Working, month: Month, shop: Shop = "") -> Response:
    """Sum up a month's bookings as a table."""
    content = statements.statement_csv(_make(work, month, shop))
    name = f'attachment; filename="statement-{month}.csv"'
    return Response(content, headers={"Content-Disposition": name}, media_type="text/csv")


@router.get("/billed-days", response_model=BilledDays, responses=problems())
def list_billed_days(work: Working, month: Month) -> Response:
    """List what the routes of a month's days cost, what is charged, and what that leaves."""
    first = date.fromisoformat(f"{month}-01")
    return respond(Reply(work.read(lambda scope: statements.list_billed_days(scope, first))))


def _make(work: Working, month: str, shop: str) -> Statement:
    first = date.fromisoformat(f"{month}-01")
    return work.read(lambda scope: statements.make_statement(scope, first, shop, work.lang))
