"""Who calls, and whether they may: asked before anything else of a call is looked at."""

import hmac
from typing import Final

from fastapi import Request

from api.endpoints.work import App
from api.errors import ApiError
from api.keys import DRIVER_COOKIE, GUARD_HEADER, SESSION_COOKIE
from api.policy import OPEN, RULES, Rule
from api.principal import Principal
from api.services.recognition import recognise_cookie, recognise_token

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def admit(request: Request) -> None:
    """Let a call through that its caller may make, and note who that is.

    Raises
    ------
    ApiError
        ``UNAUTHENTICATED``, ``FORBIDDEN``, ``CSRF_REQUIRED`` or ``TOO_MANY_CALLS``.
    """
    operation = request.scope["route"].name
    if operation in OPEN:
        return
    who = find_who(request, driving=operation in RULES and RULES[operation].is_driving)
    if who is None:
        raise ApiError("UNAUTHENTICATED")
    if who.guard and request.method not in _SAFE:
        sent = request.headers.get(GUARD_HEADER, "")
        if not hmac.compare_digest(sent.encode(), who.guard.encode()):
            raise ApiError("CSRF_REQUIRED")
    rule = RULES.get(operation)
    if rule is None or not rule.allows(who):
        raise _refuse(who, rule)
    count_call(request.app.state.luco, who)
    request.state.who = who


def count_call(app: App, who: Principal) -> None:
    """Count a call of somebody.

    Raises
    ------
    ApiError
        ``TOO_MANY_CALLS``, with when to come again.
    """
    wait_s = app.pace.find_wait_s(who.credential or who.id)
    if wait_s:
        raise ApiError("TOO_MANY_CALLS", retry_after_s=wait_s, seconds=wait_s)


def find_who(request: Request, *, driving: bool = False) -> Principal | None:
    """Return who calls, by a token or a cookie; a driver's own counts first when `driving`."""
    app: App = request.app.state.luco
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    if scheme:
        if scheme.lower() != "bearer" or not key:
            return None
        with app.database.read() as session:
            return recognise_token(session, key.strip())
    names = (DRIVER_COOKIE, SESSION_COOKIE) if driving else (SESSION_COOKIE, DRIVER_COOKIE)
    for name in names:
        key = request.cookies.get(name, "")
        if key:
            with app.database.read() as session:
                who = recognise_cookie(session, key)
            if who is not None:
                return who
    return None


def _refuse(who: Principal, rule: Rule | None) -> ApiError:
    """Return the refusal; a driver whose day is over is asked to come in anew."""
    if who.is_late and rule is not None and who.role in rule.roles:
        return ApiError("UNAUTHENTICATED")
    return ApiError("FORBIDDEN", role=who.role)
