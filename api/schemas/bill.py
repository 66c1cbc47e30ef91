"""Bills and statements on the wire."""

from pydantic import BaseModel

from api.schemas.quantities import Money, SignedMoney
from api.schemas.quote import PriceLine


class BillRead(BaseModel):
    """What a booking is charged, and why.

    `share` is its share of what its route costs, drawn with the standard error `share_error`
    when the route is long; `alone` is what a vehicle for it alone would cost. `price` was quoted;
    `total` is paid and never more.
    """

    booking_id: str
    code: str
    day: str
    state: str
    share: Money
    share_error: Money
    alone: Money
    price: Money
    total: Money
    lines: list[PriceLine]


class StatementRow(BaseModel):
    """A booking of the month; `billed` is false before its day is, `total` is then the price."""

    booking_id: str
    code: str
    shop: str
    day: str
    state: str
    price: Money
    share: Money | None
    alone: Money | None
    total: Money
    billed: bool


class Statement(BaseModel):
    """What a month's bookings cost. It is no VAT invoice."""

    month: str
    shop: str
    note: str
    items: list[StatementRow]
    price: Money
    total: Money


class BilledDayRead(BaseModel):
    """The routes of a day: what they cost, what is charged, what that leaves the platform."""

    day: str
    plan_id: str
    plan_version: int
    cost: Money
    charged: Money
    platform_balance: SignedMoney
    billed_at: str


class BilledDays(BaseModel):
    """The days billed of a month."""

    items: list[BilledDayRead]
