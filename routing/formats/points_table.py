"""The table of points that a travel matrix is asked for."""

from dataclasses import dataclass
from typing import Final

from routing.formats.columns import Column, TableSpec
from routing.formats.location_cells import LOCATION_NEED, read_location
from routing.formats.read_table import read_table
from routing.formats.row import Row
from routing.formats.table import Table, TableSource
from routing.problem.records import Location

POINTS: Final = TableSpec(
    columns=(
        Column("id", "ma", required=True),
        Column("place", "dia_diem"),
        Column("lon", "kinh_do"),
        Column("lat", "vi_do"),
    ),
    needs=(LOCATION_NEED,),
)


@dataclass(frozen=True, slots=True)
class PointRecord:
    """A point with its name in the answer."""

    id: str
    location: Location


def read_points(source: TableSource) -> Table[PointRecord]:
    """Return the points of a table.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    return read_table(source, POINTS, _read_point)


def _read_point(row: Row) -> PointRecord | None:
    point_id = row.id()
    location = read_location(row)
    if location is None or not row.is_clean:
        return None
    return PointRecord(point_id, location)
