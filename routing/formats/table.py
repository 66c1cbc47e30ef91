"""What reading a table gives: its records with warnings, or all its faults."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Generic, TypeVar

from routing.errors import Fault, InputError, fault

T = TypeVar("T")

TableSource = Path | tuple[str, bytes]
"""A file, or the name and the bytes of an upload."""

MAX_FAULTS: Final = 1000


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """The records of a table without faults. A warning names what was left unread."""

    records: tuple[T, ...]
    warnings: tuple[Fault, ...] = ()


class FaultList:
    """The first 1,000 faults of a file, and how many there are in all."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.count = 0
        self._kept: list[Fault] = []

    def add(self, key: str, *, row: int = 0, column: str = "", **params: object) -> None:
        """Note one fault of the file."""
        self.count += 1
        if len(self._kept) < MAX_FAULTS:
            self._kept.append(fault(key, file=self.file, row=row, column=column, **params))

    def take(self, found: Fault) -> None:
        """Note a fault found elsewhere in a row of the file."""
        self.add(found.key, row=found.row, column=found.column, **dict(found.params))

    def raise_if_any(self) -> None:
        """Raise what was found, ended by a count when not all of it is listed.

        Raises
        ------
        InputError
            When there is a fault.
        """
        more = self.count - len(self._kept)
        if more:
            self._kept.append(fault("tables.more_faults", file=self.file, count=more))
        if self._kept:
            raise InputError(self._kept)


def refuse(file: str, key: str, *, row: int = 0, **params: object) -> InputError:
    """Return the error of a file that cannot be read any further."""
    return InputError([fault(key, file=file, row=row, column="", **params)])
