"""Answers are packed for who can unpack them: on a weak signal every kilobyte takes its time."""

from typing import Final

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from api.guards import PUBLIC_PREFIXES

MIN_BYTES: Final = 1_000
LEVEL: Final = 6


class Packer:
    """Packs pages and answers, but not the large tables that programs on fast lines ask for."""

    def __init__(self, app: ASGIApp) -> None:
        self._plain = app
        self._packed = GZipMiddleware(app, minimum_size=MIN_BYTES, compresslevel=LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a call."""
        is_plain = scope["type"] != "http" or scope["path"].startswith(PUBLIC_PREFIXES)
        await (self._plain if is_plain else self._packed)(scope, receive, send)
