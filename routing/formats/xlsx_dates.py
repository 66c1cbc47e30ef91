"""How a spreadsheet keeps dates and times: numbers with a format.

References
----------
ECMA-376, Office Open XML, part 1: 18.8.30 (number formats), 18.17.4 (dates and times).
"""

import math
import re
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

from routing.formats.sheet import Cell
from routing.formats.xlsx_archive import Attributes, XlsxArchive

Kind = Literal["number", "date", "clock"]

_DATES: Final = frozenset({14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 55), 57, 58})
_CLOCKS: Final = frozenset({18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56})
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]|am/pm|a/p|general')
_EPOCH_1900: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet knows no zone
_EPOCH_1904: Final = datetime(1904, 1, 1)  # noqa: DTZ001
_DAY_S: Final = 86_400
_LAST_SERIAL: Final = 2_958_466  # the first day of the year 10000


def read_kinds(archive: XlsxArchive, styles: str) -> tuple[Kind, ...]:
    """Return what the numbers of each cell style mean."""
    formats: dict[str, str] = {}
    kinds: list[Kind] = []
    within: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        within.append(name)
        if name == "numFmt":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and within[-2:-1] == ["cellXfs"]:
            kinds.append(_kind_of(attributes.get("numFmtId", "0"), formats))

    def end(_: str) -> None:
        within.pop()

    archive.parse(styles, start, end=end)
    return tuple(kinds)


def kind_of_format(code: str) -> Kind:
    """Return what a number of a format such as ``dd/mm/yyyy`` means."""
    letters = _LITERAL.sub("", code.lower().split(";")[0])
    if set("dy") & set(letters):
        return "date"
    if set("hs") & set(letters):
        return "clock"
    return "date" if "m" in letters else "number"


def from_serial(serial: float, kind: Kind, *, since_1904: bool) -> Cell:
    """Return the date, time or span that a number of days stands for, to the second."""
    if kind == "number" or not math.isfinite(serial) or not 0 <= serial < _LAST_SERIAL:
        return serial
    span = timedelta(seconds=round(serial * _DAY_S))
    if kind == "clock" and span.days:
        return span
    moment = (_EPOCH_1904 if since_1904 else _EPOCH_1900) + span
    if not span.days:
        return moment.time()
    return moment if moment.time() != time.min else moment.date()


def from_iso(written: str) -> date | datetime | str:
    """Return the date a cell of the ISO type holds; the text itself when it holds none."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return written
    moment = moment.replace(tzinfo=None, microsecond=0)
    return moment if moment.time() != time.min else moment.date()


def _kind_of(number: str, formats: dict[str, str]) -> Kind:
    if number in formats:
        return kind_of_format(formats[number])
    builtin = int(number) if number.isascii() and number.isdecimal() else 0
    if builtin in _DATES:
        return "date"
    return "clock" if builtin in _CLOCKS else "number"
