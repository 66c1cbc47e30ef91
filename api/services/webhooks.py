"""Webhooks made, listed and removed; what was sent to them."""

from typing import Final

from api.errors import not_found
from api.identity import decode_cursor, encode_cursor, new_id
from api.repositories import rows, webhooks
from api.repositories.owners import seen_by
from api.schemas.page import Page
from api.schemas.webhook import (
    DeliveryRead,
    WebhookCreate,
    WebhookList,
    WebhookMade,
    WebhookRead,
)
from api.secret_files import derive_secret
from api.services.scope import Scope, kept
from api.services.senders import shop_meant
from api.settings import Settings
from api.tables import Delivery, Webhook
from api.tables.webhook import WAITING
from api.web_post import BadAddressError, read_address
from routing.errors import InputError, fault

SECRET_PREFIX: Final = "whsec_"  # noqa: S105 - secrets begin with it, to be recognised


def create_webhook(scope: Scope, settings: Settings, body: WebhookCreate) -> WebhookMade:
    """Tell an address of all that happens from now on.

    Raises
    ------
    InputError
        When nothing may be sent there, or a shop names another one.
    """
    shop = shop_meant(scope, body.shop) if scope.who.role == "shop" else body.shop
    try:
        read_address(body.url, to_loopback=settings.webhooks_to_loopback)
    except BadAddressError as error:
        bad = fault("trade.bad_webhook", column="url", value=body.url, want=str(error))
        raise InputError([bad]) from error
    since = webhooks.find_last_change(scope.session, scope.area.id)
    row = Webhook(area_id=scope.area.id, id=new_id("hook"), shop=shop, url=body.url, since=since)
    rows.add(scope.session, row, "webhook")
    scope.record("webhook", row.id, "create")
    return WebhookMade(**_read(scope, row).model_dump(), secret=secret_of(settings, row.id))


def secret_of(settings: Settings, webhook_id: str) -> str:
    """Return what a webhook's deliveries are signed with."""
    return SECRET_PREFIX + derive_secret(settings, "webhook", webhook_id)


def list_webhooks(scope: Scope) -> WebhookList:
    """Return the webhooks that one sees."""
    own = seen_by(scope.who, Webhook)
    found = rows.list_all(scope.session, Webhook, scope.area.id, *own)
    return WebhookList(items=[_read(scope, row) for row in found])


def delete_webhook(scope: Scope, webhook_id: str) -> None:
    """Tell an address no more, and forget what was on its way there."""
    row = _get(scope, webhook_id)
    webhooks.drop_deliveries(scope.session, row.pk or 0)
    rows.delete(scope.session, row)
    scope.record("webhook", webhook_id, "delete")


def list_deliveries(
    scope: Scope, webhook_id: str, cursor: str | None, limit: int
) -> Page[DeliveryRead]:
    """Return one page of what was sent to a webhook, newest first."""
    row = _get(scope, webhook_id)
    before = decode_cursor(cursor)
    found = webhooks.page_deliveries(scope.session, row.pk or 0, before, limit + 1)
    shown = found[:limit]
    following = encode_cursor(shown[-1].pk or 0) if len(found) > limit else None
    return Page(items=[_told(scope, each) for each in shown], next_cursor=following)


def _get(scope: Scope, webhook_id: str) -> Webhook:
    own = seen_by(scope.who, Webhook)
    row = rows.find(scope.session, Webhook, scope.area.id, webhook_id, *own, lock=True)
    if row is None:
        raise not_found("webhook", webhook_id)
    return row


def _read(scope: Scope, row: Webhook) -> WebhookRead:
    return WebhookRead.model_validate(
        {
            **kept(row, scope.zone).model_dump(),
            **row.model_dump(include={"id", "shop", "url"}),
        }
    )


def event_id(change_id: int) -> str:
    """Return what names an event for those who are told of it."""
    return f"evt_{change_id}"


def _told(scope: Scope, row: Delivery) -> DeliveryRead:
    is_waiting = row.state == WAITING
    return DeliveryRead.model_validate(
        {
            "event_id": event_id(row.change_id),
            **row.model_dump(include={"kind", "state", "tries", "answer"}),
            "made_at": row.at.astimezone(scope.zone).isoformat(timespec="seconds"),
            "next_try_at": row.next_at.astimezone(scope.zone).isoformat(timespec="seconds")
            if is_waiting
            else None,
        }
    )
