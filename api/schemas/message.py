"""Messages on the wire."""

from typing import Literal

from api.schemas.page import Kept


class MessageRead(Kept):
    """A message in both languages; `created_at` is when it was written.

    `to` is the role it is for; `shop`, or `vehicle` with its `day`, say whom exactly.
    """

    id: str
    to: Literal["shop", "driver", "coordinator"]
    shop: str
    vehicle: str
    day: str | None
    kind: str
    booking_id: str
    vi: str
    en: str
    read_at: str | None
