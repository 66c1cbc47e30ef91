"""The inbox: what shops, drivers and coordinators are told."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from api.endpoints.headers import MayKey
from api.endpoints.parameters import DEFAULT_LIMIT, Cursor, Limit, Name, problems
from api.endpoints.work import Reply, Working, reply_with, respond
from api.schemas.message import MessageRead
from api.schemas.page import Page
from api.services import messages

Unread = Annotated[bool, Query(description="Only what was not read yet")]
To = Annotated[
    Literal["", "shop", "driver", "coordinator"], Query(description="Only to that role")
]
router = APIRouter(prefix="/inbox", tags=["inbox"])


@router.get("", response_model=Page[MessageRead], responses=problems())
def list_inbox(
    work: Working,
    cursor: Cursor = None,
    limit: Limit = DEFAULT_LIMIT,
    unread: Unread = False,  # noqa: FBT002 - FastAPI's form of a query
    to: To = "",
) -> Response:
    """List messages, newest first: one's own, for coordinators those to everybody."""
    found = work.read(
        lambda scope: messages.list_messages(scope, cursor, limit, unread=unread, to=to)
    )
    return respond(Reply(found))


@router.post(
    "/{message_id}/read",
    response_model=MessageRead,
    dependencies=[MayKey],
    responses=problems(404, 409),
)
def read_message(message_id: Name, work: Working) -> Response:
    """Mark a message to oneself as read."""
    return work.write(lambda scope: reply_with(messages.mark_read(scope, message_id)))
