"""XLSX files: the first sheet, its numbers, dates and errors told apart.

Read with our own few lines on expat. The quick readers lay a sheet out as one rectangle, so
that two cells far apart take the machine's memory; they also turn ``#N/A`` and formulas
without a stored result into empty cells, where an import must not guess.
"""

import re
from typing import Final

from routing.formats.csv_sheet import MAX_ROWS
from routing.formats.sheet import NO_RESULT, Cell, Sheet, is_blank, shown
from routing.formats.table import refuse
from routing.formats.xlsx_archive import Attributes, XlsxArchive
from routing.formats.xlsx_dates import Kind, from_iso, from_serial, read_kinds

MAX_SHEET_ROWS: Final = 200_000
MAX_SHEET_COLUMNS: Final = 1000
MAX_SHEET_CELLS: Final = 8_000_000
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_WHOLE: Final = re.compile(r"-?[0-9]{1,18}", re.ASCII)
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_xlsx_sheet(file: str, data: bytes) -> Sheet:
    """Return the first sheet of a workbook; a row is numbered as the spreadsheet shows it.

    Raises
    ------
    InputError
        When the bytes are no such workbook, or beyond its bounds.
    """
    archive = XlsxArchive(file, data)
    workbook = archive.find_workbook()
    strings = archive.find_part(workbook, "/sharedStrings")
    styles = archive.find_part(workbook, "/styles")
    reader = _Rows(
        archive,
        strings=_read_strings(archive, strings) if strings else [],
        kinds=read_kinds(archive, styles) if styles else (),
        since_1904=_counts_from_1904(archive, workbook),
    )
    rows = reader.read(archive.find_first_sheet(workbook))
    if not rows:
        raise refuse(file, "tables.empty_file")
    if len(rows) - 1 > MAX_ROWS:
        raise refuse(file, "tables.too_many_rows", limit=MAX_ROWS)
    header_row, header = rows[0]
    labels = [shown(cell) for cell in header]
    labels += [""] * (max(len(cells) for _, cells in rows) - len(labels))
    return Sheet(file, header_row, tuple(labels), rows[1:])


class _Rows:
    """Collects the rows of one sheet while its elements go by."""

    def __init__(
        self,
        archive: XlsxArchive,
        *,
        strings: list[str],
        kinds: tuple[Kind, ...],
        since_1904: bool,
    ) -> None:
        self.archive, self.strings, self.kinds = archive, strings, kinds
        self.since_1904 = since_1904
        self.rows: list[tuple[int, list[Cell]]] = []
        self.row = self.column = self.stored = 0
        self.cells: list[Cell] = []
        self.type = self.style = ""
        self.pieces: list[str] = []
        self.has_formula = self.within_value = False

    def read(self, part: str) -> list[tuple[int, list[Cell]]]:
        """Return the rows that are not blank, with their numbers."""
        self.archive.parse(part, self._start, end=self._end, text=self._text)
        return self.rows

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self.type, self.style = attributes.get("t", "n"), attributes.get("s", "0")
            self.column = self._column(attributes.get("r"))
            self.pieces, self.has_formula = [], False
        elif name in ("v", "t"):
            self.within_value = True
        elif name == "f":
            self.has_formula = True
        elif name == "row":
            self.row = self._number(attributes.get("r"), self.row + 1)
            self.column, self.cells = 0, []
            if self.row > MAX_SHEET_ROWS:
                raise self._too_large()
        elif name == "rPh":
            self.within_value = False

    def _text(self, text: str) -> None:
        if self.within_value:
            self.pieces.append(text)

    def _end(self, name: str) -> None:
        if name in ("v", "t"):
            self.within_value = False
        elif name == "c":
            self._keep(self._cell())
        elif name == "row" and not all(is_blank(cell) for cell in self.cells):
            self.rows.append((self.row, self.cells))

    def _keep(self, cell: Cell) -> None:
        if is_blank(cell):
            return
        gap = self.column - len(self.cells) - 1
        self.stored += gap + 1
        if self.column > MAX_SHEET_COLUMNS or self.stored > MAX_SHEET_CELLS:
            raise self._too_large()
        if gap < 0:
            raise self.archive.broken()
        self.cells.extend([""] * gap)
        self.cells.append(cell)

    def _cell(self) -> Cell:
        written = "".join(self.pieces)
        if not written:
            is_missing = self.has_formula and self.type != "str"
            return NO_RESULT if is_missing else ""
        if self.type == "s":
            return self._string(written.strip())
        if self.type == "b":
            return written.strip() == "1"
        if self.type == "d":
            return from_iso(written.strip())
        if self.type == "n":
            return self._quantity(written.strip())
        return unescape(written)

    def _string(self, written: str) -> str:
        index = self._number(written, 0)
        if index >= len(self.strings):
            raise self.archive.broken()
        return self.strings[index]

    def _quantity(self, written: str) -> Cell:
        try:
            number = int(written) if _WHOLE.fullmatch(written) else float(written)
        except ValueError:
            raise self.archive.broken() from None
        style = self._number(self.style, 0)
        kind = self.kinds[style] if style < len(self.kinds) else "number"
        if kind != "number":
            return from_serial(number, kind, since_1904=self.since_1904)
        return int(number) if isinstance(number, float) and number.is_integer() else number

    def _column(self, reference: str | None) -> int:
        if reference is None:
            return self.column + 1
        found = _REFERENCE.fullmatch(reference)
        if found is None or int(found[2]) != self.row:
            raise self.archive.broken()
        number = 0
        for letter in found[1]:
            number = number * 26 + ord(letter) - ord("A") + 1
        return number

    def _number(self, written: str | None, absent: int) -> int:
        if written is None:
            return absent
        if not (written.isascii() and written.isdecimal() and len(written) <= 9):
            raise self.archive.broken()
        return int(written)

    def _too_large(self) -> Exception:
        rows, columns = max(self.row, len(self.rows)), max(self.column, len(self.cells))
        return refuse(self.archive.file, "tables.sheet_too_large", rows=rows, columns=columns)


def _read_strings(archive: XlsxArchive, part: str) -> list[str]:
    """Return the texts that cells refer to by number, without their reading aids."""
    strings: list[str] = []
    pieces: list[str] = []
    depth = {"t": 0, "rPh": 0}

    def start(name: str, _: Attributes) -> None:
        if name in depth:
            depth[name] += 1
        elif name == "si":
            pieces.clear()

    def end(name: str) -> None:
        if name in depth:
            depth[name] -= 1
        elif name == "si":
            strings.append(unescape("".join(pieces)))

    def text(piece: str) -> None:
        if depth["t"] and not depth["rPh"]:
            pieces.append(piece)

    archive.parse(part, start, end=end, text=text)
    return strings


def unescape(text: str) -> str:
    """Return a text with ``_x000D_`` and the like as the white space they stand for."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(_white_space, text)


def _white_space(found: re.Match[str]) -> str:
    char = chr(int(found[1], 16))
    return char if char in "\t\n\r" else found[0]


def _counts_from_1904(archive: XlsxArchive, workbook: str) -> bool:
    seen: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        if name == "workbookPr":
            seen.append(attributes.get("date1904", "0"))

    archive.parse(workbook, start)
    return seen[-1:] in (["1"], ["true"])
