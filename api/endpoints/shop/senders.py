"""Where a shop's goods are fetched, and what its articles weigh."""

from typing import Annotated

from fastapi import APIRouter, Query, Response, UploadFile
from pydantic import AfterValidator

from api.endpoints.headers import MayKey, MustKey, WantedVersion
from api.endpoints.parameters import problems
from api.endpoints.work import Reply, Working, reply_with, respond
from api.schemas.order import SenderRead, SenderUpdate, SkuList, SkusImported
from api.schemas.quantities import check_text
from api.services import senders
from routing.formats.skus_table import read_skus

Shop = Annotated[
    str,
    AfterValidator(check_text),
    Query(max_length=500, description="Whose; a shop is itself, others must say"),
]
router = APIRouter(tags=["orders"])


@router.get("/sender", response_model=SenderRead, responses=problems(404))
def get_sender(work: Working, shop: Shop = "") -> Response:
    """Show where a shop's goods are fetched; its ETag is what an edit must send."""
    return respond(reply_with(work.read(lambda scope: senders.get_sender(scope, shop))))


@router.put(
    "/sender",
    response_model=SenderRead,
    dependencies=[MayKey],
    responses=problems(409, 412, 428),
)
def update_sender(
    body: SenderUpdate, version: WantedVersion, work: Working, shop: Shop = ""
) -> Response:
    """Say where a shop's goods are fetched, with If-Match: * the first time."""
    return work.write(
        lambda scope: reply_with(senders.update_sender(scope, shop, body, version)),
        fingerprint=f"{shop}\n{body.model_dump_json()}".encode(),
    )


@router.get("/skus", response_model=SkuList, responses=problems())
def list_skus(work: Working, shop: Shop = "") -> Response:
    """List what one piece of each of a shop's articles weighs."""
    return respond(Reply(work.read(lambda scope: senders.list_skus(scope, shop))))


@router.post(
    "/skus/import",
    response_model=SkusImported,
    dependencies=[MustKey],
    responses=problems(409, 413),
)
def import_skus(file: UploadFile, work: Working, shop: Shop = "") -> Response:
    """Put the articles of a CSV or XLSX file in the place of a shop's before, all or nothing."""
    name, content = file.filename or "file", file.file.read()
    table = read_skus((name, content), products=work.knowledge.products)
    return work.write(
        lambda scope: Reply(senders.import_skus(scope, shop, table)),
        fingerprint=f"{shop}\n".encode() + content,
    )
