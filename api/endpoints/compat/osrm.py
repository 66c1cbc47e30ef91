"""OSRM's HTTP interface, so that programs written for it work here unchanged.

It is described in ``docs/reference/osrm.md``, not in our own interface description.
"""

import json
from typing import Annotated, Final
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request, Response

from api.endpoints.compat.access import admit_program, read_body, split_key
from api.services.osrm_desk import OsrmDesk
from routing.formats.osrm_errors import OsrmError
from routing.formats.osrm_query import SERVICES, check_names
from routing.formats.osrm_url import Address, read_address, read_coordinates, read_query
from routing.formats.osrm_values import Value

VERSION: Final = "v1"
CORS_HEADERS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type, X-Requested-With",
}
router = APIRouter(prefix="/osrm", include_in_schema=False, dependencies=[Depends(admit_program)])


def _desk(request: Request) -> OsrmDesk:
    desk: OsrmDesk = request.app.state.osrm
    return desk


@router.options("/{path:path}")
def allow_from_anywhere(path: str) -> Response:
    """Tell a browser that pages of any origin may ask."""
    return Response(status_code=204, headers=CORS_HEADERS)


@router.get("/{path:path}")
def answer_url(path: str, request: Request, desk: Annotated[OsrmDesk, Depends(_desk)]) -> Response:
    """Answer a query written as an address."""
    try:
        address = _read_known(path)
        coordinates = read_coordinates(address)
        options = _read_options(address, request)
        return _done(desk.answer(address.service, address.profile, coordinates, options))
    except OsrmError as error:
        return _refuse(error)


@router.post("/{path:path}")
def answer_body(
    path: str,
    request: Request,
    body: Annotated[bytes, Depends(read_body)],
    desk: Annotated[OsrmDesk, Depends(_desk)],
) -> Response:
    """Answer a query sent as JSON with the names of the options as its members."""
    try:
        address = _read_known(path)
        options = _read_options(address, request) | _read_json(body)
        check_names(address.service, options)
        coordinates = options.pop("coordinates", None)
        if coordinates is None:
            coordinates = read_coordinates(address)
        return _done(desk.answer(address.service, address.profile, coordinates, options))
    except OsrmError as error:
        return _refuse(error)


def _read_known(path: str) -> Address:
    address = read_address(split_key(path)[1])
    if address.service not in SERVICES:
        raise OsrmError("InvalidService", f"Service {address.service} not found!")
    if address.version != VERSION:
        raise OsrmError("InvalidVersion", f"Version {address.version} not found!")
    return address


def _read_options(address: Address, request: Request) -> dict[str, Value]:
    query = parse_qsl(request.url.query, keep_blank_values=True)
    options = read_query(query, address.start + len(address.coordinates) + 1)
    check_names(address.service, options)
    return options


def _read_json(body: bytes) -> dict[str, Value]:
    try:
        found = json.loads(body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise OsrmError("InvalidQuery", f"invalid JSON: {error}") from error
    if not isinstance(found, dict):
        raise OsrmError("InvalidQuery", "request body must be a JSON object")
    return found


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _done(answer: bytes) -> Response:
    return Response(answer, 200, CORS_HEADERS, "application/json")


def _refuse(error: OsrmError) -> Response:
    return Response(
        json.dumps(error.document(), ensure_ascii=False), 400, CORS_HEADERS, "application/json"
    )
