"""First quotes."""

from fastapi import APIRouter, Response

from api.endpoints.headers import MayKey
from api.endpoints.parameters import Name, problems
from api.endpoints.work import Reply, Working, respond
from api.schemas.quote import QuoteAnswer, QuoteCreate, StoredQuote
from api.services import quotes

router = APIRouter(prefix="/quotes", tags=["quotes"])


@router.post("", response_model=QuoteAnswer, dependencies=[MayKey], responses=problems(409))
def create_quotes(body: QuoteCreate, work: Working) -> Response:
    """Ask what fetching goods costs, for one or many items.

    Each item is answered in its place by an offer or by why there is none. An offer marked
    `estimate` is the rate card's price and holds no place in a plan.
    """
    return work.write_worked(
        lambda scope: quotes.work_out_quotes(scope, body, work.lang),
        lambda scope, worked: Reply(quotes.keep_quotes(scope, worked)),
        fingerprint=body,
    )


@router.get("/{quote_id}", response_model=StoredQuote, responses=problems(404))
def get_quote(quote_id: Name, work: Working) -> Response:
    """Show an offer again, with what was asked."""
    return respond(Reply(work.read(lambda scope: quotes.get_quote(scope, quote_id))))
