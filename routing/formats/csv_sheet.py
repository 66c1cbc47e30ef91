"""CSV files: UTF-8, commas or semicolons, cells over several lines inside quotes."""

import codecs
import csv
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from routing.formats.folding import fold
from routing.formats.sheet import Sheet, is_blank, shown
from routing.formats.table import refuse

MAX_ROWS: Final = 100_000
_UTF16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PROBE_BYTES: Final = 1000


class BrokenCsvError(Exception):
    """A CSV text that cannot be read on from a line."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True, slots=True)
class CsvRows:
    """The rows of a CSV text after its header; read anew each time they are gone through."""

    text: str
    delimiter: str

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        rows = self.with_header()
        next(rows, None)
        return rows

    def with_header(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each row that is not blank with the line it begins on.

        Raises
        ------
        BrokenCsvError
            When quotes are not closed or a cell is longer than 128 KiB.
        """
        lines = io.StringIO(self.text, newline="")
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        line = 1
        try:
            for cells in reader:
                if any(cells) and not all(is_blank(cell) for cell in cells):
                    yield line, cells
                line = reader.line_num + 1
        except csv.Error as error:
            raise BrokenCsvError(line) from error


def read_csv_sheet(file: str, data: bytes, known: frozenset[str]) -> Sheet:
    """Return the sheet of a CSV file; `known` are the folded names its columns may have.

    Raises
    ------
    InputError
        When the bytes are not such a file or hold more than 100,000 rows.
    """
    text = _decode(file, data)
    rows = CsvRows(text, _choose_delimiter(text, known))
    header_row, header = _read_header(rows)
    if not header:
        raise refuse(file, "tables.empty_file")
    if len(header) == 1 and "\t" in header[0]:
        raise refuse(file, "tables.tabs", row=header_row)
    _check_rows(file, rows)
    return Sheet(
        file,
        header_row,
        tuple(header),
        rows,
        decimal_comma=rows.delimiter == ";",
        is_exact=True,
    )


def _decode(file: str, data: bytes) -> str:
    if data.startswith(_UTF16_MARKS) or _looks_like_utf16(data):
        raise refuse(file, "tables.utf16")
    if b"\0" in data:
        raise refuse(file, "tables.binary", row=data.count(b"\n", 0, data.index(b"\0")) + 1)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # `utf-8-sig` counts from behind the mark.
        start = error.start + (3 if data.startswith(codecs.BOM_UTF8) else 0)
        row = data.count(b"\n", 0, start) + 1
        raise refuse(file, "tables.not_utf8", row=row, value=f"0x{data[start]:02X}") from error


def _looks_like_utf16(data: bytes) -> bool:
    """Tell whether every other byte of mostly Latin text is NUL."""
    probe = data[:_PROBE_BYTES]
    halves = (probe[0::2], probe[1::2])
    nuls = sorted(half.count(0) for half in halves)
    return nuls[0] == 0 and nuls[1] * 4 > len(probe)


def _choose_delimiter(text: str, known: frozenset[str]) -> str:
    def score(delimiter: str) -> tuple[int, int]:
        header = _read_header(CsvRows(text, delimiter))[1]
        return sum(fold(name) in known for name in header), len(header)

    return max(",;", key=score)


def _read_header(rows: CsvRows) -> tuple[int, list[str]]:
    try:
        return next(rows.with_header(), (1, []))
    except BrokenCsvError:
        return 1, [shown(rows.text)]


def _check_rows(file: str, rows: CsvRows) -> None:
    """Go through the rows once without looking at cells."""
    try:
        if sum(1 for _ in itertools.islice(rows, MAX_ROWS + 1)) > MAX_ROWS:
            raise refuse(file, "tables.too_many_rows", limit=MAX_ROWS)
    except BrokenCsvError as error:
        raise refuse(file, "tables.csv_broken", row=error.line) from error
