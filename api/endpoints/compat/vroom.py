"""VROOM over HTTP as its wrapper vroom-express serves it.

It is described in ``docs/reference/vroom.md``; the description of our interface names it only.
"""

import json
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response

from api.endpoints.compat.access import admit_program, read_body
from api.endpoints.compat.osrm import CORS_HEADERS
from api.endpoints.parameters import problems
from api.services.vroom_desk import VroomDesk
from routing.formats.vroom.errors import Code, VroomError

MEDIA_TYPE: Final = "application/json"
STATUSES: Final = {
    Code.INTERNAL: 500,
    Code.INPUT: 400,
    Code.ROUTING: 500,
    Code.TOO_LARGE: 413,
}
_JSON = dict[str, Any]  # Any: JSON schema
_REFUSAL: Final[_JSON] = {
    "type": "object",
    "required": ["code", "error"],
    "properties": {"code": {"type": "integer"}, "error": {"type": "string"}},
}
_ANSWER: Final[_JSON] = {
    "type": "object",
    "required": ["code", "summary", "unassigned", "routes"],
    "properties": {
        "code": {"type": "integer", "const": 0},
        "summary": {"type": "object"},
        "unassigned": {"type": "array", "items": {"type": "object"}},
        "routes": {"type": "array", "items": {"type": "object"}},
    },
}
_QUESTION: Final[_JSON] = {
    "type": "object",
    "required": ["vehicles"],
    "properties": {
        "vehicles": {"type": "array", "items": {"type": "object"}},
        "jobs": {"type": "array", "items": {"type": "object"}},
        "shipments": {"type": "array", "items": {"type": "object"}},
        "matrices": {"type": "object"},
        "options": {"type": "object"},
    },
    "example": {
        "vehicles": [{"id": 1, "start": [103.4712, 22.3996], "end": [103.4712, 22.3996]}],
        "jobs": [{"id": 1, "location": [103.3556, 22.5327], "service": 300}],
        "options": {"g": True},
    },
}


def _content(schema: _JSON) -> _JSON:
    return {MEDIA_TYPE: {"schema": schema}}


_DESCRIBED: Final[dict[int | str, _JSON]] = {
    200: {"description": "An answer", "content": _content(_ANSWER)},
    400: {"description": "Faults of the problem", "content": _content(_REFUSAL)},
    401: problems()[401],
    413: {"description": "Too much to be solved while waiting", "content": _content(_REFUSAL)},
    500: {"description": "No roads, or our own failure", "content": _content(_REFUSAL)},
}
_EXTRA: Final[_JSON] = {"requestBody": {"required": True, "content": _content(_QUESTION)}}

router = APIRouter(prefix="/vroom", tags=["vroom"], dependencies=[Depends(admit_program)])


def _desk(request: Request) -> VroomDesk:
    desk: VroomDesk = request.app.state.vroom
    return desk


@router.options("", include_in_schema=False)
@router.options("/", include_in_schema=False)
@router.options("/k/{key}", include_in_schema=False)
def allow_problems_from_anywhere() -> Response:
    """Tell a browser that pages of any origin may ask."""
    return Response(status_code=204, headers=CORS_HEADERS)


@router.post("", responses=_DESCRIBED, openapi_extra=_EXTRA, response_class=Response)
@router.post("/", include_in_schema=False)
@router.post("/k/{key}", include_in_schema=False)
def solve_vroom(
    body: Annotated[bytes, Depends(read_body)], desk: Annotated[VroomDesk, Depends(_desk)]
) -> Response:
    """Solve a problem as VROOM states it, or judge the routes it imposes."""
    try:
        return Response(desk.answer(body), 200, CORS_HEADERS, MEDIA_TYPE)
    except VroomError as error:
        said = json.dumps(error.document(), ensure_ascii=False)
        return Response(said, STATUSES[error.code], CORS_HEADERS, MEDIA_TYPE)


@router.get(
    "/health",
    responses={200: {"description": "It is solved"}, 500: {"description": "It is not"}},
    response_class=Response,
)
def check_vroom(desk: Annotated[VroomDesk, Depends(_desk)]) -> Response:
    """Tell by the status whether a small problem is solved."""
    try:
        is_well = desk.check()
    except VroomError:
        is_well = False
    return Response(status_code=200 if is_well else 500, headers=CORS_HEADERS)
