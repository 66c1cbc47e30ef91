"""One row of a table, read cell by cell by the name of the column."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar
from zoneinfo import ZoneInfo

from routing.errors import Fault, fault
from routing.formats import cell_days, cell_number, cell_text, cell_time
from routing.formats.cell_number import Bounds
from routing.formats.cell_text import CellError
from routing.formats.columns import Column, Header, TableSpec
from routing.formats.sheet import Cell, Sheet, is_blank
from routing.formats.table import FaultList
from routing.problem.records import Source
from routing.units import round_half_up

T = TypeVar("T")


class Row:
    """The row that is being read. Its cells are asked for by column name.

    An empty cell gives the default, and so does a cell that cannot be read, which is noted as
    a fault: reading goes on so that every fault is found. A record is built only of a row that
    `is_clean`. An empty cell of a required column is a fault too.
    """

    def __init__(self, sheet: Sheet, spec: TableSpec, header: Header, faults: FaultList) -> None:
        self._file, self._header, self._faults = sheet.file, header, faults
        self._decimal_comma, self._is_exact = sheet.decimal_comma, sheet.is_exact
        self._required = {column.name for column in spec.columns if column.required}
        self._idle = [
            column
            for column in spec.columns
            if column.use == "ignored" and column.name in header.positions
        ]
        self._warned: dict[tuple[str, str], tuple[int, int]] = {}
        self._ids: dict[str, int] = {}
        self._faults_before = 0
        self._cells: Sequence[Cell] = ()
        self.number = 0

    def start(self, number: int, cells: Sequence[Cell]) -> bool:
        """Go on to a row; tell whether its cells stand under the header's columns."""
        self.number, self._cells = number, cells
        self._faults_before = self._faults.count
        if self._is_ragged(cells):
            width = self._header.width
            self._faults.add("tables.ragged_row", row=number, cells=len(cells), columns=width)
            return False
        if self._header.nameless and any(not is_blank(self._at(i)) for i in self._header.nameless):
            self.warn("tables.nameless_column", "")
        for column in self._idle:
            self._check_idle(column)
        return True

    @property
    def is_clean(self) -> bool:
        """Whether no fault was found in the row so far."""
        return self.is_clean_since(self._faults_before)

    @property
    def mark(self) -> int:
        """A mark of how many faults there are by now."""
        return self._faults.count

    def is_clean_since(self, mark: int) -> bool:
        """Tell whether no fault was found since a mark was taken."""
        return self._faults.count == mark

    @property
    def source(self) -> Source:
        """Where the row stands."""
        return Source(self._file, self.number)

    def has(self, *columns: str) -> bool:
        """Tell whether the file has all of some columns."""
        return all(column in self._header.positions for column in columns)

    def fault(self, key: str, column: str, **params: object) -> None:
        """Note a fault of a cell."""
        label = self._header.labels.get(column, column)
        self._faults.add(key, row=self.number, column=label, **params)

    def take(self, found: Fault, column: str) -> None:
        """Note a fault that a look-up found in a cell."""
        label = self._header.labels.get(column, column)
        self._faults.take(replace(found, row=self.number, column=label))

    def warn(self, key: str, column: str) -> None:
        """Note something left unread; it is told once for the file, with the rows counted."""
        first, count = self._warned.get((key, column), (self.number, 0))
        self._warned[key, column] = (first, count + 1)

    def list_warnings(self) -> list[Fault]:
        """Return the warnings of all rows read, each with the first row it was found in."""
        return [
            fault(
                key,
                file=self._file,
                row=first,
                column=self._header.labels.get(column, column),
                count=count,
            )
            for (key, column), (first, count) in self._warned.items()
        ]

    def peek(self, column: str) -> Cell:
        """Return the tidied cell of a column; the empty text when there is none to read."""
        position = self._header.positions.get(column)
        try:
            return "" if position is None else cell_text.tidy(self._at(position))
        except CellError:
            return ""

    def id(self) -> str:
        """Return the row's id, which no other row has."""
        found = self.name("id")
        first = self._ids.setdefault(found, self.number)
        if found and first != self.number:
            self.fault("tables.duplicate_id", "id", value=found, first=first)
        return found

    def name(self, column: str) -> str:
        """Return an id or a name."""
        return self.read(column, cell_text.name_of, "")

    def text(self, column: str, *, limit: int = cell_text.MAX_TEXT) -> str:
        """Return free text of at most so many characters."""
        return self.read(column, lambda cell: cell_text.text_of(cell, limit=limit), "")

    def words(self, column: str) -> tuple[str, ...]:
        """Return the words of a list."""
        return self.read(column, cell_text.words_of, ())

    def flag(self, column: str, *, default: bool) -> bool:
        """Return yes or no."""
        return self.read(column, cell_text.flag_of, default)

    def choice(self, column: str, options: Mapping[str, str], default: str) -> str:
        """Return what one of a set of words stands for."""
        return self.read(column, lambda cell: cell_text.choice_of(cell, options), default)

    def decimal(self, column: str, bounds: Bounds, *, may_group: bool = True) -> Decimal | None:
        """Return an exact number, None without one."""
        return self.read(
            column,
            lambda cell: cell_number.number_of(
                cell, bounds, decimal_comma=self._decimal_comma, may_group=may_group
            ),
            None,
        )

    def scaled(self, column: str, scale: int, bounds: Bounds, default: int) -> int:
        """Return a number times a scale, as a whole number (kg in g: scale 1000)."""
        number = self.decimal(column, bounds)
        return default if number is None else round_half_up(number * scale)

    def whole(self, column: str, bounds: Bounds, default: int) -> int:
        """Return a whole number."""
        found = self.find_whole(column, bounds)
        return default if found is None else found

    def find_whole(self, column: str, bounds: Bounds) -> int | None:
        """Return a whole number, None without one."""
        return self.read(
            column,
            lambda cell: cell_number.whole_of(cell, bounds, decimal_comma=self._decimal_comma),
            None,
        )

    def moment(self, column: str, zone: ZoneInfo, *, at_end: bool = False) -> datetime | None:
        """Return an aware time, None without one."""
        return self.read(column, lambda cell: cell_time.moment_of(cell, zone, at_end=at_end), None)

    def minute(self, column: str, default: int) -> int:
        """Return a clock time in minutes after midnight."""
        return self.read(column, cell_time.minute_of, default)

    def windows(self, column: str) -> tuple[tuple[int, int], ...]:
        """Return daily clock windows."""
        return self.read(column, cell_time.windows_of, ())

    def dates(self, column: str) -> frozenset[date]:
        """Return a set of dates."""
        return self.read(column, cell_time.dates_of, frozenset())

    def weekdays(self, column: str, default: frozenset[int]) -> frozenset[int]:
        """Return days of the week, 0 Monday."""
        return self.read(column, cell_days.weekdays_of, default)

    def read(self, column: str, parse: Callable[[Cell], T], default: T) -> T:
        """Return what a function makes of a cell, noting why it cannot."""
        position = self._header.positions.get(column)
        if position is None:
            return default
        try:
            raw = self._at(position)
            cell = cell_text.tidy(raw) if raw != "" else raw
            if cell != "":
                return parse(cell)
            if column in self._required:
                self.fault("tables.empty_cell", column)
        except CellError as error:
            self.fault(error.key, column, **error.params)
        return default

    def _is_ragged(self, cells: Sequence[Cell]) -> bool:
        width = self._header.width
        if len(cells) <= width:
            return self._is_exact and len(cells) < width
        return not all(is_blank(cell) for cell in cells[width:])

    def _at(self, position: int) -> Cell:
        return self._cells[position] if position < len(self._cells) else ""

    def _check_idle(self, column: Column) -> None:
        if self.peek(column.name) != "":
            self.warn("tables.ignored_column", column.name)
