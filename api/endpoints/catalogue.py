"""What anyone may look up."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import AfterValidator

from api.endpoints.parameters import problems
from api.endpoints.work import Reply, Working, respond
from api.schemas.place import PlaceList, ProductList
from api.schemas.quantities import check_text
from api.services import catalogue

Search = Annotated[
    str,
    AfterValidator(check_text),
    Query(min_length=1, max_length=100, description="A name or a part of it", examples=["sin ho"]),
]
router = APIRouter(tags=["catalogue"])


@router.get("/places", response_model=PlaceList, responses=problems())
def search_places(
    work: Working, q: Search, limit: Annotated[int, Query(ge=1, le=50)] = 10
) -> Response:
    """Search places by old or new names, with or without diacritics."""
    return respond(Reply(catalogue.search_places(work.knowledge, q, limit)))


@router.get("/products", response_model=ProductList, responses=problems())
def list_products(work: Working) -> Response:
    """List what is sent, with its usual packs."""
    return respond(Reply(catalogue.list_products(work.knowledge)))
