"""Hubs: kept only where the roads reach, removed only when nothing refers to them."""

from api.errors import ApiError
from api.identity import new_id
from api.repositories import rows
from api.repositories.hubs import count_users_of_hub
from api.schemas.hub import HubCreate, HubRead, HubUpdate
from api.schemas.hub_slot import slots_of, slots_to_columns
from api.schemas.page import Page
from api.services.kept_records import (
    add_record,
    get_row,
    kept_of,
    page_rows,
    remove_record,
    replace_record,
)
from api.services.records import record_of
from api.services.scope import Scope
from api.tables import Hub
from routing.problem.records import HubRecord, HubSlotRecord
from routing.service.locate import locate


def create_hub(scope: Scope, body: HubCreate) -> HubRead:
    """Store a new hub, once its place is known to the roads."""
    record = body.to_record(body.id or new_id("hub"))
    locate(scope.knowledge.network, record.location)
    add_record(scope, record, "hub")
    return _keep_slots(scope, body.to_slots(record.id), record.id)


def list_hubs(scope: Scope, cursor: str | None, limit: int) -> Page[HubRead]:
    """Return one page of hubs."""
    found, following = page_rows(scope, HubRecord, cursor, limit)
    return Page(items=[_read(scope, row) for row in found], next_cursor=following)


def get_hub(scope: Scope, hub_id: str) -> HubRead:
    """Return a hub."""
    return _read(scope, get_row(scope, HubRecord, hub_id, "hub"))


def update_hub(scope: Scope, hub_id: str, body: HubUpdate, wanted: int | None) -> HubRead:
    """Put new facts in the place of a hub's."""
    record = body.to_record(hub_id)
    locate(scope.knowledge.network, record.location)
    replace_record(scope, record, "hub", wanted)
    return _keep_slots(scope, body.to_slots(record.id), record.id)


def delete_hub(scope: Scope, hub_id: str, wanted: int | None) -> None:
    """Remove a hub that no vehicle and no booked request names.

    Raises
    ------
    ApiError
        ``IN_USE`` with the number of those that do.
    """
    get_row(scope, HubRecord, hub_id, "hub", lock=True)
    used = count_users_of_hub(scope.session, scope.area.id, hub_id)
    if used:
        raise ApiError("IN_USE", name=hub_id, count=used)
    remove_record(scope, HubRecord, hub_id, "hub", wanted)


def load_slots(scope: Scope) -> tuple[HubSlotRecord, ...]:
    """Return what all hubs take in at which times of the day."""
    found = rows.list_all(scope.session, Hub, scope.area.id)
    return tuple(slot for row in found for slot in slots_of(row.id, row.slots))


def _keep_slots(scope: Scope, slots: tuple[HubSlotRecord, ...], hub_id: str) -> HubRead:
    row = get_row(scope, HubRecord, hub_id, "hub")
    row.slots = slots_to_columns(slots)
    scope.session.flush()
    return _read(scope, row)


def _read(scope: Scope, row: Hub) -> HubRead:
    return HubRead.of(record_of(HubRecord, row), slots_of(row.id, row.slots), kept_of(scope, row))
