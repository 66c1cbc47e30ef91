"""The dated rate card: every amount a price is made of."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Final

from routing.errors import Fault, InputError, fault
from routing.pricing.card_options import NO_OPTIONS, CardOptions, find_option_faults, read_options
from routing.pricing.card_values import (
    Cells,
    bad_cell,
    check_count,
    count_of,
    date_of,
    rows_of,
    table_of,
)

DEFAULT_CARD: Final = "lai_chau_2025.toml"
_TOP: Final = (
    ("quote_valid_min", 1),
    ("minimum_minor", 0),
    ("round_down_to_minor", 1),
    ("divisor_cm3_per_kg", 1),
)
_RATES: Final = ("base_minor", "per_km_minor", "per_kg_minor", "per_100_m_climb_minor")


@dataclass(frozen=True, slots=True)
class VatRate:
    """Value-added tax from a day on, until the next rate starts."""

    start: date
    percent: int


@dataclass(frozen=True, slots=True)
class RateCard:
    """Amounts in minor units without tax; percentages are whole.

    `handling_percent` pairs a tag or handling of the product with its surcharge, sorted by
    name. `vat` is sorted by its start, and its first rate holds when the card starts.
    """

    id: str
    name_vi: str
    name_en: str
    currency: str
    valid_from: date
    valid_until: date
    quote_valid_min: int
    minimum_minor: int
    round_down_to_minor: int
    divisor_cm3_per_kg: int
    base_minor: int
    per_km_minor: int
    per_kg_minor: int
    per_100_m_climb_minor: int
    remote_after_min: int
    remote_percent: int
    handling_percent: tuple[tuple[str, int], ...]
    vat: tuple[VatRate, ...]
    options: CardOptions = NO_OPTIONS

    def holds_on(self, day: date) -> bool:
        """Tell whether the card may price a pickup of a day (both ends included)."""
        return self.valid_from <= day <= self.valid_until

    def vat_percent(self, day: date) -> int:
        """Return the tax of a day the card holds on."""
        return next(rate.percent for rate in reversed(self.vat) if rate.start <= day)


def load_rate_card(path: Path | None = None) -> RateCard:
    """Return the rate card of a TOML file, by default the one shipped for Lai Châu.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    name = path.name if path else DEFAULT_CARD
    try:
        content = path.read_bytes() if path else _shipped_card()
        table = tomllib.loads(content.decode("utf-8"))
    except OSError as error:
        raise InputError([fault("pricing.no_card", file=name, why=error.strerror)]) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError([fault("pricing.not_toml", file=name, why=error)]) from error
    faults = [*_find_faults(table, name)]
    if faults:
        raise InputError(faults)
    return _build_card(table)


def _shipped_card() -> bytes:
    return (files("routing.pricing") / "rate_cards" / DEFAULT_CARD).read_bytes()


def _build_card(table: Cells) -> RateCard:
    rates, remote = table_of(table, "rates"), table_of(table, "remote")
    handling = sorted(table_of(table, "handling_percent").items())
    return RateCard(
        id=str(table["id"]),
        name_vi=str(table["name_vi"]),
        name_en=str(table["name_en"]),
        currency=str(table["currency"]),
        valid_from=date_of(table["valid_from"]),
        valid_until=date_of(table["valid_until"]),
        **{column: count_of(table[column]) for column, _ in _TOP},
        **{column: count_of(rates[column]) for column in _RATES},
        remote_after_min=count_of(remote["after_min"]),
        remote_percent=count_of(remote["percent"]),
        handling_percent=tuple((name, count_of(percent)) for name, percent in handling),
        vat=_vat(table),
        options=read_options(table),
    )


def _find_faults(table: Cells, file: str) -> Iterator[Fault]:
    for column in ("id", "name_vi", "name_en", "currency"):
        if not isinstance(table.get(column), str):
            yield bad_cell(file, column, table.get(column), "text")
    for column, least in _TOP:
        yield from check_count(file, column, table.get(column), least)
    for column in _RATES:
        yield from check_count(file, f"rates.{column}", table_of(table, "rates").get(column), 0)
    for column in ("after_min", "percent"):
        yield from check_count(file, f"remote.{column}", table_of(table, "remote").get(column), 0)
    for name, percent in table_of(table, "handling_percent").items():
        yield from check_count(file, f"handling_percent.{name}", percent, 0)
    yield from find_option_faults(table, file)
    yield from _find_date_faults(table, file)


def _find_date_faults(table: Cells, file: str) -> Iterator[Fault]:
    start, end = table.get("valid_from"), table.get("valid_until")
    if not (isinstance(start, date) and isinstance(end, date) and start <= end):
        yield bad_cell(file, "valid_from", f"{start}, valid_until = {end}", "dates in this order")
        return
    rows = table.get("vat")
    rows = rows if isinstance(rows, list) else []
    starts = [row.get("from") for row in rows if isinstance(row, dict)]
    dates = [day for day in starts if isinstance(day, date)]
    if not dates or len(dates) < len(rows) or dates != sorted(dates) or dates[0] > start:
        yield bad_cell(file, "vat.from", starts, f"dates in order, the first by {start}")
    for row in rows:
        yield from check_count(file, "vat.percent", dict(row).get("percent"), 0)


def _vat(table: Cells) -> tuple[VatRate, ...]:
    rows = rows_of(table, "vat")
    return tuple(VatRate(date_of(row["from"]), count_of(row["percent"])) for row in rows)
