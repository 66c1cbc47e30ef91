"""Vehicles."""

from fastapi import APIRouter, Response

from api.endpoints.headers import MayKey, WantedVersion
from api.endpoints.parameters import DEFAULT_LIMIT, Cursor, Limit, Name, problems
from api.endpoints.work import Reply, Working, done, reply_with, respond
from api.schemas.page import Page
from api.schemas.vehicle import VehicleCreate, VehicleRead, VehicleUpdate
from api.services import vehicles
from api.services.scope import Scope

router = APIRouter(prefix="/vehicles", tags=["vehicles"])


@router.post(
    "", status_code=201, response_model=VehicleRead, dependencies=[MayKey], responses=problems(409)
)
def create_vehicle(body: VehicleCreate, work: Working) -> Response:
    """Add vehicles: one entry for a class of like ones."""

    def effect(scope: Scope) -> Reply:
        vehicle = vehicles.create_vehicle(scope, body)
        return reply_with(vehicle, created=f"/api/v1/vehicles/{vehicle.id}")

    return work.write(effect, fingerprint=body)


@router.get("", response_model=Page[VehicleRead], responses=problems())
def list_vehicles(work: Working, cursor: Cursor = None, limit: Limit = DEFAULT_LIMIT) -> Response:
    """List vehicles in the order they were added."""
    return respond(Reply(work.read(lambda scope: vehicles.list_vehicles(scope, cursor, limit))))


@router.get("/{vehicle_id}", response_model=VehicleRead, responses=problems(404))
def get_vehicle(vehicle_id: Name, work: Working) -> Response:
    """Show vehicles of one entry; its ETag is what an edit must send."""
    return respond(reply_with(work.read(lambda scope: vehicles.get_vehicle(scope, vehicle_id))))


@router.put(
    "/{vehicle_id}",
    response_model=VehicleRead,
    dependencies=[MayKey],
    responses=problems(404, 409, 412, 428),
)
def update_vehicle(
    vehicle_id: Name, body: VehicleUpdate, version: WantedVersion, work: Working
) -> Response:
    """Replace what is known of vehicles."""
    return work.write(
        lambda scope: reply_with(vehicles.update_vehicle(scope, vehicle_id, body, version)),
        fingerprint=body,
    )


@router.delete(
    "/{vehicle_id}",
    status_code=204,
    dependencies=[MayKey],
    responses=problems(404, 409, 412, 428),
)
def delete_vehicle(vehicle_id: Name, version: WantedVersion, work: Working) -> Response:
    """Remove vehicles; plans made with them stay as they are."""
    return work.write(done(lambda scope: vehicles.delete_vehicle(scope, vehicle_id, version)))
