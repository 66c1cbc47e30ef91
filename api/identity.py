"""Names made for things that come without one, and the cursors of lists."""

import base64
import binascii
import secrets
from typing import Final

from api.errors import ApiError

CROCKFORD: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_RESERVED: Final = frozenset("/\\?#%")
MAX_ID: Final = 64


def is_good_id(name: str) -> bool:
    """Tell whether a name can stand in a path of the API."""
    plain = name.isprintable() and name == name.strip() and 0 < len(name) <= MAX_ID
    return plain and name not in {".", ".."} and not any(char in _RESERVED for char in name)


def new_id(prefix: str) -> str:
    """Return a fresh id that cannot be guessed: a prefix and 80 random bits."""
    return prefix + "_" + "".join(secrets.choice(CROCKFORD) for _ in range(16))


def encode_cursor(after: int) -> str:
    """Return the cursor of what follows a position."""
    return base64.urlsafe_b64encode(f"1:{after}".encode()).decode().rstrip("=")


def decode_cursor(cursor: str | None) -> int:
    """Return the position a cursor stands for, 0 without one.

    Raises
    ------
    ApiError
        ``BAD_CURSOR`` when the cursor is not one of ours.
    """
    if not cursor:
        return 0
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True).decode()
        kind, _, number = text.partition(":")
        if kind == "1" and number.isascii() and number.isdigit() and len(number) < 18:
            return int(number)
    except (binascii.Error, ValueError):
        pass
    raise ApiError("BAD_CURSOR", cursor=cursor)
