"""Answers that need not be sent twice."""

from collections.abc import Callable

from fastapi import Response


def fresh_or_same(
    known: str | None, mark: str, build: Callable[[], str], media_type: str
) -> Response:
    """Return 304 when the caller knows what `mark` names already, else the content itself."""
    headers = {"ETag": f'"{mark}"', "Cache-Control": "private, no-cache"}
    if known and (known.strip() == "*" or mark in _list_marks(known)):
        return Response(status_code=304, headers=headers)
    return Response(build(), 200, headers, media_type)


def _list_marks(header: str) -> list[str]:
    return [part.strip().removeprefix("W/").strip('"') for part in header.split(",")]
