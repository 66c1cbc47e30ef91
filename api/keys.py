"""Secrets that stand for somebody: made at random, kept only as hashes."""

import hashlib
import secrets
from typing import Final

SESSION_COOKIE: Final = "luco_session"
DRIVER_COOKIE: Final = "luco_driver"
GUARD_HEADER: Final = "X-CSRF-Token"
_BYTES: Final = 32


def new_key() -> str:
    """Return a secret of 256 random bits that can stand in an address."""
    return secrets.token_urlsafe(_BYTES)


def hash_key(key: str) -> str:
    """Return what is kept of a secret.

    A plain hash will do: nobody can try out all secrets of this length.
    """
    return hashlib.sha256(key.encode()).hexdigest()


def guard_of(key: str) -> str:
    """Return what changes made under a session's secret must carry in a header.

    Pages of other sites can make a browser send the cookie, but cannot know this.
    """
    return hashlib.sha256(b"guard\0" + key.encode()).hexdigest()[:43]
