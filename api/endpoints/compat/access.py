"""Who may ask as programs do that know OSRM and VROOM: anybody here, or who has a token."""

from fastapi import Request

from api.endpoints.gate import count_call
from api.endpoints.work import App
from api.errors import ApiError, not_found
from api.services.recognition import recognise_token

_KEY_WORD = "k"


def admit_program(request: Request) -> None:
    """Let a call through as the setting `compat_access` says.

    The token stands in the address, ``/osrm/k/TOKEN/…`` or ``/vroom/k/TOKEN``, for programs that
    can be told nothing else, or in ``Authorization: Bearer``.

    Raises
    ------
    ApiError
        ``UNAUTHENTICATED``, ``TOO_MANY_CALLS``, or ``NOT_FOUND`` where nobody may ask.
    """
    app: App = request.app.state.luco
    if app.settings.compat == "open" or request.method == "OPTIONS":
        return
    if app.settings.compat == "off":
        raise not_found("page", request.url.path)
    scheme, _, sent = request.headers.get("authorization", "").partition(" ")
    key = request.path_params.get("key") or split_key(request.path_params.get("path", ""))[0]
    key = key or (sent.strip() if scheme.lower() == "bearer" else "")
    with app.database.read() as session:
        who = recognise_token(session, key)
    if who is None:
        raise ApiError("UNAUTHENTICATED")
    count_call(app, who)


async def read_body(request: Request) -> bytes:
    """Return the body of a call as it came."""
    return await request.body()


def split_key(path: str) -> tuple[str, str]:
    """Return the token in a path below ``/osrm/``, empty without one, and the path without it."""
    word, _, rest = path.partition("/")
    if word != _KEY_WORD:
        return "", path
    key, _, rest = rest.partition("/")
    return key, rest
