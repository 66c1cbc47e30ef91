"""Vehicles: kept only when their hub and profile are known and they carry what they may."""

from api.identity import new_id
from api.schemas.page import Page
from api.schemas.vehicle import VehicleCreate, VehicleRead, VehicleUpdate
from api.services.kept_records import (
    add_record,
    get_row,
    kept_of,
    load_records,
    page_rows,
    remove_record,
    replace_record,
)
from api.services.records import record_of
from api.services.scope import Scope, find_currency_faults
from api.tables.owned import Owned
from routing.errors import InputError
from routing.problem.builder import find_reference_faults
from routing.problem.records import FleetRecord, HubRecord


def create_vehicle(scope: Scope, body: VehicleCreate) -> VehicleRead:
    """Store new vehicles."""
    record = _check(scope, body, body.id or new_id("veh"))
    return _read(scope, add_record(scope, record, "vehicle"))


def list_vehicles(scope: Scope, cursor: str | None, limit: int) -> Page[VehicleRead]:
    """Return one page of vehicles."""
    found, following = page_rows(scope, FleetRecord, cursor, limit)
    return Page(items=[_read(scope, row) for row in found], next_cursor=following)


def get_vehicle(scope: Scope, vehicle_id: str) -> VehicleRead:
    """Return vehicles of one row."""
    return _read(scope, get_row(scope, FleetRecord, vehicle_id, "vehicle"))


def update_vehicle(
    scope: Scope, vehicle_id: str, body: VehicleUpdate, wanted: int | None
) -> VehicleRead:
    """Put new facts in the place of a row's."""
    record = _check(scope, body, vehicle_id)
    return _read(scope, replace_record(scope, record, "vehicle", wanted))


def delete_vehicle(scope: Scope, vehicle_id: str, wanted: int | None) -> None:
    """Remove vehicles; plans that were made with them stay as they are."""
    remove_record(scope, FleetRecord, vehicle_id, "vehicle", wanted)


def _check(scope: Scope, body: VehicleUpdate, vehicle_id: str) -> FleetRecord:
    record = body.to_record(vehicle_id)
    hubs = load_records(scope, HubRecord)
    profiles = scope.knowledge.network.profiles
    payloads_g = {name: profile.payload_g for name, profile in profiles.items()}
    faults = [
        *find_currency_faults(scope, body),
        *find_reference_faults(hubs, (record,), (), payloads_g),
    ]
    if faults:
        raise InputError(faults)
    return record


def _read(scope: Scope, row: Owned) -> VehicleRead:
    record = record_of(FleetRecord, row)
    return VehicleRead.of(record, kept_of(scope, row), scope.area.currency)
