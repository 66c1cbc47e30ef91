"""Proof that goods changed hands: a photo bound to its stop, a PIN that only the sender knows."""

import hmac
import secrets
from pathlib import Path
from typing import Any, Final

from api.errors import ApiError, not_found, noun
from api.photos import (
    MOST_BYTES,
    BadPhotoError,
    Piece,
    forget_pieces,
    keep_piece,
    store_photo,
)
from api.repositories import driver_events, proofs, rows
from api.repositories.owners import seen_by
from api.schemas.proof import PhotoRead, PinRead
from api.services.driver import sees_route
from api.services.scope import Scope
from api.tables import Booking, DriverEvent, Photo, Pin, Request
from routing.errors import InputError, fault

PIN_DIGITS: Final = 4
PARTIAL: Final = "partial"
PHOTOS: Final = "photos"


def find_event(scope: Scope, event_id: str) -> DriverEvent:
    """Return an event of a route that is theirs.

    Raises
    ------
    ApiError
        ``NOT_FOUND``.
    """
    event = driver_events.find_by_id(scope.session, scope.area.id, event_id)
    if event is None or not _is_theirs(scope, event.route_id):
        raise not_found("event", event_id)
    return event


def find_photo(scope: Scope, event_id: str) -> Photo | None:
    """Return the photo of an event that is theirs, None when there is none yet; raises above."""
    find_event(scope, event_id)
    return proofs.find_photo(scope.session, scope.area.id, event_id)


def take_piece(files: Path, event_id: str, piece: Piece) -> tuple[int, str, int]:
    """Keep a piece of a photo: how much has arrived, and once it is whole its file and size.

    Raises
    ------
    ApiError
        ``TOO_LARGE``, or ``UPLOAD_OFFSET`` with `received` when a piece is missing before it.
    InputError
        When the whole is not what its hash says, or no picture.
    """
    if piece.size > MOST_BYTES:
        raise ApiError("TOO_LARGE", limit=MOST_BYTES)
    try:
        received, whole = keep_piece(files / PARTIAL, event_id, piece)
        if whole:
            name, size = store_photo(files / PHOTOS, whole)
            return received, name, size
    except BadPhotoError as error:
        forget_pieces(files / PARTIAL, event_id, piece.sha256)
        raise InputError([fault("proof.bad_photo", column="body", want=str(error))]) from error
    if received != piece.offset + len(piece.content):
        extra: dict[str, object] = {"received": received}
        raise ApiError("UPLOAD_OFFSET", extra=extra, received=received, offset=piece.offset)
    return received, "", 0


def add_photo(scope: Scope, event_id: str, sha256: str, name: str, size: int) -> PhotoRead:
    """Bind a photo to the stop of its event; sending it again changes nothing.

    Raises
    ------
    ApiError
        ``ALREADY_EXISTS`` when the event has another photo.
    """
    event = find_event(scope, event_id)
    known = proofs.find_photo(scope.session, scope.area.id, event_id)
    if known is not None:
        return read_photo(known, sha256)
    photo = Photo(
        area_id=scope.area.id,
        event_id=event_id,
        route_id=event.route_id,
        stop_id=event.stop_id,
        sha256=sha256,
        file=name,
        size=size,
        actor=scope.actor,
    )
    proofs.add(scope.session, photo)
    scope.record("photo", event_id, "create", stop=event.stop_id)
    return read_photo(photo, sha256)


def read_photo(photo: Photo, sha256: str) -> PhotoRead:
    """Return what is known of a stored photo; raises as `add_photo` does."""
    if photo.sha256 != sha256:
        raise ApiError("ALREADY_EXISTS", noun=noun("photo"), name=photo.event_id)
    return PhotoRead(
        event_id=photo.event_id, stop_id=photo.stop_id, received=photo.size, is_stored=True
    )


def find_file(scope: Scope, event_id: str) -> str:
    """Return the file of a photo that they may see: their route's, or of goods of theirs.

    Raises
    ------
    ApiError
        ``NOT_FOUND``.
    """
    photo = proofs.find_photo(scope.session, scope.area.id, event_id)
    if photo is None or not photo.file or not _may_see(scope, photo):
        raise not_found("photo", event_id)
    return photo.file


def give_pin(scope: Scope, booking_id: str) -> PinRead:
    """Return the PIN of a booking, made when it is first asked for.

    Raises
    ------
    ApiError
        ``NOT_FOUND`` when the booking is not theirs.
    """
    own = seen_by(scope.who, Booking)
    booking = rows.find(scope.session, Booking, scope.area.id, booking_id, *own, lock=True)
    if booking is None:
        raise not_found("booking", booking_id)
    pin = proofs.find_pin(scope.session, scope.area.id, booking_id)
    if pin is None:
        digits = f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}d}"
        pin = Pin(area_id=scope.area.id, booking_id=booking_id, digits=digits)
        proofs.add(scope.session, pin)
        scope.record("booking", booking_id, "pin")
    return PinRead(booking_id=booking_id, pin=pin.digits)


def judge_pin(scope: Scope, stop_id: str, payload: dict[str, Any]) -> dict[str, Any]:  # Any: JSON
    """Return what was reported with the verdict on its PIN in the PIN's place.

    A PIN that nothing can be compared with proves nothing, and counts as wrong.
    """
    said = payload.pop("pin", None)
    if said is None:
        return payload
    pin = proofs.find_pin(scope.session, scope.area.id, request_of_stop(stop_id))
    return {**payload, "pin_ok": pin is not None and hmac.compare_digest(pin.digits, said)}


def request_of_stop(stop_id: str) -> str:
    """Return the request that is served at a stop, ``DATE/UNIT/REQUEST.PART``."""
    return stop_id.rpartition("/")[2].rpartition(".")[0]


def _may_see(scope: Scope, photo: Photo) -> bool:
    if scope.who.role in {"shop", "clerk"}:
        name, own = request_of_stop(photo.stop_id), seen_by(scope.who, Request)
        return rows.find(scope.session, Request, scope.area.id, name, *own) is not None
    return _is_theirs(scope, photo.route_id)


def _is_theirs(scope: Scope, route_id: str) -> bool:
    route = driver_events.find_route(scope.session, scope.area.id, route_id)
    return route is not None and sees_route(scope, route)
