"""Drivers' links of a day."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.endpoints.identity.users import origin_of
from api.endpoints.parameters import Name, problems
from api.endpoints.work import Reply, Working, done, respond
from api.schemas.day_link import DayLinkCreate, DayLinkList, DayLinkMade
from api.schemas.quantities import Day
from api.services import day_links

On = Annotated[Day | None, Query(alias="date", description="Only of this date")]
router = APIRouter(prefix="/driver-links", tags=["driver links"])


@router.post("", status_code=201, response_model=DayLinkMade, responses=problems())
def create_driver_link(body: DayLinkCreate, request: Request, work: Working) -> Response:
    """Make the link of a driver's day: it shows that route until noon of the next day."""
    origin = origin_of(request)
    return work.write(
        lambda scope: Reply(day_links.make_link(scope, body, origin), 201), is_secret=True
    )


@router.get("", response_model=DayLinkList, responses=problems())
def list_driver_links(work: Working, day: On = None) -> Response:
    """List the links that hold, with the devices that came in by them."""
    return respond(Reply(work.read(lambda scope: day_links.list_links(scope, day))))


@router.delete("/{link_id}", status_code=204, responses=problems(404))
def revoke_driver_link(link_id: Name, work: Working) -> Response:
    """End a link and what the devices that came in by it may see."""
    return work.write(done(lambda scope: day_links.revoke_link(scope, link_id)))


@router.delete("/{link_id}/devices/{device_id}", status_code=204, responses=problems(404))
def revoke_driver_device(link_id: Name, device_id: Name, work: Working) -> Response:
    """End what a device may see, so that another one can come in."""
    return work.write(done(lambda scope: day_links.revoke_device(scope, link_id, device_id)))
