"""Cells read as days of the week."""

import re
from functools import lru_cache
from typing import Final

from routing.formats.cell_text import CellError
from routing.formats.folding import fold
from routing.formats.sheet import Cell, shown

WEEK: Final = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
"""How days are called in messages, Monday first."""

_VIETNAMESE: Final = ("hai", "ba", "tu", "nam", "sau", "bay")
_ENGLISH: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ENGLISH_ENDS: Final = ("day", "sday", "nesday", "rsday", "day", "urday", "day")
_DASHES: Final = re.compile(r"\s*[-–]\s*")
_LIST_MARKS: Final = re.compile(r"[|,;]")


def _list_names() -> dict[str, int]:
    names = {"cn": 6, "chu_nhat": 6}
    for day, word in enumerate(_VIETNAMESE):
        names |= {f"t{day + 2}": day, f"thu_{day + 2}": day, f"thu_{word}": day}
    for day, (word, end) in enumerate(zip(_ENGLISH, _ENGLISH_ENDS, strict=True)):
        names |= {word: day, word + end: day}
    return names


_NAMES: Final = _list_names()


def weekdays_of(cell: Cell) -> frozenset[int]:
    """Return the days of a list such as ``T2-T7``, ``mon|tue`` or ``1-7``; 0 is Monday.

    Digits count from Monday as 1, as in ISO 8601. Vietnamese counts Monday as 2, so digits
    are only taken when one of them is 1, which no Vietnamese day is.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        cell = str(cell)
    if not isinstance(cell, str):
        raise CellError("tables.date_for_weekdays", value=shown(cell))
    return _parse_weekdays(cell)


@lru_cache(maxsize=1024)
def _parse_weekdays(written: str) -> frozenset[int]:
    parts = [part.strip() for part in _LIST_MARKS.split(written) if part.strip()]
    spans = [_DASHES.split(part) for part in parts]
    ends = [end for span in spans for end in span]
    if any(len(span) > 2 for span in spans) or not ends:
        raise CellError("tables.not_weekdays", value=shown(written))
    if all(end.isascii() and end.isdecimal() for end in ends):
        return _count_from_monday(written, spans, [int(end[:9]) for end in ends])
    days: set[int] = set()
    for span in spans:
        days |= _span_days([_day_of(end, written) for end in span])
    return frozenset(days)


def _count_from_monday(written: str, spans: list[list[str]], numbers: list[int]) -> frozenset[int]:
    if not all(1 <= number <= 8 for number in numbers):
        raise CellError("tables.not_weekdays", value=shown(written))
    if 1 in numbers and 8 not in numbers:
        return _read_digits(spans, 1)
    readings = [_read_digits(spans, first) for first in (1, 2) if max(numbers) - first < 7]
    raise CellError(
        "tables.ambiguous_weekdays",
        value=shown(written),
        readings=" / ".join("|".join(WEEK[day] for day in sorted(days)) for days in readings),
    )


def _read_digits(spans: list[list[str]], monday: int) -> frozenset[int]:
    days: set[int] = set()
    for span in spans:
        days |= _span_days([int(end) - monday for end in span])
    return frozenset(days)


def _span_days(ends: list[int]) -> set[int]:
    """Return the days from the first to the last, over the end of the week if need be."""
    first, last = ends[0], ends[-1]
    return {(first + step) % 7 for step in range((last - first) % 7 + 1)}


def _day_of(name: str, written: str) -> int:
    day = _NAMES.get(fold(name))
    if day is None:
        raise CellError("tables.not_weekdays", value=shown(written))
    return day
