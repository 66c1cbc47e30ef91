"""The driver's day."""

import hashlib
from typing import Annotated

from fastapi import APIRouter, Header, Query, Response
from pydantic import AfterValidator

from api.endpoints.caching import fresh_or_same
from api.endpoints.parameters import problems
from api.endpoints.work import Working
from api.schemas.driver import DriverRoute
from api.schemas.quantities import Day, check_text
from api.services import driver

Vehicle = Annotated[
    str, AfterValidator(check_text), Query(max_length=80, description="A unit, such as pt-xe#1")
]
On = Annotated[Day | None, Query(alias="date", description="Local date; none: today")]
Known = Annotated[str | None, Header(alias="If-None-Match", description="An ETag known already")]
router = APIRouter(prefix="/driver", tags=["driver"])


@router.get(
    "/route",
    response_model=DriverRoute,
    responses={304: {"description": "Known already"}, **problems(404, 409)},
)
def get_driver_route(
    work: Working, day: On = None, vehicle: Vehicle = "", known: Known = None
) -> Response:
    """Fetch what one vehicle does on a day of the plan in force."""
    route = work.read(lambda scope: driver.get_driver_route(scope, day, vehicle))
    content = route.model_dump_json(exclude_defaults=True)
    mark = hashlib.sha256(content.encode()).hexdigest()[:16]
    return fresh_or_same(known, mark, lambda: content, "application/json")
