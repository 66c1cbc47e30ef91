"""What drivers report from the road, and what coordinators make of it."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import AfterValidator

from api.endpoints.headers import MayKey
from api.endpoints.parameters import problems
from api.endpoints.work import Reply, Working, respond
from api.schemas.driver_event import BatchAnswer, BatchIn, DecisionIn, StopStateRead, StopStates
from api.schemas.quantities import Day, check_text
from api.services import driver_events

Vehicle = Annotated[
    str, AfterValidator(check_text), Query(max_length=80, description="A unit; none: all")
]
On = Annotated[Day | None, Query(alias="date", description="Local date; none: today")]
router = APIRouter(prefix="/driver", tags=["driver"])


@router.post("/events", response_model=BatchAnswer, dependencies=[MayKey], responses=problems(409))
def send_driver_events(body: BatchIn, work: Working) -> Response:
    """Take in what a phone reports, however often, late or out of order it is sent.

    Every event is answered by itself; with any of the four results the phone may forget it.
    """
    return work.write(
        lambda scope: Reply(driver_events.take_events(scope, body)), fingerprint=body
    )


@router.get("/states", response_model=StopStates, responses=problems())
def list_stop_states(work: Working, day: On = None, vehicle: Vehicle = "") -> Response:
    """Show what holds of a day's stops by all that was reported, and what is to be reviewed."""
    return respond(Reply(work.read(lambda scope: driver_events.list_states(scope, day, vehicle))))


@router.post(
    "/decisions", response_model=StopStateRead, dependencies=[MayKey], responses=problems(404, 409)
)
def decide_stop_state(body: DecisionIn, work: Working) -> Response:
    """Settle a stop on which reports disagree; later reports are weighed against it."""
    return work.write(lambda scope: Reply(driver_events.decide(scope, body)), fingerprint=body)
