"""Every refusal and failure becomes a problem document with a permanent code."""

import json
import logging
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.endpoints.language import choose_language
from api.endpoints.work import problem_response
from api.errors import ApiError, not_found
from api.schemas.problem import MEDIA_TYPE, FaultRead, build_problem
from routing.errors import InputError
from routing.texts import Lang, load_catalogue, text

MAX_FAULTS: Final = 1000
_LONGEST_VALUE: Final = 80
_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "range": (
        "greater_than",
        "greater_than_equal",
        "less_than",
        "less_than_equal",
        "finite_number",
    ),
    "length": ("string_too_short", "string_too_long", "too_short", "too_long"),
    "control_character": ("string_unicode",),
    "choice": ("literal_error", "enum", "string_pattern_mismatch"),
}
_KIND_OF: Final = {kind: key for key, kinds in _KINDS.items() for kind in kinds}
_log = logging.getLogger(__name__)


def add_handlers(app: FastAPI) -> None:
    """Let the application answer its errors as problem documents."""
    app.add_exception_handler(ApiError, _on_api_error)
    app.add_exception_handler(InputError, _on_input_error)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(Exception, _on_failure)


def _lang(request: Request) -> Lang:
    return choose_language(request.headers.get("accept-language", ""))


def _on_api_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, ApiError)  # noqa: S101 - registered for this class
    return problem_response(error, _lang(request))


def _on_input_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, InputError)  # noqa: S101 - registered for this class
    faults = [FaultRead.of(each) for each in error.faults]
    return _answer(request, "BAD_INPUT", faults)


def _on_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this class
    found = error.errors()
    broken = next((each for each in found if each["type"] == "json_invalid"), None)
    if broken:
        why = str(broken.get("ctx", {}).get("error", ""))
        return problem_response(ApiError("MALFORMED", why=why), _lang(request))
    return _answer(request, "BAD_INPUT", [_read_fault(each) for each in found[:MAX_FAULTS]])


def _answer(request: Request, code: str, faults: list[FaultRead]) -> Response:
    error = ApiError(code, count=len(faults))
    content = build_problem(error, _lang(request), faults).model_dump_json()
    return Response(content, error.status, {"Content-Language": _lang(request)}, MEDIA_TYPE)


def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class
    path = request.url.path
    if error.status_code == 404:
        return problem_response(not_found("page", path), _lang(request))
    if error.status_code == 405:
        refusal = ApiError("METHOD_NOT_ALLOWED", method=request.method, path=path)
        response = problem_response(refusal, _lang(request))
        response.headers["Allow"] = ", ".join(_list_methods(request))
        return response
    return problem_response(ApiError("MALFORMED", why=str(error.detail)), _lang(request))


def _list_methods(request: Request) -> list[str]:
    """Return what may be done at a path, from the interface's own description."""
    app: FastAPI = request.app
    found: set[str] = set()
    for template, operations in app.openapi()["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), request.url.path):
            found |= {method.upper() for method in operations}
    return sorted(found)


def _on_failure(request: Request, error: Exception) -> Response:
    _log.error("%s %s", request.method, request.url.path, exc_info=error)
    return problem_response(ApiError("INTERNAL"), _lang(request))


def _read_fault(found: Mapping[str, Any]) -> FaultRead:  # Any: pydantic's own
    kind, place = str(found["type"]), found.get("loc", ())
    key = f"api.validation.{_KIND_OF.get(kind, kind)}"
    if key not in load_catalogue():
        key = "api.validation.kind"
    context = {**found.get("ctx", {}), "why": found["msg"], "value": _show(found.get("input"))}
    words = {name: value for name, value in context.items() if name != "error"}
    return FaultRead(
        key=key,
        message_vi=text(key, "vi", **words),
        message_en=text(key, "en", **words),
        column=str(place[-1]) if place else "",
        pointer=_point(place),
    )


def _point(place: Sequence[str | int]) -> str:
    """Return where a fault stands: a JSON pointer into the body, else ``query:name``."""
    origin, *rest = place or ("body",)
    path = "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in rest)
    return _safe(path if origin == "body" else f"{origin}:{path.removeprefix('/')}")


def _show(value: object) -> str:
    try:
        shown = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError):
        shown = repr(value)
    cut = shown if len(shown) <= _LONGEST_VALUE else shown[:_LONGEST_VALUE] + "…"
    return _safe(cut)


def _safe(words: str) -> str:
    """Return words without what cannot be written in UTF-8."""
    return words.encode("utf-8", "backslashreplace").decode()
