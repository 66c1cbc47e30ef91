"""Who changed what."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import AfterValidator

from api.endpoints.parameters import DEFAULT_LIMIT, Cursor, Limit, problems
from api.endpoints.work import Reply, Working, respond
from api.schemas.change import ChangeRead
from api.schemas.page import Page
from api.schemas.quantities import check_text
from api.services import audit

Word = Annotated[str, AfterValidator(check_text), Query(max_length=64, description="Only of it")]
router = APIRouter(tags=["changes"])


@router.get("/changes", response_model=Page[ChangeRead], responses=problems())
def list_changes(
    work: Working,
    noun: Word = "",
    subject: Word = "",
    actor: Word = "",
    cursor: Cursor = None,
    limit: Limit = DEFAULT_LIMIT,
) -> Response:
    """List who changed what, newest first."""
    return respond(
        Reply(
            work.read(
                lambda scope: audit.list_changes(
                    scope, cursor, limit, noun=noun, subject=subject, actor=actor
                )
            )
        )
    )
