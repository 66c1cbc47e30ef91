"""What is refused before a call is looked at: foreign hosts and pages, bodies too large."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import ApiError
from api.schemas.problem import MEDIA_TYPE, build_problem
from api.settings import LOOPBACK_NAMES

MAX_BODY_BYTES: Final = 2_000_000
MAX_UPLOAD_BYTES: Final = 20_000_000 + 100_000
PUBLIC_PREFIXES: Final = ("/osrm/", "/vroom")


def content_policy(*scripts: str) -> str:
    """Return what a page may load: nothing of others. `scripts` are hashes of those inside it."""
    own = " ".join(("'self'", *scripts))
    return (
        f"default-src 'self'; script-src {own}; style-src 'self' 'unsafe-inline'; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


_SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"geolocation=(self), camera=(self)"),
    (b"content-security-policy", content_policy().encode()),
)

_KEPT_TO_ONESELF: Final = (
    (b"cache-control", b"private, no-cache"),
    (b"vary", b"Authorization, Cookie"),
)


class Guards:
    """Lets through only calls by this machine's names from its own pages, of a bearable size.

    A page of another site must not get here through the browser of somebody who is known here,
    neither by posting nor by a name of its own that it points at this machine.
    """

    def __init__(self, app: ASGIApp, names: Collection[str] = LOOPBACK_NAMES) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a call, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        path: str = scope["path"]
        is_upload = path.endswith("/import") or path.startswith("/vroom")
        limit = MAX_UPLOAD_BYTES if is_upload else MAX_BODY_BYTES
        refusal = find_refusal(
            scope["method"],
            headers,
            limit,
            names=self._names,
            is_public=path.startswith(PUBLIC_PREFIXES),
        )
        if refusal is not None:
            await _send_problem(send, refusal)
            return
        meter = _Meter(receive, limit)
        headers_of_all = _HEADERS + (_KEPT_TO_ONESELF if path.startswith("/api/") else ())
        await self._app(scope, meter, _Sender(send, meter, headers_of_all))


def find_refusal(
    method: str,
    headers: Mapping[str, str],
    limit: int,
    *,
    names: Collection[str] = LOOPBACK_NAMES,
    is_public: bool = False,
) -> ApiError | None:
    """Return why a call is refused by its head alone, or None.

    What is public changes nothing and tells nothing of persons: pages of any origin may ask it.
    """
    host = headers.get("host", "")
    if _name_of(f"//{host}") not in names:
        return ApiError("BAD_HOST", host=host)
    origin = headers.get("origin")
    is_free = is_public or method in _SAFE_METHODS
    if origin is not None and not is_free and urlsplit(origin).netloc != host:
        return ApiError("FOREIGN_ORIGIN", origin=origin)
    length = headers.get("content-length", "0")
    if not length.isascii() or not length.isdigit():
        return ApiError("MALFORMED", why="Content-Length")
    return ApiError("TOO_LARGE", limit=limit) if int(length) > limit else None


def _name_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


class _Meter:
    """Counts a body that does not tell its length, and ends it when it goes on too long."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self.limit = limit
        self.is_over = False
        self._receive = receive
        self._left = limit

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        self.is_over = self._left < 0
        if self.is_over:
            return {"type": "http.disconnect"}
        return message


class _Sender:
    """Adds the headers of every answer; what is made of a cut body is answered as too large."""

    def __init__(self, send: Send, meter: _Meter, headers: Sequence[tuple[bytes, bytes]]) -> None:
        self._send = send
        self._headers = headers
        self._meter = meter
        self._refused = False

    async def __call__(self, message: Message) -> None:
        if self._refused:
            return
        if message["type"] == "http.response.start":
            if self._meter.is_over:
                self._refused = True
                await _send_problem(self._send, ApiError("TOO_LARGE", limit=self._meter.limit))
                return
            said = {name for name, _ in message["headers"]}
            added = [header for header in self._headers if header[0] not in said]
            message["headers"] = [*message["headers"], *added]
        await self._send(message)


async def _send_problem(send: Send, error: ApiError) -> None:
    content = build_problem(error, "vi").model_dump_json().encode()
    headers = [
        (b"content-type", MEDIA_TYPE.encode()),
        (b"content-length", str(len(content)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": error.status, "headers": headers})
    await send({"type": "http.response.body", "body": content})
