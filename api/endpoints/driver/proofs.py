"""Photos of stops, and the PINs of senders."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Query, Response
from fastapi.responses import FileResponse

from api.endpoints.headers import MayKey
from api.endpoints.parameters import Name, problems
from api.endpoints.work import Reply, Working, respond
from api.photos import MOST_BYTES, Piece, forget_pieces
from api.schemas.proof import PhotoRead, PinRead
from api.services import proofs
from api.services.scope import Scope

Sha256 = Annotated[str, Query(pattern="^[0-9a-f]{64}$", description="Of the whole photo, in hex")]
Size = Annotated[int, Query(ge=1, le=2**31 - 1, description="Bytes of the whole photo")]
Offset = Annotated[int, Query(ge=0, le=MOST_BYTES, description="Where these bytes begin")]
Content = Annotated[bytes, Body(media_type="application/octet-stream")]
router = APIRouter()


@router.put(
    "/driver/events/{event_id}/photo",
    response_model=PhotoRead,
    responses={
        202: {"model": PhotoRead, "description": "More is wanted"},
        **problems(404, 409, 413),
    },
    tags=["driver"],
)
def upload_event_photo(
    event_id: UUID,
    work: Working,
    content: Content,
    *,
    sha256: Sha256,
    size: Size,
    offset: Offset = 0,
) -> Response:
    """Send a photo of what was taken on board, whole or piece by piece, at most 300 kB.

    It is written anew without the camera's notes of place and time, and bound to the stop of
    its event, which must have been sent before.
    """
    event = str(event_id)
    known = work.read(lambda scope: proofs.find_photo(scope, event))
    if known is not None:
        return respond(Reply(proofs.read_photo(known, sha256)))
    files = work.settings.files
    piece = Piece(sha256, size, offset, content)
    received, name, kept = proofs.take_piece(files, event, piece)
    if not name:
        return respond(Reply(PhotoRead(event_id=event, received=received, is_stored=False), 202))

    def effect(scope: Scope) -> Reply:
        return Reply(proofs.add_photo(scope, event, sha256, name, kept))

    answer = work.write(effect)
    forget_pieces(files / proofs.PARTIAL, event, sha256)
    return answer


@router.get(
    "/driver/events/{event_id}/photo",
    response_class=Response,
    responses={200: {"content": {"image/jpeg": {"schema": {"type": "string"}}}}, **problems(404)},
    tags=["driver"],
)
def get_event_photo(event_id: UUID, work: Working) -> Response:
    """Fetch the photo of an event: for the driver, for whose goods they are, for coordinators."""
    name = work.read(lambda scope: proofs.find_file(scope, str(event_id)))
    return FileResponse(work.settings.files / proofs.PHOTOS / name, media_type="image/jpeg")


@router.post(
    "/bookings/{booking_id}/pin",
    response_model=PinRead,
    dependencies=[MayKey],
    responses=problems(404, 409),
    tags=["bookings"],
)
def give_booking_pin(booking_id: Name, work: Working) -> Response:
    """Ask for the PIN of a booking: the driver must be told it when taking the goods."""
    return work.write(lambda scope: Reply(proofs.give_pin(scope, booking_id)), is_secret=True)
