"""Cells read as dates, moments, clock times and daily windows: ISO forms only."""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from routing.formats.cell_text import CellError, words_of
from routing.formats.sheet import Cell, shown

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2099
DAY_MIN: Final = 24 * 60

_ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ISO_MOMENT: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)"
    r" ?(Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_DAY_FIRST: Final = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?:[ T](.*))?")
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})[/.-]?([0-9]{1,2})[/.-]?([0-9]{1,2})(?:[ T](.*))?")
_CLOCK: Final = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::00)?")
_DASHES: Final = re.compile(r"\s*[-–]\s*")


def date_of(cell: Cell) -> date:
    """Return a cell as a local date."""
    if isinstance(cell, datetime):
        if cell.time() != time.min:
            raise CellError("tables.not_date", value=shown(cell))
        return _in_range(cell.date(), cell)
    if isinstance(cell, date):
        return _in_range(cell, cell)
    if not isinstance(cell, str):
        raise CellError("tables.not_date", value=shown(cell))
    return _parse_date(cell)


def dates_of(cell: Cell) -> frozenset[date]:
    """Return the dates of a list joined by ``|``."""
    if isinstance(cell, str):
        return frozenset(_parse_date(word) for word in words_of(cell))
    return frozenset({date_of(cell)})


def moment_of(cell: Cell, zone: ZoneInfo, *, at_end: bool = False) -> datetime:
    """Return a cell as an aware time; without an offset it is local.

    Parameters
    ----------
    at_end
        Whether a date alone means the last second of that day, else its first.
    """
    if isinstance(cell, str):
        return _parse_moment(cell, zone, at_end)
    if isinstance(cell, datetime) and cell.time() != time.min:
        _in_range(cell.date(), cell)
        return cell.replace(tzinfo=zone)
    return _day_edge(date_of(cell), zone, at_end=at_end)


def minute_of(cell: Cell) -> int:
    """Return a cell as minutes after local midnight, 24:00 included."""
    if isinstance(cell, time):
        cell = timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second)
    if isinstance(cell, timedelta):
        minutes, rest = divmod(cell, timedelta(minutes=1))
        if rest or not 0 <= minutes <= DAY_MIN:
            raise CellError("tables.not_clock", value=shown(cell))
        return minutes
    if not isinstance(cell, str):
        raise CellError("tables.not_clock", value=shown(cell))
    return _parse_clock(cell)


def windows_of(cell: Cell) -> tuple[tuple[int, int], ...]:
    """Return the windows of ``HH:MM-HH:MM`` joined by ``|``, in the order of the clock."""
    if not isinstance(cell, str):
        raise CellError("tables.not_window", value=shown(cell))
    return _parse_windows(cell)


@lru_cache(maxsize=4096)
def _parse_date(written: str) -> date:
    if _ISO_DATE.fullmatch(written):
        try:
            return _in_range(date.fromisoformat(written), written)
        except ValueError:
            raise CellError("tables.no_such_date", value=written) from None
    raise _refuse_date(written, "tables.not_date")


@lru_cache(maxsize=4096)
def _parse_moment(written: str, zone: ZoneInfo, at_end: bool) -> datetime:  # noqa: FBT001 - cached
    if _ISO_DATE.fullmatch(written):
        return _day_edge(_parse_date(written), zone, at_end=at_end)
    found = _ISO_MOMENT.fullmatch(written)
    if found is None:
        raise _refuse_date(written, "tables.not_moment")
    day, clock, offset = found.groups()
    _parse_date(day)
    try:
        moment = datetime.fromisoformat(f"{day}T{clock}{offset or ''}")
    except ValueError:
        raise CellError("tables.not_moment", value=written) from None
    return moment.astimezone(zone) if offset else moment.replace(tzinfo=zone)


@lru_cache(maxsize=4096)
def _parse_windows(written: str) -> tuple[tuple[int, int], ...]:
    windows: list[tuple[int, int]] = []
    for part in words_of(written):
        ends = _DASHES.split(part)
        if len(ends) != 2:
            raise CellError("tables.not_window", value=shown(part))
        first, last = _parse_clock(ends[0]), _parse_clock(ends[1])
        if last <= first:
            raise CellError("tables.window_order", value=part)
        windows.append((first, last))
    return tuple(sorted(windows))


@lru_cache(maxsize=4096)
def _parse_clock(written: str) -> int:
    found = _CLOCK.fullmatch(written)
    minutes = int(found[1]) * 60 + int(found[2]) if found else DAY_MIN + 1
    if found is None or int(found[2]) > 59 or minutes > DAY_MIN:
        raise CellError("tables.not_clock", value=shown(written))
    return minutes


def _day_edge(day: date, zone: ZoneInfo, *, at_end: bool) -> datetime:
    if not at_end:
        return datetime.combine(day, time.min, zone)
    return datetime.combine(day, time(23, 59, 59), zone)


def _in_range(day: date, cell: Cell) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise CellError(
            "tables.year_out_of_range", value=shown(cell), first=FIRST_YEAR, last=LAST_YEAR
        )
    return day


def _refuse_date(written: str, otherwise: str) -> CellError:
    """Return the fault of a date in another form, with the ISO form of what it can mean."""
    day_first, year_first = _DAY_FIRST.fullmatch(written), _YEAR_FIRST.fullmatch(written)
    if _ISO_DATE.match(written) or not (day_first or year_first):
        return CellError(otherwise, value=shown(written))
    readings: list[str] = []
    if day_first:
        one, two, year = (int(part) for part in day_first.groups()[:3])
        readings = [_iso(year, two, one), _iso(year, one, two)]
    elif year_first:
        year, month, day = (int(part) for part in year_first.groups()[:3])
        readings = [_iso(year, month, day)]
    likely = list(dict.fromkeys(reading for reading in readings if reading))
    if not likely:
        return CellError("tables.no_such_date", value=shown(written))
    if len(likely) == 1:
        return CellError("tables.not_iso_date", value=shown(written), iso=likely[0])
    iso, other = likely
    return CellError("tables.ambiguous_date", value=shown(written), iso=iso, other=other)


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
