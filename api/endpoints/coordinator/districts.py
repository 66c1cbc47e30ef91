"""What platforms' numbers of districts stand for."""

from functools import partial

from fastapi import APIRouter, Response, UploadFile

from api.endpoints.headers import MustKey
from api.endpoints.parameters import problems
from api.endpoints.work import Reply, Working
from api.schemas.platform import DistrictsImported
from api.services import platforms
from routing.formats.districts_table import read_districts
from routing.service.locate import find_location_faults

router = APIRouter(prefix="/districts", tags=["platforms"])


@router.post(
    "/import",
    response_model=DistrictsImported,
    dependencies=[MustKey],
    responses=problems(409, 413),
)
def import_districts(file: UploadFile, work: Working) -> Response:
    """Put the districts of a CSV or XLSX file in the place of all there are, or nothing."""
    name, content = file.filename or "file", file.file.read()
    check = partial(find_location_faults, work.knowledge.network)
    table = read_districts((name, content), check_location=check)
    return work.write(
        lambda scope: Reply(platforms.import_districts(scope, table)), fingerprint=content
    )
