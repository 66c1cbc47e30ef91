"""Drivers' links of a day on the wire."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.quantities import Day, Strict, Words


class DayLinkCreate(Strict):
    """Whose link of which day: the driver's name or vehicle as the plan has it."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"subject": "pt-tai-nhe#1", "date": "2099-05-19"}}
    )

    subject: Annotated[Words, Field(min_length=1)]
    date: Day


class DeviceRead(BaseModel):
    """A device that came in by a link."""

    id: str
    since: str


class DayLinkRead(BaseModel):
    """A driver's link: what it shows until when, and until when it takes in what was done."""

    id: str
    subject: str
    date: str
    reads_until: str
    uploads_until: str
    devices: list[DeviceRead]


class DayLinkMade(DayLinkRead):
    """A new link, shown this once, also as a QR code (SVG) for a phone's camera."""

    link: str
    code: str


class DayLinkList(BaseModel):
    """All links that hold."""

    items: list[DayLinkRead]
