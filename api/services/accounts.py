"""Accounts: made by those who may, never without a role's bounds, disabled rather than deleted."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, cast

from api.clock import now
from api.errors import ApiError, noun
from api.identity import is_good_id, new_id
from api.passwords import find_password_faults, hash_password
from api.principal import ROLES, WITH_HUBS, WITH_SUBJECT, Principal, Role
from api.repositories import areas, credentials, rows, users
from api.services.scope import Unit, touch
from api.tables import Hub, User
from api.tables.credential import ENTRY, SESSION, SET_UP, TOKEN
from routing.errors import Fault, InputError, fault

INVITED: Final[frozenset[Role]] = frozenset({"shop", "driver", "clerk"})
"""Roles that coordinators may let in; the others only an admin."""

_KINDS: Final = (SESSION, TOKEN, SET_UP, ENTRY)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is said of an account to be made."""

    name: str
    role: Role
    subject: str = ""
    hubs: tuple[str, ...] = ()


def add_user(unit: Unit, draft: Draft, password: str = "") -> User:
    """Make an account; without a password nobody can log in with it yet.

    Raises
    ------
    InputError
        With every fault of the draft and the password.
    ApiError
        ``ALREADY_EXISTS`` when the name is taken.
    """
    faults = [*find_faults(unit, draft)]
    faults += find_password_faults(password) if password else []
    if faults:
        raise InputError(faults)
    name = fold_name(draft.name)
    if users.find_by_name(unit.session, name):
        raise ApiError("ALREADY_EXISTS", noun=noun("user"), name=name)
    user = User(
        area_id=unit.area.id,
        id=new_id("usr"),
        name=name,
        role=draft.role,
        password_hash=hash_password(password) if password else "",
        subject=draft.subject,
        hubs=sorted(draft.hubs),
    )
    rows.add(unit.session, user, "user")
    unit.record("user", user.id, "create", version=user.version, role=user.role)
    return user


def find_faults(unit: Unit, draft: Draft) -> Iterator[Fault]:
    """Yield what is wrong with an account to be made."""
    if not is_good_id(fold_name(draft.name)):
        yield fault("identity.bad_name", column="name", name=draft.name)
    if draft.role not in ROLES:
        want = " | ".join(ROLES)
        yield fault("identity.bad_role", column="role", value=draft.role, want=want)
    if bool(draft.subject) != (draft.role in WITH_SUBJECT):
        key = "identity.no_subject" if draft.role in WITH_SUBJECT else "identity.subject_unused"
        yield fault(key, column="subject", role=draft.role)
    if draft.hubs and draft.role not in WITH_HUBS:
        yield fault("identity.hubs_unused", column="hubs", role=draft.role)
    if draft.role == "clerk" and not draft.hubs:
        yield fault("identity.no_hubs", column="hubs", role=draft.role)
    known = rows.list_ids(unit.session, Hub, unit.area.id) if draft.hubs else set()
    for hub in draft.hubs:
        if hub not in known:
            yield fault("identity.unknown_hub", column="hubs", value=hub)


def list_users(unit: Unit) -> Sequence[User]:
    """Return every account in the order they were made."""
    return rows.list_all(unit.session, User, unit.area.id)


def set_password(unit: Unit, user: User, password: str) -> None:
    """Put a new password in the place of an account's; who is logged in with it has to anew.

    Raises
    ------
    InputError
        When the password cannot be taken.
    """
    faults = find_password_faults(password)
    if faults:
        raise InputError(faults)
    user.password_hash = hash_password(password)
    touch(user)
    unit.session.flush()
    _revoke(unit, user)
    unit.record("user", user.id, "password", version=user.version)


def disable(unit: Unit, user: User) -> None:
    """Let nobody in with an account any more, and end what is open with it.

    Raises
    ------
    ApiError
        ``LAST_ADMIN`` when no admin would be left.
    """
    if user.disabled_at is not None:
        return
    areas.lock_area(unit.session, unit.area.id)  # so that two admins cannot disable each other
    if user.role == "admin" and user.password_hash and count_admins(unit) == 1:
        raise ApiError("LAST_ADMIN", name=user.name)
    user.disabled_at = now()
    touch(user)
    unit.session.flush()
    _revoke(unit, user)
    unit.record("user", user.id, "disable", version=user.version)


def count_admins(unit: Unit) -> int:
    """Return how many admins can log in."""
    return users.count_enabled(unit.session, "admin")


def fold_name(name: str) -> str:
    """Return a name as accounts have it: one form of its letters, whatever their case."""
    return unicodedata.normalize("NFC", name.strip()).casefold()


def principal_of(user: User) -> Principal:
    """Return who acts with an account."""
    role = cast("Role", user.role)  # checked when the account was made
    return Principal(user.id, role, user.subject, frozenset(user.hubs))


def _revoke(unit: Unit, user: User) -> None:
    if user.pk is not None:
        credentials.revoke_all(unit.session, user.pk, now(), _KINDS)
