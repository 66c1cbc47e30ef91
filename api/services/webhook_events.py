"""Changes as events for webhooks: each shop is told of its own bookings and messages."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from api.errors import ApiError
from api.principal import Principal
from api.repositories import rows, webhooks
from api.repositories.owners import seen_by
from api.services.bookings import get_booking
from api.services.scope import Scope
from api.services.webhooks import event_id
from api.tables import Change, Delivery, Message, Webhook

NOUNS: Final = ("booking", "message")
UNTOLD: Final = frozenset({("booking", "pin")})
SETTLED: Final = timedelta(minutes=1)
"""Units that write changes may end in another order than they began; none takes as long."""

AT_ONCE: Final = 500


def put_on_the_way(scope: Scope, at: datetime) -> int:
    """Make a delivery for each change that a webhook is to be told of; return how many."""
    made = 0
    for webhook in webhooks.list_webhooks(scope.session):
        made += sum(1 for _ in _deliver(scope, webhook, at))
    scope.session.flush()
    return made


def _deliver(scope: Scope, webhook: Webhook, at: datetime) -> Iterator[Delivery]:
    who = Principal(webhook.id, "shop" if webhook.shop else "admin", webhook.shop)
    own = Scope(scope.session, scope.area, who.id, scope.knowledge, who)
    session, area, pk = scope.session, webhook.area_id, webhook.pk or 0
    known = webhooks.list_known(session, pk, webhook.since)
    found = webhooks.list_changes(session, area, webhook.since, NOUNS, AT_ONCE + len(known))
    for change in found:
        told = None if change.id in known else _tell(own, change)
        if told is not None:
            kind, data = told
            delivery = Delivery(
                webhook_pk=pk,
                change_id=change.id or 0,
                kind=kind,
                body=_body(scope, change, kind, data),
                next_at=at,
                at=at,
            )
            session.add(delivery)
            yield delivery
    is_all = len(found) < AT_ONCE + len(known)
    last = webhooks.find_settled(session, area, at - SETTLED)
    reached = last if is_all else min(last, found[-1].id or 0)
    webhook.since = max(webhook.since, reached)


def _tell(own: Scope, change: Change) -> tuple[str, dict[str, Any]] | None:  # Any: JSON
    """Return the kind and the data of an event, None when it is none of theirs."""
    if (change.noun, change.action) in UNTOLD:
        return None
    if change.noun == "booking":
        try:
            booking = get_booking(own, change.subject)
        except ApiError:
            return None
        return f"booking.{change.action}", booking.model_dump(mode="json")
    message = rows.find(
        own.session, Message, own.area.id, change.subject, *seen_by(own.who, Message)
    )
    if message is None:
        return None
    names = {"id", "shop", "vehicle", "kind", "booking_id", "vi", "en"}
    day = message.day.isoformat() if message.day else None
    data = {**message.model_dump(include=names), "to": message.role, "day": day}
    return f"message.{message.kind}", data


def _body(scope: Scope, change: Change, kind: str, data: dict[str, Any]) -> str:  # Any: JSON
    event = {
        "id": event_id(change.id or 0),
        "kind": kind,
        "at": change.at.astimezone(scope.zone).isoformat(timespec="seconds"),
        "data": data,
    }
    return json.dumps(event, ensure_ascii=False)
