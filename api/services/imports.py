"""Files of requests: everything in a file is booked, or nothing of it."""

from collections.abc import Iterator, Sequence
from functools import partial

from api.identity import is_good_id
from api.knowledge import Knowledge
from api.repositories import requests as stored
from api.repositories import rows
from api.schemas.problem import FaultRead
from api.schemas.request import ImportRead
from api.services.kept_records import load_records
from api.services.ownership import adopt, find_foreign_faults
from api.services.records import columns_of
from api.services.scope import Scope
from api.tables import Request
from routing.errors import Fault, InputError, fault
from routing.formats.requests_table import read_requests
from routing.formats.table import Table
from routing.problem.builder import find_reference_faults
from routing.problem.records import HubRecord, RequestRecord
from routing.service.locate import find_location_faults


def read_upload(
    knowledge: Knowledge, name: str, content: bytes, timezone: str
) -> Table[RequestRecord]:
    """Return the requests of an uploaded CSV or XLSX file.

    Raises
    ------
    InputError
        With every fault of the file, unknown places among them.
    """
    return read_requests(
        (name, content),
        products=knowledge.products,
        timezone=timezone,
        check_location=partial(find_location_faults, knowledge.network),
    )


def import_requests(scope: Scope, table: Table[RequestRecord]) -> ImportRead:
    """Book every request of a table, or none.

    Raises
    ------
    InputError
        With every row that names an unknown hub, or an id that cannot be used.
    """
    records = [adopt(scope.who, record) for record in table.records]
    faults = [*_find_faults(scope, records)]
    if faults:
        raise InputError(faults)
    columns = [{"area_id": scope.area.id, **columns_of(record)} for record in records]
    stored.add_many(scope.session, columns)
    scope.record("request", "", "import", count=len(records))
    return ImportRead(
        imported=len(records),
        ids=[record.id for record in records],
        warnings=[FaultRead.of(each) for each in table.warnings],
    )


def _find_faults(scope: Scope, records: Sequence[RequestRecord]) -> Iterator[Fault]:
    yield from find_reference_faults(load_records(scope, HubRecord), (), records, {})
    taken = rows.list_ids(scope.session, Request, scope.area.id)
    for record in records:
        yield from find_foreign_faults(scope.who, record)
        key = "" if is_good_id(record.id) else "api.bad_id"
        key = "api.id_taken" if record.id in taken else key
        if key:
            source = record.source
            yield fault(key, file=source.file, row=source.row, column="id", name=record.id)
