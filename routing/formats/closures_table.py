"""The table of roads closed or slowed for a time."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from routing.formats import bounds
from routing.formats.columns import Column, TableSpec
from routing.formats.read_table import read_table
from routing.formats.row import Row
from routing.formats.table import Table, TableSource
from routing.problem.horizon import DEFAULT_ZONE
from routing.problem.records import ClosureRecord

CLOSURES: Final = TableSpec(
    columns=(
        Column("id", "ma", required=True),
        Column("road_ref", "duong"),
        Column("km_from", "tu_km"),
        Column("km_to", "den_km"),
        Column("from_place", "tu_dia_diem"),
        Column("to_place", "den_dia_diem"),
        Column("edge_ids", "ma_doan"),
        Column("polygon", "vung"),
        Column("direction", "chieu"),
        Column("profiles", "loai_xe"),
        Column("start", "bat_dau", required=True),
        Column("end", "ket_thuc", required=True),
        Column("speed_factor", "he_so_toc_do"),
        Column("reason", "ly_do"),
    ),
    needs=((("road_ref",), ("from_place", "to_place"), ("edge_ids",), ("polygon",)),),
    may_be_empty=True,
)
MAX_POLYGON: Final = 100_000
_SHOWN: Final = "%Y-%m-%d %H:%M"
_DIRECTIONS: Final = {"both": "both", "forward": "forward", "backward": "backward"}
_KM_POST: Final = re.compile(r"(?:[Kk][Mm] ?)?([0-9]{1,4})\+([0-9]{3})")


def read_closures(source: TableSource, *, timezone: str = DEFAULT_ZONE) -> Table[ClosureRecord]:
    """Return the closures of a table. Times without an offset are of the time zone.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    zone = ZoneInfo(timezone)
    return read_table(source, CLOSURES, lambda row: _read_closure(row, zone))


def _read_closure(row: Row, zone: ZoneInfo) -> ClosureRecord | None:
    closure_id = row.id()
    start, end = _read_span(row, zone)
    where = _read_where(row)
    direction = row.choice("direction", _DIRECTIONS, "both")
    profiles = frozenset(row.words("profiles"))
    factor = row.decimal("speed_factor", bounds.SPEED_FACTOR)
    reason = row.text("reason")
    if start is None or end is None or not row.is_clean:
        return None
    return ClosureRecord(
        id=closure_id,
        start=start,
        end=end,
        road_ref=where.road_ref,
        km_from=where.km_from,
        km_to=where.km_to,
        from_place=where.from_place,
        to_place=where.to_place,
        edge_ids=where.edge_ids,
        polygon=where.polygon,
        direction=direction,
        profiles=profiles,
        speed_factor=float(factor or 0),
        reason=reason,
        source=row.source,
    )


def _read_span(row: Row, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    start, end = row.moment("start", zone), row.moment("end", zone, at_end=True)
    if start is not None and end is not None and end <= start:
        row.fault(
            "tables.end_before_start", "end", start=f"{start:{_SHOWN}}", end=f"{end:{_SHOWN}}"
        )
    return start, end


@dataclass(frozen=True, slots=True)
class _Where:
    """What a row says of where the road is closed, in one of four ways."""

    road_ref: str
    km_from: float | None
    km_to: float | None
    from_place: str
    to_place: str
    edge_ids: tuple[str, ...]
    polygon: str

    @property
    def ways(self) -> tuple[str, ...]:
        """The columns that say where; exactly one way is wanted."""
        said = {
            "road_ref": self.road_ref,
            "from_place": self.from_place or self.to_place,
            "edge_ids": self.edge_ids,
            "polygon": self.polygon,
        }
        return tuple(way for way, what in said.items() if what)


def _read_where(row: Row) -> _Where:
    mark = row.mark
    where = _Where(
        road_ref=row.name("road_ref"),
        km_from=_read_km(row, "km_from"),
        km_to=_read_km(row, "km_to"),
        from_place=row.name("from_place"),
        to_place=row.name("to_place"),
        edge_ids=row.words("edge_ids"),
        polygon=row.text("polygon", limit=MAX_POLYGON),
    )
    if row.is_clean_since(mark):
        _check_where(row, where)
    return where


def _check_where(row: Row, where: _Where) -> None:
    if len(where.ways) > 1:
        row.fault("tables.many_wheres", where.ways[1], ways=", ".join(where.ways))
    elif not where.ways:
        if any(row.has(*option) for option in CLOSURES.needs[0]):
            row.fault("tables.no_where", "road_ref")
    elif bool(where.from_place) != bool(where.to_place):
        row.fault("tables.half_way", "to_place" if where.from_place else "from_place")
    elif not where.road_ref and (where.km_from, where.km_to) != (None, None):
        row.fault("tables.km_without_road", "km_from")
    elif (where.km_from is None) != (where.km_to is None):
        row.fault("tables.half_km", "km_from" if where.km_from is None else "km_to")
    elif where.km_from is not None and where.km_to is not None and where.km_to < where.km_from:
        row.fault("tables.km_order", "km_to", start=where.km_from, end=where.km_to)


def _read_km(row: Row, column: str) -> float | None:
    cell = row.peek(column)
    post = _KM_POST.fullmatch(cell) if isinstance(cell, str) else None
    if post is not None:
        return int(post[1]) + int(post[2]) / 1000
    number = row.decimal(column, bounds.ROAD_KM)
    return None if number is None else float(number)
