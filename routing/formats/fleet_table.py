"""The table of vehicles, one row for like ones."""

from typing import Final

from routing.formats import bounds
from routing.formats.clock_order import read_clock_span
from routing.formats.columns import Column, TableSpec
from routing.formats.folding import fold
from routing.formats.read_table import read_table
from routing.formats.row import Row
from routing.formats.table import Table, TableSource
from routing.problem.records import EVERY_DAY, FleetRecord
from routing.problem.references import SAME_HUB
from routing.units import GRAMS_PER_KG, ML_PER_M3, NO_LIMIT, SECONDS_PER_HOUR

SHIFT_START_MIN: Final = 6 * 60
SHIFT_END_MIN: Final = 18 * 60
_METRES_PER_KM: Final = 1000
_NO: Final = frozenset({"0", "no", "khong", "false"})
_YES: Final = frozenset({"1", "yes", "co", "true"})

FLEET: Final = TableSpec(
    columns=(
        Column("id", "ma", required=True),
        Column("profile", "loai_xe", required=True),
        Column("hub", "diem_gom", required=True),
        Column("end_hub", "diem_gom_cuoi"),
        Column("count", "so_luong"),
        Column("capacity_kg", "tai_trong_kg", required=True),
        Column("capacity_m3", "the_tich_m3"),
        Column("days", "ngay_lam_viec"),
        Column("off_dates", "ngay_nghi"),
        Column("shift_start", "bat_dau_ca"),
        Column("shift_end", "ket_thuc_ca"),
        Column("max_driving_h", "gio_lai_toi_da"),
        Column("max_duration_h", "gio_lam_toi_da"),
        Column("max_stops", "diem_dung_toi_da"),
        Column("max_distance_km", "km_toi_da"),
        Column("overtime_h", "gio_them"),
        Column("reload", "chay_nhieu_chuyen"),
        Column("driven_week_h", "gio_da_lai_trong_tuan"),
        Column("cost_per_day", "chi_phi_ngay"),
        Column("cost_per_km", "chi_phi_km"),
        Column("cost_per_hour", "chi_phi_gio"),
        Column("cost_per_overtime_h", "chi_phi_gio_them"),
        Column("skills", "ky_nang"),
        Column("driver", "tai_xe"),
    ),
)


def read_fleet(source: TableSource) -> Table[FleetRecord]:
    """Return the vehicles of a table.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    return read_table(source, FLEET, _read_vehicles)


def _read_vehicles(row: Row) -> FleetRecord | None:
    start_min, end_min = read_clock_span(
        row, ("shift_start", SHIFT_START_MIN), ("shift_end", SHIFT_END_MIN)
    )
    record = FleetRecord(
        id=row.id(),
        profile=row.name("profile"),
        hub=row.name("hub"),
        capacity_g=row.scaled("capacity_kg", GRAMS_PER_KG, bounds.CAPACITY_KG, 0),
        end_hub=row.name("end_hub"),
        count=row.whole("count", bounds.UNITS, 1),
        capacity_ml=row.scaled("capacity_m3", ML_PER_M3, bounds.CAPACITY_M3, NO_LIMIT),
        days=row.weekdays("days", EVERY_DAY),
        off_dates=row.dates("off_dates"),
        shift_start_min=start_min,
        shift_end_min=end_min,
        max_driving_s=_hours(row, "max_driving_h"),
        max_duration_s=_hours(row, "max_duration_h"),
        max_stops=row.whole("max_stops", bounds.STOPS, NO_LIMIT),
        max_distance_m=row.scaled("max_distance_km", _METRES_PER_KM, bounds.DISTANCE_KM, NO_LIMIT),
        driven_week_s=row.scaled("driven_week_h", SECONDS_PER_HOUR, bounds.HOURS_OF_WEEK, 0),
        cost_per_day_minor=row.whole("cost_per_day", bounds.MONEY, 0),
        cost_per_km_minor=row.whole("cost_per_km", bounds.MONEY, 0),
        cost_per_hour_minor=row.whole("cost_per_hour", bounds.MONEY, 0),
        skills=frozenset(fold(skill) for skill in row.words("skills")),
        driver=row.text("driver"),
        overtime_s=row.scaled("overtime_h", SECONDS_PER_HOUR, bounds.OVERTIME_HOURS, 0),
        cost_per_overtime_hour_minor=row.whole("cost_per_overtime_h", bounds.MONEY, 0),
        reload=_read_reload(row),
        source=row.source,
    )
    return record if row.is_clean else None


def _read_reload(row: Row) -> tuple[str, ...]:
    """Return where vehicles may reload: yes means where the shift starts and ends."""
    words = row.words("reload")
    folded = {fold(word) for word in words}
    if folded <= _NO:
        return ()
    return (SAME_HUB,) if folded <= _YES else words


def _hours(row: Row, column: str) -> int:
    return row.scaled(column, SECONDS_PER_HOUR, bounds.HOURS_OF_DAY, NO_LIMIT)
