"""Following a booking by its code alone."""

from fastapi import APIRouter, Request, Response

from api.endpoints.parameters import Name, problems
from api.endpoints.work import App, Reply, respond
from api.errors import ApiError
from api.schemas.track import TrackRead
from api.services.tracking import track

router = APIRouter(tags=["bookings"])


@router.get("/track/{code}", response_model=TrackRead, responses=problems(404))
def track_booking(code: Name, request: Request) -> Response:
    """Show how far a booking is to anybody who has its code."""
    app: App = request.app.state.luco
    address = request.client.host if request.client else ""
    wait_s = app.pace.find_wait_s(f"track {address}")
    if wait_s:
        raise ApiError("TOO_MANY_CALLS", retry_after_s=wait_s, seconds=wait_s)
    with app.database.read() as session:
        found = track(session, code)
    return respond(Reply(found, headers={"X-Robots-Tag": "noindex"}))
