"""The table of lanes: which trucks leave hubs for where, and when."""

from typing import Final

from routing.formats import bounds
from routing.formats.columns import Column, TableSpec
from routing.formats.read_table import read_table
from routing.formats.row import Row
from routing.formats.table import Table, TableSource
from routing.pricing.lanes import Lane
from routing.problem.records import EVERY_DAY
from routing.units import GRAMS_PER_KG, NO_LIMIT

LANES: Final = TableSpec(
    columns=(
        Column("id", "ma", required=True),
        Column("hub", "diem_gom", required=True),
        Column("gateway", "cua_ngo", required=True),
        Column("zone", "vung", required=True),
        Column("truck", "chuyen_xe"),
        Column("days", "ngay_chay"),
        Column("off_dates", "ngay_nghi"),
        Column("depart", "gio_di", required=True),
        Column("cutoff_min", "phut_chot_truoc"),
        Column("transit_days", "so_ngay_di", required=True),
        Column("capacity_kg", "tai_trong_kg"),
        Column("cost_per_departure", "chi_phi_chuyen"),
        Column("price_per_kg", "gia_moi_kg"),
        Column("minimum_price", "gia_toi_thieu"),
    ),
    may_be_empty=True,
)


def read_lanes(source: TableSource) -> Table[Lane]:
    """Return the lanes of a table.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    return read_table(source, LANES, _read_lane)


def _read_lane(row: Row) -> Lane | None:
    lane = Lane(
        id=row.id(),
        hub=row.name("hub"),
        gateway=row.text("gateway"),
        zone=row.text("zone"),
        truck=row.name("truck"),
        days=row.weekdays("days", EVERY_DAY),
        off_dates=row.dates("off_dates"),
        depart_min=row.minute("depart", 0),
        cutoff_min=row.whole("cutoff_min", bounds.CUTOFF_MINUTES, 0),
        transit_days=row.whole("transit_days", bounds.TRANSIT_DAYS, 0),
        capacity_g=row.scaled("capacity_kg", GRAMS_PER_KG, bounds.CAPACITY_KG, NO_LIMIT),
        cost_minor=row.whole("cost_per_departure", bounds.MONEY, 0),
        price_per_kg_minor=row.whole("price_per_kg", bounds.MONEY, 0),
        minimum_minor=row.whole("minimum_price", bounds.MONEY, 0),
        source=row.source,
    )
    return lane if row.is_clean else None
