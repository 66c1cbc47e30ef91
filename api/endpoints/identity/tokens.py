"""Tokens of programs."""

from fastapi import APIRouter, Response

from api.endpoints.parameters import Name, problems
from api.endpoints.work import Reply, Working, done, respond
from api.schemas.account import TokenCreate, TokenList, TokenMade
from api.services import people

router = APIRouter(prefix="/tokens", tags=["tokens"])


@router.post("", status_code=201, response_model=TokenMade, responses=problems(403))
def create_token(body: TokenCreate, work: Working) -> Response:
    """Make a token that acts as oneself, within scopes; its secret is shown this once."""
    return work.write(lambda scope: Reply(people.create_token(scope, body), 201), is_secret=True)


@router.get("", response_model=TokenList, responses=problems(403))
def list_tokens(work: Working) -> Response:
    """List one's own tokens."""
    return respond(Reply(work.read(people.list_tokens)))


@router.delete("/{token_id}", status_code=204, responses=problems(403, 404))
def revoke_token(token_id: Name, work: Working) -> Response:
    """End a token of one's own."""
    return work.write(done(lambda scope: people.revoke_token(scope, token_id)))
