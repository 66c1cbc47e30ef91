"""Platforms that ask prices for shops."""

from fastapi import APIRouter, Response

from api.endpoints.headers import MayKey
from api.endpoints.parameters import Name, problems
from api.endpoints.work import Reply, Working, done, reply_with, respond
from api.schemas.platform import IntegrationCreate, IntegrationList, IntegrationRead
from api.services import platforms
from api.services.scope import Scope

router = APIRouter(prefix="/integrations", tags=["platforms"])


@router.post(
    "",
    status_code=201,
    response_model=IntegrationRead,
    dependencies=[MayKey],
    responses=problems(409),
)
def create_integration(body: IntegrationCreate, work: Working) -> Response:
    """Let a platform ask prices for a shop, at `path` and signed with `secret`."""

    def effect(scope: Scope) -> Reply:
        made = platforms.create_integration(scope, work.settings, body)
        return reply_with(made, created=f"/api/v1/integrations/{made.id}")

    return work.write(effect, fingerprint=body)


@router.get("", response_model=IntegrationList, responses=problems())
def list_integrations(work: Working) -> Response:
    """List platforms; their secrets are never told."""
    return respond(Reply(work.read(platforms.list_integrations)))


@router.delete(
    "/{integration_id}", status_code=204, dependencies=[MayKey], responses=problems(404, 409)
)
def delete_integration(integration_id: Name, work: Working) -> Response:
    """Let a platform ask no more."""
    return work.write(
        done(lambda scope: platforms.delete_integration(scope, work.settings, integration_id))
    )
