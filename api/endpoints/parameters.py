"""Parameters that many calls share."""

from typing import Annotated, Any, Final

from fastapi import Path, Query
from pydantic import AfterValidator

from api.identity import MAX_ID
from api.schemas.problem import MEDIA_TYPE, Problem
from api.schemas.quantities import check_text

Name = Annotated[
    str, AfterValidator(check_text), Path(min_length=1, max_length=MAX_ID, description="Its id")
]
RouteName = Annotated[
    str,
    AfterValidator(check_text),
    Path(min_length=1, max_length=200, description="DATE/UNIT, such as 2025-05-19/pt-xe#1"),
]
Cursor = Annotated[
    str | None,
    AfterValidator(lambda value: value and check_text(value)),
    Query(max_length=100, description="`next_cursor` of the page before"),
]
Limit = Annotated[int, Query(ge=1, le=200, description="Items on a page")]
DEFAULT_LIMIT: Final = 50


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:  # Any: FastAPI's own
    """Return how refusals of these statuses, and those any call may meet, are documented."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    described = {
        400: "The call cannot be read",
        401: "It is not known who calls",
        403: "Not for this role, scope or page",
        404: "There is no such thing",
        409: "Not possible in this state",
        412: "Changed since it was read",
        413: "Too large",
        422: "The input has faults; all are listed",
        429: "Too many calls; try again",
        428: "An edit must say which version it is of",
        503: "Busy or not ready; try again",
    }
    wanted = sorted({*statuses, 400, 401, 403, 422, 429, 503})
    return {status: {"description": described[status], "content": content} for status in wanted}


__all__ = ["DEFAULT_LIMIT", "Cursor", "Limit", "Name", "Problem", "RouteName", "problems"]
