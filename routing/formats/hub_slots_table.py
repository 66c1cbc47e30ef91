"""The table of what hubs take in at which times of the day."""

from typing import Final

from routing.formats import bounds
from routing.formats.cell_time import DAY_MIN
from routing.formats.clock_order import read_clock_span
from routing.formats.columns import Column, TableSpec
from routing.formats.read_table import read_table
from routing.formats.row import Row
from routing.formats.table import Table, TableSource
from routing.problem.records import HubSlotRecord
from routing.units import GRAMS_PER_KG, ML_PER_M3, NO_LIMIT

HUB_SLOTS: Final = TableSpec(
    columns=(
        Column("hub", "diem_gom", required=True),
        Column("start", "tu_gio", required=True),
        Column("end", "den_gio", required=True),
        Column("intake_kg", "nhan_kg"),
        Column("intake_m3", "nhan_m3"),
        Column("vehicles", "so_xe"),
    ),
    may_be_empty=True,
)


def read_hub_slots(source: TableSource) -> Table[HubSlotRecord]:
    """Return the slots of a table.

    Raises
    ------
    InputError
        With every fault of the file, slots of one hub that overlap among them.
    """
    taken: dict[str, list[tuple[int, int, int]]] = {}
    return read_table(source, HUB_SLOTS, lambda row: _read_slot(row, taken))


def _read_slot(row: Row, taken: dict[str, list[tuple[int, int, int]]]) -> HubSlotRecord | None:
    hub = row.name("hub")
    start_min, end_min = read_clock_span(row, ("start", 0), ("end", DAY_MIN))
    slot = HubSlotRecord(
        hub=hub,
        start_min=start_min,
        end_min=end_min,
        intake_g=row.scaled("intake_kg", GRAMS_PER_KG, bounds.INTAKE_KG, NO_LIMIT),
        intake_ml=row.scaled("intake_m3", ML_PER_M3, bounds.INTAKE_M3, NO_LIMIT),
        vehicles=row.whole("vehicles", bounds.VEHICLES, NO_LIMIT),
        source=row.source,
    )
    if not row.is_clean:
        return None
    before = taken.setdefault(hub, [])
    clashes = [number for first, last, number in before if start_min < last and first < end_min]
    before.append((start_min, end_min, row.number))
    if clashes:
        row.fault("tables.slots_overlap", "start", hub=hub, first=clashes[0])
        return None
    return slot
