"""Cells of a rate card: read, and found wanting one by one."""

from collections.abc import Iterator, Mapping
from datetime import date

from routing.errors import Fault, fault

Cells = Mapping[str, object]


def table_of(table: Cells, name: str) -> Cells:
    """Return an inner table, empty when there is none."""
    inner = table.get(name)
    return inner if isinstance(inner, dict) else {}


def rows_of(table: Cells, name: str) -> list[Cells]:
    """Return the rows of a list of tables, empty when there is none."""
    rows = table.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def count_of(value: object) -> int:
    """Return a whole number that was checked."""
    return value if isinstance(value, int) else int(str(value))


def date_of(value: object) -> date:
    """Return a date that was checked."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def check_count(
    file: str, column: str, value: object, least: int, most: int | None = None
) -> Iterator[Fault]:
    """Yield a fault when a cell is no whole number within bounds."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole or count_of(value) < least:
        yield bad_cell(file, column, value, f"a whole number >= {least}")
    elif most is not None and count_of(value) > most:
        yield bad_cell(file, column, value, f"a whole number <= {most}")


def bad_cell(file: str, column: str, value: object, want: str) -> Fault:
    """Return the fault of a cell."""
    return fault("pricing.bad_card", file=file, column=column, value=value, want=want)
