"""Coming in and going out: by password, by a link, and the first time of all."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlmodel import Session

from api.clock import now
from api.db.engine import Database
from api.errors import ApiError
from api.identity import new_id
from api.keys import hash_key, new_key
from api.passwords import is_password
from api.repositories import areas, credentials, login_tries, users
from api.services.accounts import Draft, add_user, count_admins, fold_name, set_password
from api.services.day_links import enter_device
from api.services.recognition import holds
from api.services.scope import Unit
from api.tables import Credential, User
from api.tables.credential import DAY_LINK, ENTRY, SESSION, SET_UP

SESSION_LIFE: Final = timedelta(days=14)
SET_UP_LIFE: Final = timedelta(minutes=30)
INVITATION_LIFE: Final = timedelta(days=7)
TRIES_WITHIN: Final = timedelta(minutes=15)
TRIES_PER_ACCOUNT: Final = 5
TRIES_PER_ADDRESS: Final = 20
NEWCOMER: Final = "set-up"


@dataclass(frozen=True)
class Entered:
    """Who came in, and the secret of their session."""

    user: User
    session: Credential
    key: str


class Door:
    """Lets people in; every try is counted before a password is looked at."""

    def __init__(self, database: Database, timezone: str) -> None:
        self._database = database
        self._timezone = timezone

    def log_in(self, name: str, password: str, address: str) -> Entered:
        """Open a session for who knows the password of an account.

        Raises
        ------
        ApiError
            ``TOO_MANY_TRIES``, or ``BAD_LOGIN`` without telling what is wrong.
        """
        account = _mark(fold_name(name))
        self._count_try(account, _mark(address))
        with self._database.read() as session:
            user = users.find_by_name(session, fold_name(name))
        usable = user is not None and user.disabled_at is None
        if not is_password(password, user.password_hash if user and usable else "") or not user:
            raise ApiError("BAD_LOGIN")
        with self._database.write() as session:
            login_tries.forget(session, account=account)
            return open_session(self._unit(session, user.id), user)

    def enter_by_link(self, key: str, address: str) -> Entered:
        """Open a session for who has a link to an account.

        Raises
        ------
        ApiError
            ``BAD_LINK`` when it does not hold, ``TOO_MANY_TRIES``.
        """
        with self._database.write() as session:
            found = credentials.find(session, hash_key(key))
            if found and found[0].kind == ENTRY and holds(found[0], now()):
                _, user = found
                if user is not None and user.disabled_at is None:
                    return open_session(self._unit(session, user.id), user)
        self._count_try(_mark("link"), _mark(address), whose=False)
        raise ApiError("BAD_LINK")

    def set_up(self, key: str, name: str, password: str, address: str) -> Entered:
        """Choose the password of the account a link is for, or make the first admin.

        Raises
        ------
        InputError
            When the password or the name cannot be taken; the link then holds on.
        ApiError
            ``BAD_LINK`` when it does not hold, ``TOO_MANY_TRIES``.
        """
        with self._database.write() as session:
            found = credentials.find(session, hash_key(key))
            if found and found[0].kind == SET_UP and holds(found[0], now()):
                link, user = found
                unit = self._unit(session, user.id if user else NEWCOMER)
                if _is_wanted(unit, user) and credentials.use_once(session, link, now()):
                    user = _set_up(unit, user, name, password)
                    return open_session(self._unit(session, user.id), user)
        self._count_try(_mark("link"), _mark(address), whose=False)
        raise ApiError("BAD_LINK")

    def enter_by_day_link(self, key: str, address: str) -> tuple[Credential, str]:
        """Let a driver's device in by the link of a day, and return it with its secret.

        Raises
        ------
        ApiError
            ``BAD_LINK`` when it does not hold, ``TOO_MANY_DEVICES``, ``TOO_MANY_TRIES``.
        """
        with self._database.write() as session:
            found = credentials.find(session, hash_key(key))
            if found and found[0].kind == DAY_LINK:
                return enter_device(self._unit(session, found[0].id), found[0])
        self._count_try(_mark("link"), _mark(address), whose=False)
        raise ApiError("BAD_LINK")

    def _unit(self, session: Session, actor: str) -> Unit:
        return Unit(session, areas.ensure_area(session, self._timezone), actor)

    def _count_try(self, account: str, address: str, *, whose: bool = True) -> None:
        since = now() - TRIES_WITHIN
        with self._database.write() as session:
            login_tries.forget(session, before=since)
            oldest = login_tries.find_limiting(
                session, account if whose else "", TRIES_PER_ACCOUNT, address, TRIES_PER_ADDRESS
            )
            if oldest is None:
                login_tries.add(session, account, address)
        if oldest is not None:
            wait_s = max(1, round((oldest + TRIES_WITHIN - now()).total_seconds()))
            raise ApiError("TOO_MANY_TRIES", retry_after_s=wait_s, seconds=wait_s)


def open_session(unit: Unit, user: User) -> Entered:
    """Return a new session of an account with its secret."""
    key, at = new_key(), now()
    made = Credential(
        id=new_id("ses"),
        kind=SESSION,
        hash=hash_key(key),
        user_pk=user.pk,
        created_by=user.id,
        expires_at=at + SESSION_LIFE,
    )
    credentials.forget(unit.session, at)
    unit.session.add(made)
    unit.session.flush()
    unit.record("session", made.id, "create", user=user.id)
    return Entered(user, made, key)


def is_set_up(database: Database) -> bool:
    """Tell whether there is an admin who can log in."""
    with database.read() as session:
        return bool(users.count_enabled(session, "admin"))


def find_set_up_key(database: Database, timezone: str) -> str:
    """Return the secret of a new link to make the first admin by; empty when there is one."""
    if is_set_up(database):
        return ""
    with database.write() as session:
        unit = Unit(session, areas.ensure_area(session, timezone), NEWCOMER)
        return make_link(unit, SET_UP, None, SET_UP_LIFE)


def log_out(unit: Unit, session_id: str) -> None:
    """End a session."""
    session = credentials.find_by_id(unit.session, SESSION, session_id, lock=True)
    if session is not None and session.revoked_at is None:
        session.revoked_at = now()
        unit.session.flush()
        unit.record("session", session.id, "revoke")


def make_link(unit: Unit, kind: str, user: User | None, life: timedelta) -> str:
    """Return the secret of a new link to an account; without one, to the first admin's making."""
    key = new_key()
    link = Credential(
        id=new_id("lnk"),
        kind=kind,
        hash=hash_key(key),
        user_pk=user.pk if user else None,
        created_by=unit.actor,
        expires_at=now() + life,
    )
    unit.session.add(link)
    unit.session.flush()
    unit.record("link", link.id, "create", kind=kind, user=user.id if user else "")
    return key


def _is_wanted(unit: Unit, user: User | None) -> bool:
    """Tell whether a set-up link still has something to set up."""
    if user is None:
        areas.lock_area(unit.session, unit.area.id)
        return count_admins(unit) == 0
    return user.disabled_at is None


def _set_up(unit: Unit, user: User | None, name: str, password: str) -> User:
    if user is None:
        return add_user(unit, Draft(name, "admin"), password or " ")
    set_password(unit, user, password)
    return user


def _mark(words: str) -> str:
    """Return what is kept of an account or address that was tried."""
    return hashlib.sha256(words.encode()).hexdigest()
