"""Requests."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response, UploadFile

from api.endpoints.headers import MayKey, MustKey, TakenVersion, WantedVersion
from api.endpoints.parameters import DEFAULT_LIMIT, Cursor, Limit, Name, problems
from api.endpoints.work import Reply, Working, reply_with, respond
from api.schemas.page import Page
from api.schemas.request import ImportRead, RequestCreate, RequestRead, RequestUpdate
from api.services import imports, requests
from api.services.scope import Scope

State = Annotated[Literal["booked", "cancelled"] | None, Query(description="Only these")]
router = APIRouter(prefix="/requests", tags=["requests"])


@router.post(
    "", status_code=201, response_model=RequestRead, dependencies=[MayKey], responses=problems(409)
)
def create_request(body: RequestCreate, work: Working) -> Response:
    """Book a request."""

    def effect(scope: Scope) -> Reply:
        request = requests.create_request(scope, body)
        return reply_with(request, created=f"/api/v1/requests/{request.id}")

    return work.write(effect, fingerprint=body)


@router.get("", response_model=Page[RequestRead], responses=problems())
def list_requests(
    work: Working, state: State = None, cursor: Cursor = None, limit: Limit = DEFAULT_LIMIT
) -> Response:
    """List requests in the order they were booked."""
    return respond(
        Reply(work.read(lambda scope: requests.list_requests(scope, cursor, limit, state)))
    )


@router.get("/{request_id}", response_model=RequestRead, responses=problems(404))
def get_request(request_id: Name, work: Working) -> Response:
    """Show a request; its ETag is what an edit must send."""
    return respond(reply_with(work.read(lambda scope: requests.get_request(scope, request_id))))


@router.put(
    "/{request_id}",
    response_model=RequestRead,
    dependencies=[MayKey],
    responses=problems(404, 409, 412, 428),
)
def update_request(
    request_id: Name, body: RequestUpdate, version: WantedVersion, work: Working
) -> Response:
    """Replace what is known of a request."""
    return work.write(
        lambda scope: reply_with(requests.update_request(scope, request_id, body, version)),
        fingerprint=body,
    )


@router.post(
    "/{request_id}/cancel",
    response_model=RequestRead,
    dependencies=[MayKey],
    responses=problems(404, 409, 412),
)
def cancel_request(request_id: Name, version: TakenVersion, work: Working) -> Response:
    """Cancel a request; cancelling twice changes nothing."""
    return work.write(
        lambda scope: reply_with(requests.cancel_request(scope, request_id, version))
    )


@router.post(
    "/import",
    status_code=201,
    response_model=ImportRead,
    dependencies=[MustKey],
    responses=problems(409, 413),
)
def import_requests(file: UploadFile, work: Working) -> Response:
    """Book every request of a CSV or XLSX file, or none when anything in it is wrong."""
    name, content = file.filename or "file", file.file.read()
    table = imports.read_upload(work.knowledge, name, content, work.timezone)
    return work.write(
        lambda scope: Reply(imports.import_requests(scope, table), 201), fingerprint=content
    )
