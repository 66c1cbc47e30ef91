"""What anyone may look up."""

from typing import Annotated

from fastapi import APIRouter, Header, Query, Response
from pydantic import AfterValidator

from api.endpoints.caching import fresh_or_same
from api.endpoints.parameters import problems
from api.endpoints.work import Reply, Working, respond
from api.schemas.place import PlaceList, ProductList
from api.schemas.quantities import check_text
from api.schemas.road_map import RoadMap
from api.services import catalogue
from api.services.road_map import draw_roads

Search = Annotated[
    str,
    AfterValidator(check_text),
    Query(min_length=1, max_length=100, description="A name or a part of it", examples=["sin ho"]),
]
Known = Annotated[str | None, Header(alias="If-None-Match", description="An ETag known already")]
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


@router.get(
    "/roads",
    response_model=RoadMap,
    responses={304: {"description": "Known already"}, **problems()},
)
def get_road_map(work: Working, known: Known = None) -> Response:
    """Fetch all roads and places as a map needs them; they change with their ETag only."""
    network = work.knowledge.network
    return fresh_or_same(
        known,
        network.graph.version,
        lambda: draw_roads(network).model_dump_json(),
        "application/json",
    )
