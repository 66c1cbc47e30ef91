"""GHN's fee call: programs written for it ask us by another address and one of our tokens.

It is described in ``docs/how-to/platforms.md``, not in our own interface description.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import ValidationError

from api.endpoints.compat.access import read_body
from api.endpoints.gate import count_call
from api.endpoints.work import App, Work
from api.errors import ApiError
from api.policy import RULES
from api.principal import Principal
from api.schemas.ghn import GhnAnswer, GhnFeeAsked
from api.services.ghn_fees import NoFeeError, ghn_fee
from api.services.recognition import recognise_token
from routing.errors import InputError

router = APIRouter(prefix="/shiip/public-api/v2", include_in_schema=False)


@router.post("/shipping-order/fee")
def tell_fee(body: Annotated[bytes, Depends(read_body)], request: Request) -> Response:
    """Return the price of a parcel of the shop whose token is sent."""
    try:
        request.state.who = _find_shop(request)
        asked = GhnFeeAsked.model_validate_json(body)
        work = Work(request, request.headers.get("accept-language", ""))
        fee = work.read(lambda scope: ghn_fee(scope, asked, work.lang))
    except ApiError as error:
        return _answer(GhnAnswer(code=error.status, message=error.message()))
    except ValidationError as error:
        said = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        return _answer(GhnAnswer(code=400, message=said))
    except InputError as error:
        said = "; ".join(each.message("vi") for each in error.faults)
        return _answer(GhnAnswer(code=400, message=said))
    except NoFeeError as error:
        return _answer(GhnAnswer(code=400, message=str(error)))
    return _answer(GhnAnswer(data=fee))


def _find_shop(request: Request) -> Principal:
    """Return the shop of a token; the header ShopId is GHN's own and not looked at.

    Raises
    ------
    ApiError
        ``UNAUTHENTICATED``, ``FORBIDDEN`` when it is no shop's, ``TOO_MANY_CALLS``.
    """
    app: App = request.app.state.luco
    with app.database.read() as session:
        who = recognise_token(session, request.headers.get("token", "").strip())
    if who is None:
        raise ApiError("UNAUTHENTICATED")
    if who.role != "shop" or not RULES["create_quotes"].allows(who):
        raise ApiError("FORBIDDEN", role=who.role)
    count_call(app, who)
    return who


def _answer(told: GhnAnswer) -> Response:
    return Response(told.model_dump_json(), told.code, media_type="application/json")
