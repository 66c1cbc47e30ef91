"""Tokens of programs: opaque, kept as hashes, within scopes, ending by themselves."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from api.clock import now
from api.errors import not_found
from api.identity import new_id
from api.keys import hash_key, new_key
from api.policy import SCOPES
from api.repositories import credentials
from api.services.scope import Unit
from api.tables import Credential, User
from api.tables.credential import TOKEN
from routing.errors import InputError, fault

PREFIX: Final = "luco_"
"""Tokens begin with it, so that one that has leaked is recognised for what it is."""

LONGEST_DAYS: Final = 3660


def issue_token(
    unit: Unit, user: User, *, label: str, days: int, scopes: Sequence[str] = ()
) -> tuple[Credential, str]:
    """Make a token that acts as a user, and return it with the secret that is never shown again.

    Raises
    ------
    InputError
        When a scope is unknown.
    """
    want = " | ".join(sorted(SCOPES))
    faults = [
        fault("identity.unknown_scope", column="scopes", value=scope, want=want)
        for scope in scopes
        if scope not in SCOPES
    ]
    if faults:
        raise InputError(faults)
    key = PREFIX + new_key()
    token = Credential(
        id=new_id("tok"),
        kind=TOKEN,
        hash=hash_key(key),
        user_pk=user.pk,
        label=label,
        scopes=sorted({*scopes}),
        created_by=unit.actor,
        expires_at=now() + timedelta(days=days),
    )
    unit.session.add(token)
    unit.session.flush()
    unit.record("token", token.id, "create", user=user.id, scopes=token.scopes)
    return token, key


def list_tokens(unit: Unit, user: User) -> Sequence[Credential]:
    """Return the tokens of a user that still hold."""
    return credentials.list_live(unit.session, TOKEN, now(), user_pk=user.pk)


def revoke_token(unit: Unit, user: User, token_id: str) -> None:
    """End a token of a user; doing so twice changes nothing.

    Raises
    ------
    ApiError
        ``NOT_FOUND`` when the user has no such token.
    """
    token = credentials.find_by_id(unit.session, TOKEN, token_id, lock=True)
    if token is None or token.user_pk != user.pk:
        raise not_found("token", token_id)
    if token.revoked_at is None:
        token.revoked_at = now()
        unit.session.flush()
        unit.record("token", token.id, "revoke", user=user.id)
