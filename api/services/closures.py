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
from api.services.message_words import tell_closure
from api.services.plan_impact import find_plan_impact
from api.services.records import record_of
from api.services.road_changes import lock_head, meet_roads
from api.services.scope import Scope, expect_version, touch
from api.tables import Closure
from api.tables.owned import Owned
from routing.errors import Fault
from routing.problem.records import ClosureRecord
from routing.service import Network
from routing.service.impact import preview_closures
from routing.service.standing import find_standing, lay_new, stand_all


def create_closure(scope: Scope, body: ClosureCreate) -> ClosureRead:
    """Store a closure; the living plan and plans made from now on go round it."""
    record = lay_new(scope.knowledge.network, body.to_record(body.id or new_id("clo")))
    area, head = lock_head(scope)
    row = add_record(scope, record, "closure")
    meet_roads(scope, area, head, tell_closure(record))
    return _read(scope, row)


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
    area, head = lock_head(scope)
    row = replace_record(scope, record, "closure", wanted)
    meet_roads(scope, area, head, tell_closure(record))
    return _read(scope, row)


def end_closure(scope: Scope, closure_id: str, wanted: int | None) -> ClosureRead:
    """Open the road now; ending one that has ended changes nothing.

    Raises
    ------
    ApiError
        ``WRONG_STATE`` when it has not begun: such a closure is deleted.
    """
    area, head = lock_head(scope)
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
        meet_roads(scope, area, head, tell_closure(record_of(ClosureRecord, row), is_open=True))
    return _read(scope, row)


def delete_closure(scope: Scope, closure_id: str, wanted: int | None) -> None:
    """Remove a closure that was entered by mistake."""
    area, head = lock_head(scope)
    record = record_of(ClosureRecord, get_row(scope, ClosureRecord, closure_id, "closure"))
    remove_record(scope, ClosureRecord, closure_id, "closure", wanted)
    meet_roads(scope, area, head, tell_closure(record, is_open=True))


def preview_closure(scope: Scope, body: ClosureUpdate) -> ClosurePreview:
    """Return what a closure would touch and do, beside the closures there are."""
    network = scope.knowledge.network
    stored = load_records(scope, ClosureRecord, *overlapping(body.start, body.end))
    standing = stand_all(network, stored).records
    record = body.to_record("preview")
    impact = preview_closures(network, [record], standing=standing)
    return ClosurePreview.of(impact, network, find_plan_impact(scope, record))


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
