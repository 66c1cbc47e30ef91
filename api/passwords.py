"""Passwords: kept as argon2id hashes only."""

from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from routing.errors import Fault, fault

SHORTEST: Final = 10
LONGEST: Final = 200
_hasher: Final = PasswordHasher()


def find_password_faults(password: str) -> list[Fault]:
    """Return why a password cannot be taken."""
    if SHORTEST <= len(password) <= LONGEST:
        return []
    return [fault("identity.bad_password", column="password", least=SHORTEST, most=LONGEST)]


def hash_password(password: str) -> str:
    """Return what is kept of a password."""
    return _hasher.hash(password)


def is_password(password: str, hashed: str) -> bool:
    """Tell whether a password is the one of a hash; without a hash it takes as long to deny."""
    try:
        _hasher.verify(hashed or _unknown(), password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(hashed)


@cache
def _unknown() -> str:
    return _hasher.hash("nobody's password")
