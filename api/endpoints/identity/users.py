"""Accounts."""

from fastapi import APIRouter, Request, Response

from api.endpoints.parameters import DEFAULT_LIMIT, Cursor, Limit, Name, problems
from api.endpoints.work import App, Reply, Working, respond
from api.schemas.account import UserCreate, UserInvited, UserRead
from api.schemas.page import Page
from api.services import people

router = APIRouter(prefix="/users", tags=["users"])


@router.post("", status_code=201, response_model=UserInvited, responses=problems(409))
def create_user(body: UserCreate, request: Request, work: Working) -> Response:
    """Make an account; hand its link to the person, who chooses a password by it within a week."""
    origin = origin_of(request)
    return work.write(
        lambda scope: Reply(people.create_user(scope, body, origin), 201), is_secret=True
    )


@router.get("", response_model=Page[UserRead], responses=problems())
def list_users(work: Working, cursor: Cursor = None, limit: Limit = DEFAULT_LIMIT) -> Response:
    """List accounts; coordinators see those of shops, drivers and clerks."""
    return respond(Reply(work.read(lambda scope: people.list_users(scope, cursor, limit))))


@router.get("/{user_id}", response_model=UserRead, responses=problems(404))
def get_user(user_id: Name, work: Working) -> Response:
    """Show an account."""
    return respond(Reply(work.read(lambda scope: people.get_user(scope, user_id))))


@router.post("/{user_id}/link", response_model=UserInvited, responses=problems(404, 409))
def invite_user(user_id: Name, request: Request, work: Working) -> Response:
    """Make a new link to choose a password by, for a person who has lost theirs."""
    origin = origin_of(request)
    return work.write(
        lambda scope: Reply(people.invite_user(scope, user_id, origin)), is_secret=True
    )


@router.post("/{user_id}/disable", response_model=UserRead, responses=problems(404, 409))
def disable_user(user_id: Name, work: Working) -> Response:
    """Let nobody in with an account any more; its sessions, tokens and links end."""
    return work.write(lambda scope: Reply(people.disable_user(scope, user_id)))


def origin_of(request: Request) -> str:
    """Return the address that links to this service begin with."""
    app: App = request.app.state.luco
    return app.settings.public_url or str(request.base_url)
