"""Lanes: what leaves hubs for where, and when."""

from fastapi import APIRouter, Response, UploadFile

from api.endpoints.headers import MustKey
from api.endpoints.parameters import problems
from api.endpoints.work import Reply, Working, respond
from api.schemas.lane import LaneList, LanesImported
from api.services import lanes
from routing.formats.lanes_table import read_lanes

router = APIRouter(prefix="/lanes", tags=["lanes"])


@router.get("", response_model=LaneList, responses=problems())
def list_lanes(work: Working) -> Response:
    """List all lanes."""
    return respond(Reply(work.read(lanes.list_lanes)))


@router.post(
    "/import",
    response_model=LanesImported,
    dependencies=[MustKey],
    responses=problems(409, 413),
)
def import_lanes(file: UploadFile, work: Working) -> Response:
    """Put the lanes of a CSV or XLSX file in the place of those there are, all or nothing.

    Bookings keep the departures they were promised.
    """
    name, content = file.filename or "file", file.file.read()
    table = read_lanes((name, content))
    return work.write(lambda scope: Reply(lanes.import_lanes(scope, table)), fingerprint=content)
