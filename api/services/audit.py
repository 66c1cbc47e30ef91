"""Who changed what, for those who answer for the whole."""

from api.identity import decode_cursor, encode_cursor
from api.repositories import changes
from api.schemas.change import ChangeRead
from api.schemas.page import Page
from api.services.scope import Scope
from api.tables import Change


def list_changes(
    scope: Scope, cursor: str | None, limit: int, *, noun: str, subject: str, actor: str
) -> Page[ChangeRead]:
    """Return one page of changes, newest first; empty words ask for all."""
    found = changes.page(
        scope.session,
        scope.area.id,
        decode_cursor(cursor),
        limit + 1,
        noun=noun,
        subject=subject,
        actor=actor,
    )
    shown = found[:limit]
    following = encode_cursor(shown[-1].id or 0) if len(found) > limit else None
    return Page(items=[_read(scope, change) for change in shown], next_cursor=following)


def _read(scope: Scope, change: Change) -> ChangeRead:
    return ChangeRead(
        id=change.id or 0,
        at=change.at.astimezone(scope.zone).isoformat(),
        actor=change.actor,
        noun=change.noun,
        subject=change.subject,
        action=change.action,
        version=change.version,
        detail=change.detail,
    )
