"""Photos and PINs."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from api.tables import Photo, Pin


def find_photo(session: Session, area: str, event_id: str) -> Photo | None:
    """Return the photo of an event."""
    query = select(Photo).where(Photo.area_id == area, Photo.event_id == event_id)
    return session.exec(query).first()


def list_photos(session: Session, area: str, stops: Collection[str]) -> Sequence[Photo]:
    """Return the photos of stops that are not erased."""
    query = select(Photo).where(
        Photo.area_id == area, col(Photo.stop_id).in_(stops), Photo.file != ""
    )
    return session.exec(query.order_by(col(Photo.pk))).all()


def find_pin(session: Session, area: str, booking_id: str) -> Pin | None:
    """Return the PIN of a booking, if its sender asked for one."""
    return session.exec(
        select(Pin).where(Pin.area_id == area, Pin.booking_id == booking_id)
    ).first()


def add(session: Session, row: Photo | Pin) -> None:
    """Add a photo or a PIN."""
    session.add(row)
    session.flush()
