"""The table of districts: what a platform's numbers of districts and wards stand for."""

from dataclasses import dataclass, field
from typing import Final

from routing.formats.cell_number import Bounds
from routing.formats.columns import Column, TableSpec
from routing.formats.location_cells import CheckLocation, unchecked
from routing.formats.read_table import read_table
from routing.formats.row import Row
from routing.formats.table import Table, TableSource
from routing.problem.records import Location, Source

_IDS: Final = Bounds(1, 1_000_000_000)

DISTRICTS: Final = TableSpec(
    columns=(
        Column("district_id", "ma_huyen", required=True),
        Column("ward_code", "ma_xa"),
        Column("place", "dia_diem"),
        Column("zone", "vung"),
    ),
    needs=((("place",), ("zone",)),),
    may_be_empty=True,
)


@dataclass(frozen=True, slots=True)
class DistrictRecord:
    """A ward, or a whole district without `ward_code`: a place of ours, a zone of lanes, both."""

    district_id: int
    ward_code: str
    place: str
    zone: str
    source: Source = field(default=Source(), compare=False)


def read_districts(
    source: TableSource, *, check_location: CheckLocation = unchecked
) -> Table[DistrictRecord]:
    """Return the districts of a table.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    first: dict[tuple[int, str], int] = {}
    return read_table(source, DISTRICTS, lambda row: _read_district(row, check_location, first))


def _read_district(
    row: Row, check: CheckLocation, first: dict[tuple[int, str], int]
) -> DistrictRecord | None:
    found = DistrictRecord(
        district_id=row.whole("district_id", _IDS, 0),
        ward_code=row.name("ward_code"),
        place=row.name("place"),
        zone=row.text("zone"),
        source=row.source,
    )
    if not found.place and not found.zone:
        row.fault("tables.empty_cell", "place")
    if found.place:
        for each in check(Location(found.place)):
            row.take(each, "place")
    key = found.district_id, found.ward_code
    if first.setdefault(key, row.number) != row.number:
        value = " ".join(filter(None, (str(found.district_id), found.ward_code)))
        row.fault("tables.duplicate_id", "district_id", value=value, first=first[key])
    return found if row.is_clean else None
