"""Closures: kept only when the roads know where they are."""

from datetime import datetime

from api.clock import now
from api.errors import ApiError
from api.identity import new_id
from api.repositories.closures import in_force, overlapping
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
from api.tables.owned import Owned
from routing.problem.records import ClosureRecord
from routing.roads.closures import resolve_closures
from routing.service import Network
from routing.service.impact import preview_closures


def create_closure(scope: Scope, body: ClosureCreate) -> ClosureRead:
    """Store a closure; plans made from now on go round it."""
    record = body.to_record(body.id or new_id("clo"))
    _find_edges(scope.knowledge.network, record)
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
    record = body.to_record(closure_id)
    _find_edges(scope.knowledge.network, record)
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
    standing = load_records(scope, ClosureRecord, *overlapping(body.start, body.end))
    impact = preview_closures(network, [body.to_record("preview")], standing=standing)
    return ClosurePreview.of(impact, network)


def _find_edges(network: Network, record: ClosureRecord) -> list[int]:
    resolved = resolve_closures((record,), network.graph, network.places, network.km_posts)
    return sorted({int(edge) for closure in resolved for edge in closure.edges})


def _read(scope: Scope, row: Owned) -> ClosureRead:
    return ClosureRead.of(record_of(ClosureRecord, row), kept_of(scope, row), scope.zone)
