"""What hubs receive and hand over."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.endpoints.headers import MayKey
from api.endpoints.parameters import Name, problems
from api.endpoints.work import Reply, Working, reply_with, respond
from api.schemas.quantities import Day
from api.schemas.receipt import HandOver, HubDay, ReceiptCreate, ReceiptRead
from api.services import receipts

On = Annotated[Day | None, Query(alias="date", description="Local date; none: today")]
router = APIRouter(prefix="/hubs/{hub_id}/receipts", tags=["hubs"])


@router.post(
    "",
    status_code=201,
    response_model=ReceiptRead,
    dependencies=[MayKey],
    responses=problems(404, 409),
)
def receive_goods(hub_id: Name, body: ReceiptCreate, work: Working) -> Response:
    """Write down what arrived at a hub, counted and weighed."""
    return work.write(
        lambda scope: Reply(receipts.receive(scope, hub_id, body), 201), fingerprint=body
    )


@router.get("", response_model=HubDay, responses=problems(404))
def read_hub_day(hub_id: Name, work: Working, day: On = None) -> Response:
    """Show what a hub received on a day, and the sheet of its cash."""
    return respond(Reply(work.read(lambda scope: receipts.read_day(scope, hub_id, day))))


@router.post(
    "/{receipt_id}/hand-over",
    response_model=ReceiptRead,
    dependencies=[MayKey],
    responses=problems(404, 409),
)
def hand_over_goods(hub_id: Name, receipt_id: Name, body: HandOver, work: Working) -> Response:
    """Let goods go on to a lane's departure or to who fetches them."""
    return work.write(
        lambda scope: reply_with(receipts.hand_over(scope, hub_id, receipt_id, body)),
        fingerprint=body,
    )


@router.post(
    "/{receipt_id}/settle",
    response_model=ReceiptRead,
    dependencies=[MayKey],
    responses=problems(404, 409),
)
def settle_receipt(hub_id: Name, receipt_id: Name, work: Working) -> Response:
    """Note that a coordinator has looked at what was found otherwise."""
    return work.write(lambda scope: reply_with(receipts.settle(scope, hub_id, receipt_id)))
