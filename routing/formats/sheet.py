"""A table as it stands in its file: a header and rows of raw cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

Cell = str | float | bool | date | datetime | time | timedelta
"""A raw cell: always text in a CSV file; an empty cell is the empty text."""

NO_RESULT: Final = "#FORMULA?"
"""Stands in a cell with a formula whose result is not stored in the file."""

SHOWN_LENGTH: Final = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """A header and the rows below it, each with its line in the file (counted from 1).

    `rows` can be gone through often; blank rows are left out. Only a file with semicolons
    between its cells may write the decimal point as a comma. `is_exact`: a row must have as
    many cells as the header; otherwise empty cells at its end are left out.
    """

    file: str
    header_row: int
    header: tuple[str, ...]
    rows: Iterable[tuple[int, Sequence[Cell]]]
    decimal_comma: bool = False
    is_exact: bool = False


def is_blank(cell: Cell) -> bool:
    """Tell whether a cell says nothing."""
    return isinstance(cell, str) and not cell.strip()


def shown(cell: Cell) -> str:
    """Return a cell as a message shows it: on one line, and not all of a long one."""
    line = " ".join(str(cell).split())
    return line if len(line) <= SHOWN_LENGTH else f"{line[: SHOWN_LENGTH - 1]}…"
