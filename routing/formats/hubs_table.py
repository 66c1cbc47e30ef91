"""The table of consolidation hubs."""

from typing import Final

from routing.formats import bounds
from routing.formats.cell_time import DAY_MIN
from routing.formats.clock_order import read_clock_span
from routing.formats.columns import Column, TableSpec
from routing.formats.location_cells import (
    LOCATION_NEED,
    CheckLocation,
    read_location,
    unchecked,
)
from routing.formats.read_table import read_table
from routing.formats.row import Row
from routing.formats.table import Table, TableSource
from routing.problem.records import EVERY_DAY, HubRecord
from routing.units import GRAMS_PER_KG, ML_PER_M3, NO_LIMIT

HUBS: Final = TableSpec(
    columns=(
        Column("id", "ma", required=True),
        Column("place", "dia_diem"),
        Column("name", "ten"),
        Column("lon", "kinh_do"),
        Column("lat", "vi_do"),
        Column("open", "mo_cua", required=True),
        Column("close", "dong_cua", required=True),
        Column("days", "ngay_lam_viec"),
        Column("off_dates", "ngay_nghi"),
        Column("intake_kg_per_day", "nhan_kg_moi_ngay"),
        Column("intake_m3_per_day", "nhan_m3_moi_ngay"),
        Column("unload_min", "phut_do_hang"),
        Column("unload_min_per_t", "phut_do_moi_tan"),
        Column("is_crossdock", "khong_luu_kho"),
    ),
    needs=(LOCATION_NEED,),
)


def read_hubs(
    source: TableSource, *, check_location: CheckLocation = unchecked
) -> Table[HubRecord]:
    """Return the hubs of a table.

    Parameters
    ----------
    check_location
        Finds what is wrong with a location, so that it is told with the other faults.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    return read_table(source, HUBS, lambda row: _read_hub(row, check_location))


def _read_hub(row: Row, check: CheckLocation) -> HubRecord | None:
    hub_id = row.id()
    location = read_location(row, check)
    open_min, close_min = read_clock_span(row, ("open", 0), ("close", DAY_MIN))
    name = row.text("name")
    days = row.weekdays("days", EVERY_DAY)
    off_dates = row.dates("off_dates")
    intake_g = row.scaled("intake_kg_per_day", GRAMS_PER_KG, bounds.INTAKE_KG, NO_LIMIT)
    intake_ml = row.scaled("intake_m3_per_day", ML_PER_M3, bounds.INTAKE_M3, NO_LIMIT)
    unload_s = row.scaled("unload_min", 60, bounds.MINUTES, 0)
    unload_s_per_t = row.scaled("unload_min_per_t", 60, bounds.MINUTES, 0)
    is_crossdock = row.flag("is_crossdock", default=False)
    if location is None or not row.is_clean:
        return None
    return HubRecord(
        id=hub_id,
        location=location,
        name=name or location.place or hub_id,
        open_min=open_min,
        close_min=close_min,
        days=days,
        off_dates=off_dates,
        intake_g_per_day=intake_g,
        intake_ml_per_day=intake_ml,
        unload_s=unload_s,
        unload_s_per_t=unload_s_per_t,
        is_crossdock=is_crossdock,
        source=row.source,
    )
