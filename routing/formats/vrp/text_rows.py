"""Lines of a text file as rows of cells, and numbers out of them with a fault for each misfit."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from routing.errors import Fault, InputError, fault

MAX_BYTES: Final = 50_000_000
MAX_NODES: Final = 5_000
"""More nodes would need matrices beyond a small machine's memory."""


MAX_NUMBER: Final = 10**9
"""Bound of every number in a file: scaled and summed up, it stays far inside 64 bits."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one line; `number` counts lines from 1."""

    number: int
    cells: tuple[str, ...]


class Notes:
    """Faults met in one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def add(self, key: str, *, row: int = 0, column: str = "", **params: object) -> None:
        """Note a fault at a row."""
        self.faults.append(fault(key, file=self.file, row=row, column=column, **params))

    def refuse(self, name: str, value: object, want: str, row: int = 0) -> None:
        """Note that a value breaks a rule."""
        self.add("vrp.bad_value", row=row, column=name, name=name, value=value, want=want)

    def stop_if_faulty(self) -> None:
        """Raise when there is any fault.

        Raises
        ------
        InputError
            With all faults.
        """
        if self.faults:
            raise InputError(self.faults)

    def number(self, cell: str, name: str, row: int, *, low: float = 0.0) -> float:
        """Return a cell as a number of at least `low`; a harmless one when it is none."""
        value = self._find_number(cell, name, row)
        if value is not None and not low <= value <= MAX_NUMBER:
            self.refuse(name, cell, f"{low:g} … {MAX_NUMBER}", row)
            value = None
        return max(low, 0.0) if value is None else value

    def whole(
        self, cell: str, name: str, row: int, *, low: int = 0, high: int = MAX_NUMBER
    ) -> int:
        """Return a cell as a whole number between bounds; a harmless one when it is none."""
        value = self._find_number(cell, name, row)
        if value is not None and (value != math.floor(value) or not low <= value <= high):
            self.refuse(name, cell, f"{low}, {low + 1}, … {high}", row)
            value = None
        return max(low, 0) if value is None else int(value)

    def _find_number(self, cell: str, name: str, row: int) -> float | None:
        try:
            value = float(cell)
        except ValueError:
            value = math.nan
        if math.isfinite(value):
            return value
        self.add("vrp.not_a_number", row=row, column=name, name=name, value=cell)
        return None


def split_rows(text: str) -> Iterator[Row]:
    """Yield the lines that are not blank."""
    for number, line in enumerate(text.splitlines(), start=1):
        cells = tuple(line.split())
        if cells:
            yield Row(number, cells)


def read_text(path: Path) -> str:
    """Return the text of a file.

    Raises
    ------
    InputError
        When it cannot be read, is too big, or is not text.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError([fault("vrp.cannot_read", file=str(path), why=why)]) from error
    return decode(content, str(path))


def decode(content: bytes, file: str) -> str:
    """Return bytes as text.

    Raises
    ------
    InputError
        When there are too many, or they are not UTF-8.
    """
    if len(content) > MAX_BYTES:
        raise InputError([fault("vrp.too_big", file=file, value=len(content), want=MAX_BYTES)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError([fault("vrp.not_text", file=file)]) from error
    if "\0" in text:
        raise InputError([fault("vrp.not_text", file=file)])
    return text
