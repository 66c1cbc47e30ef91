"""Tables that users put into a roads folder, with every fault of a table told at once."""

import csv
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from routing.errors import Fault, InputError, fault
from routing.geo import LonLat

T = TypeVar("T")


class OwnRow:
    """One row, read cell by cell; what is wrong with a cell is noted in `faults`."""

    def __init__(self, cells: Mapping[str, str | None], file: str, row: int) -> None:
        self._cells = cells
        self._at = file, row
        self.faults: list[Fault] = []

    def needed(self, column: str) -> str:
        """Return a text that must not be empty."""
        value = self.text(column)
        if not value:
            self._note("tables.empty_cell", column)
        return value

    def text(self, column: str) -> str:
        """Return a text, empty when there is none."""
        return (self._cells.get(column) or "").strip()

    def texts(self, column: str) -> tuple[str, ...]:
        """Return the texts that bars join."""
        return tuple(filter(None, self.text(column).split("|")))

    def number(self, column: str, low: float, high: float) -> float:
        """Return a number between two others; it must not be empty."""
        value = self.needed(column)
        try:
            found = float(value or low)
        except ValueError:
            found = math.nan
        if not low <= found <= high:
            self._note("roads.bad_number", column, value=value, want=f"{low:g}..{high:g}")
            return low
        return found

    def find_number(self, column: str, low: float, high: float) -> float | None:
        """Return a number between two others, None for an empty cell."""
        return self.number(column, low, high) if self.text(column) else None

    def lonlat(self) -> LonLat:
        """Return the position in the columns `lon` and `lat`."""
        return LonLat(self.number("lon", -180, 180), self.number("lat", -90, 90))

    def _note(self, key: str, column: str, **params: object) -> None:
        file, row = self._at
        self.faults.append(fault(key, file=file, row=row, column=column, **params))


def read_own_table(
    path: Path, needed: tuple[str, ...], read: Callable[[OwnRow], T], *, unique: str = ""
) -> list[T]:
    """Return what each row of a CSV table says.

    Parameters
    ----------
    needed
        Columns that must be there.
    unique
        A column in which no text may stand twice.

    Raises
    ------
    InputError
        With every fault of every row, or that columns are missing or the file is no UTF-8.
    """
    file = str(path)
    try:
        lines = path.read_text("utf-8-sig").splitlines(keepends=True)
    except UnicodeDecodeError as error:
        value = f"0x{error.object[error.start]:02X}"
        raise InputError([fault("tables.not_utf8", file=file, value=value)]) from error
    table = csv.DictReader(lines)
    known = table.fieldnames or ()
    missing = [column for column in needed if column not in known]
    if missing:
        raise InputError(
            fault("tables.missing_column", file=file, row=1, want=column) for column in missing
        )
    found: list[T] = []
    faults: list[Fault] = []
    rows: dict[str, int] = {}
    for cells in table:
        row, number = OwnRow(cells, file, table.line_num), table.line_num
        found.append(read(row))
        faults += row.faults
        value = row.text(unique)
        if value and rows.setdefault(value, number) != number:
            told = {"value": value, "first": rows[value]}
            faults.append(
                fault("tables.duplicate_id", file=file, row=number, column=unique, **told)
            )
    if faults:
        raise InputError(faults)
    return found
