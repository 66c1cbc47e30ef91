"""Proof on the wire."""

from pydantic import BaseModel


class PhotoRead(BaseModel):
    """How much of a photo has arrived, and whether it is kept."""

    event_id: str
    stop_id: str = ""
    received: int
    is_stored: bool


class PinRead(BaseModel):
    """The four digits that the sender tells the driver when the goods are handed over."""

    booking_id: str
    pin: str
