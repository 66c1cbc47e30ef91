"""Requests written as the table they are read from."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from routing.formats.safe_text import formula_safe
from routing.problem.records import RequestRecord
from routing.units import GRAMS_PER_KG, ML_PER_M3

_COLUMNS: Final = (
    "id",
    "shop",
    "place",
    "lon",
    "lat",
    "product",
    "count",
    "weight_kg",
    "volume_m3",
    "ready",
    "due",
    "hub",
)


def requests_csv(records: Sequence[RequestRecord]) -> str:
    """Return the table of some requests: goods, place and days; an unknown weight as ``?``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for each in records:
        lon, lat = each.location.lonlat or ("", "")
        weight = "?" if each.weight_g is None else f"{each.weight_g / GRAMS_PER_KG:.3f}0"
        volume = f"{each.volume_ml / ML_PER_M3:.6f}" if each.volume_ml else ""
        words = (each.id, each.shop, each.location.place)
        writer.writerow(
            (
                *map(formula_safe, words),
                lon,
                lat,
                each.product,
                each.count or "",
                weight,
                volume,
                _moment(each.ready),
                _moment(each.due),
                formula_safe(each.hub),
            )
        )
    return out.getvalue()


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
