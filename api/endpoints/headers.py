"""Headers that calls must or may carry."""

import re
from typing import Annotated, Final

from fastapi import Depends, Header

from api.errors import ApiError

_ETAG: Final = re.compile(r'(?:W/)?"(\d{1,9})"', re.ASCII)


def _read_version(if_match: str | None) -> int | None:
    if if_match is None or if_match.strip() == "*":
        return None
    match = _ETAG.fullmatch(if_match.strip())
    if match is None:
        raise ApiError("CHANGED_MEANWHILE", name="If-Match", wanted=if_match, current="–")
    return int(match[1])


def _want_version(
    if_match: Annotated[
        str | None,
        Header(description="The ETag that was read, or * for any", examples=['"3"']),
    ] = None,
) -> int | None:
    if if_match is None:
        raise ApiError("IF_MATCH_REQUIRED")
    return _read_version(if_match)


def _take_version(
    if_match: Annotated[
        str | None, Header(description="The ETag that was read, or * for any")
    ] = None,
) -> int | None:
    return _read_version(if_match)


def _take_key(
    idempotency_key: Annotated[
        str | None,
        Header(
            min_length=1,
            max_length=255,
            description="Repeating a call with the same key has its effect once",
        ),
    ] = None,
) -> None:
    """Document the key; `Work` reads it."""
    del idempotency_key


def _want_key(
    idempotency_key: Annotated[
        str | None,
        Header(
            max_length=255,
            description="Required: repeating the call with the same key has its effect once",
        ),
    ] = None,
) -> None:
    if not idempotency_key:
        raise ApiError("IDEMPOTENCY_KEY_REQUIRED")


WantedVersion = Annotated[int | None, Depends(_want_version)]
TakenVersion = Annotated[int | None, Depends(_take_version)]
MayKey = Depends(_take_key)
MustKey = Depends(_want_key)
