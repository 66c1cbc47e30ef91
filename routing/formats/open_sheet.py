"""From a file or an upload to a sheet, by what the bytes are and not by the name."""

import unicodedata
from pathlib import Path, PurePath
from typing import Final

from routing.formats.csv_sheet import read_csv_sheet
from routing.formats.sheet import Sheet
from routing.formats.table import TableSource, refuse
from routing.formats.xlsx_sheet import read_xlsx_sheet

MAX_BYTES: Final = 20_000_000
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_sheet(source: TableSource, known: frozenset[str]) -> Sheet:
    """Return the sheet of a CSV or XLSX file.

    Parameters
    ----------
    known
        Folded column names that the table may have; they tell which separator a CSV uses.

    Raises
    ------
    InputError
        When the file is missing, too big or no such file.
    """
    file, data = _read_bytes(source)
    if data.startswith(_OLE):
        raise refuse(file, "tables.old_excel")
    if data.startswith(_ZIP):
        return read_xlsx_sheet(file, data)
    if file.lower().endswith((".xlsx", ".xlsm")):
        raise refuse(file, "tables.not_xlsx")
    return read_csv_sheet(file, data, known)


def _read_bytes(source: TableSource) -> tuple[str, bytes]:
    """Return the name a fault calls the file by, and what is in it."""
    if not isinstance(source, Path):
        name, data = source
        file = _file_name(name)
        _check_size(file, len(data))
        return file, data
    file = _file_name(source.name)
    try:
        if source.is_dir():
            raise refuse(file, "tables.folder")
        _check_size(file, source.stat().st_size)
        return file, source.read_bytes()
    except FileNotFoundError:
        raise refuse(file, "tables.no_file", path=source) from None
    except (OSError, ValueError) as error:
        raise refuse(file, "tables.unreadable", why=error) from error


def _check_size(file: str, size: int) -> None:
    if size > MAX_BYTES:
        raise refuse(
            file, "tables.too_big", megabytes=f"{size / 1e6:.1f}", limit=MAX_BYTES // 10**6
        )


def _file_name(name: str) -> str:
    """Return the last part of a name without control characters, as an upload may have any."""
    last = PurePath(name.replace("\\", "/")).name
    kept = "".join(char for char in last if unicodedata.category(char)[0] != "C")
    return unicodedata.normalize("NFC", kept)[:200]
