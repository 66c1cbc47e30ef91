"""Hubs."""

from fastapi import APIRouter, Response

from api.endpoints.headers import MayKey, WantedVersion
from api.endpoints.parameters import DEFAULT_LIMIT, Cursor, Limit, Name, problems
from api.endpoints.work import Reply, Working, done, reply_with, respond
from api.schemas.hub import HubCreate, HubRead, HubUpdate
from api.schemas.page import Page
from api.services import hubs
from api.services.scope import Scope

router = APIRouter(prefix="/hubs", tags=["hubs"])


@router.post(
    "", status_code=201, response_model=HubRead, dependencies=[MayKey], responses=problems(409)
)
def create_hub(body: HubCreate, work: Working) -> Response:
    """Add a hub."""

    def effect(scope: Scope) -> Reply:
        hub = hubs.create_hub(scope, body)
        return reply_with(hub, created=f"/api/v1/hubs/{hub.id}")

    return work.write(effect, fingerprint=body)


@router.get("", response_model=Page[HubRead], responses=problems())
def list_hubs(work: Working, cursor: Cursor = None, limit: Limit = DEFAULT_LIMIT) -> Response:
    """List hubs in the order they were added."""
    return respond(Reply(work.read(lambda scope: hubs.list_hubs(scope, cursor, limit))))


@router.get("/{hub_id}", response_model=HubRead, responses=problems(404))
def get_hub(hub_id: Name, work: Working) -> Response:
    """Show a hub; its ETag is what an edit must send."""
    return respond(reply_with(work.read(lambda scope: hubs.get_hub(scope, hub_id))))


@router.put(
    "/{hub_id}",
    response_model=HubRead,
    dependencies=[MayKey],
    responses=problems(404, 409, 412, 428),
)
def update_hub(hub_id: Name, body: HubUpdate, version: WantedVersion, work: Working) -> Response:
    """Replace what is known of a hub."""
    return work.write(
        lambda scope: reply_with(hubs.update_hub(scope, hub_id, body, version)), fingerprint=body
    )


@router.delete(
    "/{hub_id}",
    status_code=204,
    dependencies=[MayKey],
    responses=problems(404, 409, 412, 428),
)
def delete_hub(hub_id: Name, version: WantedVersion, work: Working) -> Response:
    """Remove a hub that nothing refers to."""
    return work.write(done(lambda scope: hubs.delete_hub(scope, hub_id, version)))
