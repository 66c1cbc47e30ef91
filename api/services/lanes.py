"""Lanes: put in force all together, from a table."""

from api.repositories import rows
from api.schemas.lane import LaneList, LaneRead, LanesImported
from api.schemas.problem import FaultRead
from api.services.kept_records import load_records
from api.services.records import columns_of
from api.services.scope import Scope
from api.tables import Lane as LaneRow
from routing.errors import InputError, fault
from routing.formats.table import Table
from routing.pricing.lanes import Lane
from routing.problem.records import HubRecord


def list_lanes(scope: Scope) -> LaneList:
    """Return all lanes."""
    lanes = load_records(scope, Lane)
    return LaneList(items=[LaneRead.of(lane, scope.area.currency) for lane in lanes])


def import_lanes(scope: Scope, table: Table[Lane]) -> LanesImported:
    """Put the lanes of a table in the place of those there are; bookings keep what was agreed.

    Raises
    ------
    InputError
        With every row that names an unknown hub.
    """
    known = [hub.id for hub in load_records(scope, HubRecord)]
    faults = [
        fault(
            "builder.unknown_hub",
            file=lane.source.file,
            row=lane.source.row,
            column="hub",
            value=lane.hub,
            known=", ".join(known),
        )
        for lane in table.records
        if lane.hub not in known
    ]
    if faults:
        raise InputError(faults)
    rows.clear(scope.session, LaneRow, scope.area.id)
    for lane in table.records:
        scope.session.add(LaneRow(area_id=scope.area.id, **columns_of(lane)))
    scope.session.flush()
    scope.record("lane", "", "import", count=len(table.records))
    warnings = [FaultRead.of(each) for each in table.warnings]
    return LanesImported(imported=len(table.records), warnings=warnings)
