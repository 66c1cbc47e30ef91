"""Orders that platforms export."""

from typing import Annotated

from fastapi import APIRouter, Query, Response, UploadFile

from api.endpoints.headers import MustKey
from api.endpoints.parameters import problems
from api.endpoints.shop.senders import Shop
from api.endpoints.work import Reply, Working
from api.schemas.order import OrdersImported
from api.schemas.quantities import Moment
from api.services.orders import Pickup
from api.services.orders import import_orders as take_orders
from routing.formats.orders_table import read_orders

Ready = Annotated[Moment, Query(description="From when on they may be fetched, a date or a time")]
Due = Annotated[Moment | None, Query(description="Until when; by default that day")]
router = APIRouter(prefix="/orders", tags=["orders"])


@router.post(
    "/import",
    status_code=201,
    response_model=OrdersImported,
    dependencies=[MustKey],
    responses=problems(409, 413),
)
def import_orders(
    file: UploadFile, work: Working, ready: Ready, due: Due = None, shop: Shop = ""
) -> Response:
    """Book one pickup for the new packages of a TikTok Shop export, CSV or XLSX.

    Importing it again changes nothing. Any fault refuses the whole file.
    """
    name, content = file.filename or "file", file.file.read()
    statuses = work.settings.order_statuses.split("|")
    orders = read_orders((name, content), statuses=statuses)
    asked = Pickup(shop, ready, due)
    said = f"{shop}\n{ready.isoformat()}\n{due and due.isoformat()}\n".encode()
    return work.write(
        lambda scope: Reply(take_orders(scope, asked, orders), 201), fingerprint=said + content
    )
