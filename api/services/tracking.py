"""A booking found by the code that was given with it."""

from zoneinfo import ZoneInfo

from sqlmodel import Session

from api.errors import not_found
from api.repositories.areas import find_area
from api.repositories.bookings import find_by_code
from api.schemas.booking import Promised
from api.schemas.quote import PromiseWindow
from api.schemas.track import TrackRead
from api.tables.booking import EXPIRED, HELD

_READ_AS = {"o": "0", "i": "1", "l": "1"}


def track(session: Session, code: str) -> TrackRead:
    """Return what anybody with a code may know.

    Raises
    ------
    ApiError
        ``NOT_FOUND``, also for what is only held.
    """
    booking = find_by_code(session, read_code(code))
    area = find_area(session, booking.area_id) if booking else None
    if booking is None or area is None or booking.state in {HELD, EXPIRED}:
        raise not_found("booking", code)
    start, end = (
        each.astimezone(ZoneInfo(area.timezone)).isoformat()
        for each in (booking.start, booking.end)
    )
    departure = booking.terms.get("departure")
    return TrackRead.model_validate(
        {
            "code": booking.code,
            "state": booking.state,
            "promise": Promised(day=start[:10], window=PromiseWindow(start=start, end=end)),
            "arrives_on": departure["arrives_on"] if departure else None,
        }
    )


def read_code(words: str) -> str:
    """Return a code as it is kept, read as people write it: any case, hyphens, o for 0."""
    typed = (_READ_AS.get(char, char) for char in words.lower() if char not in "- ")
    return "".join(typed)
