"""The pages that the web build made, each with a policy that lets its own script in."""

import base64
import hashlib
import re
from pathlib import Path
from typing import Final

from fastapi import Response

from api.endpoints.caching import fresh_or_same
from api.errors import not_found
from api.guards import content_policy

FOLDER: Final = Path(__file__).resolve().parent.parent.parent / "web" / "dist"
TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
_SCRIPT: Final = re.compile(r"<script type=\"module\">(.*?)</script>", re.DOTALL)


def is_built(name: str) -> bool:
    """Tell whether there is a page of this name."""
    return (FOLDER / name / "index.html").is_file()


def send_page(name: str, known: str | None, *, demo: bool) -> Response:
    """Return a page, or 304 to who knows it already."""
    text = (FOLDER / name / "index.html").read_text("utf-8")
    if demo:
        text = text.replace('data-demo=""', 'data-demo="1"', 1)
    mark = hashlib.sha256(text.encode()).hexdigest()[:16]
    answer = fresh_or_same(known, mark, lambda: text, "text/html; charset=utf-8")
    scripts = [_hash(script) for script in _SCRIPT.findall(text)]
    answer.headers["Content-Security-Policy"] = content_policy(*scripts)
    return answer


def send_file(page: str, name: str, path: str) -> Response:
    """Return a file that belongs to a page; `path` is how it was asked for.

    Raises
    ------
    ApiError
        ``NOT_FOUND`` when there is no such file, as where the pages were not built.
    """
    file = FOLDER / page / name
    if not file.is_file() or file.suffix not in TYPES:
        raise not_found("page", path)
    headers = {"Cache-Control": "no-cache"}
    return Response(file.read_bytes(), 200, headers, TYPES[file.suffix])


def send_named(page: str, name: str, path: str) -> Response:
    """Return a file whose name tells its content, so that nobody need ask for it again.

    Raises
    ------
    ApiError
        ``NOT_FOUND`` when the page has no such file.
    """
    answer = send_file(page, name, path)
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
