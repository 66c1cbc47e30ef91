"""Shopify's CarrierService: rates for a basket, signed with the secret of the shop's app.

It is described in ``docs/how-to/platforms.md``, not in our own interface description.
"""

import base64
import hashlib
import hmac
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from api.endpoints.compat.access import read_body
from api.endpoints.gate import count_call
from api.endpoints.parameters import Name
from api.endpoints.work import App, Working
from api.errors import ApiError
from api.principal import Principal
from api.rate_shelf import RateShelf
from api.repositories.platforms import find_integration
from api.schemas.shopify import ShopifyAsked
from api.secret_files import find_secret
from api.services.shopify_rates import shopify_key, shopify_rates

KIND = "shopify"


def admit_shopify(
    request: Request, integration_id: Name, body: Annotated[bytes, Depends(read_body)]
) -> None:
    """Let a call through that is signed as Shopify signs it, in the name of the shop.

    Raises
    ------
    ApiError
        ``UNAUTHENTICATED``, also for a platform that nobody has made; ``TOO_MANY_CALLS``.
    """
    app: App = request.app.state.luco
    with app.database.read() as session:
        found = find_integration(session, integration_id)
    secret = find_secret(app.settings, found.id) if found else None
    if found is None or found.kind != KIND or secret is None:
        raise ApiError("UNAUTHENTICATED")
    signed = base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256))
    sent = request.headers.get("x-shopify-hmac-sha256", "")
    if not hmac.compare_digest(signed, sent.encode()):
        raise ApiError("UNAUTHENTICATED")
    who = Principal(found.id, "shop", found.shop)
    count_call(app, who)
    request.state.who = who


router = APIRouter(prefix="/rates", include_in_schema=False, dependencies=[Depends(admit_shopify)])


@router.post("/shopify/{integration_id}")
def rate_shopify(
    body: Annotated[bytes, Depends(read_body)], request: Request, work: Working
) -> Response:
    """Return rates; what was asked a quarter of an hour ago is answered as it was then."""
    try:
        asked = ShopifyAsked.model_validate_json(body).rate
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from error
    shelf: RateShelf = request.app.state.rates
    key = work.read(lambda scope: shopify_key(scope, asked))
    answer = shelf.find(key)
    if answer is None:
        answer = work.read(lambda scope: shopify_rates(scope, asked)).model_dump_json()
        shelf.keep(key, answer)
    return Response(answer, media_type="application/json")
