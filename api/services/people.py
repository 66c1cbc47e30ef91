"""Accounts as they go out, and what coordinators do with them."""

from api.clock import now
from api.errors import ApiError, not_found
from api.identity import decode_cursor, encode_cursor
from api.passwords import is_password
from api.principal import Principal
from api.repositories import rows
from api.repositories.owners import seen_by
from api.schemas.account import (
    PasswordChange,
    SessionRead,
    TokenCreate,
    TokenList,
    TokenMade,
    TokenRead,
    UserCreate,
    UserInvited,
    UserRead,
)
from api.schemas.page import Page
from api.services import accounts, tokens
from api.services.door import INVITATION_LIFE, make_link
from api.services.scope import Scope, kept
from api.tables import Credential, User
from api.tables.credential import SET_UP

SET_UP_PAGE = "setup#k="


def read_session(who: Principal) -> SessionRead:
    """Return who one is."""
    return SessionRead(
        id=who.id,
        role=who.role,
        subject=who.subject,
        hubs=sorted(who.hubs),
        scopes=sorted(who.scopes),
        date=who.day.isoformat() if who.day else None,
        csrf=who.guard,
    )


def list_users(scope: Scope, cursor: str | None, limit: int) -> Page[UserRead]:
    """Return one page of the accounts that one answers for."""
    found = rows.page(
        scope.session,
        User,
        scope.area.id,
        decode_cursor(cursor),
        limit + 1,
        *seen_by(scope.who, User),
    )
    shown = found[:limit]
    following = encode_cursor(shown[-1].pk or 0) if len(found) > limit else None
    return Page(items=[read_user(scope, user) for user in shown], next_cursor=following)


def get_user(scope: Scope, user_id: str) -> UserRead:
    """Return an account."""
    return read_user(scope, _get(scope, user_id))


def create_user(scope: Scope, body: UserCreate, origin: str) -> UserInvited:
    """Make an account whose person chooses the password.

    Raises
    ------
    ApiError
        ``FORBIDDEN`` when a coordinator wants to make an admin or a coordinator.
    """
    if scope.who.role != "admin" and body.role not in accounts.INVITED:
        raise ApiError("FORBIDDEN", role=scope.who.role)
    draft = accounts.Draft(body.name, body.role, body.subject, body.hubs)
    return _invite(scope, accounts.add_user(scope, draft), origin)


def invite_user(scope: Scope, user_id: str, origin: str) -> UserInvited:
    """Return a new link by which a person who has lost their password chooses another."""
    user = _get(scope, user_id)
    if user.disabled_at is not None:
        raise ApiError("WRONG_STATE", name=user.id, state="disabled")
    return _invite(scope, user, origin)


def disable_user(scope: Scope, user_id: str) -> UserRead:
    """Let nobody in with an account any more."""
    user = _get(scope, user_id, lock=True)
    accounts.disable(scope, user)
    return read_user(scope, user)


def change_password(scope: Scope, body: PasswordChange) -> None:
    """Put a new password in the place of one's own; all sessions end.

    Raises
    ------
    ApiError
        ``BAD_LOGIN`` when the old one is not right.
    """
    user = own_user(scope)
    if not is_password(body.old, user.password_hash):
        raise ApiError("BAD_LOGIN")
    accounts.set_password(scope, user, body.new)


def list_tokens(scope: Scope) -> TokenList:
    """Return one's own tokens."""
    found = tokens.list_tokens(scope, own_user(scope))
    return TokenList(items=[_read_token(scope, token) for token in found])


def create_token(scope: Scope, body: TokenCreate) -> TokenMade:
    """Make a token that acts as oneself."""
    token, key = tokens.issue_token(
        scope, own_user(scope), label=body.label, days=body.days, scopes=body.scopes
    )
    return TokenMade(**_read_token(scope, token).model_dump(), token=key)


def revoke_token(scope: Scope, token_id: str) -> None:
    """End a token of one's own."""
    tokens.revoke_token(scope, own_user(scope), token_id)


def own_user(scope: Scope) -> User:
    """Return the account of who acts.

    Raises
    ------
    ApiError
        ``FORBIDDEN`` for who came in by a driver's link and has none.
    """
    user = rows.find(scope.session, User, scope.area.id, scope.who.id, lock=True)
    if user is None:
        raise ApiError("FORBIDDEN", role=scope.who.role)
    return user


def read_user(scope: Scope, user: User) -> UserRead:
    """Return an account as it goes out."""
    state = "active" if user.password_hash else "invited"
    return UserRead.model_validate(
        {
            **kept(user, scope.zone).model_dump(),
            "id": user.id,
            "name": user.name,
            "role": user.role,
            "subject": user.subject,
            "hubs": user.hubs,
            "state": "disabled" if user.disabled_at else state,
        }
    )


def _get(scope: Scope, user_id: str, *, lock: bool = False) -> User:
    conditions = seen_by(scope.who, User)
    user = rows.find(scope.session, User, scope.area.id, user_id, *conditions, lock=lock)
    if user is None:
        raise not_found("user", user_id)
    return user


def _invite(scope: Scope, user: User, origin: str) -> UserInvited:
    key = make_link(scope, SET_UP, user, INVITATION_LIFE)
    expires = (now() + INVITATION_LIFE).astimezone(scope.zone)
    return UserInvited(
        **read_user(scope, user).model_dump(),
        link=f"{origin}{SET_UP_PAGE}{key}",
        link_expires_at=expires.isoformat(timespec="seconds"),
    )


def _read_token(scope: Scope, token: Credential) -> TokenRead:
    return TokenRead(
        id=token.id,
        label=token.label,
        scopes=token.scopes,
        created_at=token.created_at.astimezone(scope.zone).isoformat(timespec="seconds"),
        expires_at=token.expires_at.astimezone(scope.zone).isoformat(timespec="seconds"),
    )
