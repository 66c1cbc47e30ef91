"""Closures."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.endpoints.headers import MayKey, TakenVersion, WantedVersion
from api.endpoints.parameters import DEFAULT_LIMIT, Cursor, Limit, Name, problems
from api.endpoints.work import Reply, Working, done, reply_with, respond
from api.schemas.closure import ClosureCreate, ClosurePreview, ClosureRead, ClosureUpdate
from api.schemas.page import Page
from api.schemas.quantities import Instant
from api.services import closures
from api.services.scope import Scope

At = Annotated[Instant | None, Query(description="A time with an offset")]
router = APIRouter(prefix="/closures", tags=["closures"])


@router.post(
    "", status_code=201, response_model=ClosureRead, dependencies=[MayKey], responses=problems(409)
)
def create_closure(body: ClosureCreate, work: Working) -> Response:
    """Close or slow a road; plans asked for from now on go round it."""

    def effect(scope: Scope) -> Reply:
        closure = closures.create_closure(scope, body)
        return reply_with(closure, created=f"/api/v1/closures/{closure.id}")

    return work.write(effect, fingerprint=body)


@router.get("", response_model=Page[ClosureRead], responses=problems())
def list_closures(
    work: Working, at: At = None, cursor: Cursor = None, limit: Limit = DEFAULT_LIMIT
) -> Response:
    """List closures, of those in force at a time when it is given."""
    return respond(
        Reply(work.read(lambda scope: closures.list_closures(scope, cursor, limit, at)))
    )


@router.get("/{closure_id}", response_model=ClosureRead, responses=problems(404))
def get_closure(closure_id: Name, work: Working) -> Response:
    """Show a closure; its ETag is what an edit must send."""
    return respond(reply_with(work.read(lambda scope: closures.get_closure(scope, closure_id))))


@router.put(
    "/{closure_id}",
    response_model=ClosureRead,
    dependencies=[MayKey],
    responses=problems(404, 409, 412, 428),
)
def update_closure(
    closure_id: Name, body: ClosureUpdate, version: WantedVersion, work: Working
) -> Response:
    """Replace what is known of a closure."""
    return work.write(
        lambda scope: reply_with(closures.update_closure(scope, closure_id, body, version)),
        fingerprint=body,
    )


@router.delete(
    "/{closure_id}",
    status_code=204,
    dependencies=[MayKey],
    responses=problems(404, 409, 412, 428),
)
def delete_closure(closure_id: Name, version: WantedVersion, work: Working) -> Response:
    """Remove a closure that was entered by mistake."""
    return work.write(done(lambda scope: closures.delete_closure(scope, closure_id, version)))


@router.post("/preview", response_model=ClosurePreview, responses=problems())
def preview_closure(body: ClosureUpdate, work: Working) -> Response:
    """Show what a closure would touch, cut off and lengthen; nothing is stored."""
    return respond(Reply(work.read(lambda scope: closures.preview_closure(scope, body))))


@router.post(
    "/{closure_id}/end",
    response_model=ClosureRead,
    dependencies=[MayKey],
    responses=problems(404, 409, 412),
)
def end_closure(closure_id: Name, version: TakenVersion, work: Working) -> Response:
    """Open the road now."""
    return work.write(lambda scope: reply_with(closures.end_closure(scope, closure_id, version)))
