"""What anybody with a booking's code may know."""

from typing import Literal

from pydantic import BaseModel

from api.schemas.booking import Promised


class TrackRead(BaseModel):
    """Where goods are on their way: no names, places, weights or prices.

    `arrives_on` is the date promised at their destination's zone, if they go on from the hub.
    """

    code: str
    state: Literal[
        "booked", "at_risk", "re_promised", "cancelled", "picked_up", "failed", "handed_over"
    ]
    promise: Promised
    arrives_on: str | None
