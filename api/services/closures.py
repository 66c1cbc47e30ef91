"""Closures: kept only when the roads know where they are."""

from datetime import datetime

from api.clock import now
from api.db.engine import Database
from api.errors import ApiError
from api.identity import new_id
from api.repositories import areas, rows
from api.repositories.closures import in_force, not_over, overlapping
from api.schemas.closure import ClosureCreate, ClosurePreview, ClosureRead, ClosureUpdate
from api.schemas.page import Page
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
from api.services.scope import Scope, expect_version, touch
from api.tables import Closure
from api.tables.owned import Owned
from routing.errors import Fault
from routing.problem.records import ClosureRecord
from routing.service import Network
from routing.service.impact import preview_closures
from routing.service.standing import find_standing, lay_new, stand_all


def create_closure(scope: Scope, body: ClosureCreate) -> ClosureRead:
    """Store a closure; plans made from now on go round it."""
    record = lay_new(scope.knowledge.network, body.to_record(body.id or new_id("clo")))
    return _read(scope, add_record(scope, record, "closure"))


def list_closures(
    scope: Scope, cursor: str | None, limit: int, at: datetime | None
) -> Page[ClosureRead]:
    """Return one page of closures, of those in force at a time when it is given."""
    chosen = in_force(at) if at else ()
    found, following = page_rows(scope, ClosureRecord, cursor, limit, *chosen)
    return Page(items=[_read(scope, row) for row in found], next_cursor=following)


def get_closure(scope: Scope, closure_id: str) -> ClosureRead:
    """Return a closure."""
    return _read(scope, get_row(scope, ClosureRecord, closure_id, "closure"))


def update_closure(
    scope: Scope, closure_id: str, body: ClosureUpdate, wanted: int | None
) -> ClosureRead:
    """Put new facts in the place of a closure's."""
    record = lay_new(scope.knowledge.network, body.to_record(closure_id))
    return _read(scope, replace_record(scope, record, "closure", wanted))


def end_closure(scope: Scope, closure_id: str, wanted: int | None) -> ClosureRead:
    """Open the road now; ending one that has ended changes nothing.

    Raises
    ------
    ApiError
        ``WRONG_STATE`` when it has not begun: such a closure is deleted.
    """
    row = get_row(scope, ClosureRecord, closure_id, "closure", lock=True)
    expect_version(row, wanted)
    at = now()
    if row.start >= at:
        raise ApiError("WRONG_STATE", name=row.id, state="planned")
    if row.end > at:
        row.end = at
        touch(row)
        scope.session.flush()
        scope.record("closure", row.id, "end", version=row.version)
    return _read(scope, row)


def delete_closure(scope: Scope, closure_id: str, wanted: int | None) -> None:
    """Remove a closure that was entered by mistake."""
    remove_record(scope, ClosureRecord, closure_id, "closure", wanted)


def preview_closure(scope: Scope, body: ClosureUpdate) -> ClosurePreview:
    """Return what a closure would touch and do, beside the closures there are."""
    network = scope.knowledge.network
    stored = load_records(scope, ClosureRecord, *overlapping(body.start, body.end))
    standing = stand_all(network, stored).records
    impact = preview_closures(network, [body.to_record("preview")], standing=standing)
    return ClosurePreview.of(impact, network)


def review_closures(database: Database, network: Network) -> tuple[Fault, ...]:
    """Return what the roads no longer know of closures that hold now or later."""
    with database.read() as session:
        area = areas.find_area(session)
        found = rows.list_all(session, Closure, area.id, *not_over(now())) if area else ()
        records = [record_of(ClosureRecord, row) for row in found]
    return stand_all(network, records).faults


def _read(scope: Scope, row: Owned) -> ClosureRead:
    record = record_of(ClosureRecord, row)
    standing = find_standing(scope.knowledge.network, record)
    return ClosureRead.of(record, standing, kept_of(scope, row), scope.zone)
