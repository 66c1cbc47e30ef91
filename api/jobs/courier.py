"""A courier: puts changes on their way to webhooks, and tries each until it is taken.

Eight tries over a day. Every process that plans has one; each delivery is taken by one of them.
"""

import hashlib
import hmac
import http.client
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from threading import Event, Thread
from typing import Final

from api import clock
from api.db.engine import Database
from api.errors import ApiError
from api.knowledge import KnowledgeShelf
from api.principal import Principal
from api.repositories import areas, webhooks
from api.services.scope import Scope
from api.services.webhook_events import put_on_the_way
from api.services.webhooks import event_id, secret_of
from api.settings import Settings
from api.tables import Delivery, Webhook
from api.tables.webhook import GIVEN_UP, SENT, WAITING
from api.web_post import BadAddressError, post

PAUSES_S: Final = (60, 300, 900, 3_600, 10_800, 25_200, 45_540)
"""After each failed try but the last: eight tries, the last a day after the first."""

TAKEN: Final = timedelta(minutes=1)
AT_ONCE: Final = 20
Post = Callable[[str, bytes, Mapping[str, str]], int]
_log = logging.getLogger(__name__)


class Courier:
    """Sends what is due. `send` posts a body and returns a status; `now` is the clock."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        knowledge: KnowledgeShelf,
        *,
        send: Post | None = None,
        now: Callable[[], datetime] = clock.now,
    ) -> None:
        self._settings = settings
        self._database = database
        self._knowledge = knowledge
        self._send = send or partial(post, to_loopback=settings.webhooks_to_loopback)
        self._now = now

    def run(self, stop: Event) -> None:
        """Send until told to stop."""
        while not stop.is_set():
            try:
                busy = self.work_once()
            except ApiError as error:
                _log.warning("webhooks cannot be looked at: %s", error)
                busy = False
            except Exception:  # whatever an address may cause must not end the courier
                _log.exception("webhooks")
                busy = False
            if not busy:
                stop.wait(self._settings.poll_s)

    def start(self, stop: Event) -> Thread:
        """Send beside what the process does until told to stop."""
        thread = Thread(target=self.run, args=(stop,), name="courier", daemon=True)
        thread.start()
        return thread

    def work_once(self) -> bool:
        """Take what is new, try what is due; False when there was nothing to do."""
        with self._database.read() as session:
            has_news = webhooks.has_news(session)
            due = webhooks.list_due(session, self._now(), AT_ONCE)
        made = self._take_news() if has_news else 0
        for delivery, webhook in due:
            self._try(delivery, webhook)
        return bool(made or due)

    def _take_news(self) -> int:
        who = Principal("courier", "admin")
        with self._database.write() as session:
            area = areas.ensure_area(session, self._settings.timezone)
            scope = Scope(session, area, who.id, self._knowledge.get(), who)
            return put_on_the_way(scope, self._now())

    def _try(self, delivery: Delivery, webhook: Webhook) -> None:
        with self._database.write() as session:
            if not webhooks.claim(session, delivery, self._now() + TAKEN):
                return
        answer, is_taken = self._post(delivery, webhook)
        tries = delivery.tries + 1
        state = SENT if is_taken else WAITING if tries <= len(PAUSES_S) else GIVEN_UP
        pause_s = PAUSES_S[tries - 1] if state == WAITING else 0
        next_at = self._now() + timedelta(seconds=pause_s)
        with self._database.write() as session:
            webhooks.close(
                session, delivery, state=state, tries=tries, answer=answer, next_at=next_at
            )
        if state == GIVEN_UP:
            _log.error("webhook %s: event %d given up", webhook.id, delivery.change_id)

    def _post(self, delivery: Delivery, webhook: Webhook) -> tuple[str, bool]:
        """Return what was answered, and whether that means it was taken."""
        body = delivery.body.encode()
        at_s = int(self._now().timestamp())
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "luco",
            "X-Luco-Event": event_id(delivery.change_id),
            "X-Luco-Signature": sign(secret_of(self._settings, webhook.id), at_s, body),
        }
        try:
            status = self._send(webhook.url, body, headers)
        except BadAddressError:
            return "not a public address", False
        except (OSError, http.client.HTTPException) as error:
            return type(error).__name__, False
        return str(status), 200 <= status < 300


def sign(secret: str, at_s: int, body: bytes) -> str:
    """Return the signature of a body sent at a moment, as its header has it."""
    signed = hmac.digest(secret.encode(), f"{at_s}.".encode() + body, hashlib.sha256)
    return f"t={at_s},v1={signed.hex()}"
