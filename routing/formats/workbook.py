"""A plan as an XLSX workbook for coordinators: routes, stops, what is left out, sums."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from routing.formats.labels import NO_LABELS, Labels
from routing.formats.safe_text import formula_safe
from routing.formats.steady_zip import steady_zip
from routing.formats.workbook_rows import Row, WorkbookRows
from routing.plan.plan import Plan
from routing.texts import Lang, text

COLUMNS: Final = {
    "routes": (
        "date vehicle driver profile start_hub end_hub start end pickups distance_km driving_h "
        "waiting_h service_h peak_kg capacity_kg load_factor peak_m3 fuel_l cost"
    ),
    "stops": (
        "date vehicle seq kind place request part product shop call weight_kg volume_m3 "
        "window_start window_end arrival start departure leg_km leg_min leg_roads load_kg"
    ),
    "dropped": "request part state weight_kg code detail vehicle",
    "summary": "measure plan own_motorbike one_village",
}
"""Keys of the columns of each sheet."""

_NUMBERS: Final = {
    "_km": "#,##0.0",
    "_kg": "#,##0.0",
    "_m3": "#,##0.00",
    "_h": "0.0",
    "_min": "0",
    "_l": "#,##0.0",
    "cost": "#,##0",
    "load_factor": "0%",
    "plan": "#,##0.##",
    "own_motorbike": "#,##0.##",
    "one_village": "#,##0.##",
}
_DATES: Final = {"vi": "dd/mm/yyyy", "en": "yyyy-mm-dd"}
_WIDEST: Final = 48
_HEAD: Final = PatternFill("solid", fgColor="FFE3E9E1")


def plan_workbook(
    plan: Plan,
    path: Path,
    lang: Lang = "vi",
    *,
    labels: Labels = NO_LABELS,
    summary: Mapping[str, object] | None = None,
) -> None:
    """Write a plan as a workbook; times are local, no cell is a formula.

    Parameters
    ----------
    summary
        The plan's summary in JSON values, to stand beside its baselines.
    """
    rows = WorkbookRows(plan, lang, labels)
    book = Workbook()
    book.remove(book.worksheets[0])
    tables: dict[str, Iterable[Row]] = {
        "routes": rows.routes(),
        "stops": rows.stops(),
        "dropped": rows.dropped(),
        "summary": rows.summary(summary),
    }
    for name, table in tables.items():
        sheet = book.create_sheet(text(f"outputs.sheet.{name}", lang))
        _fill(sheet, COLUMNS[name].split(), list(table), plan.currency, lang)
    start = plan.horizon.local(0).replace(tzinfo=None)
    book.properties.creator = "luco"
    book.properties.created = start
    book.save(path)
    steady_zip(path, modified=f"{start:%Y-%m-%dT%H:%M:%SZ}")


def _fill(
    sheet: Worksheet, columns: Sequence[str], rows: Sequence[Row], currency: str, lang: Lang
) -> None:
    shown = [key for key in columns if not rows or any(key in row for row in rows)]
    for place, key in enumerate(shown, start=1):
        head = sheet.cell(1, place, text(f"outputs.column.{key}", lang, currency=currency))
        head.font, head.fill = Font(bold=True), _HEAD
        head.alignment = Alignment(wrap_text=True, vertical="top")
        widest = 10
        for line, row in enumerate(rows, start=2):
            value = row.get(key)
            if isinstance(value, str):
                value = formula_safe(value)
                widest = max(widest, len(value) + 2)
            cell = sheet.cell(line, place, value)
            cell.number_format = _number_format(key, value, lang)
        is_moment = any(isinstance(row.get(key), datetime) for row in rows)
        width = 17 if is_moment else min(_WIDEST, widest)
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _number_format(key: str, value: object, lang: Lang) -> str:
    if isinstance(value, datetime):
        return _DATES[lang] if key == "date" else f"{_DATES[lang]} hh:mm"
    if isinstance(value, int | float):
        return next((form for end, form in _NUMBERS.items() if key.endswith(end)), "0")
    return "General"
