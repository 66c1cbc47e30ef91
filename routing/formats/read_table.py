"""From a file to records: every fault of the file is found before any is raised."""

from collections.abc import Callable
from typing import TypeVar

from routing.formats.columns import TableSpec, match_header
from routing.formats.open_sheet import open_sheet
from routing.formats.row import Row
from routing.formats.table import FaultList, Table, TableSource

T = TypeVar("T")


def read_table(
    source: TableSource, spec: TableSpec, read_row: Callable[[Row], T | None]
) -> Table[T]:
    """Return the records of a table.

    Parameters
    ----------
    read_row
        Makes a record of a row, or None when the row has a fault.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    sheet = open_sheet(source, frozenset(spec.names))
    faults = FaultList(sheet.file)
    header = match_header(sheet, spec, faults)
    row = Row(sheet, spec, header, faults)
    records: list[T] = []
    is_empty = True
    for number, cells in sheet.rows:
        is_empty = False
        record = read_row(row) if row.start(number, cells) else None
        if record is not None:
            records.append(record)
    if is_empty and not spec.may_be_empty:
        faults.add("tables.no_rows", row=sheet.header_row)
    faults.raise_if_any()
    return Table(tuple(records), (*header.warnings, *row.list_warnings()))
