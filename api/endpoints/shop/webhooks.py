"""Webhooks: who wants to be told where."""

from fastapi import APIRouter, Response

from api.endpoints.headers import MayKey
from api.endpoints.parameters import DEFAULT_LIMIT, Cursor, Limit, Name, problems
from api.endpoints.work import Reply, Working, done, reply_with, respond
from api.schemas.page import Page
from api.schemas.webhook import DeliveryRead, WebhookCreate, WebhookList, WebhookMade
from api.services import webhooks
from api.services.scope import Scope

router = APIRouter(prefix="/webhooks", tags=["webhooks"])


@router.post("", status_code=201, response_model=WebhookMade, responses=problems(409))
def create_webhook(body: WebhookCreate, work: Working) -> Response:
    """Be told of bookings and messages from now on; the answer has the secret, this once."""

    def effect(scope: Scope) -> Reply:
        made = webhooks.create_webhook(scope, work.settings, body)
        return reply_with(made, created=f"/api/v1/webhooks/{made.id}")

    return work.write(effect, fingerprint=body, is_secret=True)


@router.get("", response_model=WebhookList, responses=problems())
def list_webhooks(work: Working) -> Response:
    """List webhooks; their secrets are never told again."""
    return respond(Reply(work.read(webhooks.list_webhooks)))


@router.delete(
    "/{webhook_id}", status_code=204, dependencies=[MayKey], responses=problems(404, 409)
)
def delete_webhook(webhook_id: Name, work: Working) -> Response:
    """Be told no more; what is on its way is not sent."""
    return work.write(done(lambda scope: webhooks.delete_webhook(scope, webhook_id)))


@router.get("/{webhook_id}/deliveries", response_model=Page[DeliveryRead], responses=problems(404))
def list_deliveries(
    webhook_id: Name, work: Working, cursor: Cursor = None, limit: Limit = DEFAULT_LIMIT
) -> Response:
    """List what was sent there or is on its way, newest first."""
    found = work.read(lambda scope: webhooks.list_deliveries(scope, webhook_id, cursor, limit))
    return respond(Reply(found))
